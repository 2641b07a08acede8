import { isStatic, type BaselineLimit, type Worse } from '@release-risk/model/limit';
import type { ScoredSignal, Signal } from '@release-risk/model/model';
import { isReportOnly } from '@release-risk/model/score';
import { NODE, REF } from './conventions.ts';
import type { NormalizedModel } from './normalize.ts';
import type { PlanExpression, PlanOutputs } from './plan.ts';

/** Above every score: a veto passes every line. */
export const VETO_LEVEL = 10;

export interface CompiledScore {
  readonly expressions: readonly PlanExpression[];
  readonly outputs: PlanOutputs;
}

/**
 * Scoring as Grafana's math (design section 5). Each expression does what `score()` does with the same doubles in
 * the same order, so both give the same bits. Presence is multiplied in; a sentinel (1e100) therefore never counts.
 * Operators stand between blanks: Grafana's lexer reads `$A*-1` as one unknown operator.
 */
export function planExpressions(model: NormalizedModel): CompiledScore {
  const { signals } = model;
  const perSignal = signals.flatMap(signalExpressions);
  const counted = signals.filter((signal) => !isReportOnly(signal));
  const critical = counted.filter((signal) => signal.critical);
  const undecided = counted.filter((signal) => signal.missing === 'inconclusive');
  const expressions: PlanExpression[] = [
    ...perSignal,
    node(NODE.numerator, sum(signals.filter(({ weight }) => weight > 0).map(numeratorTerm))),
    ...scoreExpressions(signals),
    node(
      NODE.coverage,
      `(${sum(signals.filter(({ weight }) => weight > 0).map(presentWeight))}) / ${totalWeight(signals)}`,
    ),
    node(NODE.veto, `(${sum(critical.map(isRed))}) > 0`),
    node(NODE.red, `(${sum(counted.map(isRed))}) > 0`),
    node(NODE.inconclusive, inconclusive(undecided, model.minCoverage)),
    ...conditionExpressions(model),
  ];
  return {
    expressions,
    outputs: {
      score: NODE.score,
      coverage: NODE.coverage,
      veto: NODE.veto,
      inconclusive: NODE.inconclusive,
      red: NODE.red,
      act: NODE.act,
      review: NODE.review,
      grades: Object.fromEntries(signals.map(({ id }) => [id, NODE.grade(id)])),
      present: Object.fromEntries(signals.map(({ id }) => [id, NODE.present(id)])),
    },
  };
}

/**
 * Where the act rule's value stands while nobody can tell: below the High line, so that nothing fires, and above the
 * recovery line, so that nothing recovers.
 */
export function undecidedLevel({ bands }: Pick<NormalizedModel, 'bands'>): number {
  return (Math.max(bands.recovery, bands.low) + bands.high) / 2;
}

function signalExpressions(signal: Signal): PlanExpression[] {
  const { id } = signal;
  if (isStatic(signal.limit)) {
    const { kind, yellow, red } = signal.limit;
    const passes = kind === 'above' ? '>' : '<';
    const value = v(REF.value(id));
    return [
      node(NODE.present(id), presence(signal, [value])),
      node(
        NODE.grade(id),
        `${v(NODE.present(id))} * ((${value} ${passes} ${number(yellow)}) + (${value} ${passes} ${number(red)}))`,
      ),
    ];
  }
  if (!('worse' in signal)) return [];
  const span = spanExpressions(id, signal.limit, signal.worse, signal.atMostRatio);
  const parts = [v(REF.value(id)), v(REF.mean(id)), ...(signal.limit.kind === 'sigmas' ? [v(REF.deviation(id))] : [])];
  const [excess, reach] = [v(NODE.excess(id)), v(NODE.span(id))];
  return [
    node(NODE.excess(id), excessOf(id, signal.worse)),
    ...span,
    node(NODE.present(id), `${presence(signal, parts)} * (${reach} > 0)`),
    node(NODE.grade(id), `${v(NODE.present(id))} * ((${excess} > 0.5 * ${reach}) + (${excess} > ${reach}))`),
  ];
}

/** 1 where all that the limit needs is there, else 0. The queries let no NaN and nothing below -1e99 through. */
function presence(signal: ScoredSignal, parts: readonly string[]): string {
  const samples = v(REF.samples(signal.id));
  const enough = signal.samples ? [`(${samples} < 1e99)`, `(${samples} >= ${number(signal.samples.atLeast)})`] : [];
  return [...parts.map((part) => `(${part} < 1e99)`), ...enough].join(' * ');
}

function excessOf(id: string, worse: Worse): string {
  const [value, mean] = [v(REF.value(id)), v(REF.mean(id))];
  if (worse === 'higher') return `${value} - ${mean}`;
  if (worse === 'lower') return `${mean} - ${value}`;
  return `abs(${value} - ${mean})`;
}

