import { fakeShop, type ShopReadings } from '@release-risk/cli/testing/fakeShop';
import { SHOP_MODEL } from '@release-risk/cli/testing/shop';
import { identityKey } from '@release-risk/compiler/identity';
import { evaluate } from '@release-risk/query/evaluate';
import { makePlan } from '@release-risk/compiler/makePlan';
import { prometheusSource } from '@release-risk/query/prometheus';
import type { CannedAnswer } from '@release-risk/query/testing/cannedTransport';
import { manualClock } from '@release-risk/query/testing/manualClock';
import { modelOf } from '@release-risk/query/testing/modelOf';
import { toServiceVerdict } from '@release-risk/query/serviceVerdict';
import { describe, expect, it } from 'vitest';
import { assessor } from './assessor.ts';
import { direct } from './direct.ts';
import { shopInGrafana, clientsOf } from './testing/shopInGrafana.ts';
import { throughGrafana } from './throughGrafana.ts';

const MODEL = modelOf(SHOP_MODEL);
const CHECKOUT = { service: 'checkout' };
const KEY = identityKey(['service'], CHECKOUT);
const AT = 1_763_700_000;
const never = new AbortController().signal;
const clock = () => manualClock({ skips: (ms) => ms < 10_000 });
const NO_SECRETS = () => ({
  env: () => '',
  file: () => Promise.resolve(''),
});

async function directly(readings: ShopReadings | (() => CannedAnswer), model = MODEL) {
  const shop = fakeShop(readings);
  const time = clock();
  const bindings = { metrics: { url: 'http://prometheus.test' } };
  const evaluator = await direct(bindings, NO_SECRETS, () => shop.transport, time);
  const found = await assessor(evaluator, time).assess(model, [CHECKOUT], AT, [], never);
  expect([...found.keys()]).toEqual([KEY]);
  return found.get(KEY);
}

async function inGrafana(...args: Parameters<typeof shopInGrafana>) {
  const grafana = shopInGrafana(...args);
  const time = clock();
  const evaluator = throughGrafana(clientsOf(grafana, time), () => ({}));
  const found = await assessor(evaluator, time).assess(MODEL, [CHECKOUT], AT, [], never);
  return { assessment: found.get(KEY), requests: grafana.requests };
}

const SLOW: Readonly<Record<string, number>> = { R: 0.4, W: 1, RD: 0, VE: 0, IN: 0, G_latency: 1 };
const engineOfSlow = (refId: string) => SLOW[refId] ?? 0;

describe('An assessment', () => {
  it.each<[string, ShopReadings]>([
    ['of a calm service', {}],
    ['of a slow service', { latency: 240 }],
    ['of a broken service', { errors: 0.2 }],
    ['of a service without an important reading', { errors: NaN }],
  ])('%s says what score() says', async (_, readings) => {
    const plan = makePlan(MODEL, { services: [CHECKOUT] });
    const target = { name: 'metrics', type: 'prometheus', url: 'http://prometheus.test' } as const;
    const source = prometheusSource(target, fakeShop(readings).transport, clock());
    const [one] = (await evaluate(MODEL, plan, new Map([['metrics', source]]), AT)).services;
    if (one === undefined) throw new Error('no service');
    const { verdict, score, sentence, version } = toServiceVerdict(MODEL, one);
    expect(await directly(readings)).toMatchObject({
      verdict,
      score,
      sentence,
      runningVersion: version,
      problem: undefined,
      at: AT * 1000,
    });
  });

  it('gives each signal its grade, its points and its numbers in words', async () => {
    const { signals = [] } = (await directly({ latency: 240, requests: 4 })) ?? {};
    expect(signals.map(({ id, grade, points, text }) => ({ id, grade, points, text }))).toEqual([
      { id: 'error_rate', grade: null, points: 0, text: 'missing (n=4, needs 50)' },
      { id: 'latency', grade: 1, points: expect.any(Number), text: '240 ms vs usual 190 ms' },
      { id: 'queue', grade: 0, points: 0, text: '3 jobs, red above 100' },
    ]);
  });

  it.each<[string, ShopReadings, boolean]>([
    ['is calm', {}, true],
    ['is Medium below the recovery line', { latency: 240 }, true],
    ['is under a veto', { errors: 0.2 }, false],
    ['lacks what it needs', { errors: NaN }, false],
  ])('a service that %s has recovered: %j -> %s', async (_, readings, recovered) => {
    expect((await directly(readings))?.recovered).toBe(recovered);
  });

  it('exactly on the recovery line has recovered, above it has not', async () => {
    const at = (recovery: number) =>
      modelOf(`${SHOP_MODEL}bands: { low: 0.3, high: 1.5, recovery: ${String(recovery)} }\n`);
    expect(await directly({ latency: 240 }, at(0.4))).toMatchObject({ score: 0.4, recovered: true });
    expect(await directly({ latency: 240 }, at(0.39))).toMatchObject({ score: 0.4, recovered: false });
  });

  it.each<[string, () => CannedAnswer]>([
    ['500', () => ({ status: 500, body: 'boom' })],
    ['a page of a proxy', () => ({ status: 502, body: '<html><title>Bad gateway</title>' })],
    ['no JSON', () => ({ body: 'nonsense' })],
    ['an empty answer', () => ({ body: '' })],
    ['another shape', () => ({ body: { status: 'success', data: { resultType: 'matrix' } } })],
    ['401', () => ({ status: 401, body: '' })],
    [
      'a reset connection',
      () => {
        throw Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });
      },
    ],
  ])('is none, with the reason, where the server gives %s', async (_, answer) => {
    const assessment = await directly(answer);
    expect(assessment).toMatchObject({ verdict: null, score: null, recovered: false, signals: [], at: AT * 1000 });
    expect(assessment?.problem).toContain('metrics');
    expect(assessment?.sentence).toBe(`Not evaluated: ${assessment?.problem ?? ''}`);
  });

  it('is of another kind where only some readings are missing: Inconclusive, with no problem', async () => {
    const half = fakeShop({});
    const bindings = { metrics: { url: 'http://prometheus.test' } };
    const time = clock();
    const evaluator = await direct(
      bindings,
      NO_SECRETS,
      () => (request) =>
        decodeURIComponent(request.body ?? '').includes('shop_error_ratio')
          ? Promise.reject(new Error('reset'))
          : half.transport(request),
      time,
    );
    const found = await assessor(evaluator, time).assess(MODEL, [CHECKOUT], AT, [], never);
    expect(found.get(KEY)).toMatchObject({ verdict: 'Inconclusive', problem: undefined, recovered: false });
  });

  it.each<[string, Readonly<Record<string, string>>, string]>([
    ['the model does not list', { service: 'shop-floor' }, 'has no service shop-floor'],
    ['lacks its label', { job: 'checkout' }, 'lacks the label service'],
  ])('is none for a service that %s, and nothing is asked', async (_, service, words) => {
    const shop = fakeShop({});
    const evaluator = await direct({ metrics: { url: 'http://a.test' } }, NO_SECRETS, () => shop.transport, clock());
    const found = await assessor(evaluator, clock()).assess(MODEL, [service], AT, [], never);
    expect([...found.values()][0]?.problem).toContain(words);
    expect(shop.requests).toEqual([]);
  });

  it('is none where nothing binds the datasource', async () => {
    const evaluator = await direct({}, NO_SECRETS, () => fakeShop({}).transport, clock());
    const found = await assessor(evaluator, clock()).assess(MODEL, [CHECKOUT], AT, [], never);
    expect(found.get(KEY)?.problem).toContain('"metrics" is not bound');
  });

  it('is none where the bound server is of another type than the model says', async () => {
    const bindings = { metrics: { type: 'loki', url: 'http://a.test' } } as const;
    const evaluator = await direct(bindings, NO_SECRETS, () => fakeShop({}).transport, clock());
    const found = await assessor(evaluator, clock()).assess(MODEL, [CHECKOUT], AT, [], never);
    expect(found.get(KEY)?.problem).toBe('The datasource "metrics" is bound to a loki, and the model says prometheus');
  });

  it('cannot be set up with an address that holds credentials', async () => {
    const bindings = { metrics: { url: 'http://u:p4ss@a.test' } };
    await expect(direct(bindings, NO_SECRETS, () => fakeShop({}).transport, clock())).rejects.toThrow('set up wrongly');
  });
});

