import type { RiskModel, Signal } from '@release-risk/model/model';
import { isReportOnly } from '@release-risk/model/score';
import type { Plan, PlanQuery } from '../../plan.ts';

/** Critical signals that need the same datasources, fewer than the act rule needs. */
export interface VetoGroup {
  /** Logical names, sorted. */
  readonly datasources: readonly string[];
  readonly signals: readonly Signal[];
}

/**
 * One group for each set of datasources a critical signal needs, where the act rule needs more: such a veto must not
 * wait for a datasource it has nothing to do with. Usually one group per datasource; a signal whose baseline is
 * recorded elsewhere needs two. With a control each also needs to know that a canary runs.
 */
export function vetoGroups(model: RiskModel, plan: Plan): readonly VetoGroup[] {
  const all = new Set(plan.queries.map(({ datasource }) => datasource));
  const groups = new Map<string, { datasources: readonly string[]; signals: Signal[] }>();
  for (const signal of model.signals) {
    if (!signal.critical || isReportOnly(signal)) continue;
    const needed = plan.queries.filter(({ purpose }) => isNeeded(purpose, signal.id));
    const datasources = [...new Set(needed.map(({ datasource }) => datasource))].sort();
    if (datasources.length >= all.size) continue;
    const key = datasources.join();
    const group = groups.get(key);
    if (group) group.signals.push(signal);
    else groups.set(key, { datasources, signals: [signal] });
  }
  return [...groups.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group);
}

function isNeeded(purpose: PlanQuery['purpose'], signal: string): boolean {
  return purpose.kind === 'canary' || ('signal' in purpose && purpose.signal === signal);
}
