import type { FrozenAt } from '@release-risk/compiler/frozen';
import { identityKey } from '@release-risk/compiler/identity';
import { makePlan } from '@release-risk/compiler/makePlan';
import type { Plan } from '@release-risk/compiler/plan';
import type { Identity, RiskModel } from '@release-risk/model/model';

/** Several panels look at one model: one at all services, others at one each. */
const KEPT_BY_MODEL = 20;

const plansByModel = new WeakMap<RiskModel, Map<string, Plan>>();

/** The plan of a model for these services. It is asked for at every tick, so the last ones of each model are kept. */
export function planOf(model: RiskModel, services: readonly Identity[], frozen: readonly FrozenAt[] = []): Plan {
  const { labels } = model.identity;
  const key = JSON.stringify([services.map((service) => identityKey(labels, service)), frozen]);
  const plans = plansByModel.get(model) ?? new Map<string, Plan>();
  plansByModel.set(model, plans);
  const known = plans.get(key);
  if (known !== undefined) return known;
  const plan = makePlan(model, { services, frozen });
  const [oldest] = plans.keys();
  if (plans.size >= KEPT_BY_MODEL && oldest !== undefined) plans.delete(oldest);
  plans.set(key, plan);
  return plan;
}
