import type { FrozenAt } from '@release-risk/compiler/frozen';
import { makeFreezePlan } from '@release-risk/compiler/freezePlan';
import { identityName } from '@release-risk/compiler/identity';
import type { Purpose } from '@release-risk/compiler/plan';
import type { Identity, RiskModel } from '@release-risk/model/model';
import { execute, type QueryFailure, rowOf, type Sources } from '@release-risk/query/executor';

/** How many samples a baseline stands on, of how many a full one has. */
export interface BaselineHistory {
  readonly service: Identity;
  readonly signal: string;
  readonly count: number;
  readonly expected: number;
}

export interface TakenBaselines {
  /** Per service; a signal whose baseline could not be taken is not in it. */
  readonly frozen: readonly FrozenAt[];
  readonly history: readonly BaselineHistory[];
  /** What could not be taken, as sentences without a full stop. */
  readonly problems: readonly string[];
  readonly failures: readonly QueryFailure[];
}

/** Takes down the `frozen` baselines of these services as they stand at `at` (epoch seconds). Rejects only on abort. */
export async function takeBaselines(
  model: RiskModel,
  sources: Sources,
  services: readonly Identity[],
  at: number,
  signal?: AbortSignal,
): Promise<TakenBaselines> {
  const plan = makeFreezePlan(model, services, at);
  const { outcomes } = await execute(plan, sources, at, signal);
  const numberOf = (kind: Purpose['kind'], id: string, service: Identity): number | undefined => {
    const outcome = outcomes.find(
      ({ query: { purpose } }) => purpose.kind === kind && 'signal' in purpose && purpose.signal === id,
    );
    const row = outcome && rowOf(plan, outcome, service);
    return row?.kind === 'number' ? row.value : undefined;
  };
  const asked = plan.queries.flatMap(({ purpose }) => (purpose.kind === 'mean' ? [purpose.signal] : []));
  const needDeviation = new Set(
    plan.queries.flatMap(({ purpose }) => (purpose.kind === 'deviation' ? [purpose.signal] : [])),
  );
  const problems: string[] = [];
  const frozen = services.map((service): FrozenAt => {
    const baselines: Record<string, { mean: number; deviation?: number }> = {};
    for (const id of asked) {
      const mean = numberOf('mean', id, service);
      const deviation = numberOf('deviation', id, service);
      if (mean === undefined || (needDeviation.has(id) && deviation === undefined)) {
        const title = model.signals.find((one) => one.id === id)?.title ?? id;
        problems.push(`${identityName(plan.labels, service)}: ${title} has no baseline to freeze`);
        continue;
      }
      baselines[id] = { mean, ...(deviation === undefined ? {} : { deviation }) };
    }
    return { service, at, baselines };
  });
  const history = plan.queries.flatMap(({ purpose }) =>
    purpose.kind === 'history'
      ? services.map((service) => ({
          service,
          signal: purpose.signal,
          count: numberOf('history', purpose.signal, service) ?? 0,
          expected: purpose.expected,
        }))
      : [],
  );
  const failures = outcomes.flatMap((outcome) => (outcome.ok ? [] : [outcome.failure]));
  return { frozen, history, problems, failures };
}
