import type { Edit } from '../queryText/edits.ts';
import { applyEdits, blankBefore } from '../queryText/edits.ts';
import type { TimeUse } from './evaluationTime.ts';
import { timeUses } from './evaluationTime.ts';
import type { PromqlQuery } from './parse.ts';

/**
 * The text of the query as it is at a fixed time (Unix seconds), whenever it is evaluated: `@` on the outermost
 * selectors, ranges and subqueries, `@ start()` and `@ end()` replaced, `time()` the number itself. What is fixed
 * already stays. Throws RangeError when the time is not a finite number.
 */
export function pinAt(query: PromqlQuery, unixSeconds: number): string {
  if (!Number.isFinite(unixSeconds)) throw new RangeError(`Not a time: ${unixSeconds}`);
  const seconds = Math.round(unixSeconds * 1000) / 1000;
  return applyEdits(
    query.text,
    timeUses(query.expr).flatMap((use) => pinned(use, seconds, query.text)),
  );
}

function pinned(use: TimeUse, seconds: number, query: string): Edit[] {
  const { from, to } = use.expr;
  const number = seconds < 0 ? `(${seconds})` : String(seconds);
  switch (use.kind) {
    case 'data': {
      const { at, core } = use.parts;
      const { from: start, to: end } =
        at === undefined ? { from: core.to, to: core.to } : { from: at.operand.to, to: at.modifier.to };
      return [{ from: start, to: end, text: ` @ ${seconds}${blankBefore(query, end)}` }];
    }
    case 'clock':
      return [{ from, to, text: number }];
    case 'date':
      return [{ ...use.expr.body, text: `(vector(${seconds}))` }];
    case 'timestamp':
      return [
        { from, to: from, text: '(' },
        { from: to, to, text: ` * 0 + ${number})` },
      ];
    case 'horizon':
      return [
        { from, to: from, text: '((' },
        { from: to, to, text: `) + ${number} - time())` },
      ];
  }
}
