import { identityKey } from '@release-risk/compiler/identity';
import type { Plan, PlanQuery } from '@release-risk/compiler/plan';
import type { Identity } from '@release-risk/model/model';
import { execute, type Execution, type QueryOutcome, type Sources } from './executor.ts';
import { noticesInFrames, samplesInFrames } from './grafanaFrames.ts';
import {
  grafanaSource,
  instantTarget,
  momentQuery,
  type GrafanaBinding,
  type GrafanaNode,
  type PostQuery,
} from './grafanaSource.ts';
import { rowsByService } from './serviceRows.ts';

/** Logical name -> datasource of Grafana. */
export type GrafanaBindings = Readonly<Record<string, GrafanaBinding>>;

/** What Grafana's own engine made of one service: the numbers its alert rules see. */
export interface EngineOutputs {
  readonly score: number;
  readonly coverage: number;
  readonly veto: boolean;
  readonly inconclusive: boolean;
  readonly red: boolean;
  /** By signal id. */
  readonly grades: Readonly<Record<string, number>>;
}

/** The engine's answer for a service of the plan. */
export type Engine =
  | { readonly ok: true; outputs(service: Identity): EngineOutputs | undefined; readonly notices: readonly string[] }
  /** It computed nothing: a query failed that every output needs, or the plan holds what expressions cannot do. */
  | { readonly ok: false; readonly reason: string };

export interface GrafanaExecution {
  readonly execution: Execution;
  readonly engine: Engine;
}

/** Sources that ask through Grafana: for discovery, baselines, and everything else that is no whole plan. */
export function grafanaSources(bindings: GrafanaBindings, post: PostQuery): Sources {
  return new Map(Object.entries(bindings).map(([name, binding]) => [name, grafanaSource(binding, post)]));
}

/**
 * The Grafana executor: queries and expressions of a plan in one request, for one moment (epoch seconds), by the engine
 * that evaluates the alert rules. Gives readings, which `scoreExecution` scores, and the engine's own outputs.
 * A query that fails is a missing reading; the others' answers are kept. Rejects only when `signal` aborts.
 */
export async function executeInGrafana(
  plan: Plan,
  bindings: GrafanaBindings,
  post: PostQuery,
  at: number,
  signal?: AbortSignal,
): Promise<GrafanaExecution> {
  const apart = async (reason: string): Promise<GrafanaExecution> => ({
    execution: await execute(plan, grafanaSources(bindings, post), at, signal),
    engine: { ok: false, reason },
  });
  if (plan.queries.some(({ form }) => form.kind === 'range')) {
    return apart('a baseline is reduced from a range of samples, which expressions of Grafana do not do here');
  }
  const unbound = plan.queries.find(({ datasource }) => !Object.hasOwn(bindings, datasource));
  if (unbound !== undefined) return apart(`the datasource "${unbound.datasource}" is bound to none of Grafana`);
  const answer = await post(momentQuery(targetsOf(plan, bindings), at), signal);
  signal?.throwIfAborted();
  // The request was refused as a whole, such as for one datasource that is gone: each query is asked for itself.
  if (!answer.ok) return apart(answer.reason);
  const outcomes = plan.queries
    .filter(({ purpose }) => purpose.kind !== 'services')
    .map((query) => outcomeOf(plan, query, answer.nodes[query.refId]));
  return { execution: { at, outcomes, warnings: [] }, engine: engineOf(plan, answer.nodes) };
}

/** Everything the plan asks; steps on the way to an output are computed and not sent back. */
function targetsOf(plan: Plan, bindings: GrafanaBindings): readonly Readonly<Record<string, unknown>>[] {
  const shown = new Set(outputRefIds(plan));
  const datasource = { type: '__expr__', uid: '__expr__' };
  return [
    ...plan.queries.flatMap((query) => {
      const binding = bindings[query.datasource];
      return binding === undefined ? [] : [instantTarget(query.refId, binding, query.expr)];
    }),
    ...plan.expressions.map(({ refId, expression }) => ({
      refId,
      datasource,
      type: 'math',
      expression,
      ...(shown.has(refId) ? {} : { hide: true }),
    })),
  ];
}

function outputRefIds({ outputs }: Plan): readonly string[] {
  const { score, coverage, veto, inconclusive, red, grades } = outputs;
  return [score, coverage, veto, inconclusive, red, ...Object.values(grades)];
}

function outcomeOf(plan: Plan, query: PlanQuery, node: GrafanaNode | undefined): QueryOutcome {
  const failed = (reason: string, hint: string): QueryOutcome => ({
    ok: false,
    query,
    failure: { query, reason, hint, error: undefined },
  });
  if (node === undefined) return failed('Grafana did not answer it', 'See Grafana’s log at this time.');
  if (node.error !== undefined) {
    return failed(
      `${query.datasource} failed in Grafana: ${shortened(node.error)}`,
      'Run this query in Explore to see why.',
    );
  }
  const extra = query.purpose.kind === 'deployment' ? [query.purpose.versionLabel] : [];
  try {
    return { ok: true, query, rows: rowsByService(plan.labels, samplesInFrames(node.frames), extra) };
  } catch (error) {
    return failed(error instanceof Error ? error.message : String(error), 'Grafana 12.2 or newer is needed.');
  }
}

function engineOf(plan: Plan, nodes: Readonly<Record<string, GrafanaNode>>): Engine {
  const columns = new Map<string, ReadonlyMap<string, number>>();
  for (const refId of outputRefIds(plan)) {
    const node = nodes[refId];
    if (node === undefined) return { ok: false, reason: `Grafana gave no ${refId}` };
    if (node.error !== undefined) return { ok: false, reason: shortened(node.error) };
    try {
      const samples = samplesInFrames(node.frames);
      columns.set(refId, new Map(samples.map(({ labels, value }) => [identityKey(plan.labels, labels), value])));
    } catch (error) {
      return { ok: false, reason: error instanceof Error ? error.message : String(error) };
    }
  }
  const { outputs } = plan;
  return {
    ok: true,
    notices: [...new Set(outputRefIds(plan).flatMap((refId) => noticesInFrames(nodes[refId]?.frames ?? [])))],
    outputs(service) {
      const key = identityKey(plan.labels, service);
      const of = (refId: string) => columns.get(refId)?.get(key);
      const score = of(outputs.score);
      const coverage = of(outputs.coverage);
      if (score === undefined || coverage === undefined) return undefined;
      return {
        score,
        coverage,
        veto: (of(outputs.veto) ?? 0) > 0,
        inconclusive: (of(outputs.inconclusive) ?? 0) > 0,
        red: (of(outputs.red) ?? 0) > 0,
        grades: Object.fromEntries(Object.entries(outputs.grades).map(([id, refId]) => [id, of(refId) ?? NaN])),
      };
    },
  };
}

function shortened(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > 300 ? `${line.slice(0, 300)}...` : line;
}