describe('An assessment through Grafana', () => {
  it('is the very one that the servers give, in one request after the list of datasources', async () => {
    const { assessment, requests } = await inGrafana({ latency: 240 }, engineOfSlow);
    expect(assessment).toEqual(await directly({ latency: 240 }));
    expect(requests.map(({ method, url }) => `${method} ${new URL(url).pathname}`)).toEqual([
      'GET /api/datasources',
      'POST /api/ds/query',
    ]);
  });

  it('is none where its engine gives another score: nobody acts upon what cannot be believed', async () => {
    const { assessment } = await inGrafana({ latency: 240 }, (refId) => (refId === 'R' ? 1.9 : engineOfSlow(refId)));
    expect(assessment).toMatchObject({ verdict: null, recovered: false });
    expect(assessment?.problem).toBe(
      "Grafana's engine gives another score: checkout: score is 1.9 in Grafana and 0.4 here",
    );
  });

  it.each<[string, (path: string) => CannedAnswer | undefined, string]>([
    ['does not know the account', () => ({ status: 401, body: { message: 'Unauthorized' } }), 'Grafana'],
    ['has no datasource of this type', (path) => (path === '/api/datasources' ? { body: [] } : undefined), 'none'],
    ['is not there behind its proxy', () => ({ status: 503, body: '<html>' }), 'Grafana'],
  ])('is none, and asks no further, where Grafana %s', async (_, refused, words) => {
    const { assessment, requests } = await inGrafana({}, engineOfSlow, refused);
    expect(assessment).toMatchObject({ verdict: null, recovered: false });
    expect(assessment?.problem).toContain(words);
    expect(requests).toHaveLength(1);
  });

  it('asks once where Grafana goes away between the list and the queries', async () => {
    const { assessment, requests } = await inGrafana({}, engineOfSlow, (path) =>
      path === '/api/ds/query' ? { status: 502, body: 'down' } : undefined,
    );
    expect(assessment?.problem).toContain('Grafana');
    expect(requests).toHaveLength(2);
  });

  it('binds datasources as somebody chose', async () => {
    const grafana = shopInGrafana({}, engineOfSlow);
    const time = clock();
    const evaluator = throughGrafana(clientsOf(grafana, time), (model) => ({
      metrics: model === 'shop' ? 'gone' : 'prom',
    }));
    const found = await assessor(evaluator, time).assess(MODEL, [CHECKOUT], AT, [], never);
    expect(found.get(KEY)?.problem).toBe('Grafana has no datasource "gone" for "metrics"');
  });

  it('reads the list of datasources once a minute', async () => {
    const grafana = shopInGrafana({}, engineOfSlow);
    const time = clock();
    const looks = assessor(
      throughGrafana(clientsOf(grafana, time), () => ({})),
      time,
    );
    for (const later of [0, 10, 57, 61]) await looks.assess(MODEL, [CHECKOUT], AT + later, [], never);
    expect(grafana.requests.filter(({ url }) => url.endsWith('/api/datasources'))).toHaveLength(2);
    expect(grafana.requests.filter(({ url }) => url.endsWith('/api/ds/query'))).toHaveLength(4);
  });
});
