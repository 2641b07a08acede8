import type { Edit } from '../queryText/edits.ts';
import { applyEdits } from '../queryText/edits.ts';
import type { LabelMatcher } from '../queryText/matcher.ts';
import { sameMatcher } from '../queryText/matcher.ts';
import { quoteLabelValue } from '../queryText/quote.ts';
import { selectorsOf } from './ast.ts';
import { isLokiLabelName } from './labelName.ts';
import type { LogqlQuery } from './parse.ts';

/**
 * The text of the query with these matchers added to every stream selector, except where the same matcher stands
 * already. Throws RangeError for a label name Loki cannot write.
 */
export function addMatchers(query: LogqlQuery, matchers: readonly LabelMatcher[]): string {
  const unwritable = matchers.find(({ label }) => !isLokiLabelName(label));
  if (unwritable !== undefined) throw new RangeError(`Not a label name for Loki: ${JSON.stringify(unwritable.label)}`);
  const edits = selectorsOf(query.expr).flatMap((selector): Edit[] => {
    const missing = matchers.filter(
      (matcher, index) =>
        !selector.matchers.some((present) => sameMatcher(present, matcher)) &&
        !matchers.slice(0, index).some((earlier) => sameMatcher(earlier, matcher)),
    );
    if (missing.length === 0) return [];
    const list = missing.map(({ label, op, value }) => `${label}${op}${quoteLabelValue(value)}`).join(', ');
    const from = selector.from + 1;
    return [{ from, to: from, text: selector.matchers.length > 0 ? `${list}, ` : list }];
  });
  return applyEdits(query.text, edits);
}
