import { utf8ToBytes } from '@noble/hashes/utils.js';
import { PLUGIN_ID, SETTINGS_AT_MOST } from '@release-risk/compiler/emit/plugin/pluginProvisioning';
import { z } from 'zod';
import { ANYTHING, type GrafanaClient } from '../client.ts';
import { GrafanaError } from '../errors.ts';

const JSON_DATA = z.object({
  revision: z.number().default(0).catch(0),
  /** Each is read for itself: one that is broken, or made for a later version, hides no other. */
  models: z.array(z.unknown()).default([]).catch([]),
  bindings: z.record(z.string(), z.record(z.string(), z.string())).default({}).catch({}),
});

const SETTINGS = z.object({ enabled: z.boolean().default(false), jsonData: JSON_DATA.nullish() });

const KEPT = z.object({ jsonData: z.record(z.string(), z.unknown()).nullish() });

const PATH = `/api/plugins/${PLUGIN_ID}/settings`;

/** The app's settings as every Viewer may read them. */
export interface StoredSettings {
  readonly enabled: boolean;
  readonly revision: number;
  /** Documents of models, not yet read. */
  readonly models: readonly unknown[];
  /** Model -> logical datasource -> uid. */
  readonly bindings: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** The settings of the app plugin. Rejects with `notFound` where it is not installed, `forbidden` where it is hidden. */
export async function readPluginSettings(client: GrafanaClient): Promise<StoredSettings> {
  const { enabled, jsonData } = await client.read({ operation: 'readPlugin', path: PATH }, SETTINGS);
  const { revision = 0, models = [], bindings = {} } = jsonData ?? {};
  return { enabled, revision, models, bindings };
}

/**
 * Writes models and bindings over those of `revision`, and gives the new revision. What else the settings hold stays.
 * Rejects with `changed` where somebody has written since `revision` was read, and with `tooLarge`. Grafana itself
 * compares nothing, so two writers in the same instant are not told apart: this narrows the gap to one request.
 */
export async function writePluginSettings(
  client: GrafanaClient,
  { models, bindings, revision }: Pick<StoredSettings, 'models' | 'bindings' | 'revision'>,
): Promise<number> {
  const { jsonData } = await client.read({ operation: 'readPlugin', path: PATH }, KEPT);
  const found = JSON_DATA.safeParse(jsonData ?? {}).data?.revision ?? 0;
  const context = { url: `${client.url}${PATH}`, operation: 'writePlugin' } as const;
  if (found !== revision) throw new GrafanaError({ code: 'changed' }, context);
  const written = { ...jsonData, models, bindings, revision: revision + 1 };
  const bytes = utf8ToBytes(JSON.stringify(written)).length;
  if (bytes > SETTINGS_AT_MOST) throw new GrafanaError({ code: 'tooLarge', bytes, atMost: SETTINGS_AT_MOST }, context);
  await client.write(
    {
      operation: 'writePlugin',
      method: 'POST',
      path: PATH,
      // What is left out is switched off.
      body: { enabled: true, pinned: true, jsonData: written },
      repeatable: false,
    },
    ANYTHING,
  );
  return revision + 1;
}
