import type { ExpressionNode } from '../graph.ts';
import type { QueryAnswer } from '../evaluate.ts';
import { answer, type ConformanceCase, type Expectation, math, NO_DATA, number, rows, scalar, series } from './case.ts';

const A = { service: 'a' };
const B = { service: 'b' };

function graph(
  name: string,
  nodes: readonly ExpressionNode[],
  inputs: Readonly<Record<string, QueryAnswer>>,
  expected: Expectation,
): ConformanceCase {
  return { name: `graph: ${name}`, nodes, inputs, expected };
}

function node(refId: string, model: Readonly<Record<string, unknown>>): ExpressionNode {
  return { refId, model };
}

function refused(
  code:
    | 'sse.parseError'
    | 'graph.commandType'
    | 'graph.missingNode'
    | 'graph.selfReference'
    | 'graph.cycle'
    | 'query.duplicateRefId',
  message: string,
): Expectation {
  return { type: 'refused', fault: { code, message } };
}

const BROKEN: QueryAnswer = { type: 'error', message: 'this is an error and it can include URLs http://grafana.com/' };
const OVER_2 = { type: 'threshold', conditions: [{ evaluator: { type: 'gt', params: [2] } }] };
const LAST = { type: 'reduce', reducer: 'last' };
const TWO = answer(number(1, A), number(3, B));

/** How nodes hang together. */
export const GRAPH_CASES: readonly ConformanceCase[] = [
  graph('nodes run after what they need, whatever their order', [math('C', '$B + 1'), math('B', '$A * 2')], { A: TWO }, { type: 'results', values: { B: [number(2, A), number(6, B)], C: [number(3, A), number(7, B)] } }),
  graph('constants need no input', [math('A', '2 ** 3'), math('B', '$A + 1')], {}, { type: 'results', values: { A: [scalar(8)], B: [scalar(9)] } }),
  graph('query, reduce, math, threshold', [node('B', { ...LAST, expression: 'A' }), math('C', '$B * 2'), node('D', { ...OVER_2, expression: 'C' })], { A: answer(series([5, 1], A), series([5, 3], B)) }, { type: 'results', values: { B: [number(1, A), number(3, B)], C: [number(2, A), number(6, B)], D: [number(0, A), number(1, B)] } }),
  graph('NaN of math is no alert after a threshold', [math('C', '$A / 0 * 0'), node('D', { ...OVER_2, expression: 'C' })], { A: TWO }, { type: 'results', values: { C: [number(NaN, A), number(NaN, B)], D: [number(0, A), number(0, B)] } }),
  graph('a two-pass standard deviation', [node('M', { type: 'reduce', reducer: 'mean', expression: 'A' }), math('Q', '($A - $M) ** 2'), node('V', { type: 'reduce', reducer: 'mean', expression: 'Q' }), math('D', '$V ** 0.5')], { A: answer(series([2, 4, 4, 4, 5, 5, 7, 9], A)) }, { type: 'results', values: { M: [number(5, A)], Q: [series([9, 1, 1, 1, 0, 0, 4, 16], A)], V: [number(4, A)], D: [number(2, A)] } }),
  graph('a clamp to 0 and 1 from comparisons', [math('C', '$A * ($A >= 0) * ($A <= 1) + ($A > 1)')], { A: answer(...rows([-2, 0, 0.25, 1, 7])) }, { type: 'results', values: { C: rows([0, 0, 0.25, 1, 1]) } }),
  graph('a grade from comparisons', [math('G', '($A > 0.5) + ($A > 1)')], { A: answer(...rows([0.5, 0.6, 1, 1.1])) }, { type: 'results', values: { G: rows([0, 1, 1, 2]) } }),
  graph('NoData goes through every node', [node('B', { ...LAST, expression: 'A' }), math('C', '-$B'), node('D', { ...OVER_2, expression: 'C' })], { A: answer(NO_DATA) }, { type: 'results', values: { B: [NO_DATA], C: [NO_DATA], D: [NO_DATA] } }),
  graph('a failed query fails what needs it and nothing else', [math('C', '$A + 1'), math('D', '$B + 1')], { A: BROKEN, B: TWO }, { type: 'results', values: { D: [number(2, A), number(4, B)] }, faults: { A: { code: 'sse.dataQueryError', message: 'this is an error' }, C: { code: 'sse.dependencyError', message: 'did not execute expression [C] due to a failure of the dependent expression or query [A]' } } }),
  graph('a dependency error goes on', [math('C', '$B + $A'), math('D', '1 + $C')], { A: BROKEN, B: TWO }, { type: 'results', values: {}, faults: { A: { code: 'sse.dataQueryError', message: 'this is an error' }, C: { code: 'sse.dependencyError', message: 'query [A]' }, D: { code: 'sse.dependencyError', message: 'query [C]' } } }),
  graph('an expression that fails fails what needs it', [node('B', { ...LAST, expression: 'A' }), math('C', '$B')], { A: answer(scalar(1)) }, { type: 'results', values: {}, faults: { B: { code: 'execution', message: 'can only reduce type series' }, C: { code: 'sse.dependencyError', message: 'query [B]' } } }),
  graph('refuses a missing input', [math('B', '$Z + 1')], { A: TWO }, refused('graph.missingNode', "unable to find dependent node 'Z'")),
  graph('refuses a threshold over a refId with $', [node('B', { ...OVER_2, expression: '$A' })], { A: TWO }, refused('graph.missingNode', "unable to find dependent node '$A'")),
  graph('refuses a reduce over a refId in braces', [node('B', { ...LAST, expression: '${A}' })], { A: TWO }, refused('graph.missingNode', "unable to find dependent node '{A}'")),
  graph('refuses a node that refers to itself', [math('B', '$B + 1')], { A: TWO }, refused('graph.selfReference', "expression 'B' cannot reference itself")),
  graph('refuses a cycle', [math('B', '$C + $A'), math('C', '$B + 1')], { A: TWO }, refused('graph.cycle', 'cyclic components: [B C]')),
  graph('refuses the same refId twice', [math('B', '$A'), math('B', '$A')], { A: TWO }, refused('query.duplicateRefId', 'same RefId')),
  graph('refuses a refId of an input for a node', [math('A', '1')], { A: TWO }, refused('query.duplicateRefId', 'same RefId')),
  graph('refuses an unknown type', [node('B', { type: 'sum', expression: 'A' })], { A: TWO }, refused('graph.commandType', "'sum' is not a recognized expression type")),
  graph('refuses a node without a type', [node('B', { expression: '$A' })], { A: TWO }, refused('graph.commandType', 'no expression command type in query')),
  graph('refuses math without an expression', [node('B', { type: 'math' })], { A: TWO }, refused('sse.parseError', 'command is missing an expression')),
  graph('refuses math over a number', [node('B', { type: 'math', expression: 1 })], { A: TWO }, refused('sse.parseError', 'math expression is expected to be a string, got float64')),
  graph('one wrong node refuses the whole graph', [math('B', '$A + 1'), math('C', '$A +')], { A: TWO }, refused('sse.parseError', 'unexpected EOF')),
]; // prettier-ignore
