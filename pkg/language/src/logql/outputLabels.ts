import type { LabelSet } from '../queryText/labelSet.ts';
import {
  eitherLabels,
  exactly,
  matchedLabels,
  pinnedLabels,
  unknownLabels,
  withLabels,
  withoutLabels,
} from '../queryText/labelSet.ts';
import { OPERATORS } from '../queryText/operators.ts';
import type { AggregationExpr, BinaryExpr, LogqlExpr, RangeAggregationExpr } from './ast.ts';
import type { LogqlQuery } from './parse.ts';
import { typeOf } from './resultType.ts';

const WITHOUT = 'without (...) keeps whatever other labels the streams have; name them with by (...)';

/** The labels the rows of the query's result can carry, as far as its text alone decides. */
export function outputLabels(query: LogqlQuery): LabelSet {
  return labelsOf(query.expr);
}

function labelsOf(expr: LogqlExpr): LabelSet {
  switch (expr.kind) {
    case 'logs':
      return unknownLabels('a log query carries whatever labels its streams have');
    case 'number':
    case 'vector':
      return exactly([]);
    case 'paren':
      return labelsOf(expr.inner);
    case 'binary':
      return binaryLabels(expr);
    case 'aggregation':
      return aggregationLabels(expr);
    case 'rangeAggregation':
      return rangeLabels(expr);
    case 'labelReplace': {
      const inner = labelsOf(expr.operand);
      // An empty replacement takes the label away from the rows it matches, and only those.
      return expr.replacement === '' ? inner : withLabels(inner, [expr.target]);
    }
  }
}

function binaryLabels(expr: BinaryExpr): LabelSet {
  if (typeOf(expr.left) === 'scalar') return labelsOf(expr.right);
  const left = labelsOf(expr.left);
  if (typeOf(expr.right) === 'scalar') return left;
  if (expr.op === 'or') return eitherLabels(left, labelsOf(expr.right));
  if (OPERATORS.get(expr.op)?.kind === 'set') return left;
  return matchedLabels(left, labelsOf(expr.right), expr.matching);
}

function aggregationLabels(expr: AggregationExpr): LabelSet {
  const inner = labelsOf(expr.operand);
  if (['topk', 'bottomk', 'sort', 'sort_desc'].includes(expr.op)) return inner;
  if (expr.grouping === undefined) return exactly([]);
  const { kind, labels } = expr.grouping;
  if (kind === 'without') return inner.kind === 'exact' ? withoutLabels(inner, labels) : unknownLabels(WITHOUT);
  return exactly(labels.filter((label) => inner.kind === 'unknown' || inner.labels.includes(label)));
}

function rangeLabels(expr: RangeAggregationExpr): LabelSet {
  if (expr.op === 'absent_over_time') return pinnedLabels(expr.range.selector.matchers);
  if (expr.grouping?.kind === 'by') return exactly(expr.grouping.labels);
  if (expr.grouping?.kind === 'without') return unknownLabels(WITHOUT);
  return unknownLabels(`${expr.op}() keeps every label of the streams and the pipeline; aggregate with by (...)`);
}
