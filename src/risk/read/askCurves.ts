import type { Plan } from '@release-risk/compiler/plan';
import type { Identity } from '@release-risk/model/model';
import { isPresent } from '@release-risk/model/present';
import type { GrafanaBindings } from '@release-risk/query/grafanaExecutor';
import { seriesInFrames } from '@release-risk/query/grafanaFrames';
import type { PostQuery } from '@release-risk/query/grafanaSource';
import type { Curve, Curves } from '../surroundings.ts';
import { ProblemError } from './problemError.ts';

/** As many as a curve in a table has room for. */
const POINTS = 60;
const SHORTEST_STEP = 5;

/** What curves show. */
export interface CurveSpan {
  /** Epoch seconds. */
  readonly from: number;
  readonly to: number;
  /** How many readings of each signal, about; undefined: what a table has room for. */
  readonly points?: number;
}

/** The readings of every signal over a span, in one request. `plan` is that of the one service. Throws ProblemError. */
export async function askCurves(
  plan: Plan,
  bindings: GrafanaBindings,
  post: PostQuery,
  { from, to, points = POINTS }: CurveSpan,
  signal: AbortSignal,
): Promise<Curves> {
  const step = Math.max(SHORTEST_STEP, Math.ceil((to - from) / points));
  const values = plan.queries.filter(({ purpose }) => purpose.kind === 'value');
  const queries = values.flatMap(({ refId, datasource, expr }) => {
    const binding = bindings[datasource];
    if (binding === undefined) return [];
    const { type, uid } = binding;
    const how =
      type === 'loki'
        ? { queryType: 'range', step: `${String(step)}s` }
        : { instant: false, range: true, interval: `${String(step)}s` };
    const intervalMs = step * 1000;
    return [{ refId, datasource: { type, uid }, expr, intervalMs, maxDataPoints: points * 2, ...how }];
  });
  const answer = await post({ from: String(from * 1000), to: String(to * 1000), queries }, signal);
  signal.throwIfAborted();
  if (!answer.ok) {
    const { reason, hint } = answer;
    throw new ProblemError({ code: 'RR710', name: 'nothingAnswered', reasons: [reason], hint });
  }
  const signals: Record<string, Curve> = {};
  for (const { refId, purpose } of values) {
    const node = answer.nodes[refId];
    if (!('signal' in purpose) || node === undefined || node.error !== undefined) continue;
    const [series] = seriesInFrames(node.frames);
    if (series !== undefined) {
      const { times, values: numbers } = series.points;
      // The sentinel is a number that says there is none.
      const present = [...numbers].map((value) => (isPresent(value) ? value : NaN));
      signals[purpose.signal] = { times: [...times], values: present };
    }
  }
  return { from, to, signals };
}

/** What the curves of a service are kept under: the same for every panel that shows it. */
export function curvesKey(plan: Plan, service: Identity): string {
  return `curves ${plan.fingerprint} ${JSON.stringify(service)}`;
}
