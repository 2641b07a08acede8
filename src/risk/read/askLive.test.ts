import { describe, expect, it } from 'vitest';
import {
  cannedHost,
  held,
  settled,
  type Answering,
  type CannedAnswer,
  type CannedHost,
} from '../../testing/cannedHost.ts';
import { answersTo, jsonFrame, queryResponseOf, type ServiceReadings } from '../../testing/planAnswered.ts';
import { AT, METRICS_SHOP, modelOf, readingsOf, SHOP, SHOP_BINDINGS, SHOP_MODEL } from '../../testing/shop.ts';
import { askLive, type LiveQuestion } from './askLive.ts';
import { planOf } from './planOf.ts';
import { problemOf } from './problemError.ts';

const READ = [readingsOf('cart', 1, 0, 5), readingsOf('pay', 1, 0, 0)];
const PLAN = planOf(
  SHOP_MODEL,
  READ.map(({ service }) => service),
);

const question = (more: Partial<LiveQuestion> = {}): LiveQuestion => ({
  model: SHOP_MODEL,
  bindings: SHOP_BINDINGS,
  service: undefined,
  frozen: [],
  at: AT,
  ...more,
});

const ask = ({ host }: CannedHost, more: Partial<LiveQuestion> = {}, signal = new AbortController().signal) =>
  askLive(host, question(more), signal);

async function problem(grafana: CannedHost, more: Partial<LiveQuestion> = {}) {
  try {
    return await ask(grafana, more);
  } catch (error) {
    return problemOf(error);
  }
}

interface Body {
  readonly from: string;
  readonly to: string;
  readonly queries: readonly { readonly refId: string; readonly expr?: string; readonly datasource: { uid: string } }[];
}
const bodyOf = (request: { readonly body: unknown } | undefined) => request?.body as Body;
const good = queryResponseOf(answersTo(SHOP_MODEL, PLAN, READ));

describe('Whoever may not query', () => {
  it.each([
    [401, 'Unauthorized', 'an anonymous viewer of a public dashboard'],
    [403, 'Permissions needed: datasources:query', 'a role without the permission'],
  ])('is told after one request, with status %i: %s (%s)', async (status, message) => {
    const grafana = cannedHost({ answer: () => ({ status, body: { message } }) });
    expect(await problem(grafana)).toMatchObject({
      code: 'RR706',
      name: 'mayNotQuery',
      detail: expect.stringContaining(message),
    });
    expect(grafana.sent()).toEqual(['POST /api/ds/query']);
  });

  it('is told so as well where services are to be discovered first', async () => {
    const grafana = cannedHost({ answer: () => ({ status: 403, body: { message: 'no' } }) });
    const model = modelOf(METRICS_SHOP);
    expect(await problem(grafana, { model })).toMatchObject({ code: 'RR706' });
    expect(grafana.requests).toHaveLength(1);
  });

  it('is told so where the whole was refused and each query is asked for itself', async () => {
    const grafana = cannedHost({
      answer: ({ body }) =>
        (body as Body).queries.length > 1
          ? { status: 500, body: { message: 'datasource gone' } }
          : { status: 403, body: { message: 'no' } },
    });
    expect(await problem(grafana)).toMatchObject({ code: 'RR706' });
  });
});

describe('An answer of 400 with good results in its body', () => {
  it('keeps the good ones and tells of the failed one', async () => {
    const answer = queryResponseOf(answersTo(SHOP_MODEL, PLAN, READ, { V_errors: 'parse error at 1:5' }));
    expect(answer.status).toBe(400);
    const grafana = cannedHost({ answer: () => answer });
    const judged = await ask(grafana);
    expect(judged.services[0]).toMatchObject({ service: 'cart', verdict: 'Inconclusive' });
    expect(judged.failures).toMatchObject([
      { query: 'V_errors', reason: expect.stringContaining('parse error at 1:5') },
    ]);
    expect(grafana.requests).toHaveLength(1);
  });
});

