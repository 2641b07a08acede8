import type { ConformanceCase } from './conformance/case.ts';
import { FUNCTION_CASES } from './conformance/functions.ts';
import { GRAPH_CASES } from './conformance/graphs.ts';
import { OPERATOR_CASES } from './conformance/operators.ts';
import { REDUCE_CASES } from './conformance/reductions.ts';
import { RESAMPLE_CASES } from './conformance/resamplings.ts';
import { SYNTAX_CASES } from './conformance/syntax.ts';
import { THRESHOLD_CASES } from './conformance/thresholds.ts';
import { UNION_CASES } from './conformance/unions.ts';

/**
 * What Grafana's server-side expressions do, as data: the evaluator here and a real Grafana must both give it.
 * Names are unique.
 */
export const CONFORMANCE: readonly ConformanceCase[] = [
  ...SYNTAX_CASES,
  ...OPERATOR_CASES,
  ...FUNCTION_CASES,
  ...UNION_CASES,
  ...REDUCE_CASES,
  ...RESAMPLE_CASES,
  ...THRESHOLD_CASES,
  ...GRAPH_CASES,
];
