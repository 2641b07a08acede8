import { readModel } from '@release-risk/language/document/readModel';
import type { PanelData } from '@grafana/data';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { cannedHost, DATASOURCES, type Answering } from '../../testing/cannedHost.ts';
import { answersTo, dataFrame, panelData, queryResponseOf } from '../../testing/planAnswered.ts';
import { AT, readingsOf } from '../../testing/shop.ts';
import { bindingsOf } from '../../risk/read/bindingsOf.ts';
import { planOf } from '../../risk/read/planOf.ts';
import { problemOf } from '../../risk/read/problemError.ts';
import type { OwnQueries } from '../options/ownQueries.ts';
import { askOwn } from './askOwn.ts';
import { literalIntervals } from '../../risk/read/literalIntervals.ts';
import { ownModel } from './ownModel.ts';
import { ownTargets, type OwnTarget } from './ownTargets.ts';
import { panelSignals } from './panelSignals.ts';

vi.mock('@grafana/data', () => import('../../testing/grafanaData.ts'));

const own = (more: Partial<OwnQueries> = {}): OwnQueries => ({ title: '', labels: ['service'], signals: {}, ...more });

interface Target {
  readonly refId: string;
  readonly datasource?: { readonly uid?: string; readonly type?: string };
  readonly expr?: unknown;
  readonly legendFormat?: unknown;
  readonly hide?: boolean;
}

const METRICS = { uid: 'uid-metrics', type: 'prometheus' };
const LOGS = { uid: 'uid-logs', type: 'loki' };
const OTHER = { uid: 'uid-sql', type: 'mysql' };
const QUERY = 'sum by (service) (rate(http_requests_total[5m]))';

const target = (refId: string, more: Partial<Target> = {}): Target => ({
  refId,
  datasource: METRICS,
  expr: QUERY,
  ...more,
});

const dataOf = (targets: readonly Target[], series: PanelData['series'] = []): PanelData =>
  panelData({ targets: targets as never, series });

const read = (targets: readonly Target[], replace: (text: string) => string = (text) => text): readonly OwnTarget[] =>
  ownTargets(dataOf(targets), DATASOURCES, replace);

const LINES = { limit: { above: { yellow: 2, red: 4 } } };

describe('Variables of Grafana in a query', () => {
  it.each([
    ['rate(x[$__rate_interval])', 'rate(x[60s])'],
    ['rate(x[${__rate_interval}])', 'rate(x[60s])'],
    ['rate(x[[[__interval]]])', 'rate(x[15s])'],
    ['rate(x[${__interval:raw}])', 'rate(x[15s])'],
    ['x * $__interval_ms / $__rate_interval_ms', 'x * 15000 / 60000'],
    ['count_over_time({a="b"}[$__auto])', 'count_over_time({a="b"}[60s])'],
    ['x{a="$service"}', 'x{a="$service"}'],
    ['x{a="$1"}', 'x{a="$1"}'],
    ['', ''],
  ])('make %j into %j', (expr, literal) => {
    expect(literalIntervals(expr, 15)).toMatchObject({ expr: literal, refused: [] });
  });

  it.each(['$__range', '${__range_s}', '$__from', '[[__to]]', '$__timeFilter', '$__proto__', '$__interval_x'])(
    'that are %s have no value without a range that is looked at, and are refused once',
    (name) => {
      const { expr, refused } = literalIntervals(`rate(x[${name}]) + ${name}`, 15);
      expect(expr).toContain(name);
      expect(refused).toHaveLength(1);
    },
  );

  it('are told with what they became', () => {
    expect(literalIntervals('x[$__interval] + y[$__interval]', 30).replaced).toEqual({ $__interval: '30s' });
  });

  it('leave any text that has none as it is', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        fc.pre(!/\$\{?__|\[\[__/.test(text));
        expect(literalIntervals(text, 15)).toEqual({ expr: text, replaced: {}, refused: [] });
      }),
    );
  });
});

