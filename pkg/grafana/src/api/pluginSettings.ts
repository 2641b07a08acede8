import { utf8ToBytes } from '@noble/hashes/utils.js';
import {
  GATEWAY_SECRET,
  GATEWAY_URL,
  PLUGIN_ID,
  SETTINGS_AT_MOST,
} from '@release-risk/compiler/emit/plugin/pluginProvisioning';
import { z } from 'zod';
import { ANYTHING, type GrafanaClient } from '../client.ts';
import { GrafanaError } from '../errors.ts';

const JSON_DATA = z.object({
  revision: z.number().default(0).catch(0),
  /** Each is read for itself: one that is broken, or made for a later version, hides no other. */
  models: z.array(z.unknown()).default([]).catch([]),
  bindings: z.record(z.string(), z.record(z.string(), z.string())).default({}).catch({}),
  [GATEWAY_URL]: z.string().default('').catch(''),
});

const SETTINGS = z.object({
  enabled: z.boolean().default(false),
  jsonData: JSON_DATA.nullish(),
  secureJsonFields: z.record(z.string(), z.boolean()).nullish(),
});

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
  readonly gateway: {
    /** As Grafana's own machine reaches it, without a slash at the end; empty while there is none. */
    readonly url: string;
    /** Nobody can read it back. */
    readonly hasSecret: boolean;
  };
}

/** The settings of the app plugin. Rejects with `notFound` where it is not installed, `forbidden` where it is hidden. */
export async function readPluginSettings(client: GrafanaClient): Promise<StoredSettings> {
  const { enabled, jsonData, secureJsonFields } = await client.read({ operation: 'readPlugin', path: PATH }, SETTINGS);
  const { revision = 0, models = [], bindings = {}, [GATEWAY_URL]: url = '' } = jsonData ?? {};
  return {
    enabled,
    revision,
    models,
    bindings,
    gateway: { url, hasSecret: secureJsonFields?.[GATEWAY_SECRET] === true },
  };
}

/**
 * Writes models and bindings over those of `revision`, and gives the new revision. What else the settings hold stays.
 * Rejects with `changed` where somebody has written since `revision` was read, and with `tooLarge`. Grafana itself
 * compares nothing, so two writers in the same instant are not told apart: this narrows the gap to one request.
 */
export function writePluginSettings(
  client: GrafanaClient,
  { models, bindings, revision }: Pick<StoredSettings, 'models' | 'bindings' | 'revision'>,
): Promise<number> {
  return writeOver(client, revision, { jsonData: { models, bindings } });
}

/**
 * As {@link writePluginSettings} for where the gateway is. A secret that is undefined stays what it is; an empty one is
 * forgotten.
 */
export function writeGatewaySettings(
  client: GrafanaClient,
  { url, secret, revision }: { readonly url: string; readonly secret: string | undefined; readonly revision: number },
): Promise<number> {
  return writeOver(client, revision, {
    jsonData: { [GATEWAY_URL]: url },
    ...(secret === undefined ? {} : { secureJsonData: { [GATEWAY_SECRET]: secret } }),
  });
}

interface Change {
  readonly jsonData: Readonly<Record<string, unknown>>;
  readonly secureJsonData?: Readonly<Record<string, string>>;
}

async function writeOver(client: GrafanaClient, revision: number, { jsonData: change, ...more }: Change) {
  const { jsonData } = await client.read({ operation: 'readPlugin', path: PATH }, KEPT);
  const found = JSON_DATA.safeParse(jsonData ?? {}).data?.revision ?? 0;
  const context = { url: `${client.url}${PATH}`, operation: 'writePlugin' } as const;
  if (found !== revision) throw new GrafanaError({ code: 'changed' }, context);
  const written = { ...jsonData, ...change, revision: revision + 1 };
  const bytes = utf8ToBytes(JSON.stringify(written)).length;
  if (bytes > SETTINGS_AT_MOST) throw new GrafanaError({ code: 'tooLarge', bytes, atMost: SETTINGS_AT_MOST }, context);
  await client.write(
    {
      operation: 'writePlugin',
      method: 'POST',
      path: PATH,
      // What is left out is switched off.
      body: { enabled: true, pinned: true, jsonData: written, ...more },
      repeatable: false,
    },
    ANYTHING,
  );
  return revision + 1;
}
