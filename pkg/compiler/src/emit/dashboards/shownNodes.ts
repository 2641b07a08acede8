import type { RiskModel } from '@release-risk/model/model';
import { NODE, REF } from '../../conventions.ts';
import type { PlanExpression } from '../../plan.ts';
import { number } from '../../planExpressions.ts';
import { refIdsOf } from '../grafana/reachable.ts';
import type { Json } from '../grafana/ruleGroup.ts';

/** Nodes on top of the plan that core panels show; the plan's own stay as they are. */
export const SHOWN = {
  /** The verdict as a number, the worse the larger. */
  verdict: 'VERDICT',
  /** Verdict first, then score: what services are sorted by. */
  rank: 'RANK',
  /** The age of the running release with its version as a label: an expression's answer bears its own name. */
  release: 'RELEASE',
  /** The grade of a signal, and -1 where it is missing. */
  grade: (signal: string) => `GS_${signal}`,
} as const;

/** A verdict as the number of its node, its colour and its text: a shape and a word, never a colour alone. */
const VERDICTS = [
  { value: 5, color: 'dark-red', text: '▲ High (veto)' },
  { value: 4, color: 'red', text: '▲ High' },
  { value: 3, color: 'purple', text: '? Inconclusive' },
  { value: 2, color: 'orange', text: '◆ Medium' },
  { value: 1, color: 'green', text: '● Low' },
  { value: 0, color: '#808080', text: '– Not evaluated' },
] as const;

const GRADES = [
  { value: 2, color: 'red', text: '▲ red' },
  { value: 1, color: 'orange', text: '◆ yellow' },
  { value: 0, color: 'green', text: '● green' },
  { value: -1, color: 'purple', text: '? missing' },
] as const;

/** The nodes that core panels show, as far as the expressions that are there carry them. */
export function shownExpressions(model: RiskModel, refIds: ReadonlySet<string>): readonly PlanExpression[] {
  return computable(
    [
      { refId: SHOWN.verdict, expression: verdictExpression(model) },
      { refId: SHOWN.rank, expression: `10 * $${SHOWN.verdict} + $${NODE.score}` },
      { refId: SHOWN.release, expression: `1 * $${REF.deployment}` },
      ...model.signals.map(({ id }) => ({
        refId: SHOWN.grade(id),
        expression: `$${NODE.grade(id)} - (1 - $${NODE.present(id)})`,
      })),
    ],
    refIds,
  );
}

/** Those expressions, in their order, all of whose inputs are there. */
export function computable(
  expressions: readonly PlanExpression[],
  refIds: ReadonlySet<string>,
): readonly PlanExpression[] {
  const known = new Set(refIds);
  return expressions.filter(({ refId, expression }) => {
    if (!refIdsOf(expression).every((input) => known.has(input))) return false;
    known.add(refId);
    return true;
  });
}

/** In the order of `verdictOf`: a veto is High whatever is missing, then what cannot be told, then the band. */
function verdictExpression({ bands, control }: RiskModel): string {
  const [veto, unknown, score] = [`$${NODE.veto}`, `$${NODE.inconclusive}`, `$${NODE.score}`];
  const band = `(1 + (${score} > ${number(bands.low)}) + 2 * (${score} > ${number(bands.high)}))`;
  const judged = `(5 * ${veto} + (1 - ${veto}) * (3 * ${unknown} + (1 - ${unknown}) * ${band}))`;
  return control ? `($${REF.canary} > 0) * ${judged}` : judged;
}

/** A failed source leaves nothing at all: without this, Grafana writes that in the first colour, which is green. */
const UNKNOWN = {
  type: 'special',
  options: { match: 'null+nan', result: { text: '? cannot tell', color: 'purple', index: 9 } },
} as const;

export const UNKNOWN_MAPPINGS: Json = [UNKNOWN];
export const VERDICT_MAPPINGS: Json = [mapping(VERDICTS), UNKNOWN];
export const GRADE_MAPPINGS: Json = [mapping(GRADES), UNKNOWN];

/** What a sentinel reads as: a number that no query gives by itself. */
export function sentinelMappings(text: string): Json {
  return [{ type: 'range', options: { from: 1e99, to: null, result: { text, color: 'purple', index: 0 } } }];
}

/** A score on an edge belongs to the lower band, a threshold of Grafana begins at its value: this is the next one. */
export function justAbove(edge: number): number {
  return edge + 1e-9;
}

function mapping(table: readonly { readonly value: number; readonly color: string; readonly text: string }[]): Json {
  const options = Object.fromEntries(
    table.map(({ value, color, text }, index) => [String(value), { text, color, index }]),
  );
  return { type: 'value', options };
}