describe('The targets of a panel', () => {
  it.each<readonly [string, Target]>([
    ['hidden', target('A', { hide: true })],
    ['an expression by its uid', target('A', { datasource: { uid: '__expr__' } })],
    ['an expression by its type', target('A', { datasource: { uid: 'x', type: '__expr__' } })],
    ['without a query', target('A', { expr: ' \n ' })],
    ['with a query that is no text', target('A', { expr: 5 })],
  ])('that are %s are no signals', (_, one) => {
    expect(read([one])).toEqual([]);
  });

  it('may be none, and nothing may be known of them', () => {
    expect(read([])).toEqual([]);
    expect(ownTargets(panelData({}), DATASOURCES, (text) => text)).toEqual([]);
  });

  it('of other datasources are read out of the panel alone', () => {
    expect(read([target('A', { datasource: OTHER }), target('B', { datasource: { uid: 'gone' } })])).toEqual([
      { kind: 'panel', refId: 'A', datasource: 'mysql' },
      { kind: 'panel', refId: 'B', datasource: 'gone' },
    ]);
  });

  it('have their variables written in, the intervals by the scrape interval of their datasource', () => {
    const variables = (text: string) => text.replaceAll('$env', 'prod').replaceAll('${ds}', 'uid-metrics');
    const [one] = read(
      [target('A', { datasource: { uid: '${ds}' }, expr: 'rate(x{e="$env"}[$__rate_interval])' })],
      variables,
    );
    expect(one).toMatchObject({ expr: 'rate(x{e="prod"}[60s])', replaced: { $__rate_interval: '60s' } });
  });
});

