import { type ModelBindings, PLUGIN_ID, pluginSettings } from '@release-risk/compiler/emit/plugin/pluginProvisioning';
import type { RiskModel } from '@release-risk/model/model';
import { z } from 'zod';
import { call, type GrafanaLogin, mustWork } from './call.ts';

const PATH = `/api/plugins/${PLUGIN_ID}/settings`;

const storedSchema = z.object({
  enabled: z.boolean().default(false),
  pinned: z.boolean().default(false),
  jsonData: z
    .looseObject({
      revision: z.number().catch(0),
      models: z.array(z.looseObject({ name: z.string() })).catch([]),
      bindings: z.record(z.string(), z.record(z.string(), z.string())).catch({}),
    })
    .nullish(),
});
type Stored = z.infer<typeof storedSchema>;

/** What was done to the settings. `undo` takes the model out again and leaves what others wrote. */
export interface StoredModel {
  readonly undo: () => Promise<void>;
}

/**
 * Puts a model and its datasources' uids into the app's settings, beside the models of others, and enables the app.
 * Undefined where the plugin is not installed.
 */
export async function storeModel(
  grafana: GrafanaLogin,
  model: RiskModel,
  bindings: Readonly<Record<string, string>>,
): Promise<StoredModel | undefined> {
  const before = await read(grafana);
  if (before === undefined) return undefined;
  const own = pluginSettings([model], { revision: 0, bindings: { [model.name]: bindings } });
  if (!own.ok) throw new Error(own.diagnostics[0]?.message ?? 'The model does not fit into the settings.');
  await write(grafana, before, { enabled: true, pinned: true }, model.name, own.value);
  return {
    undo: async () => {
      const now = await read(grafana);
      if (now !== undefined) await write(grafana, now, before, model.name, { models: [], bindings: {} });
    },
  };
}

async function read(grafana: GrafanaLogin): Promise<Stored | undefined> {
  const answer = await call(grafana, 'GET', PATH);
  if (answer.status === 404) return undefined;
  mustWork(answer, 'the settings of the plugin');
  return storedSchema.parse(JSON.parse(answer.text));
}

async function write(
  grafana: GrafanaLogin,
  { jsonData }: Stored,
  { enabled, pinned }: Pick<Stored, 'enabled' | 'pinned'>,
  name: string,
  own: { readonly models: readonly object[]; readonly bindings: ModelBindings },
): Promise<void> {
  const others = (jsonData?.models ?? []).filter((one) => one.name !== name);
  const { [name]: _replaced, ...bindings } = jsonData?.bindings ?? {};
  const body = {
    enabled,
    pinned,
    jsonData: {
      ...jsonData,
      revision: (jsonData?.revision ?? 0) + 1,
      models: [...others, ...own.models],
      bindings: { ...bindings, ...own.bindings },
    },
  };
  mustWork(await call(grafana, 'POST', PATH, body), 'the settings of the plugin');
}
