import type { PanelData } from '@grafana/data';
import { describe, expect, it, vi } from 'vitest';
import { answersTo, dataFrame, panelData, panelDataOf, type ServiceReadings } from '../../testing/planAnswered.ts';
import { AT, modelOf, readingsOf, SHOP, SHOP_MODEL } from '../../testing/shop.ts';
import { fromTargets } from './fromTargets.ts';
import { planOf } from './planOf.ts';
import { problemOf } from './problemError.ts';

vi.mock('@grafana/data', () => import('../../testing/grafanaData.ts'));

const BOTH = [readingsOf('cart', 1, 0, 5), readingsOf('pay', 1, 0, 0)];
const PLAN = planOf(
  SHOP_MODEL,
  BOTH.map(({ service }) => service),
);

function shopData(failing: Readonly<Record<string, string>> = {}, services: readonly ServiceReadings[] = BOTH) {
  return panelDataOf(PLAN, answersTo(SHOP_MODEL, PLAN, services, failing));
}

const judged = (data: PanelData, service?: string) =>
  fromTargets({ model: SHOP_MODEL, service: service === undefined ? undefined : { service }, data, at: AT });

function problem(data: PanelData, service?: string, model = SHOP_MODEL) {
  try {
    const given = service === undefined ? undefined : { service };
    return fromTargets({ model, service: given, data, at: AT });
  } catch (error) {
    return problemOf(error);
  }
}

describe('One of three queries that fails', () => {
  const look = judged(shopData({ V_errors: 'Loki: connection refused' }));

  it('is told once, by its datasource, its name in the plan and Grafana’s own words', () => {
    expect(look.failures).toEqual([
      {
        datasource: 'logs',
        query: 'V_errors',
        reason: 'logs failed in Grafana: Loki: connection refused',
        hint: 'Run this query in Explore to see why.',
        code: null,
      },
    ]);
  });

  it('leaves the other two shown, and the verdict to people', () => {
    const [cart] = look.services;
    expect(cart).toMatchObject({ service: 'cart', verdict: 'Inconclusive' });
    expect(cart?.coverage).toBeCloseTo(2 / 3);
    expect(cart?.signals.map(({ grade }) => grade)).toEqual([0, null, 2]);
    expect(cart?.signals[1]?.missingReason).toContain('connection refused');
  });

  it('is no reason to warn that the engine differs: it gave nothing to differ in', () => {
    expect(look.warnings).toEqual([]);
  });
});

describe('An error of the whole request', () => {
  const frames = shopData({ V_errors: 'lost', R: 'lost' });

  it('is the reason of every target without frames, and of no other', () => {
    const look = judged({ ...frames, errors: undefined, error: { message: 'Gateway Timeout' } } as never);
    expect(look.failures.map(({ query, reason }) => [query, reason])).toEqual([
      ['V_errors', 'logs failed in Grafana: Gateway Timeout'],
    ]);
  });

  it.each([
    ['its message', { message: 'Bad Gateway' }, 'Bad Gateway'],
    ['the message in its data first', { message: 'Query error', data: { message: 'no such datasource' } }, 'no such'],
    ['the error in its data', { data: { error: 'context deadline exceeded' } }, 'context deadline exceeded'],
    ['its status in words', { statusText: 'Not Found', status: 404 }, 'Not Found'],
    ['its number where it has no word at all', { status: 502 }, 'status 502'],
    ['at least that it is one', {}, 'status unknown'],
  ])('says %s', (_, error, words) => {
    const data = panelData({ targets: PLAN.queries.map(({ refId }) => ({ refId })), error, state: 'Error' as never });
    expect(problem(data, 'cart')).toMatchObject({
      code: 'RR710',
      reasons: expect.arrayContaining([expect.stringContaining(words)]),
    });
  });

  it('that is the page of a proxy is told by the title of the page', () => {
    const page = `<!DOCTYPE html><html><head><title>502 Bad Gateway</title><style>${'x'.repeat(5000)}</style></head></html>`;
    const found = problem(panelData({ targets: [], error: { message: page } }), 'cart');
    expect(found).toMatchObject({
      reasons: [
        'metrics failed in Grafana: the page "502 Bad Gateway" came instead of an answer',
        'logs failed in Grafana: the page "502 Bad Gateway" came instead of an answer',
      ],
    });
  });

  it('that is told twice, whole and for a target, is told once', () => {
    const error = { refId: 'V_errors', message: 'lost' };
    const look = judged({ ...frames, errors: [error], error } as never);
    expect(look.failures).toHaveLength(1);
  });

  it('of ten kilobytes is cut', () => {
    const look = judged(shopData({ V_errors: 'x'.repeat(10_000) }));
    expect(look.failures[0]?.reason.length).toBeLessThan(400);
  });
});

