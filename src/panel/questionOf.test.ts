import { describe, expect, it } from 'vitest';
import { cannedHost, DATASOURCES, type Answering } from '../testing/cannedHost.ts';
import { panelData } from '../testing/planAnswered.ts';
import { modelOf, SHOP, SHOP_MODEL } from '../testing/shop.ts';
import { frozenFor } from '../risk/read/frozenFor.ts';
import { problemOf } from '../risk/read/problemError.ts';
import { askSettings, boundModel, chosenModel, chosenService, requireListed } from './questionOf.ts';
import { targetBindings } from './targetBindings.ts';

function problem(work: () => unknown) {
  try {
    return work();
  } catch (error) {
    return problemOf(error);
  }
}

/** Variables as Grafana writes them: one value as it is, several in braces, with `:text` what people read. */
const variables =
  (values: Readonly<Record<string, string>>) =>
  (text: string): string =>
    text.replace(/\$\{?([\w:]+)\}?/g, (whole, name: string) => values[name] ?? whole);

const SETTINGS = {
  enabled: true,
  revision: 1,
  models: [SHOP, { name: 'broken' }, 7, null],
  bindings: { shop: { logs: 'x' } },
  gateway: { url: '', hasSecret: false },
};

describe('A service that is asked live', () => {
  const refused = (service: Readonly<Record<string, string>> | undefined, model = SHOP_MODEL) =>
    problem(() => {
      requireListed(model, service);
    });

  it('must be listed where the model has a list, and those that are listed are named', () => {
    expect(refused({ service: 'cartt' })).toMatchObject({ code: 'RR709', service: 'cartt', known: ['cart', 'pay'] });
  });

  it.each([
    ['one of the list', { service: 'cart' }, SHOP_MODEL],
    ['all of them', undefined, SHOP_MODEL],
    [
      'any where a query finds them',
      { service: 'new' },
      modelOf({
        ...SHOP,
        identity: { labels: ['service'], services: { discover: { datasource: 'metrics', query: 'up' } } },
      }),
    ],
  ])('may be %s', (_, service, model) => {
    expect(() => {
      requireListed(model, service);
    }).not.toThrow();
  });
});

describe('The model that a panel names', () => {
  it('is taken out of the settings with what it is bound to there', () => {
    expect(chosenModel(SETTINGS, 'shop')).toEqual({ document: SHOP, bound: { logs: 'x' } });
    expect(chosenModel(SETTINGS, 'broken')).toEqual({ document: { name: 'broken' }, bound: {} });
  });

  it('is missing: those that are there are named', () => {
    expect(problem(() => chosenModel(SETTINGS, 'shopp'))).toEqual({
      code: 'RR702',
      name: 'modelNotFound',
      model: 'shopp',
      known: ['shop', 'broken'],
    });
  });

  it('is out of reach while the app is disabled', () => {
    expect(problem(() => chosenModel({ ...SETTINGS, enabled: false }, 'shop'))).toMatchObject({ code: 'RR705' });
  });

  it.each([
    ['the app is not installed', { status: 404, body: { message: 'Plugin not found' } }],
    ['the app is hidden', { status: 403, body: { message: 'no' } }],
    ['nobody is signed in', { status: 401, body: { message: 'Unauthorized' } }],
    ['a page comes', { body: '<html><title>Login</title></html>' }],
    ['Grafana fails', { status: 500, body: { message: 'boom' } }],
    ['it is something else', { body: [] }],
  ])('is out of reach where %s', async (_, answer) => {
    const { host } = cannedHost({ answer: () => answer });
    await expect(askSettings(host, new AbortController().signal).catch(problemOf)).resolves.toMatchObject({
      code: 'RR705',
      detail: expect.stringContaining('Grafana'),
    });
  });

  it('is read whatever else the settings hold', async () => {
    const answer: Answering = () => ({
      body: { enabled: true, jsonData: { models: 'x', bindings: [], revision: 'y' } },
    });
    const { host, sent } = cannedHost({ answer });
    await expect(askSettings(host, new AbortController().signal)).resolves.toEqual({
      enabled: true,
      revision: 0,
      models: [],
      bindings: {},
      gateway: { url: '', hasSecret: false },
    });
    expect(sent()).toEqual(['GET /api/plugins/releaserisk-app/settings']);
  });
});

