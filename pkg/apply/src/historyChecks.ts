import { identityName } from '@release-risk/compiler/identity';
import { makeHistoryPlan } from '@release-risk/compiler/makePlan';
import { execute, rowOf } from '@release-risk/query/executor';
import { grafanaSources } from '@release-risk/query/grafanaExecutor';
import { ok, warn, type Check } from './check.ts';
import type { Objects } from './makeObjects.ts';

/** Below this share of its history a baseline says little. */
const WARM = 0.5;
const MOST = 10;

/** Whether baselines stand on enough history at `at` (epoch seconds) to be trusted, service by service. */
export async function historyChecks(
  { model, plan, bindings, post }: Objects,
  at: number,
  signal?: AbortSignal,
): Promise<readonly Check[]> {
  const history = makeHistoryPlan(model, { services: plan.services });
  if (history.queries.length === 0) return [ok('Baselines', 'none that needs history')];
  const sources = grafanaSources(bindings, post);
  const { outcomes } = await execute(history, sources, at, signal);
  const cold = outcomes.flatMap((outcome): Check[] => {
    const { purpose } = outcome.query;
    if (purpose.kind !== 'history') return [];
    const what = `Baseline of ${purpose.signal}`;
    if (!outcome.ok) return [warn(what, outcome.failure.reason, outcome.failure.hint)];
    return plan.services.flatMap((service): Check[] => {
      const row = rowOf(history, outcome, service);
      const count = row?.kind === 'number' ? row.value : 0;
      if (count >= WARM * purpose.expected) return [];
      const share = Math.round((100 * count) / purpose.expected);
      const found = `${identityName(plan.labels, service)} has ${String(share)}% of its history`;
      return [
        warn(what, found, 'Wait, shorten the window, or backfill; until then its policy for a missing reading holds.'),
      ];
    });
  });
  if (cold.length === 0) return [ok('Baselines', 'warm')];
  const more = cold.length - MOST;
  return more > 0
    ? [
        ...cold.slice(0, MOST),
        warn('Baselines', `${String(more)} more are cold`, 'They are like those above.', 'seeAll'),
      ]
    : cold;
}
