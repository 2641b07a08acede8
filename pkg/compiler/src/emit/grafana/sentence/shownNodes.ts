import { isStatic } from '@release-risk/model/limit';
import type { ScoredSignal } from '@release-risk/model/model';
import { UNITS } from '@release-risk/model/units';
import { NODE, REF } from '../../../conventions.ts';
import type { PlanExpression } from '../../../plan.ts';
import { number } from '../../../planExpressions.ts';

/**
 * What the sentence shows and scoring does not need: headroom, points, readings in a scaled unit. Templates cannot
 * calculate, so the rule does; each number has the bits `score()` gives it.
 */
export function shownNodes(signals: readonly ScoredSignal[]): readonly PlanExpression[] {
  return [
    ...signals.flatMap((signal) => signalNodes(signals, signal)),
    node(NODE.coveragePercent, `100 * $${NODE.coverage}`),
  ];
}

/** The sum of weights every score is divided by, or undefined where missing signals leave it. */
export function constantDenominator(signals: readonly ScoredSignal[]): number | undefined {
  if (signals.some(({ missing, weight }) => missing === 'exclude' && weight > 0)) return undefined;
  return signals.reduce((total, { weight }) => total + weight, 0);
}

function signalNodes(signals: readonly ScoredSignal[], signal: ScoredSignal): PlanExpression[] {
  const { id, weight, unit } = signal;
  const { scale } = UNITS[unit];
  const nodes = [
    node(NODE.headroom(id), headroom(signal)),
    node(NODE.headroomPercent(id), `100 * $${NODE.headroom(id)}`),
  ];
  if (scale !== 1) {
    nodes.push(node(NODE.scaledValue(id), `${scale} * $${REF.value(id)}`));
    if (!isStatic(signal.limit)) nodes.push(node(NODE.scaledMean(id), `${scale} * $${REF.mean(id)}`));
  }
  if (weight > 0 && constantDenominator(signals) === undefined) {
    const grade = `$${NODE.grade(id)}`;
    const counted = signal.missing === 'red' ? `(${grade} + 2 * (1 - $${NODE.present(id)}))` : grade;
    const denominator = `$${NODE.denominator}`;
    nodes.push(node(NODE.points(id), `${weight} * ${counted} / (${denominator} + (${denominator} == 0))`));
  }
  return nodes;
}

/** Share of the way to red. A flat baseline has none and is missing; 1 stands in, so that nothing becomes infinite. */
function headroom(signal: ScoredSignal): string {
  const { id, limit } = signal;
  if (!isStatic(limit)) {
    const span = `$${NODE.span(id)}`;
    return `$${NODE.excess(id)} / (${span} + (${span} == 0))`;
  }
  const value = `$${REF.value(id)}`;
  const { kind, yellow, red } = limit;
  if (yellow === red) return `${value} ${kind === 'above' ? '>' : '<'} ${number(red)}`;
  return `0.5 + 0.5 * (${value} - ${number(yellow)}) / ${number(red - yellow)}`;
}

function node(refId: string, expression: string): PlanExpression {
  return { refId, expression };
}
