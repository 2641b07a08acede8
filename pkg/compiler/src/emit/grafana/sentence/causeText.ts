import type { ScoredSignal, ScoringModel } from '@release-risk/model/model';
import { NODE } from '../../../conventions.ts';
import { causesBranch, inconclusiveBranch, vetoBranch } from './branches.ts';
import { defineComparisons } from './comparisons.ts';
import { value } from './goText.ts';
import { DEFINE_NUMBERS } from './numberText.ts';
import { setReasons } from './reasons.ts';
import { subjectsOf, type Subject } from './subjects.ts';

/** What stands in place of the sentence while Grafana has no numbers at all: a query failed or answered nothing. */
export const NO_NUMBERS = 'Not evaluated: Grafana could not run the queries of this rule';

/** As every other place says it of a service without a running canary. */
export const NO_CANARY = 'Not evaluated: the model compares a canary with stable instances, and no canary is running';

/** The most that is said about a rule that is asked only about vetoes and has none. */
const NO_VETO = 'No critical signal of this rule is red';

/** How a rule's sentence is chosen. */
export interface CauseOptions {
  /** A node that has a value whenever the rule has any. */
  readonly anyNode: string;
  /** The node that is above 0 where the service is judged at all. */
  readonly canary: string | undefined;
}

/**
 * The sentence of `explain()` as a template over a rule's values, word for word. Only the reasons that an executor
 * alone can know ("Loki did not answer") are not in it: a rule whose query failed has no values.
 */
export function causeText(model: ScoringModel, options: CauseOptions): string {
  const subjects = subjectsOf(model.signals);
  const branches =
    `{{else if gt ${value(NODE.inconclusive)} 0.0}}${inconclusiveBranch(model, subjects)}` +
    `{{else}}${causesBranch(model, subjects)}`;
  return sentence(subjects, branches, options);
}

/** The same for a veto rule, which knows critical signals of one datasource and nothing else. */
export function vetoCauseText(signals: readonly ScoredSignal[], options: CauseOptions): string {
  return sentence(subjectsOf(signals), `{{else}}${NO_VETO}`, options);
}

function sentence(subjects: readonly Subject[], otherwise: string, { anyNode, canary }: CauseOptions): string {
  const body = `${setReasons(subjects)}{{if gt ${value(NODE.veto)} 0.0}}${vetoBranch(subjects)}${otherwise}{{end}}`;
  const judged = canary === undefined ? body : `{{if gt ${value(canary)} 0.0}}${body}{{else}}${NO_CANARY}{{end}}`;
  // Templates are defined at the top, never inside a condition.
  return `${DEFINE_NUMBERS}${defineComparisons(subjects)}{{if $values.${anyNode}}}${judged}{{else}}${NO_NUMBERS}{{end}}`;
}
