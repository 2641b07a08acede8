import type { Plan } from '@release-risk/compiler/plan';
import type { Evaluation } from './evaluate.ts';
import type { Engine } from './planAnswers.ts';

/**
 * Where Grafana's engine and `score()` differ on the same readings, as sentences without a full stop; empty where they
 * agree on every service to the last bit. They must: a difference is a defect of the product.
 */
export function engineDifferences(plan: Plan, evaluation: Evaluation, engine: Engine): readonly string[] {
  if (!engine.ok) return [];
  return evaluation.services.flatMap(({ service, name, evaluated, result }) => {
    if (!evaluated) return [];
    const outputs = engine.outputs(service);
    if (outputs === undefined) return [`${name}: Grafana gives no score`];
    const compared: readonly (readonly [string, unknown, unknown])[] = [
      ['score', outputs.score, result.score],
      ['coverage', outputs.coverage, result.coverage],
      ['veto', outputs.veto, result.veto],
      ['inconclusive', outputs.inconclusive, result.inconclusive],
      ['red', outputs.red, result.red],
      ...Object.entries(outputs.grades).map(
        ([id, grade], at) => [`grade of ${id}`, grade, result.signals[at]?.grade] as const,
      ),
    ];
    return compared
      .filter(([, ours, theirs]) => !Object.is(ours, theirs) && ours !== theirs)
      .map(([what, theirs, ours]) => `${name}: ${what} is ${String(theirs)} in Grafana and ${String(ours)} here`);
  });
}
