import { utf8ToBytes } from '@noble/hashes/utils.js';
import type { RiskModel } from '@release-risk/model/model';
import { Document } from 'yaml';
import { modelDocument, type JsonObject } from '../dashboards/modelDocument.ts';
import type { Emitted } from '../diagnostics.ts';
import type { Json } from '../grafana/ruleGroup.ts';

/** The app plugin whose settings hold the models. */
export const PLUGIN_ID = 'releaserisk-app';

/** What the settings may take, in bytes of their JSON. Grafana on MySQL cuts its column at 64 KB without a word. */
export const SETTINGS_AT_MOST = 48 * 1024;

/** Uids of Grafana's datasources: by model, then by the name the model gives a datasource. */
export type ModelBindings = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** The settings of the plugin, as every Viewer can read them: no secret belongs here. */
export interface PluginSettings {
  /** Counts up at every write; who finds another number than was read has met another writer. */
  readonly revision: number;
  /** The documents of the models, in the order of their names. */
  readonly models: readonly JsonObject[];
  /** Beside the models, so that a model and its fingerprint are the same in every Grafana. */
  readonly bindings: ModelBindings;
}

/** What the settings say beside the models. */
export type SettingsOptions = Pick<PluginSettings, 'revision' | 'bindings'>;

/** The setting that holds the rollback gateway's address, and the secret that the plugin's routes send it. */
export const GATEWAY_URL = 'gatewayUrl';
export const GATEWAY_SECRET = 'gatewayProxySecret';

/** Where the rollback gateway is, for a provisioning file. */
export interface ProvisionedGateway {
  /** As Grafana's own machine reaches it. */
  readonly url: string;
  /** Variable of Grafana's environment with the proxy secret: the file itself holds none. */
  readonly secretVariable: string;
}

/** What a provisioning file says beside the models. */
export interface ProvisioningOptions extends SettingsOptions {
  readonly orgId: number;
  /** Left out where there is none: whoever named one by hand loses it at the next start. */
  readonly gateway?: ProvisionedGateway;
  /** A disabled app takes its panel and its dashboards away, so the file always says which it is. */
  readonly enabled: boolean;
}

/** The settings that hold these models, or why Grafana could not keep them. */
export function pluginSettings(
  models: readonly RiskModel[],
  { revision, bindings }: SettingsOptions,
): Emitted<PluginSettings> {
  return thatFit(models, { revision, models: [...models].sort(byName).map(modelDocument), bindings });
}

/** The settings, or why Grafana could not keep them. */
function thatFit<T extends PluginSettings>(models: readonly RiskModel[], settings: T): Emitted<T> {
  const bytes = utf8ToBytes(JSON.stringify(settings)).length;
  if (bytes <= SETTINGS_AT_MOST) return { ok: true, value: settings };
  const largest = models
    .map((model) => ({ name: model.name, bytes: utf8ToBytes(JSON.stringify(modelDocument(model))).length }))
    .sort((a, b) => b.bytes - a.bytes || (a.name < b.name ? -1 : 1))[0];
  return {
    ok: false,
    diagnostics: [
      {
        code: 'RR534',
        path: [],
        message: `The settings take ${kilobytes(bytes)} and may take ${kilobytes(SETTINGS_AT_MOST)}; the largest model is "${largest?.name ?? ''}" with ${kilobytes(largest?.bytes ?? 0)}`,
        hint: 'Let a query discover services instead of listing them, or keep models in files and apply them with release-risk apply.',
      },
    ],
  };
}

/**
 * A file for `conf/provisioning/plugins/`: the app with its models as settings. Grafana replaces the settings by it at
 * every start, and does not start at all while the plugin is missing. Throws where `secretVariable` is no name of a
 * variable.
 */
export function pluginProvisioning(models: readonly RiskModel[], options: ProvisioningOptions): Emitted<string> {
  const { gateway } = options;
  const written = pluginSettings(models, options);
  if (!written.ok) return written;
  const settings = thatFit(models, { ...written.value, ...(gateway && { [GATEWAY_URL]: gateway.url }) });
  if (!settings.ok) return settings;
  const app = {
    type: PLUGIN_ID,
    org_id: options.orgId,
    disabled: !options.enabled,
    jsonData: literal({ ...settings.value }),
    ...(gateway && { secureJsonData: { [GATEWAY_SECRET]: variable(gateway.secretVariable) } }),
  };
  // YAML 1.1, since Grafana's reader takes a bare day or a bare `on` for more than a text.
  const document = new Document({ apiVersion: 1, apps: [app] }, { version: '1.1', aliasDuplicateObjects: false });
  document.commentBefore =
    ' Generated from the risk models. Do not edit: change the models and generate it again.\n' +
    ' Grafana fills in $NAME from its environment, so a dollar is written twice.';
  return { ok: true, value: document.toString({ lineWidth: 0 }) };
}

function byName(a: RiskModel, b: RiskModel): number {
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
}

/** Grafana reads `$NAME`, `${NAME}` and `$__file{..}` in every text of the settings; `$$` is a dollar. */
function literal(value: Json): Json {
  if (typeof value === 'string') return value.replaceAll('$', '$$$$');
  if (isList(value)) return value.map(literal);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, literal(member)]));
}

function variable(name: string): string {
  if (/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) return `$${name}`;
  throw new TypeError(`${JSON.stringify(name)} is no name of a variable`);
}

/** `Array.isArray` does not tell a readonly array from an object. */
function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1024).toFixed(1)} KB`;
}