describe('The service that variables choose', () => {
  const TEXTS = { service: '${service}' };
  const choose = (values: Readonly<Record<string, string>>) =>
    problem(() => chosenService(SHOP_MODEL, TEXTS, variables(values)));

  it.each(['', '$__all', '.*'])('is every one where the variable says %j', (value) => {
    expect(choose({ service: value })).toBeUndefined();
  });

  it('is every one where nothing is said of it', () => {
    expect(chosenService(SHOP_MODEL, undefined, (text) => text)).toBeUndefined();
  });

  it('is every one where all are chosen and Grafana writes each of them out', () => {
    expect(choose({ service: '{cart,pay}', 'service:text': 'All' })).toBeUndefined();
  });

  it('is one', () => {
    expect(choose({ service: 'cart' })).toEqual({ service: 'cart' });
  });

  it.each(['{only}', 'a,b', '<script>', '{', 'a b', '\u202e'])('may be called %j', (value) => {
    expect(choose({ service: value })).toEqual({ service: value });
  });

  it('is refused where several are chosen', () => {
    expect(choose({ service: '{cart,pay}', 'service:text': 'cart + pay' })).toEqual({
      code: 'RR709',
      name: 'noSuchService',
      service: '{cart,pay}',
      known: ['cart', 'pay'],
    });
  });

  const two = modelOf({
    ...SHOP,
    identity: { labels: ['tenant', 'service'], services: [{ tenant: 'a', service: 'cart' }] },
    signals: SHOP.signals.map((one) => ({ ...one, query: one.query.replace('(service)', '(tenant, service)') })),
  });
  const both = { tenant: '${tenant}', service: '${service}' };

  it('is refused where only one of its labels is chosen', () => {
    expect(problem(() => chosenService(two, both, variables({ tenant: 'a', service: '' })))).toMatchObject({
      code: 'RR709',
      service: 'a / ',
      known: ['a / cart'],
    });
  });

  it('is one by all of its labels', () => {
    expect(chosenService(two, both, variables({ tenant: 'a', service: 'cart' }))).toEqual({
      tenant: 'a',
      service: 'cart',
    });
  });
});

describe('A model that is bound', () => {
  const { host } = cannedHost({ answer: () => ({}) });
  const bind = (own: Readonly<Record<string, string>>, bound: Readonly<Record<string, string>> = {}) =>
    problem(() => boundModel(host, { document: SHOP, bound }, own, variables({ ds: 'uid-metrics', none: '' })));

  it('takes what the panel says before what the settings say', () => {
    expect(bind({ metrics: 'uid-metrics' }, { metrics: 'gone' })).toMatchObject({
      bindings: { metrics: { uid: 'uid-metrics' } },
    });
    expect(bind({ metrics: '${ds}' }, { metrics: 'gone' })).toMatchObject({
      bindings: { metrics: { uid: 'uid-metrics' } },
    });
  });

  it.each([{ metrics: '' }, { metrics: '${none}' }])('takes what the settings say where the panel says %j', (own) => {
    expect(bind(own, { metrics: 'uid-metrics' })).toMatchObject({ bindings: { metrics: { uid: 'uid-metrics' } } });
    expect(bind(own, { metrics: 'gone' })).toMatchObject({ code: 'RR707', datasource: 'metrics' });
  });
});

