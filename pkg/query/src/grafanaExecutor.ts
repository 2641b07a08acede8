import type { Plan } from '@release-risk/compiler/plan';
import { execute, type Execution, type Sources } from './executor.ts';
import { FrameError, noticesInFrames, samplesInFrames } from './grafanaFrames.ts';
import type { GetResource } from './grafanaResource.ts';
import {
  grafanaSource,
  instantTarget,
  momentQuery,
  type GrafanaBinding,
  type GrafanaNode,
  type PostQuery,
} from './grafanaSource.ts';
import { engineOf, executionOf, outputRefIds, type Engine, type PlanAnswers } from './planAnswers.ts';

/** Logical name -> datasource of Grafana. */
export type GrafanaBindings = Readonly<Record<string, GrafanaBinding>>;

export interface GrafanaExecution {
  readonly execution: Execution;
  readonly engine: Engine;
}

/** Sources that ask through Grafana: for discovery, baselines, and everything else that is no whole plan. */
export function grafanaSources(bindings: GrafanaBindings, post: PostQuery, get?: GetResource): Sources {
  return new Map(Object.entries(bindings).map(([name, binding]) => [name, grafanaSource(binding, post, get)]));
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
  const answers = answersOf(answer.nodes);
  return { execution: executionOf(plan, at, answers), engine: engineOf(plan, answers) };
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

/** A node's frames read as samples; frames of another shape are a failure of that node. */
function answersOf(nodes: Readonly<Record<string, GrafanaNode>>): PlanAnswers {
  return (refId) => {
    const node = nodes[refId];
    if (node === undefined) return undefined;
    if (node.error !== undefined) return { ok: false, reason: node.error };
    try {
      return { ok: true, samples: samplesInFrames(node.frames), notices: noticesInFrames(node.frames) };
    } catch (error) {
      if (!(error instanceof FrameError)) throw error;
      return { ok: false, reason: `${error.message} (Grafana 12.2 or newer is needed)` };
    }
  };
}
