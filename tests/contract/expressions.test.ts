import { CONFORMANCE } from '@release-risk/compiler/expressions/conformance';
import type { ConformanceCase, ExpectedFault, Expectation } from '@release-risk/compiler/expressions/conformance/case';
import { valuesDiffer } from '@release-risk/compiler/expressions/conformance/compare';
import { noticesOf } from '@release-risk/compiler/expressions/evaluate';
import type { Value } from '@release-risk/compiler/expressions/values';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Answer, readAnswer } from './expressionAnswers.ts';
import { caseRequest } from './expressionQueries.ts';

const { GRAFANA_URL, GRAFANA_TOKEN, GRAFANA_USER = 'admin', GRAFANA_PASSWORD = 'admin' } = process.env;
const SOURCE_UID = 'expression-conformance';

async function call(method: string, path: string, body?: string): Promise<{ status: number; json: unknown }> {
  const basic = Buffer.from(`${GRAFANA_USER}:${GRAFANA_PASSWORD}`).toString('base64');
  const authorization = GRAFANA_TOKEN ? `Bearer ${GRAFANA_TOKEN}` : `Basic ${basic}`;
  const headers = { authorization, 'content-type': 'application/json' };
  const url = `${(GRAFANA_URL ?? '').replace(/\/$/u, '')}${path}`;
  const response = await fetch(url, body === undefined ? { method, headers } : { method, headers, body });
  const text = await response.text();
  try {
    return { status: response.status, json: JSON.parse(text) };
  } catch {
    throw new Error(`${method} ${path} answered ${response.status} and no JSON: ${text.slice(0, 200)}`);
  }
}

/** Frames do not tell a constant from a number without labels. */
function asInFrames(value: Value): Value {
  return value.kind === 'scalar' ? { kind: 'number', labels: {}, value: value.value } : value;
}

function checkRefusal(answer: Answer, fault: ExpectedFault): void {
  if (answer.type !== 'refused') throw new Error(`not refused: ${JSON.stringify(answer)}`);
  if (fault.code.startsWith('graph.')) {
    // Grafana keeps the reason to its log.
    expect(answer.status).toBe(500);
    return;
  }
  expect(answer).toMatchObject({ status: 400, messageId: fault.code });
  expect(answer.message).toContain(fault.message);
}

function checkResults(answer: Answer, expected: Extract<Expectation, { type: 'results' }>): void {
  if (answer.type !== 'results') throw new Error(`refused: ${answer.status} ${answer.message}`);
  for (const [refId, values] of Object.entries(expected.values)) {
    const node = answer.nodes[refId];
    expect(node?.error, refId).toBeUndefined();
    const found = node?.values() ?? [];
    expect(valuesDiffer(values.map(asInFrames), found, expected.tolerance), refId).toBeUndefined();
    const begin = expected.notices?.[refId];
    const notices = noticesOf(found).map((notice) => notice.text);
    // Operands are listed in random order: only the count of dropped items is certain.
    const certain = begin?.split(':')[0] ?? '';
    expect(notices, refId).toEqual(begin === undefined ? [] : [expect.stringContaining(certain)]);
  }
  for (const [refId, fault] of Object.entries(expected.faults ?? {})) {
    const error = answer.nodes[refId]?.error ?? '';
    expect(error, refId).toContain(fault.message);
    if (fault.code.startsWith('sse.')) expect(error, refId).toContain(fault.code);
  }
}

async function checkOnGrafana(one: ConformanceCase, body: string): Promise<void> {
  const { status, json } = await call('POST', '/api/ds/query', body);
  const answer = readAnswer(status, json);
  const { expected } = one;
  if (expected.type === 'results') checkResults(answer, expected);
  else if (expected.type === 'refused') checkRefusal(answer, expected.fault);
  else expect(answer).toMatchObject({ type: 'refused', status: 500 });
}

const requests = CONFORMANCE.map((one) => ({ one, body: caseRequest(one, SOURCE_UID) }));
const expressible = requests.flatMap(({ one, body }) => (body === undefined ? [] : [{ one, body }]));

describe('the conformance table', () => {
  it('can be put to a real Grafana but for a few cases', () => {
    const left = requests.filter(({ body }) => body === undefined).map(({ one }) => one.name);
    expect(expressible.length).toBeGreaterThanOrEqual(250);
    expect(left.length / requests.length).toBeLessThan(0.02);
  });

  it('reads NaN and infinities from beside the columns', () => {
    const schema = { fields: [{ type: 'time' }, { type: 'number', labels: { service: 'a' } }] };
    const data = { values: [[1, 2, 3], [null, null, null]], entities: [null, { NaN: [0], NegInf: [2] }] }; // prettier-ignore
    const answer = readAnswer(200, { results: { R: { status: 200, frames: [{ schema, data }] } } });
    const points = [NaN, null, -Infinity].map((value, index) => ({ time: index + 1, value }));
    expect(answer.type === 'results' ? answer.nodes['R']?.values() : answer).toEqual([
      { kind: 'series', labels: { service: 'a' }, points, notices: [] },
    ]);
  });
});

if (!GRAFANA_URL) console.warn('GRAFANA_URL is not set: the expressions are not compared with a real Grafana.');

describe.skipIf(!GRAFANA_URL)('a real Grafana gives the conformance table', () => {
  let created = false;

  beforeAll(async () => {
    const known = await call('GET', `/api/datasources/uid/${SOURCE_UID}`);
    if (known.status === 200) return;
    const source = { name: SOURCE_UID, uid: SOURCE_UID, type: 'grafana-testdata-datasource', access: 'proxy' };
    const answer = await call('POST', '/api/datasources', JSON.stringify(source));
    if (answer.status !== 200) throw new Error(`no test data source: ${answer.status} ${JSON.stringify(answer.json)}`);
    created = true;
  });

  afterAll(async () => {
    if (created) await call('DELETE', `/api/datasources/uid/${SOURCE_UID}`);
  });

  it.each(expressible.map(({ one, body }) => [one.name, one, body] as const))('%s', async (_name, one, body) => {
    await checkOnGrafana(one, body);
  });
});
