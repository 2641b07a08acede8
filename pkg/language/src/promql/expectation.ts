import type { GrammarError } from '../queryText/syntaxTree.ts';

const EXPECTED: Readonly<Record<string, string>> = {
  AggregateModifier: 'a list of labels such as (service)',
  AtModifierPreprocessors: '()',
  BinaryExpr: 'an operator, or an operand after one',
  DurationExpr: 'a duration such as 5m',
  GroupingLabels: 'a label name',
  LabelMatchers: 'a matcher such as service="api", or }',
  MatchingModifierClause: 'a list of labels such as (service)',
  MatrixSelector: '] after the duration',
  OffsetExpr: 'a duration such as 1h',
  ParenExpr: 'an expression',
  PromQL: 'an operator, or the end of the query',
  QuotedLabelMatcher: 'a quoted value such as "api"',
  StepInvariantExpr: 'Unix seconds, start() or end()',
  SubqueryExpr: 'a step such as 1m, or ]',
  UnaryExpr: 'an operand after the sign',
  UnquotedLabelMatcher: 'a quoted value such as "api"',
  VectorSelector: 'an operator, or the end of the query',
};

/** What the grammar could have taken where it stopped, in words, when the place tells. */
export function expectedAt(error: GrammarError): string | undefined {
  if (error.from === 0) return 'an expression';
  return EXPECTED[error.within];
}
