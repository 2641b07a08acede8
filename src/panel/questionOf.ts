import { identityKey, identityName } from '@release-risk/compiler/identity';
import { readPluginSettings, type StoredSettings } from '@release-risk/grafana/api/pluginSettings';
import { GrafanaError } from '@release-risk/grafana/errors';
import type { Identity, RiskModel } from '@release-risk/model/model';
import type { GrafanaBindings } from '@release-risk/query/grafanaExecutor';
import type { Host } from '../risk/host.ts';
import { bindingsOf } from '../risk/read/bindingsOf.ts';
import { ProblemError } from '../risk/read/problemError.ts';
import { nameOf, readDocument } from '../risk/read/readDocument.ts';
import type { ServiceTexts } from './options/options.ts';

/** A document with what the app's settings bind it to. */
export interface Chosen {
  readonly document: unknown;
  readonly bound: Readonly<Record<string, string>>;
}

/** The model of that name in the app's settings. Throws ProblemError. */
export function chosenModel(settings: StoredSettings, name: string): Chosen {
  if (!settings.enabled) throw unavailable('It is disabled in this organisation.');
  const document = settings.models.find((one) => nameOf(one) === name);
  if (document === undefined) {
    const known = settings.models.flatMap((one) => nameOf(one) ?? []);
    throw new ProblemError({ code: 'RR702', name: 'modelNotFound', model: name, known });
  }
  return { document, bound: settings.bindings[name] ?? {} };
}

/** The app's settings; that they cannot be read is a problem of its own. */
export async function askSettings(host: Host, signal: AbortSignal): Promise<StoredSettings> {
  try {
    return await readPluginSettings(host.client(signal));
  } catch (error) {
    if (error instanceof GrafanaError) throw unavailable(error.message);
    throw error;
  }
}

function unavailable(detail: string): ProblemError {
  return new ProblemError({ code: 'RR705', name: 'appUnavailable', detail });
}

/**
 * The service that the dashboard's variables choose. A variable that is set to all services, or to none, chooses all;
 * several values at once are refused, since a score is about one service.
 */
export function chosenService(
  model: RiskModel,
  texts: ServiceTexts | undefined,
  replace: (text: string) => string,
): Identity | undefined {
  if (texts === undefined) return undefined;
  const { labels } = model.identity;
  const service = Object.fromEntries(labels.map((label) => [label, replace(texts[label] ?? '')]));
  const values = labels.map((label) => service[label] ?? '');
  if (values.every((value) => value === '' || value === '$__all' || value === '.*')) return undefined;
  const several = values.some((value) => /^\{.*,.*\}$/s.test(value));
  if (several && labels.every((label) => isAll(texts[label] ?? '', replace))) return undefined;
  if (!several && values.every((value) => value !== '')) return service;
  throw noSuchService(model, service);
}

/** A service that a model with a list does not list: asked live, every reading of it would be missing. */
export function requireListed(model: RiskModel, service: Identity | undefined): void {
  const { labels, services } = model.identity;
  if (service === undefined || services.kind !== 'listed') return;
  const key = identityKey(labels, service);
  if (!services.list.some((one) => identityKey(labels, one) === key)) throw noSuchService(model, service);
}

function noSuchService({ identity: { labels, services } }: RiskModel, service: Identity): ProblemError {
  const known = services.kind === 'listed' ? services.list.slice(0, 10).map((one) => identityName(labels, one)) : [];
  return new ProblemError({ code: 'RR709', name: 'noSuchService', service: identityName(labels, service), known });
}

/** A variable of which all values are chosen writes each of them out: only its own text says that it is all. */
function isAll(text: string, replace: (text: string) => string): boolean {
  const name = /^\$(?:\{(\w+)\}|(\w+))$/
    .exec(text)
    ?.slice(1)
    .find((found) => found !== undefined);
  return name !== undefined && replace(`\${${name}:text}`) === 'All';
}

/** A model and the datasources that it is asked of. */
export interface BoundModel {
  readonly model: RiskModel;
  readonly bindings: GrafanaBindings;
}

/** Reads a document and binds it: what the panel says comes before what the settings say. Throws ProblemError. */
export function boundModel(
  host: Host,
  { document, bound }: Chosen,
  own: Readonly<Record<string, string>>,
  replace: (text: string) => string,
): BoundModel {
  const model = readDocument(document);
  // A field that was emptied says nothing.
  const said = Object.fromEntries(
    Object.entries(own)
      .map(([name, uid]) => [name, replace(uid)] as const)
      .filter(([, uid]) => uid !== ''),
  );
  return { model, bindings: bindingsOf(model, { ...bound, ...said }, host.datasources()) };
}
