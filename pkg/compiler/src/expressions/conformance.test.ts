import { describe, expect, it } from 'vitest';
import { CONFORMANCE } from './conformance.ts';
import type { ConformanceCase, Expectation } from './conformance/case.ts';
import { valuesDiffer } from './conformance/compare.ts';
import { evaluateExpressions, noticesOf, type NodeResults } from './evaluate.ts';

function evaluated(one: ConformanceCase): NodeResults {
  const outcome = evaluateExpressions(one);
  if (!outcome.ok) throw new Error(`the graph was refused: ${outcome.fault.message}`);
  return outcome.value;
}

function checkResults(one: ConformanceCase, expected: Extract<Expectation, { type: 'results' }>): void {
  const results = evaluated(one);
  for (const [refId, values] of Object.entries(expected.values)) {
    const outcome = results.get(refId);
    if (outcome?.ok !== true) throw new Error(`${refId} has no values: ${outcome?.fault.message ?? 'not evaluated'}`);
    expect(valuesDiffer(values, outcome.value, expected.tolerance)).toBeUndefined();
    const notices = noticesOf(outcome.value).map((notice) => notice.text);
    const begin = expected.notices?.[refId];
    expect(notices).toEqual(begin === undefined ? [] : [expect.stringContaining(begin)]);
  }
  for (const [refId, fault] of Object.entries(expected.faults ?? {})) {
    expect(results.get(refId)).toMatchObject({
      ok: false,
      fault: { code: fault.code, refId, message: expect.stringContaining(fault.message) },
    });
  }
  const named = Object.keys(expected.values).length + Object.keys(expected.faults ?? {}).length;
  expect(named).toBeGreaterThan(0);
}

function check(one: ConformanceCase): void {
  const { expected } = one;
  if (expected.type === 'results') {
    checkResults(one, expected);
    return;
  }
  if (expected.type === 'crash') {
    expect(evaluated(one).get(expected.refId)).toMatchObject({ ok: false, fault: { code: 'panic' } });
    return;
  }
  const outcome = evaluateExpressions(one);
  const { code, message, position } = expected.fault;
  expect(outcome).toMatchObject({ ok: false, fault: { code, message: expect.stringContaining(message) } });
  if (position !== undefined) expect(outcome).toMatchObject({ fault: { position } });
}

describe('the evaluator gives what Grafana gives', () => {
  it.each(CONFORMANCE.map((one) => [one.name, one] as const))('%s', (_name, one) => {
    check(one);
  });

  it('with unique case names, so that a failure names its case', () => {
    expect(new Set(CONFORMANCE.map((one) => one.name)).size).toBe(CONFORMANCE.length);
  });

  it('in at least 250 cases', () => {
    expect(CONFORMANCE.length).toBeGreaterThanOrEqual(250);
  });
});