/** The span, one maximum or minimum a node: `max(a, b)` is written by comparing, since math has none. */
function spanExpressions(id: string, limit: BaselineLimit, worse: Worse, atMostRatio: number): PlanExpression[] {
  const mean = `abs(${v(REF.mean(id))})`;
  const steps: PlanExpression[] = [];
  const step = (expression: string): string => {
    const refId = NODE.spanStep(id, steps.length + 1);
    steps.push(node(refId, expression));
    return v(refId);
  };
  const larger = (a: string, b: string) => `${a} * (${a} >= ${b}) + ${b} * (${a} < ${b})`;
  let span: string;
  switch (limit.kind) {
    case 'sigmas': {
      span = step(`${number(limit.k)} * ${v(REF.deviation(id))}`);
      if (limit.atLeast !== undefined) span = step(larger(span, number(limit.atLeast)));
      if (limit.atLeastRatio !== undefined) span = step(larger(span, step(`${number(limit.atLeastRatio)} * ${mean}`)));
      break;
    }
    case 'ratio': {
      span = step(`${number(Math.abs(limit.factor - 1))} * ${mean}`);
      if (limit.atLeast !== undefined) span = step(larger(span, number(limit.atLeast)));
      break;
    }
    case 'increase':
      // Multiplied by presence of the mean's row, so that the span is one number per service like every other.
      span = step(`${number(limit.by)} + 0 * ${v(REF.mean(id))}`);
      break;
  }
  if (worse === 'lower') {
    const cap = step(`${number(atMostRatio)} * ${mean}`);
    step(`${span} * (${span} <= ${cap}) + ${cap} * (${span} > ${cap})`);
  }
  const last = steps.pop();
  return last ? [...steps, { ...last, refId: NODE.span(id) }] : [];
}

function numeratorTerm(signal: ScoredSignal): string {
  const grade = v(NODE.grade(signal.id));
  if (signal.missing !== 'red') return `${signal.weight} * ${grade}`;
  return `${signal.weight} * (${grade} + 2 * (1 - ${v(NODE.present(signal.id))}))`;
}

function presentWeight(signal: ScoredSignal): string {
  return `${signal.weight} * ${v(NODE.present(signal.id))}`;
}

function isRed(signal: ScoredSignal): string {
  return `(${v(NODE.grade(signal.id))} == 2)`;
}

function totalWeight(signals: readonly ScoredSignal[]): number {
  return signals.reduce((total, { weight }) => total + weight, 0);
}

/** `* $SV` keeps services out that the queries know and the model does not. */
function scoreExpressions(signals: readonly ScoredSignal[]): PlanExpression[] {
  const leaving = signals.filter((signal) => signal.missing === 'exclude' && signal.weight > 0);
  const closed = `* ${v(REF.services)}`;
  if (leaving.length === 0) return [node(NODE.score, `${v(NODE.numerator)} / ${totalWeight(signals)} ${closed}`)];
  const staying = totalWeight(signals.filter((signal) => !leaving.includes(signal)));
  const denominator = v(NODE.denominator);
  return [
    node(NODE.denominator, [String(staying), ...leaving.map(presentWeight)].join(' + ')),
    node(NODE.score, `${v(NODE.numerator)} / (${denominator} + (${denominator} == 0)) ${closed}`),
  ];
}

function inconclusive(undecided: readonly ScoredSignal[], minCoverage: number): string {
  const missing = undecided.map((signal) => `(1 - ${v(NODE.present(signal.id))})`);
  return `(${sum([...missing, `(${v(NODE.coverage)} < ${number(minCoverage)})`])}) > 0`;
}

/** What the two rules compare with their lines. The score itself is read from its own node, never from these. */
function conditionExpressions(model: NormalizedModel): PlanExpression[] {
  const [ve, unknown, score, red] = [v(NODE.veto), v(NODE.inconclusive), v(NODE.score), v(NODE.red)];
  const level = number(undecidedLevel(model));
  const judged = `${VETO_LEVEL} * ${ve} + (1 - ${ve}) * (${unknown} * ${level} + (1 - ${unknown}) * ${score})`;
  const review = `${VETO_LEVEL} * ((${ve} + ${unknown} + ${red}) > 0) + ((${ve} + ${unknown} + ${red}) == 0) * ${score}`;
  // A service without a running canary is not evaluated: neither rule may see anything but calm.
  const running = model.control ? `(${v(REF.canary)} > 0) * ` : '';
  return [node(NODE.act, `${running}(${judged})`), node(NODE.review, `${running}(${review})`)];
}

function sum(terms: readonly string[]): string {
  // Nothing to add is still one number per service.
  return terms.length === 0 ? `0 * ${v(REF.services)}` : terms.join(' + ');
}

function node(refId: string, expression: string): PlanExpression {
  return { refId, expression };
}

function v(refId: string): string {
  return `$${refId}`;
}

/** JavaScript's shortest text of a double reads back as the same double; a minus needs its own brackets. */
export function number(value: number): string {
  return value < 0 ? `(0 - ${-value})` : String(value);
}
