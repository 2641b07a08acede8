import { identityKey } from '@release-risk/compiler/identity';
import type { Identity, RiskModel } from '@release-risk/model/model';
import type { Sources } from './executor.ts';

/** More services than this in one model is a query that groups by the wrong label. */
const MAX_SERVICES = 5000;

export type Discovery =
  | { readonly ok: true; readonly services: readonly Identity[] }
  | { readonly ok: false; readonly reason: string; readonly hint: string };

/**
 * The services of a model: those it lists, or those its discovery query names at `at` (epoch seconds), in a stable
 * order. Rejects with a QueryError when the query cannot be asked.
 */
export async function discoverServices(
  model: RiskModel,
  sources: Sources,
  at: number,
  signal?: AbortSignal,
): Promise<Discovery> {
  const { labels, services } = model.identity;
  if (services.kind === 'listed') return { ok: true, services: services.list };
  const source = sources.get(services.datasource);
  if (!source) {
    return {
      ok: false,
      reason: `The datasource "${services.datasource}" is not bound to a server`,
      hint: 'Bind it, for example with --prometheus URL.',
    };
  }
  const { samples } = await source.instant(services.query, at, signal);
  const found = new Map<string, Identity>();
  for (const sample of samples) {
    const identity = Object.fromEntries(labels.map((label) => [label, sample.labels[label] ?? '']));
    if (labels.some((label) => identity[label] === '')) continue;
    found.set(identityKey(labels, identity), identity);
  }
  if (found.size === 0) {
    return {
      ok: false,
      reason: `The discovery query found no service with the labels ${labels.join(', ')}`,
      hint: `Try it in the datasource: ${services.query}`,
    };
  }
  if (found.size > MAX_SERVICES) {
    return {
      ok: false,
      reason: `The discovery query found ${found.size} services; a model has at most ${MAX_SERVICES}`,
      hint: 'Group by the identity labels only, or split the model.',
    };
  }
  return { ok: true, services: [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, identity]) => identity) };
}
