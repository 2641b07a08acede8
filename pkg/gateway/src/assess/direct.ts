import { discoverServices } from '@release-risk/query/discover';
import { evaluate } from '@release-risk/query/evaluate';
import type { Sources } from '@release-risk/query/executor';
import type { Binding } from '@release-risk/query/binding';
import { type BindingReader, targetOf, type TlsMaterial } from '@release-risk/query/bindingTarget';
import { lokiSource } from '@release-risk/query/loki';
import { prometheusSource } from '@release-risk/query/prometheus';
import type { Source } from '@release-risk/query/source';
import type { SourceTarget, SourceType } from '@release-risk/query/target';
import type { Clock, Transport } from '@release-risk/query/transport';
import type { RiskModel } from '@release-risk/model/model';
import type { Evaluator } from './evaluator.ts';

/** The direct executor is linear in services; beyond this a query's text is larger than servers like. */
const AT_MOST = 1000;

interface Place {
  readonly target: SourceTarget;
  readonly transport: Transport;
}

/**
 * Models evaluated by their servers themselves. Secrets are read once, here: rejects with what
 * `read` throws, and with QueryError for an impossible address.
 *
 * @param bindings by logical name, the same for every model.
 * @param read reads what the binding of this name points at.
 * @param transport how the server of this name is reached.
 */
export async function direct(
  bindings: Readonly<Record<string, Binding>>,
  read: (name: string) => BindingReader,
  transport: (name: string, tls: TlsMaterial | undefined) => Transport,
  clock: Clock,
): Promise<Evaluator> {
  const places = new Map<string, Place>();
  for (const [name, binding] of Object.entries(bindings)) {
    const { target, tls } = await targetOf(read(name), name, binding.type ?? 'prometheus', binding);
    places.set(name, { target, transport: transport(name, tls) });
  }

  // A source knows which method its server takes and how much may be under way: one for all evaluations.
  const opened = new Map<string, Source>();
  const sourceOf = (name: string, type: SourceType): Source | undefined => {
    const place = places.get(name);
    const said = bindings[name]?.type ?? type;
    if (place === undefined) return undefined;
    if (said !== type) throw new Error(`The datasource "${name}" is bound to a ${said}, and the model says ${type}`);
    const key = `${type} ${name}`;
    const open = type === 'prometheus' ? prometheusSource : lokiSource;
    const source = opened.get(key) ?? open({ ...place.target, type }, place.transport, clock);
    opened.set(key, source);
    return source;
  };
  // An address that no request can be sent to is told at the start.
  for (const [name, { type = 'prometheus' }] of Object.entries(bindings)) sourceOf(name, type);
  const sourcesOf = (model: RiskModel): Sources => {
    const sources = new Map<string, Source>();
    for (const [name, { type }] of Object.entries(model.datasources)) {
      const source = sourceOf(name, type);
      if (source !== undefined) sources.set(name, source);
    }
    return sources;
  };

  return {
    atMost: AT_MOST,
    discover: (model, at, signal) => discoverServices(model, sourcesOf(model), at, signal),
    evaluate: async (model, plan, at, signal) => ({
      evaluation: await evaluate(model, plan, sourcesOf(model), at, signal),
      disputed: new Map(),
    }),
  };
}
