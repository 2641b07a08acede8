import type { PlanExpression, PlanQuery } from '../../plan.ts';
import type { AlertQuery, Json } from './ruleGroup.ts';

/** Where Grafana evaluates expressions. */
export const EXPRESSION_UID = '__expr__';

/** What Grafana writes into a model that does not say it; said here, what is read back is what was sent. */
const DEFAULTS = { intervalMs: 1000, maxDataPoints: 43_200 } as const;

/** Instant queries are asked at the end of the range; Grafana wants one all the same. */
const QUERY_RANGE = { from: 600, to: 0 } as const;
const NO_RANGE = { from: 0, to: 0 } as const;

/** A datasource query as a node of a rule. */
export function queryNode(query: PlanQuery, uid: string): AlertQuery {
  const datasource = { type: query.type, uid };
  const common = { ...DEFAULTS, datasource, editorMode: 'code', expr: query.expr, refId: query.refId };
  // Neither flag set would be a range query, both set an error.
  const model =
    query.type === 'loki' ? { ...common, queryType: 'instant' } : { ...common, instant: true, range: false };
  return {
    refId: query.refId,
    queryType: query.type === 'loki' ? 'instant' : '',
    relativeTimeRange: QUERY_RANGE,
    datasourceUid: uid,
    model: sorted(model),
  };
}

/** A math expression as a node of a rule. */
export function mathNode({ refId, expression }: PlanExpression): AlertQuery {
  return expressionNode(refId, { expression, type: 'math' });
}

/** The lines of a rule: fires above `fires`; with `recovers`, a firing one stays until it is below. */
export interface Lines {
  readonly fires: number;
  readonly recovers?: number;
}

/** The node a rule's condition names. Grafana keeps what fired apart by it, so it must be a threshold. */
export function thresholdNode(refId: string, of: string, { fires, recovers }: Lines): AlertQuery {
  const condition = {
    evaluator: { params: [fires], type: 'gt' },
    ...(recovers === undefined ? {} : { unloadEvaluator: { params: [recovers], type: 'lt' } }),
  };
  return expressionNode(refId, { conditions: [condition], expression: of, type: 'threshold' });
}

function expressionNode(refId: string, said: { readonly [key: string]: Json }): AlertQuery {
  const datasource = { type: EXPRESSION_UID, uid: EXPRESSION_UID };
  return {
    refId,
    queryType: '',
    relativeTimeRange: NO_RANGE,
    datasourceUid: EXPRESSION_UID,
    model: sorted({ ...DEFAULTS, datasource, ...said, refId }),
  };
}

function sorted(model: { readonly [key: string]: Json }): { readonly [key: string]: Json } {
  return Object.fromEntries(Object.entries(model).sort(([a], [b]) => (a < b ? -1 : 1)));
}