describe('The model of own queries', () => {
  const made = (settings: Partial<OwnQueries>, targets: readonly Target[]) => {
    const model = ownModel(own(settings), read(targets));
    if (!model.ok) throw new Error(JSON.stringify(model.findings));
    return model;
  };
  const findings = (settings: Partial<OwnQueries>, targets: readonly Target[]) => {
    const model = ownModel(own(settings), read(targets));
    return model.ok ? 'a model' : model.findings;
  };

  it('is none, and nothing is wrong, where there are no queries', () => {
    expect(findings({}, [])).toEqual([]);
    expect(findings({}, [target('A', { datasource: OTHER })])).toEqual([]);
  });

  it('needs no settings: each query is judged against its own past', () => {
    const { model } = made({}, [
      target('A'),
      target('B', { datasource: LOGS, expr: 'sum by (service) (rate({a="b"}[5m]))' }),
    ]);
    expect(model.signals).toMatchObject([
      { id: 'query_a', title: 'Query A', weight: 10, baseline: { kind: 'trailing' }, limit: { kind: 'sigmas', k: 3 } },
      { id: 'query_b', title: 'Query B', baseline: { kind: 'sameHour', weeks: 2 } },
    ]);
    expect(model.identity.services).toMatchObject({ kind: 'discovered', datasource: 'metrics' });
  });

  it.each([
    ['Cyrillic', { A: { title: 'Ошибки бота' } }, 'query_a', 'Ошибки бота'],
    ['emoji', { A: { title: '🔥🔥' } }, 'query_a', '🔥🔥'],
    ['digits first', { A: { title: '95th percentile' } }, 'query_a', '95th percentile'],
    ['capitals and signs', { A: { title: 'API latency: p95 (ms)' } }, 'api_latency_p95_ms', 'API latency: p95 (ms)'],
    ['blanks alone', { A: { title: '  ' } }, 'query_a', 'Query A'],
  ])('takes a title of %s', (_, signals, id, title) => {
    expect(made({ signals }, [target('A')]).model.signals).toMatchObject([{ id, title }]);
  });

  it('tells signals of one title apart', () => {
    const signals = { A: { title: 'Errors' }, B: { title: 'errors!' }, C: { title: 'Errors' } };
    const ids = made({ signals }, [target('A'), target('B'), target('C')]).model.signals.map(({ id }) => id);
    expect(ids).toEqual(['errors', 'errors_2', 'errors_3']);
  });

  it.each(['A B', 'Запрос 1', '1', 'a/b', '💥', 'A', 'constructor', 'x'.repeat(200)])(
    'takes a target called %j',
    (refId) => {
      expect(made({}, [target(refId), target('Z')]).model.signals).toHaveLength(2);
    },
  );

  it('names the signal as its target names its series, unless that depends on them', () => {
    const title = (legendFormat: unknown) => made({}, [target('A', { legendFormat })]).model.signals[0]?.title;
    expect(['p95', '__auto', '{{service}}', 7, undefined].map(title)).toEqual([
      'p95',
      'Query A',
      'Query A',
      'Query A',
      'Query A',
    ]);
  });

  it('is a document that the settings may keep: it reads back as the very same model', () => {
    const { model, document } = made({ title: 'My shop', signals: { A: { critical: true, ...LINES } } }, [target('A')]);
    const again = readModel(JSON.stringify(document), 'again');
    expect(again.ok && again.model).toEqual(model);
    expect(model).toMatchObject({ name: 'my-shop', title: 'My shop' });
  });

  it.each<readonly [string, Partial<OwnQueries>, Partial<Target>, string]>([
    ['a query that does not parse', {}, { expr: 'sum by (' }, 'A'],
    ['a query that does not group by the service', {}, { expr: 'sum(rate(x[5m]))' }, 'A'],
    ['a variable that no rule knows', {}, { expr: 'rate(x[$__range])' }, 'A'],
    ['a weight below zero', { signals: { A: { weight: -1 } } }, {}, 'A'],
    ['a limit that is none', { signals: { A: { limit: { often: 3 } } } }, {}, 'A'],
    ['a unit that is none', { signals: { A: { unit: '\u0000' } } }, {}, 'A'],
  ])('is refused for %s, at the target that has it', (_, settings, more, refId) => {
    expect(findings(settings, [target('A', more)])).toEqual(
      expect.arrayContaining([expect.objectContaining({ refId, message: expect.stringMatching(/.{10}/) })]),
    );
  });

  it.each([['a b'], [''], ['1x'], ['__proto__ x']])(
    'is refused for labels that are none (%j), of the panel as a whole',
    (label) => {
      expect(findings({ labels: [label] }, [target('A')])).not.toBe('a model');
    },
  );

  it('never throws, whatever the settings and the queries', () => {
    const settings = fc.record({
      title: fc.string(),
      labels: fc.array(fc.string(), { minLength: 1, maxLength: 3 }),
      signals: fc.dictionary(
        fc.constantFrom('A', 'B', '__proto__'),
        fc.record(
          {
            title: fc.string(),
            weight: fc.double(),
            unit: fc.string(),
            limit: fc.dictionary(fc.constantFrom('above', 'sigmas', 'x'), fc.jsonValue()),
            baseline: fc.dictionary(fc.constantFrom('kind', 'weeks'), fc.jsonValue()),
          },
          { requiredKeys: [] },
        ),
      ),
    });
    fc.assert(
      fc.property(settings, fc.string(), (given, expr) => {
        const targets = read([target('A', { expr }), target('B'), target('C', { datasource: OTHER })]);
        const model = ownModel(given as OwnQueries, targets);
        expect(model.ok || model.findings.length > 0).toBe(true);
        panelSignals(given as OwnQueries, targets, dataOf([]));
      }),
      { numRuns: 150 },
    );
  });
});

const frame = (refId: string, value: number | null, labels: Readonly<Record<string, string>> = {}) =>
  dataFrame(refId, { kind: 'number', labels, value });

