import type { PlanExpression, PlanQuery } from '../../plan.ts';
import { reachable } from '../grafana/reachable.ts';
import { EXPRESSION_UID } from '../grafana/ruleNodes.ts';
import type { DatasourceRef, Target } from './dashboardJson.ts';
import type { Names } from './names.ts';

/** A panel whose targets have datasources of their own. */
export const MIXED: DatasourceRef = { type: 'datasource', uid: '-- Mixed --' };
/** Another panel's results, without asking again. */
export const SAME_DASHBOARD: DatasourceRef = { type: 'datasource', uid: '-- Dashboard --' };
/** Grafana itself: its annotations. */
export const GRAFANA: DatasourceRef = { type: 'grafana', uid: '-- Grafana --' };
const EXPRESSIONS: DatasourceRef = { type: EXPRESSION_UID, uid: EXPRESSION_UID };

/** A query of the plan as a target: at the end of the time range, or over all of it. */
export function queryTarget(
  query: Pick<PlanQuery, 'refId' | 'datasource' | 'type' | 'expr'>,
  names: Names,
  form: 'instant' | 'range',
  hide = false,
): Target {
  const { refId, type, expr } = query;
  const datasource = names.datasource(query.datasource);
  // Neither flag set would be a range query, both set an error.
  const how = type === 'loki' ? { queryType: form } : { instant: form === 'instant', range: form === 'range' };
  return { refId, datasource, editorMode: 'code', expr, ...how, hide };
}

export function mathTarget({ refId, expression }: PlanExpression, hide = false): Target {
  return { refId, datasource: EXPRESSIONS, type: 'math', expression, hide };
}

/** The results of another panel of the dashboard. */
export function panelTarget(panelId: number): Target {
  return { refId: 'A', datasource: SAME_DASHBOARD, panelId };
}

/** What `roots` need and no more, as targets at one moment; only the roots are shown. */
export function instantTargets(plan: Nodes, names: Names, roots: readonly string[]): readonly Target[] {
  const needed = reachable(plan.expressions, roots);
  const hidden = (refId: string) => !roots.includes(refId);
  return [
    ...plan.queries
      .filter(({ refId }) => needed.has(refId))
      .map((query) => queryTarget(query, names, 'instant', hidden(query.refId))),
    ...plan.expressions
      .filter(({ refId }) => needed.has(refId))
      .map((expression) => mathTarget(expression, hidden(expression.refId))),
  ];
}

/**
 * The same over the time range. Datasources put their points at different moments, and Grafana's math joins only the
 * same ones: every query is first laid on one grid, and the expressions then read it under the query's own name.
 */
export function rangeTargets(plan: Nodes, names: Names, roots: readonly string[]): readonly Target[] {
  const needed = reachable(plan.expressions, roots);
  return [
    ...plan.queries
      .filter(({ refId }) => needed.has(refId))
      .flatMap((query): Target[] => {
        const raw = rawName(query.refId);
        return [queryTarget({ ...query, refId: raw }, names, 'range', true), resampleTarget(query.refId, raw)];
      }),
    ...plan.expressions
      .filter(({ refId }) => needed.has(refId))
      .map((expression) => mathTarget(expression, !roots.includes(expression.refId))),
  ];
}

interface Nodes {
  readonly queries: readonly PlanQuery[];
  readonly expressions: readonly PlanExpression[];
}

/** No name of the plan begins with Q. */
function rawName(refId: string): string {
  return `Q_${refId}`;
}

function resampleTarget(refId: string, of: string): Target {
  return {
    refId,
    datasource: EXPRESSIONS,
    type: 'resample',
    expression: of,
    window: '$__interval',
    downsampler: 'last',
    upsampler: 'pad',
    hide: true,
  };
}
