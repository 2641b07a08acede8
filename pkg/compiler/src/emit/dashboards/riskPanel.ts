import type { RiskModel } from '@release-risk/model/model';
import { NODE, REF } from '../../conventions.ts';
import type { Plan, PlanOutputs } from '../../plan.ts';
import type { ChosenPlan } from './chosenPlan.ts';
import type { GridPos, Panel, Target } from './dashboardJson.ts';
import { RISK_PANEL_ID } from './dashboardNames.ts';
import { modelDocument } from './modelDocument.ts';
import { mathTarget, MIXED, queryTarget } from './targets.ts';

/** The nested panel of the plugin. */
export const RISK_PANEL_TYPE = 'releaserisk-panel';

/**
 * The risk panel. Its targets are the plan: every query and every expression under its own name, steps on the way
 * hidden; behind them stand the nodes that core panels show, so that those read this panel's results. Without a query
 * that a panel cannot ask the panel reads its targets (`source: targets`), otherwise it asks by itself (`live`).
 */
export function riskPanel(model: RiskModel, plan: Plan, chosen: ChosenPlan, gridPos: GridPos): Panel {
  const whole = chosen.queries.length === plan.queries.length;
  return {
    id: RISK_PANEL_ID,
    type: RISK_PANEL_TYPE,
    title: 'Release risk',
    gridPos,
    datasource: MIXED,
    targets: riskTargets(plan.outputs, chosen),
    fieldConfig: { defaults: {}, overrides: [] },
    options: {
      source: whole ? 'targets' : 'live',
      fingerprint: plan.fingerprint,
      model: modelDocument(model),
      service: Object.fromEntries(plan.labels.map((label) => [label, `\${${chosen.names.label(label)}}`])),
    },
  };
}

function riskTargets(outputs: PlanOutputs, chosen: ChosenPlan): readonly Target[] {
  const read = new Set([
    ...[outputs.score, outputs.coverage, outputs.veto, outputs.inconclusive, outputs.red],
    ...Object.values(outputs.grades),
    ...Object.values(outputs.present),
  ]);
  return [
    ...chosen.queries.map((query) => queryTarget(query, chosen.names, 'instant', query.refId === REF.services)),
    ...chosen.expressions.map((expression) => mathTarget(expression, !read.has(expression.refId))),
    ...chosen.shown.map((expression) => mathTarget(expression)),
  ];
}

/** Whether the score itself can be computed by targets. */
export function hasScore(chosen: ChosenPlan): boolean {
  return chosen.expressions.some(({ refId }) => refId === NODE.score);
}