describe('Signals of other datasources', () => {
  const signals = (settings: Partial<OwnQueries>, targets: readonly Target[], series: PanelData['series'] = []) =>
    panelSignals(own(settings), read(targets), dataOf(targets, series));
  const A = target('A', { datasource: OTHER });

  it('need lines: their past is not known', () => {
    const { findings, signals: found } = signals({}, [A]);
    expect(found).toEqual([]);
    expect(findings).toMatchObject([{ refId: 'A', path: 'limit' }]);
    expect(signals({ signals: { A: { limit: { sigmas: 3 } } } }, [A]).findings).toHaveLength(1);
  });

  it('are held to the rules of a model', () => {
    expect(signals({ signals: { A: { ...LINES, weight: -1 } } }, [A]).findings).toMatchObject([
      { refId: 'A', path: 'weight' },
    ]);
  });

  it('have ids of their own, whatever targets and titles are called', () => {
    const targets = [
      A,
      target('A B', { datasource: OTHER }),
      target('A_B', { datasource: OTHER }),
      target('Ж', { datasource: OTHER }),
    ];
    const set = Object.fromEntries(targets.map(({ refId }) => [refId, LINES]));
    const ids = signals({ signals: set }, targets).signals.map(({ id }) => id);
    expect(new Set(ids).size).toBe(4);
    const queries = ownModel(
      own({ signals: { Q: { title: 'panel 1' }, R: { title: 'Panel__1' } } }),
      read([target('Q'), target('R')]),
    );
    expect(queries.ok && queries.model.signals.some(({ id }) => ids.includes(id))).toBe(false);
  });

  it.each<readonly [string, PanelData['series'], unknown]>([
    ['of this service', [frame('A', 3, { service: 'cart' }), frame('A', 4, { service: 'pay' })], { value: 3 }],
    ['without labels, which is of every service', [frame('A', 5)], { value: 5 }],
    ['of this service before one without labels', [frame('A', 5), frame('A', 3, { service: 'cart' })], { value: 3 }],
    ['of another service alone', [frame('A', 4, { service: 'pay' })], { value: NaN }],
    ['that is null', [frame('A', null, { service: 'cart' })], { value: NaN }],
    ['that there is none of', [], { value: NaN }],
    [
      'that there are two of',
      [frame('A', 3, { service: 'cart', pod: 'x' }), frame('A', 4, { service: 'cart', pod: 'y' })],
      { value: NaN, fault: { part: 'value', reason: 'the query gives several series where one is needed' } },
    ],
  ])('read the number %s', (_, series, reading) => {
    const [found] = signals({ signals: { A: LINES } }, [A], series).readings({ service: 'cart' });
    expect(found).toMatchObject(reading as object);
  });

  it.each([
    ['access denied', 'access denied'],
    ['<!doctype html><title>Bad Gateway</title>', 'the page "Bad Gateway" came instead of an answer'],
    ['x'.repeat(10_240), `${'x'.repeat(300)}...`],
  ])('that failed say why, in one line', (message, reason) => {
    const data = panelData({ targets: [A as never], errors: [{ refId: 'A', message }] });
    const found = panelSignals(own({ signals: { A: LINES } }), read([A]), data).readings({ service: 'cart' });
    expect(found).toMatchObject([{ value: NaN, fault: { part: 'value', reason } }]);
  });
});

