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
import type { AggregationExpr, BinaryExpr, CallExpr, PromqlExpr } from './ast.ts';
import { insideParens, timed } from './ast.ts';
import type { PromqlQuery } from './parse.ts';
import { typeOf } from './resultType.ts';

/** Functions which answer samples as they are and so keep the metric name. */
const KEEPS_NAME: ReadonlySet<string> = new Set([
  'first_over_time',
  'info',
  'last_over_time',
  'sort',
  'sort_by_label',
  'sort_by_label_desc',
  'sort_desc',
]);

/** The labels the rows of the query's result can carry, as far as its text alone decides. */
export function outputLabels(query: PromqlQuery): LabelSet {
  return labelsOf(query.expr);
}

function labelsOf(expr: PromqlExpr): LabelSet {
  switch (expr.kind) {
    case 'number':
    case 'string':
      return exactly([]);
    case 'paren':
      return labelsOf(expr.inner);
    case 'unary':
      return withoutLabels(labelsOf(expr.operand), ['__name__']);
    case 'binary':
      return binaryLabels(expr);
    case 'aggregation':
      return aggregationLabels(expr);
    case 'call':
      return callLabels(expr);
    case 'selector':
      return unknownLabels('a selector carries whatever labels its series have; aggregate with by (...)');
    default:
      return labelsOf(expr.operand);
  }
}

function binaryLabels(expr: BinaryExpr): LabelSet {
  const kind = OPERATORS.get(expr.op)?.kind;
  const keepsName = kind === 'comparison' && !expr.bool;
  const named = keepsName || kind === 'set' ? [] : ['__name__'];
  if (typeOf(expr.left) === 'scalar') return withoutLabels(labelsOf(expr.right), named);
  const left = labelsOf(expr.left);
  if (typeOf(expr.right) === 'scalar') return withoutLabels(left, named);
  if (expr.op === 'or') return eitherLabels(left, labelsOf(expr.right));
  if (kind === 'set') return left;
  return withoutLabels(matchedLabels(left, labelsOf(expr.right), expr.matching), named);
}

function aggregationLabels(expr: AggregationExpr): LabelSet {
  const operand = expr.args.at(-1);
  if (operand === undefined) return unknownLabels('an aggregation without an argument');
  if (['topk', 'bottomk', 'limitk', 'limit_ratio'].includes(expr.op)) return labelsOf(operand);
  const grouped = groupedLabels(expr, operand);
  const parameter = expr.args[0] === undefined ? undefined : insideParens(expr.args[0]);
  return expr.op === 'count_values' && parameter?.kind === 'string' ? withLabels(grouped, [parameter.value]) : grouped;
}

function groupedLabels(expr: AggregationExpr, operand: PromqlExpr): LabelSet {
  if (expr.grouping === undefined) return exactly([]);
  const inner = labelsOf(operand);
  if (expr.grouping.kind === 'without') {
    if (inner.kind === 'exact') return withoutLabels(inner, [...expr.grouping.labels, '__name__']);
    return unknownLabels('without (...) keeps whatever other labels the series have; name them with by (...)');
  }
  return exactly(expr.grouping.labels.filter((label) => inner.kind === 'unknown' || inner.labels.includes(label)));
}

function callLabels(expr: CallExpr): LabelSet {
  switch (expr.name) {
    case 'absent':
    case 'absent_over_time':
      return absentLabels(expr);
    case 'vector':
    case 'scalar':
      return exactly([]);
    case 'label_replace':
    case 'label_join':
      return relabelled(expr);
    case 'info':
      return unknownLabels('info() adds whatever labels the info metrics have');
    case 'histogram_quantiles':
      return withLabels(withoutLabels(vectorLabels(expr), ['le', '__name__']), [stringArgument(expr, 1) ?? '']);
    case 'histogram_quantile':
    case 'histogram_fraction':
      return withoutLabels(vectorLabels(expr), ['le', '__name__']);
    default:
      return KEEPS_NAME.has(expr.name) ? vectorLabels(expr) : withoutLabels(vectorLabels(expr), ['__name__']);
  }
}

/** The labels of the one argument which is a vector or a range; none when the function takes no vector. */
function vectorLabels(expr: CallExpr): LabelSet {
  const vector = expr.args.find((arg) => ['vector', 'matrix'].includes(typeOf(arg)));
  return vector === undefined ? exactly([]) : labelsOf(vector);
}

function absentLabels(expr: CallExpr): LabelSet {
  const arg = expr.args[0];
  if (arg === undefined) return exactly([]);
  const { core } = timed(insideParens(arg));
  const selector = core.kind === 'range' ? core.operand : core;
  return selector.kind === 'selector' ? pinnedLabels(selector.matchers) : exactly([]);
}

function relabelled(expr: CallExpr): LabelSet {
  const [vector] = expr.args;
  const inner = vector === undefined ? exactly([]) : labelsOf(vector);
  const target = stringArgument(expr, 1);
  if (target === undefined) return unknownLabels(`${expr.name}() with a computed label name`);
  // An empty replacement takes the label away from the rows it matches, and only those.
  if (expr.name === 'label_replace' && stringArgument(expr, 2) === '') return inner;
  return withLabels(inner, [target]);
}

function stringArgument(expr: CallExpr, index: number): string | undefined {
  const arg = expr.args[index];
  const inner = arg === undefined ? undefined : insideParens(arg);
  return inner?.kind === 'string' ? inner.value : undefined;
}
