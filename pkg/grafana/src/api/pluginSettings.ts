import { PLUGIN_ID } from '@release-risk/compiler/emit/plugin/pluginProvisioning';
import { z } from 'zod';
import type { GrafanaClient } from '../client.ts';

const SETTINGS = z.object({
  enabled: z.boolean().default(false),
  jsonData: z
    .object({
      revision: z.number().default(0).catch(0),
      /** Each is read for itself: one that is broken, or made for a later version, hides no other. */
      models: z.array(z.unknown()).default([]).catch([]),
      bindings: z.record(z.string(), z.record(z.string(), z.string())).default({}).catch({}),
    })
    .nullish(),
});

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
  const path = `/api/plugins/${PLUGIN_ID}/settings`;
  const { enabled, jsonData } = await client.read({ operation: 'readPlugin', path }, SETTINGS);
  const { revision = 0, models = [], bindings = {} } = jsonData ?? {};
  return { enabled, revision, models, bindings };
}