describe('Own queries, judged', () => {
  const SETTINGS = own({ signals: { A: LINES, B: { ...LINES, critical: true } } });
  const A = target('A');
  const B = target('B', { datasource: OTHER });

  async function ask(targets: readonly Target[], series: PanelData['series'], answer: Answering, service?: string) {
    const grafana = cannedHost({ answer });
    const found = read(targets);
    const made = ownModel(SETTINGS, found);
    const question = {
      own: SETTINGS,
      made: made.ok ? made : undefined,
      bindings: made.ok ? bindingsOf(made.model, made.bindings, DATASOURCES) : {},
      panel: panelSignals(SETTINGS, found, dataOf(targets, series)),
      service: service === undefined ? undefined : { service },
      at: AT,
    };
    const judged = await askOwn(grafana.host, question, new AbortController().signal).catch(problemOf);
    return { grafana, judged };
  }

  /** Discovery finds the services, the plan reads one value of each. */
  const answering =
    (values: Readonly<Record<string, number>>, failing: Readonly<Record<string, string>> = {}): Answering =>
    ({ body }) => {
      const made = ownModel(SETTINGS, read([A]));
      if (!made.ok) throw new Error('no model');
      const services = Object.entries(values).map(([service, value]) => readingsOf(service, value));
      const { queries } = body as { queries: readonly { readonly refId: string }[] };
      if (queries.some(({ refId }) => refId === 'A')) {
        const rows = services.map(({ service }) => ({ kind: 'number', labels: service, value: 1 }) as const);
        return queryResponseOf(new Map([['A', { values: rows }]]));
      }
      const plan = planOf(
        made.model,
        services.map(({ service }) => service),
      );
      return queryResponseOf(answersTo(made.model, plan, services, failing));
    };

  it('of Prometheus and Loki alone score as any model does', async () => {
    const { judged, grafana } = await ask([A], [], answering({ cart: 9, pay: 1 }));
    expect(judged).toMatchObject({
      origin: 'live',
      panelOnly: [],
      services: [
        { service: 'cart', verdict: 'High', score: 2 },
        { service: 'pay', verdict: 'Low', score: 0 },
      ],
    });
    expect(grafana.requests).toHaveLength(2);
  });

  it('with another datasource beside them score together, and say which are scored here alone', async () => {
    const series = [frame('B', 9, { service: 'pay' }), frame('B', 1, { service: 'cart' })];
    const { judged } = await ask([A, B], series, answering({ cart: 1, pay: 1 }));
    expect(judged).toMatchObject({
      panelOnly: ['panel__1'],
      services: [
        { service: 'pay', verdict: 'High', score: 1, veto: true, vetoSignals: ['panel__1'] },
        { service: 'cart', verdict: 'Low', score: 0, coverage: 1 },
      ],
    });
  });

  it('of other datasources alone ask nothing', async () => {
    const { judged, grafana } = await ask([B], [frame('B', 3, { service: 'cart' })], () => ({ status: 500 }));
    expect(judged).toMatchObject({ services: [{ service: 'cart', verdict: 'Medium', score: 1 }] });
    expect(grafana.requests).toHaveLength(0);
  });

  it('of other datasources that name no service are about one', async () => {
    const { judged } = await ask([B], [frame('B', 9)], () => ({ status: 500 }));
    expect(judged).toMatchObject({ services: [{ service: 'Own queries', verdict: 'High' }] });
  });

  it('of other datasources that gave nothing cannot be told', async () => {
    const { judged } = await ask([B], [], () => ({ status: 500 }));
    expect(judged).toMatchObject({ services: [{ verdict: 'Inconclusive', coverage: 0 }] });
  });

  it('keep the other datasource shown when Prometheus fails', async () => {
    const answer = answering({ cart: 1 }, { V_query_a: 'down' });
    const { judged } = await ask([A, B], [frame('B', 9, { service: 'cart' })], answer);
    expect(judged).toMatchObject({
      services: [{ service: 'cart', verdict: 'High', veto: true }],
      failures: [{ query: 'V_query_a', reason: expect.stringContaining('down') }],
    });
  });

  it('say that nothing was answered when nothing was', async () => {
    const answer = answering({ cart: 1 }, { V_query_a: 'down' });
    expect((await ask([A, B], [], answer)).judged).toMatchObject({ code: 'RR710' });
  });

  it('of whoever may not query say so', async () => {
    const { judged } = await ask([A, B], [], () => ({ status: 403, body: { message: 'no' } }));
    expect(judged).toMatchObject({ code: 'RR706' });
  });
});
