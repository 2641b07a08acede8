import { formatDuration, signedDurationSeconds } from '../queryText/duration.ts';
import type { Edit } from '../queryText/edits.ts';
import { applyEdits, blankBefore } from '../queryText/edits.ts';
import type { Timed } from './ast.ts';
import type { TimeUse } from './evaluationTime.ts';
import { timeUses } from './evaluationTime.ts';
import type { PromqlQuery } from './parse.ts';

/**
 * The text of the query as it was `durationText` ago (`7d`, `1h30m`; with a leading `-` that far ahead): offsets on the
 * outermost selectors, ranges and subqueries, merged with those already there, and `time()` moved along. What is fixed
 * by `@ <time>` stays. Throws RangeError when the duration is none.
 */
export function shiftBy(query: PromqlQuery, durationText: string): string {
  const seconds = signedDurationSeconds(durationText);
  if (seconds === 0) return query.text;
  return applyEdits(
    query.text,
    timeUses(query.expr).flatMap((use) => shifted(use, seconds, query.text)),
  );
}

function shifted(use: TimeUse, seconds: number, text: string): Edit[] {
  const { from, to } = use.expr;
  switch (use.kind) {
    case 'data':
      return [shiftedData(use.parts, seconds, text)];
    case 'clock':
      return [{ from, to, text: `(${text.slice(from, to)} ${minus(seconds)})` }];
    case 'date':
      return [{ ...use.expr.body, text: `(vector(time() ${minus(seconds)}))` }];
    case 'timestamp':
    case 'horizon':
      return [
        { from, to: from, text: '(' },
        { from: to, to, text: ` ${minus(seconds)})` },
      ];
  }
}

function shiftedData({ core, offset }: Timed, seconds: number, query: string): Edit {
  if (offset === undefined) {
    const text = ` offset ${formatDuration(seconds)}${blankBefore(query, core.to)}`;
    return { from: core.to, to: core.to, text };
  }
  const total = offset.duration.seconds + seconds;
  const text = Math.round(total * 1000) === 0 ? '' : ` offset ${formatDuration(total)}`;
  return { from: offset.operand.to, to: offset.modifier.to, text };
}

function minus(seconds: number): string {
  return seconds < 0 ? `+ ${-seconds}` : `- ${seconds}`;
}
