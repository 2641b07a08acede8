import { formatDuration, signedDurationSeconds } from '../queryText/duration.ts';
import type { Edit } from '../queryText/edits.ts';
import { applyEdits } from '../queryText/edits.ts';
import type { LogRange } from './ast.ts';
import { rangesOf } from './ast.ts';
import type { LogqlQuery } from './parse.ts';

/**
 * The text of the query as it was `durationText` ago (`7d`, `1h30m`; with a leading `-` that far ahead): an offset
 * behind every range, merged with the one already there. A log query reads no range of its own and stays as it is: the
 * time span of its request decides. Throws RangeError when the duration is none.
 */
export function shiftBy(query: LogqlQuery, durationText: string): string {
  const seconds = signedDurationSeconds(durationText);
  if (seconds === 0) return query.text;
  return applyEdits(
    query.text,
    rangesOf(query.expr).map((range) => shifted(range, seconds)),
  );
}

function shifted({ brackets, offset }: LogRange, seconds: number): Edit {
  const total = (offset?.seconds ?? 0) + seconds;
  const text = Math.round(total * 1000) === 0 ? '' : ` offset ${formatDuration(total)}`;
  return { from: brackets.to, to: offset?.to ?? brackets.to, text };
}