describe('A request that is refused as a whole', () => {
  const bad =
    (answer: CannedAnswer): Answering =>
    () =>
      answer;
  it.each([
    ['400 in words', bad({ status: 400, body: { message: 'Query data error' } }), 'Query data error'],
    ['500', bad({ status: 500, body: { message: 'An error occurred' } }), 'An error occurred'],
    ['500 without a body', bad({ status: 500, body: '' }), ''],
    ['502 of a proxy', bad({ status: 502, body: '<html><title>Bad Gateway</title></html>' }), 'Bad Gateway'],
    ['a page with status 200', bad({ body: '<!doctype html><html><title>Sign in</title></html>' }), 'page "Sign in"'],
    ['JSON of something else', bad({ body: { hello: 1 } }), 'unknown shape'],
    ['half of an answer', bad({ body: '{"results":{"V_la' }), 'did not answer with JSON'],
  ])('with %s says why nothing was answered', async (_, answer, words) => {
    expect(await problem(cannedHost({ answer }))).toMatchObject({
      code: 'RR710',
      reasons: expect.arrayContaining([expect.stringContaining(words)]),
      hint: expect.stringMatching(/./),
    });
  });

  it.each([
    ['a 502 of a proxy', { status: 502, body: '<html><title>Bad Gateway</title></html>' }],
    ['a login page', { body: '<!doctype html><html><title>Sign in</title></html>' }],
  ])('by %s is not asked again query by query: nothing else would be answered either', async (_, answer) => {
    const grafana = cannedHost({ answer: () => answer });
    await problem(grafana);
    expect(new Set(grafana.requests.map(({ body }) => JSON.stringify(body))).size).toBe(1);
  });

  it('for one lost datasource is asked again query by query, so that the others are shown', async () => {
    const grafana = cannedHost({
      answer: ({ body }) => {
        const { queries } = body as Body;
        const lost = queries.length > 1 || queries[0]?.datasource.uid === 'uid-logs';
        if (lost) return { status: 404, body: { message: 'Data source not found' } };
        const value = (service: string) => ({ kind: 'number', labels: { service }, value: 1 }) as const;
        return { body: { results: { A: { frames: [jsonFrame('A', value('cart')), jsonFrame('A', value('pay'))] } } } };
      },
    });
    const judged = await ask(grafana);
    expect(judged.services.map(({ verdict }) => verdict)).toEqual(['Inconclusive', 'Inconclusive']);
    expect(judged.services[0]?.signals.map(({ grade }) => grade)).toEqual([0, null, 0]);
    expect(judged.failures).toMatchObject([{ query: 'V_errors', reason: expect.stringContaining('not found') }]);
  });

  it('takes one and one for each query, whatever the services', async () => {
    for (const services of [['a'], ['a', 'b', 'c']]) {
      const grafana = cannedHost({ answer: () => ({ status: 500, body: { message: 'no' } }) });
      await problem(grafana, { model: modelOf({ ...SHOP, identity: { labels: ['service'], services } }) });
      expect(grafana.requests).toHaveLength(4);
    }
  });
});

describe('Nodes of an answer', () => {
  const answered = (node: unknown) => cannedHost({ answer: () => ({ body: { results: { V_latency: node } } }) });

  it.each([
    ['frames of another shape', { frames: [{ data: 7 }] }, 'Grafana 12.2 or newer'],
    ['an error that is a page', { error: 'unexpected status 502: <html><title>Oops</title></html>' }, 'page "Oops"'],
  ])('that hold %s are failures of their own', async (_, node, words) => {
    expect(await problem(answered(node))).toMatchObject({
      code: 'RR710',
      reasons: expect.arrayContaining([expect.stringContaining(words)]),
    });
  });

  it('that hold no frames are answers without rows', async () => {
    const judged = await ask(answered({ frames: [] }));
    expect(judged.services[0]).toMatchObject({ verdict: 'Inconclusive', coverage: 0 });
    expect(judged.failures).toMatchObject([
      { reason: 'Grafana did not answer it' },
      { reason: 'Grafana did not answer it' },
    ]);
  });
});