describe('Targets that give nothing', () => {
  it('not even frames are a problem of their own, for one service and for all', () => {
    const data = panelData({ targets: PLAN.queries.map(({ refId }) => ({ refId })) });
    expect(problem(data, 'cart')).toMatchObject({
      code: 'RR710',
      reasons: expect.arrayContaining([expect.any(String)]),
    });
    expect(problem(data)).toMatchObject({ code: 'RR710' });
  });

  it('but frames without a field are about no service', () => {
    const series = PLAN.queries.map(({ refId }) => dataFrame(refId, { kind: 'noData' }));
    expect(problem(panelData({ series }))).toMatchObject({ code: 'RR708', reason: expect.stringContaining('service') });
  });

  it('but rows without the labels of a service are about no service', () => {
    const series = PLAN.queries.map(({ refId }) =>
      dataFrame(refId, { kind: 'number', labels: { job: 'x' }, value: 1 }),
    );
    expect(problem(panelData({ series }))).toMatchObject({ code: 'RR708' });
  });

  it('but nulls are missing readings', () => {
    const series = PLAN.queries.map(({ refId }) =>
      dataFrame(refId, { kind: 'number', labels: { service: 'cart' }, value: null }),
    );
    const [cart] = judged(panelData({ series }), 'cart').services;
    expect(cart).toMatchObject({ verdict: 'Inconclusive', coverage: 0 });
  });
});

describe('Targets that were edited by hand', () => {
  it('so that queries of the plan are gone are refused, each by name', () => {
    const data = shopData();
    const targets = (data.request?.targets ?? []).filter(({ refId }) => refId !== 'V_queue' && refId !== 'SV');
    expect(problem({ ...data, request: { targets } } as never)).toEqual({
      code: 'RR711',
      name: 'targetsDiffer',
      missing: ['V_queue', 'SV'],
    });
  });

  it('so that there are more of them are none of our business', () => {
    const data = shopData();
    const targets = [...(data.request?.targets ?? []), { refId: 'Z' }];
    expect(judged({ ...data, request: { targets } } as never).services).toHaveLength(2);
  });

  it('of which nothing is known, as in a snapshot, are taken as they are', () => {
    expect(judged({ ...shopData(), request: undefined } as never).services).toHaveLength(2);
  });
});

describe('The service that a variable names', () => {
  it('is a problem where it is on no list and nothing is read of it', () => {
    expect(problem(shopData({}, [readingsOf('nobody', undefined, undefined, undefined)]), 'nobody')).toEqual({
      code: 'RR709',
      name: 'noSuchService',
      service: 'nobody',
      known: ['cart', 'pay'],
    });
  });

  it('is judged where something is read of it although the list does not know it', () => {
    const plan = planOf(SHOP_MODEL, [{ service: 'new' }]);
    const data = panelDataOf(plan, answersTo(SHOP_MODEL, plan, [readingsOf('new', 1, 1, 1)]));
    expect(judged(data, 'new').services[0]).toMatchObject({ service: 'new', verdict: 'Low' });
  });

  it('is judged where nothing is read of it although the list knows it: that is an outage', () => {
    const data = shopData({}, [readingsOf('cart', undefined, undefined, undefined)]);
    expect(judged(data, 'cart').services[0]).toMatchObject({ service: 'cart', verdict: 'Inconclusive', coverage: 0 });
  });

  it('is taken at its word where services are discovered', () => {
    const model = modelOf({
      ...SHOP,
      identity: { labels: ['service'], services: { discover: { datasource: 'metrics', query: 'up' } } },
    });
    const data = shopData({}, [readingsOf('who', undefined, undefined, undefined)]);
    expect(fromTargets({ model, service: { service: 'who' }, data, at: AT }).services[0]).toMatchObject({
      verdict: 'Inconclusive',
    });
  });
});

