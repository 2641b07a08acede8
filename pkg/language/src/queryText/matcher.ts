import type { Span } from './problem.ts';

export type MatcherOperator = '=' | '!=' | '=~' | '!~';

/** A condition on one label, as it stands in a selector's braces. */
export interface LabelMatcher {
  readonly label: string;
  readonly op: MatcherOperator;
  readonly value: string;
}

/** A matcher with its place in the query text. */
export interface PlacedMatcher extends LabelMatcher, Span {}

/** A selector found in a query: its metric name (PromQL only), its matchers and its place, modifiers not included. */
export interface SelectorUse extends Span {
  readonly metric?: string;
  readonly matchers: readonly LabelMatcher[];
}

const OPERATORS: ReadonlySet<string> = new Set(['=', '!=', '=~', '!~']);

/** Whether a token is a matcher's operator. */
export function isMatcherOperator(text: string): text is MatcherOperator {
  return OPERATORS.has(text);
}

/** Whether two matchers say the same. */
export function sameMatcher(a: LabelMatcher, b: LabelMatcher): boolean {
  return a.label === b.label && a.op === b.op && a.value === b.value;
}

/** Whether a name can stand unquoted as a label: letters, digits and underscores, not starting with a digit. */
export function isPlainLabelName(name: string): boolean {
  return /^[a-zA-Z_][a-zA-Z0-9_]*$/.test(name);
}