describe('Services that are to be discovered', () => {
  const model = modelOf(METRICS_SHOP);

  /** Discovery finds these; the plan gives 1 for every signal of every service it was asked about. */
  function finding(
    services: readonly string[],
    recorded: (refId: string) => readonly ServiceRow[] = () => [],
  ): CannedHost {
    return cannedHost({
      answer: ({ body }) => {
        const { queries } = body as Body;
        if (queries.length === 1 && queries[0]?.expr === 'up')
          return rows({ A: services.map((service) => row(service, 1)) });
        if (queries.some(({ refId }) => refId === 'score'))
          return rows(Object.fromEntries(queries.map(({ refId }) => [refId, recorded(refId)])));
        const read = services.slice(0, 300).map((service): ServiceReadings => readingsOf(service, 1, 1, 1));
        const plan = planOf(
          model,
          read.map(({ service }) => service),
        );
        // The oracle tries every pair, as Grafana does: for many services the queries alone are answered.
        if (services.length <= 10) return queryResponseOf(answersTo(model, plan, read));
        return rows(
          Object.fromEntries(
            plan.queries.map(({ refId }) => [
              refId,
              services.map((service) => row(service, refId === 'V_queue' ? 9 : 1)),
            ]),
          ),
        );
      },
    });
  }

  type ServiceRow = { readonly labels: Readonly<Record<string, string>>; readonly value: number };
  const row = (service: string, value: number, more = {}): ServiceRow => ({ labels: { service, ...more }, value });
  const rows = (all: Readonly<Record<string, readonly ServiceRow[]>>): CannedAnswer => ({
    body: {
      results: Object.fromEntries(
        Object.entries(all).map(([refId, found]) => [
          refId,
          { frames: found.map((one) => jsonFrame(refId, { kind: 'number', ...one })) },
        ]),
      ),
    },
  });
  const names = (count: number) => Array.from({ length: count }, (_, at) => `s-${String(at).padStart(5, '0')}`);

  it('are none: that is said with the query to try', async () => {
    expect(await problem(finding([]), { model })).toMatchObject({
      code: 'RR708',
      reason: expect.stringContaining('found no service'),
      hint: expect.stringContaining('up'),
    });
  });

  it('are too many to be services', async () => {
    expect(await problem(finding(names(5001)), { model })).toMatchObject({
      code: 'RR708',
      reason: expect.stringContaining('5001'),
    });
  });

  it('cannot be asked for: that is said in Grafana’s words', async () => {
    const answer = () => ({ status: 400, body: { results: { A: { error: 'bad_data: unknown metric' } } } });
    expect(await problem(cannedHost({ answer }), { model })).toMatchObject({
      code: 'RR708',
      reason: expect.stringContaining('unknown metric'),
    });
  });

  it('are asked for in two requests, be they one, ten or three hundred', async () => {
    for (const count of [1, 10, 300]) {
      const grafana = finding(names(count));
      const judged = await ask(grafana, { model });
      expect(judged.services).toHaveLength(count);
      expect(grafana.requests).toHaveLength(2);
    }
  });

  it('are scored by recording rules above three hundred, in two requests', async () => {
    const all = names(301);
    const grafana = finding(all, (refId) => {
      if (refId === 'score')
        return all.map((service, at) => row(service, at === 300 ? 2 : 0, { fingerprint: 'older' }));
      if (refId === 'coverage') return all.map((service) => row(service, 1));
      return refId === 'veto' || refId === 'inconclusive' ? all.map((service) => row(service, 0)) : [];
    });
    const judged = await ask(grafana, { model });
    expect(judged).toMatchObject({ origin: 'recorded', warnings: ['Some scores were recorded by an older model'] });
    expect(judged.services).toHaveLength(301);
    expect(judged.services[0]).toMatchObject({ service: 's-00300', verdict: 'High', score: 2 });
    expect(grafana.requests).toHaveLength(2);
    // Grafana's backend knows no tables: it gives a frame for each series whatever it is asked.
    expect(JSON.stringify(bodyOf(grafana.requests[1]))).not.toContain('table');
  });

  it('above three hundred without a recorded score are a problem that says what to load', async () => {
    expect(await problem(finding(names(301)), { model })).toMatchObject({
      code: 'RR710',
      reasons: ['metrics holds no recorded score of shop'],
      hint: expect.stringContaining('release-risk export'),
    });
  });

  it('above three hundred whose recorded scores cannot be read are a problem', async () => {
    const grafana = cannedHost({
      answer: ({ body }) =>
        (body as Body).queries.length === 1
          ? rows({ A: names(301).map((service) => row(service, 1)) })
          : { status: 400, body: { results: { score: { error: 'overloaded' }, veto: { error: 'overloaded' } } } },
    });
    expect(await problem(grafana, { model })).toMatchObject({ code: 'RR710', reasons: ['metrics: overloaded'] });
  });

  it('above three hundred that no rules can score are cut, and the cut is said', async () => {
    const mixed = modelOf({
      ...SHOP,
      identity: { labels: ['service'], services: { discover: { datasource: 'metrics', query: 'up' } } },
    });
    const judged = await ask(finding(names(302)), { model: mixed });
    expect(judged.services).toHaveLength(300);
    expect(judged.warnings[0]).toBe(
      '2 of 302 services are not shown: without recording rules a panel scores at most 300 at once',
    );
  });
});

describe('Asking', () => {
  it('is for one moment, with every query bound and one request for a listed model', async () => {
    const grafana = cannedHost({ answer: () => good });
    await ask(grafana);
    const { to, queries } = bodyOf(grafana.requests[0]);
    expect(to).toBe(String(AT * 1000));
    expect(new Set(queries.map(({ datasource }) => datasource.uid))).toEqual(
      new Set(['uid-metrics', 'uid-logs', '__expr__']),
    );
    expect(grafana.requests).toHaveLength(1);
  });

  it('for the chosen service discovers nothing', async () => {
    const grafana = cannedHost({ answer: () => good });
    const judged = await ask(grafana, { service: { service: 'cart' } });
    expect(judged.services).toMatchObject([{ service: 'cart', score: 2 / 3 }]);
    expect(grafana.requests).toHaveLength(1);
  });

  it('that is interrupted ends the request, asks no other, and rejects', async () => {
    const answer = held<CannedAnswer>();
    const grafana = cannedHost({ answer: () => answer.promise });
    const controller = new AbortController();
    const asked = ask(grafana, {}, controller.signal);
    await settled();
    controller.abort();
    await expect(asked).rejects.toThrow();
    await settled();
    expect(grafana.requests.map(({ aborted }) => aborted())).toEqual([true]);
    expect(grafana.inFlight()).toBe(0);
  });

  it('that is interrupted while services are discovered does not go on to the plan', async () => {
    const answer = held<CannedAnswer>();
    const grafana = cannedHost({ answer: () => answer.promise });
    const controller = new AbortController();
    const asked = ask(grafana, { model: modelOf(METRICS_SHOP) }, controller.signal);
    await settled();
    controller.abort();
    await expect(asked).rejects.toThrow();
    expect(grafana.requests).toHaveLength(1);
  });
});
