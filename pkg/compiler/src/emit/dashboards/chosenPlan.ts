import type { RiskModel } from '@release-risk/model/model';
import type { FrozenAt } from '../../frozen.ts';
import { makePlan } from '../../makePlan.ts';
import type { Plan, PlanExpression, PlanQuery } from '../../plan.ts';
import { constantRows } from '../../rows.ts';
import { namesOf, placeholder, withVariables, type Names } from './names.ts';
import { computable, shownExpressions } from './shownNodes.ts';

/** The plan for the one service that the variables choose. Its size does not grow with the services. */
export interface ChosenPlan {
  readonly names: Names;
  /** One row each; those a panel cannot ask (a range reduced by us) are left out. */
  readonly queries: readonly PlanQuery[];
  /** The plan's own, as far as the queries carry them. */
  readonly expressions: readonly PlanExpression[];
  /** What core panels show on top. */
  readonly shown: readonly PlanExpression[];
}

/** The plan of the chosen service: the very queries of the model, with its variables where services stand. */
export function chosenPlan(model: RiskModel, plan: Plan, frozen: readonly FrozenAt[]): ChosenPlan {
  const { labels } = plan;
  const one = [placeholder(labels)];
  const made = makePlan(model, { services: one, frozen });
  const names = namesOf(made, model.datasources);
  const only = constantRows('1', labels, one);
  const queries = made.queries
    .filter(({ form }) => form.kind === 'instant')
    .map((query): PlanQuery => {
      const expr =
        query.purpose.kind === 'services' ? query.expr : `(${query.expr}) and on (${labels.join(', ')}) ${only}`;
      return { ...query, expr: withVariables(expr, labels, names) };
    });
  const expressions = computable(made.expressions, new Set(queries.map(({ refId }) => refId)));
  const refIds = new Set([...queries, ...expressions].map(({ refId }) => refId));
  return { names, queries, expressions, shown: shownExpressions(model, refIds) };
}
