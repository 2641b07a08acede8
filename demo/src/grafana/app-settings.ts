import { type ModelBindings, PLUGIN_ID, pluginSettings } from '@release-risk/compiler/emit/plugin/pluginProvisioning';
import type { RiskModel } from '@release-risk/model/model';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { call, type GrafanaLogin, mustWork } from './call.ts';

/** As the plugin's routes name it. */
const GATEWAY_SECRET = 'gatewayProxySecret';
const PATH = `/api/plugins/${PLUGIN_ID}/settings`;

const storedSchema = z.object({
  enabled: z.boolean().default(false),
  pinned: z.boolean().default(false),
  jsonData: z
    .looseObject({
      revision: z.number().catch(0),
      models: z.array(z.looseObject({ name: z.string() })).catch([]),
      bindings: z.record(z.string(), z.record(z.string(), z.string())).catch({}),
      gatewayUrl: z.string().catch(''),
    })
    .nullish(),
});
type Stored = z.infer<typeof storedSchema>;

/** What was done to the settings. `undo` takes the model out again and leaves what others wrote. */
export interface StoredModel {
  readonly undo: () => Promise<void>;
}

/** Where the plugin's routes lead, and what they show there. */
export interface PluginGateway {
  readonly url: string;
  readonly proxySecret: string;
}

/**
 * Puts a model and its datasources' uids into the app's settings, beside the models of others, and enables the app. A
 * gateway is put there, too, unless somebody has one of their own: its secret could not be given back.
 * Undefined where the plugin is not installed.
 */
export async function storeModel(
  grafana: GrafanaLogin,
  model: RiskModel,
  bindings: Readonly<Record<string, string>>,
  gateway?: PluginGateway,
): Promise<StoredModel | undefined> {
  const before = await read(grafana);
  if (before === undefined) return undefined;
  const own = pluginSettings([model], { revision: 0, bindings: { [model.name]: bindings } });
  if (!own.ok) throw new Error(own.diagnostics[0]?.message ?? 'The model does not fit into the settings.');
  const ofEarlierDemo = isDeepStrictEqual(before.jsonData?.bindings[model.name], bindings);
  const isFree = ofEarlierDemo || (before.jsonData?.gatewayUrl ?? '') === '';
  const told = isFree ? gateway : undefined;
  await write(grafana, before, { enabled: true, pinned: true }, model.name, own.value, told);
  return {
    undo: async () => {
      const now = await read(grafana);
      if (now === undefined) return;
      const nobody = told && { url: '', proxySecret: '' };
      await write(grafana, now, before, model.name, { models: [], bindings: {} }, nobody);
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
  gateway: PluginGateway | undefined,
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
      ...(gateway && { gatewayUrl: gateway.url }),
    },
    ...(gateway && { secureJsonData: { [GATEWAY_SECRET]: gateway.proxySecret } }),
  };
  mustWork(await call(grafana, 'POST', PATH, body), 'the settings of the plugin');
}