describe('All services of the answers', () => {
  it('are judged, the worst first', () => {
    const data = shopData({}, [readingsOf('pay', 0, 0, 0), readingsOf('cart', 0, 9, 0), readingsOf('zoo', 3, 0, 0)]);
    const model = { ...SHOP_MODEL };
    const look = fromTargets({ model, service: undefined, data, at: AT });
    expect(look.services.map(({ service, verdict }) => [service, verdict])).toEqual([
      ['cart', 'High'],
      ['zoo', 'Low'],
      ['pay', 'Low'],
    ]);
  });

  it('include one that only the baseline of a failed query knows', () => {
    const model = modelOf({
      ...SHOP,
      signals: SHOP.signals.map((signal) => ({
        ...signal,
        worse: 'higher',
        limit: { increase: 5 },
        baseline: signal.datasource === 'logs' ? { kind: 'sameHour', weeks: 2 } : { kind: 'trailing' },
      })),
    });
    const plan = planOf(model, [{ service: 'cart' }]);
    const failing = { V_latency: 'x', V_errors: 'x', V_queue: 'x' };
    const read = readingsOf('cart', 1, 1, 1);
    const readings = { ...read, readings: read.readings.map((one) => ({ ...one, mean: 1 })) };
    const data = panelDataOf(plan, answersTo(model, plan, [readings], failing));
    expect(fromTargets({ model, service: undefined, data, at: AT }).services).toMatchObject([
      { service: 'cart', verdict: 'Inconclusive' },
    ]);
  });

  it.each([
    ['a script', '<script>alert(1)</script>'],
    ['ten kilobytes', 'x'.repeat(10_240)],
    ['right to left', '\u202eevil\u200f عربة'],
    ['quotes and line breaks', 'a"b\\c\nd'],
    ['the name of a prototype', '__proto__'],
    ['a variable', '$service ${service}'],
    ['an emoji', '🛒'],
  ])('may be called by %s', (_, name) => {
    const look = fromTargets({
      model: SHOP_MODEL,
      service: undefined,
      data: shopData({}, [readingsOf(name, 9, 9, 9)]),
      at: AT,
    });
    expect(look.services).toMatchObject([{ service: name, labels: { service: name }, verdict: 'High', score: 2 }]);
    expect(look.warnings).toEqual([]);
  });

  it('are told apart where the same series comes twice: none of the two is believed', () => {
    const data = shopData();
    const again = dataFrame('V_latency', { kind: 'number', labels: { service: 'cart' }, value: 9 });
    const [cart] = judged({ ...data, series: [...data.series, again] }, 'cart').services;
    expect(cart?.signals[0]).toMatchObject({ grade: null, missingReason: expect.stringContaining('several series') });
  });

  it('may be as many as ten thousand series of one query beside the one that is chosen', () => {
    const data = shopData();
    const more = Array.from({ length: 10_000 }, (_, at) =>
      dataFrame('V_latency', { kind: 'number', labels: { service: `other-${String(at)}` }, value: 9 }),
    );
    const started = performance.now();
    const look = judged({ ...data, series: [...data.series, ...more] }, 'cart');
    const took = performance.now() - started;
    expect(look.services).toMatchObject([{ service: 'cart', score: 2 / 3 }]);
    // Generous: some tens of milliseconds here, seconds where each row is copied for every other.
    expect(took).toBeLessThan(1000);
  });
});

describe('Baselines that a deployment froze', () => {
  const model = modelOf({
    ...SHOP,
    signals: SHOP.signals.map((signal) =>
      signal.id === 'latency'
        ? { ...signal, worse: 'higher', limit: { sigmas: 3, atLeast: 1 }, baseline: { kind: 'frozen' } }
        : signal,
    ),
  });
  const frozen = [{ service: { service: 'cart' }, at: AT - 600, baselines: { latency: { mean: 100, deviation: 10 } } }];
  const plan = planOf(model, [{ service: 'cart' }], frozen);
  const read = readingsOf('cart', 145, 0, 0);
  const readings = { ...read, readings: read.readings.map((one) => ({ ...one, mean: 100, deviation: 10 })) };

  it('are read out of the targets that hold them as constants', () => {
    const data = panelDataOf(plan, answersTo(model, plan, [readings]));
    const [cart] = fromTargets({ model, service: { service: 'cart' }, data, at: AT }).services;
    expect(cart?.signals[0]).toMatchObject({ grade: 2, mean: 100, deviation: 10 });
  });

  it('are missing where no deployment froze any, and the signal says so', () => {
    const without = planOf(model, [{ service: 'cart' }]);
    const data = panelDataOf(without, answersTo(model, without, [read]));
    const look = fromTargets({ model, service: { service: 'cart' }, data, at: AT });
    expect(look.services[0]?.signals[0]).toMatchObject({ grade: null, missing: 'mean' });
  });
});
