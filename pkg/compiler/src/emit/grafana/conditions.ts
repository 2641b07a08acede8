import type { RiskModel } from '@release-risk/model/model';
import { NODE, REF } from '../../conventions.ts';
import type { PlanExpression } from '../../plan.ts';
import { number, undecidedLevel, VETO_LEVEL } from '../../planExpressions.ts';

/** What a rule's threshold looks at, and the nodes that lead there from the plan's own. */
export interface Condition {
  readonly expressions: readonly PlanExpression[];
  readonly refId: string;
}

/** What the rule knows about the deployment: nothing, its version, or also whether its age lets it act by itself. */
export type DeploymentUse = 'none' | 'version' | 'age';

/**
 * A condition that knows the deployment. Its version joins as a label, so a new version is a new alert. By age, before
 * the warm-up and after the action window (an unknown deployment is after it), the value is held between the recovery
 * and the High line: nothing fires then, and what fires stays until it recovers.
 */
export function withDeployment(model: RiskModel, base: string, use: DeploymentUse): Condition {
  if (use === 'none') return { expressions: [], refId: base };
  const joined: PlanExpression = { refId: NODE.joined, expression: `$${base} + 0 * $${REF.deployment}` };
  if (use === 'version') return { expressions: [joined], refId: joined.refId };
  const { warmUp, actionWindow } = model.policy;
  const age = `$${REF.deployment}`;
  const [level, inWindow, value] = [number(undecidedLevel(model)), `$${NODE.inWindow}`, `$${NODE.joined}`];
  const held = `(${value} * (${value} <= ${level}) + ${level} * (${value} > ${level}))`;
  return {
    expressions: [
      joined,
      { refId: NODE.inWindow, expression: `(${age} >= ${number(warmUp)}) * (${age} <= ${number(actionWindow)})` },
      { refId: NODE.gated, expression: `${inWindow} * ${value} + (1 - ${inWindow}) * ${held}` },
    ],
    refId: NODE.gated,
  };
}

/**
 * What a veto rule compares: a critical signal of its own is red, or one of them is missing and so nothing can be told;
 * then a firing veto stays, as in the act rule. A policy that lets the signal be missing lets the veto recover.
 */
export function vetoCondition(model: RiskModel, signals: RiskModel['signals']): Condition {
  const red = signals.map(({ id }) => `($${NODE.grade(id)} == 2)`).join(' + ');
  const missing = signals
    .filter(({ missing }) => missing === 'inconclusive' || missing === 'red')
    .map(({ id }) => `(1 - $${NODE.present(id)})`);
  const unknown = missing.length === 0 ? `0 * $${REF.services}` : missing.join(' + ');
  const running = model.control ? `($${REF.canary} > 0) * ` : '';
  const [veto, level] = [`$${NODE.veto}`, number(undecidedLevel(model))];
  const judged = `${VETO_LEVEL} * ${veto} + (1 - ${veto}) * ($${NODE.missingCritical} > 0) * ${level}`;
  return {
    expressions: [
      { refId: NODE.veto, expression: `(${red}) > 0` },
      { refId: NODE.missingCritical, expression: unknown },
      { refId: NODE.vetoRule, expression: `${running}(${judged}) * $${REF.services}` },
    ],
    refId: NODE.vetoRule,
  };
}