describe('What deployments froze', () => {
  const frozen = modelOf({
    ...SHOP,
    signals: SHOP.signals.map((one) =>
      one.id === 'queue' ? { ...one, worse: 'higher', limit: { increase: 1 }, baseline: { kind: 'frozen' } } : one,
    ),
  });
  const record = (service: string, more: object = {}) => ({
    apiVersion: 'releaserisk/deployment/v1',
    id: `${service} ${JSON.stringify(more)}`,
    labels: { service },
    version: '1',
    startedAt: '2026-11-21T12:00:00Z',
    ...more,
  });
  const annotation = (data: unknown) => ({ id: 1, time: 1, data });
  const find = (answer: Answering, service?: string, model = frozen) => {
    const grafana = cannedHost({ answer });
    const found = frozenFor(
      grafana.host,
      model,
      service === undefined ? undefined : { service },
      new AbortController().signal,
    );
    return { grafana, found };
  };

  it('is not asked for where no signal needs it', async () => {
    const { grafana, found } = find(() => ({ body: [] }), 'cart', SHOP_MODEL);
    expect(await found).toEqual({ frozen: [], warnings: [] });
    expect(grafana.requests).toHaveLength(0);
  });

  it('is that of the newest deployment that froze something', async () => {
    const baselines = { queue: { mean: 3 } };
    const records = [record('cart', { startedAt: '2026-11-21T13:00:00Z' }), record('cart', { baselines })];
    const { grafana, found } = find(() => ({ body: records.map(annotation) }), 'cart');
    const at = Date.parse('2026-11-21T12:00:00Z') / 1000;
    expect(await found).toEqual({ frozen: [{ service: { service: 'cart' }, at, baselines }], warnings: [] });
    expect(grafana.requests).toHaveLength(1);
  });

  it('is looked up for each service of a short list, and for ten of a long one', async () => {
    const short = find(() => ({ body: [] }));
    await short.found;
    expect(short.grafana.requests).toHaveLength(2);
    const services = Array.from({ length: 40 }, (_, at) => `s-${String(at)}`);
    const long = find(() => ({ body: [] }), undefined, {
      ...frozen,
      identity: modelOf({ ...SHOP, identity: { labels: ['service'], services } }).identity,
    });
    await long.found;
    expect(long.grafana.requests).toHaveLength(10);
  });

  it('stays unknown to whoever may not read annotations, which is said once and stops nothing', async () => {
    const { found } = find(() => ({ status: 403, body: { message: 'Access denied' } }));
    expect(await found).toEqual({
      frozen: [],
      warnings: [expect.stringMatching(/^The baselines that deployments froze are not known: Grafana does not allow/)],
    });
  });
});

describe('The datasources that targets ask', () => {
  const targets = (uids: Readonly<Record<string, string>>) =>
    Object.entries(uids).map(([refId, uid]) => ({ refId, datasource: { uid } }));
  const bindings = (uids: Readonly<Record<string, string>>, model = SHOP_MODEL) =>
    targetBindings(model, panelData({ targets: targets(uids) }), DATASOURCES, variables({ ds: 'uid-metrics' }));
  const all = { V_latency: 'uid-metrics', V_errors: 'uid-logs', V_queue: 'uid-metrics' };

  it.each([
    ['by uid', all],
    ['by a variable', { ...all, V_latency: '${ds}' }],
    ['by name', { ...all, V_errors: 'logs' }],
  ])('are known %s', (_, uids) => {
    expect(bindings(uids)).toEqual({
      metrics: { name: 'metrics', type: 'prometheus', uid: 'uid-metrics' },
      logs: { name: 'logs', type: 'loki', uid: 'uid-logs' },
    });
  });

  it.each([
    ['one of them is gone', { ...all, V_errors: 'uid-gone' }],
    ['a target is gone', { V_latency: 'uid-metrics' }],
    ['a variable is not known', { ...all, V_latency: '${other}' }],
    ['nothing is known of the targets', {}],
  ])('are not known where %s', (_, uids) => {
    expect(bindings(uids)).toBeUndefined();
  });

  it('are not known without a request, as in a snapshot', () => {
    expect(targetBindings(SHOP_MODEL, panelData({}), DATASOURCES, (text) => text)).toBeUndefined();
  });

  it('include those of baselines that another one recorded, and of what tells of canaries', () => {
    const model = {
      ...SHOP_MODEL,
      datasources: { ...SHOP_MODEL.datasources, recorded: { type: 'prometheus' }, canaries: { type: 'prometheus' } },
      signals: SHOP_MODEL.signals.map((one) => ({
        ...one,
        limit: { kind: 'increase', by: 1 },
        worse: 'higher',
        atMostRatio: 0.8,
        baseline: { kind: 'recorded', datasource: 'recorded', window: 1, step: 1, endsBefore: 1 },
      })),
      control: { label: 'a', canary: 'b', stable: 'c', running: { datasource: 'canaries', query: 'up' } },
    } as typeof SHOP_MODEL;
    const found = bindings({ ...all, M_latency: 'uid-metrics', CANARY: 'uid-metrics' }, model);
    expect(Object.keys(found ?? {}).sort()).toEqual(['canaries', 'logs', 'metrics', 'recorded']);
  });
});
