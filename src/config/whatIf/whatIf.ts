import type { VerdictWord } from '@release-risk/contract/verdict';
import { explain } from '@release-risk/model/explain';
import type { RiskModel } from '@release-risk/model/model';
import { score, type ServiceScore } from '@release-risk/model/score';
import type { GrafanaBindings } from '@release-risk/query/grafanaExecutor';
import { readingsFor, type AskedService, type AskedSignals, type Unasked } from './askedSignals.ts';

/** What a model makes of one service. */
interface Outcome {
  readonly verdict: VerdictWord;
  /** 0..2, or null where there is no verdict. */
  readonly score: number | null;
}

/** One service, judged by the model as it is saved and as it would be. */
interface WhatIfRow {
  readonly service: AskedService;
  /** Undefined where the saved model cannot be scored by what was read, or there is none. */
  readonly before: Outcome | undefined;
  readonly after: Outcome;
  /** Why, in one sentence. */
  readonly sentence: string;
  readonly isChanged: boolean;
}

/** What an edit does to every service. */
export type WhatIf =
  /** What was changed first, then the worst first. */
  | { readonly kind: 'scored'; readonly rows: readonly WhatIfRow[]; readonly changed: number }
  /** The edit asks something that was not asked yet. */
  | { readonly kind: 'unasked'; readonly unasked: Unasked };

/** The scores of one model by what was read, by the keys of services. */
type Scores = ReadonlyMap<string, ServiceScore>;

/**
 * Every service scored by the edited model beside the saved one, from readings that are there already: pure, and the
 * same `score()` as everywhere, so that the edited model gives this very score once it is saved and asked at the same
 * moment.
 */
export function whatIf(
  known: AskedSignals,
  edited: RiskModel,
  saved: RiskModel | undefined,
  bindings: GrafanaBindings,
  savedBindings: GrafanaBindings,
): WhatIf {
  const after = scoresOf(known, edited, bindings);
  if ('unasked' in after) return { kind: 'unasked', unasked: after.unasked };
  const before = saved === undefined ? undefined : scoresOf(known, saved, savedBindings);
  const earlier = before === undefined || 'unasked' in before ? undefined : before.scores;
  const rows = known.services.flatMap((service): WhatIfRow[] => {
    const scored = after.scores.get(service.key);
    if (scored === undefined) return [];
    const was = earlier?.get(service.key);
    const row = { service, before: was && outcomeOf(service, was), after: outcomeOf(service, scored) };
    return [{ ...row, sentence: explain(edited, scored), isChanged: isChange(row) }];
  });
  const sorted = rows.sort(changedThenWorst);
  return { kind: 'scored', rows: sorted, changed: sorted.filter(({ isChanged }) => isChanged).length };
}

function scoresOf(
  known: AskedSignals,
  model: RiskModel,
  bindings: GrafanaBindings,
): { readonly scores: Scores } | { readonly unasked: Unasked } {
  const found = readingsFor(known, model, bindings);
  if (!found.ok) return { unasked: found.unasked };
  const scores = new Map<string, ServiceScore>();
  for (const { key } of known.services) {
    scores.set(
      key,
      score(
        model,
        found.signals.map((readings) => readings.get(key)),
      ),
    );
  }
  return { scores };
}

function outcomeOf({ evaluated }: AskedService, { verdict, score: number }: ServiceScore): Outcome {
  return evaluated ? { verdict, score: number } : { verdict: 'NotEvaluated', score: null };
}

function isChange({ before, after }: Pick<WhatIfRow, 'before' | 'after'>): boolean {
  return before !== undefined && (before.verdict !== after.verdict || before.score !== after.score);
}

const RANK: Readonly<Record<VerdictWord, number>> = { High: 0, Inconclusive: 1, Medium: 2, Low: 3, NotEvaluated: 4 };

/** Another verdict first, then another score, then the worst, then by name. */
function changedThenWorst(a: WhatIfRow, b: WhatIfRow): number {
  return (
    Number(isVerdictChange(b)) - Number(isVerdictChange(a)) ||
    Number(b.isChanged) - Number(a.isChanged) ||
    RANK[a.after.verdict] - RANK[b.after.verdict] ||
    (b.after.score ?? -1) - (a.after.score ?? -1) ||
    (a.service.name < b.service.name ? -1 : 1)
  );
}

function isVerdictChange({ before, after }: WhatIfRow): boolean {
  return before !== undefined && before.verdict !== after.verdict;
}
