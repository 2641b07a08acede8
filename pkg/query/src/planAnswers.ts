import { PREVIOUS_VERSION_LABEL } from '@release-risk/compiler/conventions';
import { identityKey } from '@release-risk/compiler/identity';
import type { Plan, PlanQuery } from '@release-risk/compiler/plan';
import type { Identity } from '@release-risk/model/model';
import type { Execution, QueryOutcome } from './executor.ts';
import { rowsByService } from './serviceRows.ts';
import type { Sample } from './source.ts';

/** What one query or expression of a plan answered in Grafana, whoever asked: a rule, a panel or `/api/ds/query`. */
export type PlanAnswer =
  | { readonly ok: true; readonly samples: readonly Sample[]; readonly notices: readonly string[] }
  /** `reason`: Grafana's own words. */
  | { readonly ok: false; readonly reason: string };

/** Answers by refId; undefined where Grafana gave none. */
export type PlanAnswers = (refId: string) => PlanAnswer | undefined;

/** What Grafana's own engine made of one service: the numbers its alert rules see. */
export interface EngineOutputs {
  readonly score: number;
  readonly coverage: number;
  readonly veto: boolean;
  readonly inconclusive: boolean;
  readonly red: boolean;
  /** By signal id. */
  readonly grades: Readonly<Record<string, number>>;
}

/** The engine's answer for a service of the plan. */
export type Engine =
  | { readonly ok: true; outputs(service: Identity): EngineOutputs | undefined; readonly notices: readonly string[] }
  /** It computed nothing: a query failed that every output needs, or the plan holds what expressions cannot do. */
  | { readonly ok: false; readonly reason: string };

/** The expressions whose numbers are shown; every other one is a step on the way. */
export function outputRefIds({ outputs }: Plan): readonly string[] {
  const { score, coverage, veto, inconclusive, red, grades } = outputs;
  return [score, coverage, veto, inconclusive, red, ...Object.values(grades)];
}

/** The readings in the answers to the plan's queries, asked for the moment `at` (epoch seconds). */
export function executionOf(plan: Plan, at: number, answers: PlanAnswers): Execution {
  const outcomes = plan.queries
    .filter(({ purpose }) => purpose.kind !== 'services')
    .map((query) => outcomeOf(plan, query, answers(query.refId)));
  return { at, outcomes, warnings: [] };
}

function outcomeOf(plan: Plan, query: PlanQuery, answer: PlanAnswer | undefined): QueryOutcome {
  const failed = (reason: string, hint: string): QueryOutcome => ({
    ok: false,
    query,
    failure: { query, reason, hint, error: undefined },
  });
  if (answer === undefined) return failed('Grafana did not answer it', 'See Grafana’s log at this time.');
  if (!answer.ok) {
    return failed(
      `${query.datasource} failed in Grafana: ${shortened(withoutName(answer.reason))}`,
      'Run this query in Explore to see why.',
    );
  }
  const { purpose } = query;
  const extra = purpose.kind === 'deployment' ? [purpose.versionLabel, PREVIOUS_VERSION_LABEL] : [];
  return { ok: true, query, rows: rowsByService(plan.labels, answer.samples, extra) };
}

/** What the engine computed, in the answers to the plan's expressions. */
export function engineOf(plan: Plan, answers: PlanAnswers): Engine {
  const columns = new Map<string, ReadonlyMap<string, number>>();
  const notices = new Set<string>();
  for (const refId of outputRefIds(plan)) {
    const answer = answers(refId);
    if (answer === undefined) return { ok: false, reason: `Grafana gave no ${refId}` };
    if (!answer.ok) return { ok: false, reason: shortened(answer.reason) };
    columns.set(refId, new Map(answer.samples.map(({ labels, value }) => [identityKey(plan.labels, labels), value])));
    for (const notice of answer.notices) notices.add(notice);
  }
  const { outputs } = plan;
  return {
    ok: true,
    notices: [...notices],
    outputs(service) {
      const key = identityKey(plan.labels, service);
      const of = (refId: string) => columns.get(refId)?.get(key);
      const score = of(outputs.score);
      const coverage = of(outputs.coverage);
      if (score === undefined || coverage === undefined) return undefined;
      return {
        score,
        coverage,
        veto: (of(outputs.veto) ?? 0) > 0,
        inconclusive: (of(outputs.inconclusive) ?? 0) > 0,
        red: (of(outputs.red) ?? 0) > 0,
        grades: Object.fromEntries(Object.entries(outputs.grades).map(([id, refId]) => [id, of(refId) ?? NaN])),
      };
    },
  };
}

/** Grafana names the query it failed at: without the name, one trouble of a datasource is the same for all of them. */
function withoutName(reason: string): string {
  return reason.replace(/^failed to execute query \[[^\]]*\]: /, '');
}

/** Grafana's own words, or what stood in their place, as one line that is not too long. */
export function shortened(text: string): string {
  const line = withoutPage(text).replace(/\s+/g, ' ').trim();
  return line.length > 300 ? `${line.slice(0, 300)}...` : line;
}

/** Of the page of a proxy that stands where words should be, the title says it all. */
function withoutPage(text: string): string {
  const at = text.search(/<(?:!doctype\s+html|html|head|body)\b/i);
  if (at < 0) return text;
  const title = /<title[^>]*>([^<]*)</i.exec(text.slice(at, at + 65_536))?.[1]?.trim() ?? '';
  return `${text.slice(0, at)}the page "${title}" came instead of an answer`;
}
