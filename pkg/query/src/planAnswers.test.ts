import { makePlan } from '@release-risk/compiler/makePlan';
import { describe, expect, it } from 'vitest';
import { engineOf, executionOf, outputRefIds, type PlanAnswer } from './planAnswers.ts';
import { modelOf } from './testing/modelOf.ts';

const MODEL = modelOf(`apiVersion: releaserisk/v1
kind: RiskModel
name: shop
identity: { labels: [service], services: [a] }
datasources: { metrics: prometheus }
deployment: { datasource: metrics, query: 'max by (service, version) (age)', versionLabel: version }
signals:
  - { id: errors, title: Errors, datasource: metrics, query: up, weight: 1, limit: { above: 4 } }
`);
const A = { service: 'a' };
const PLAN = makePlan(MODEL, { services: [A] });

const samples = (value: number, labels: Readonly<Record<string, string>> = A): PlanAnswer => ({
  ok: true,
  samples: [{ labels, value }],
  notices: [],
});

const answers =
  (changed: Readonly<Record<string, PlanAnswer | undefined>> = {}) =>
  (refId: string): PlanAnswer | undefined =>
    refId in changed ? changed[refId] : samples(1);

describe('What the engine made of a plan', () => {
  it.each(outputRefIds(PLAN))('is nothing where %s was not answered, or failed', (refId) => {
    expect(engineOf(PLAN, answers({ [refId]: undefined }))).toEqual({ ok: false, reason: `Grafana gave no ${refId}` });
    expect(engineOf(PLAN, answers({ [refId]: { ok: false, reason: 'a  b\n c' } }))).toEqual({
      ok: false,
      reason: 'a b c',
    });
  });

  it('is nothing for a service without a score, and everything for the others', () => {
    const engine = engineOf(PLAN, answers());
    expect(engine.ok && engine.outputs({ service: 'b' })).toBeUndefined();
    expect(engine.ok && engine.outputs(A)).toEqual({
      score: 1,
      coverage: 1,
      veto: true,
      inconclusive: true,
      red: true,
      grades: { errors: 1 },
    });
  });

  it('tells each notice once', () => {
    const noted = (text: string): PlanAnswer => ({ ok: true, samples: [], notices: [text, text] });
    const engine = engineOf(PLAN, answers({ R: noted('dropped'), W: noted('dropped'), VE: noted('other') }));
    expect(engine).toMatchObject({ ok: true, notices: ['dropped', 'other'] });
  });
});

describe('The readings in the answers to a plan', () => {
  const outcome = (refId: string, answer: PlanAnswer | undefined) =>
    executionOf(PLAN, 5, answers({ [refId]: answer })).outcomes.find(({ query }) => query.refId === refId);

  it('that failed for one trouble of their datasource say the same: the name of the query is left out', () => {
    const reasonOf = (refId: string) => {
      const reason = `failed to execute query [${refId}]: dial tcp 10.0.0.7:9090: connection refused`;
      const one = outcome(refId, { ok: false, reason });
      return one?.ok === false ? one.failure.reason : '';
    };
    expect(reasonOf('V_errors')).toBe('metrics failed in Grafana: dial tcp 10.0.0.7:9090: connection refused');
    expect(reasonOf('INFO')).toBe(reasonOf('V_errors'));
  });

  it('are about the moment that was asked for, and of every query but the one that lists services', () => {
    const { at, outcomes, warnings } = executionOf(PLAN, 5, answers());
    expect([at, warnings]).toEqual([5, []]);
    expect(outcomes.map(({ query }) => query.refId)).toEqual(['V_errors', 'INFO']);
  });

  it('are none where a query was not answered, or failed, and say what to do', () => {
    expect(outcome('V_errors', undefined)).toMatchObject({
      ok: false,
      failure: { hint: expect.stringMatching(/log/) },
    });
    expect(outcome('V_errors', { ok: false, reason: 'no' })).toMatchObject({
      ok: false,
      failure: { reason: 'metrics failed in Grafana: no', hint: expect.stringMatching(/Explore/) },
    });
  });

  it.each([
    [
      '<!DOCTYPE html><html><head><title> 502 Bad\nGateway </title>',
      'the page "502 Bad Gateway" came instead of an answer',
    ],
    [
      'unexpected response with status code 502: <html><body>x',
      'unexpected response with status code 502: the page "" came instead of an answer',
    ],
    ['parse error: unexpected <eof>', 'parse error: unexpected <eof>'],
    ['x'.repeat(400), `${'x'.repeat(300)}...`],
  ])('say of %j in one line what it is', (reason, said) => {
    expect(outcome('V_errors', { ok: false, reason })).toMatchObject({
      failure: { reason: `metrics failed in Grafana: ${said}` },
    });
  });

  it('may carry the version of a deployment beside the service, and nothing else', () => {
    const rowOf = (refId: string, labels: Readonly<Record<string, string>>) => {
      const found = outcome(refId, samples(1, labels));
      return found?.ok === true ? found.rows.get('a')?.kind : undefined;
    };
    expect(rowOf('INFO', { service: 'a', version: '1', previous_version: '0' })).toBe('number');
    expect(rowOf('INFO', { service: 'a', version: '1', pod: 'x' })).toBe('unclear');
    expect(rowOf('V_errors', { service: 'a', version: '1' })).toBe('unclear');
  });
});
