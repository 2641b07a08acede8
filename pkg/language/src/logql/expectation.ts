import type { Tree } from '@lezer/common';
import type { GrammarError } from '../queryText/syntaxTree.ts';
import { childNamed } from '../queryText/syntaxTree.ts';
import { skipBlanks } from '../queryText/textChecks.ts';

const EXPECTED: Readonly<Record<string, string>> = {
  BinOpExpr: 'an operator, or an operand after one',
  Expr: 'an operator, or the end of the query',
  Grouping: 'a list of labels such as (service)',
  LabelFilter: 'a comparison such as status >= 500',
  Labels: 'a label name',
  LineFilter: 'a string in double quotes or backticks',
  LiteralExpr: 'a number',
  LogExpr: 'a pipeline such as |= "error", or the end of the query',
  LogRangeExpr: 'a range such as [5m]',
  Matcher: 'a string in double quotes or backticks, such as service="api"',
  Matchers: 'a matcher such as service="api"',
  OffsetExpr: 'a duration such as 1h',
  PipelineStage: 'a parser, a filter or a format',
  Range: 'a duration such as 5m',
  Selector: 'a matcher such as service="api"',
  VectorAggregationExpr: 'a metric query such as rate({...}[5m])',
  VectorExpr: 'a number without a sign: write 0 - vector(1) for a negative one',
};

/** What the grammar could have taken where it stopped, in words, when the place tells. */
export function expectedAt(text: string, error: GrammarError, tree: Tree): string | undefined {
  if (text.charAt(skipBlanks(text, error.from)) === "'") return 'a string in double quotes or backticks';
  if (error.within === 'LogQL' && childNamed(tree.topNode, 'VectorOp') !== undefined) {
    return EXPECTED['VectorAggregationExpr'];
  }
  return EXPECTED[error.within];
}
