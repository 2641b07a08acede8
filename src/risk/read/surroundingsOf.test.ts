import { manualClock } from '@release-risk/query/testing/manualClock';
import { describe, expect, it } from 'vitest';
import {
  cannedHost,
  held,
  settled,
  type Answering,
  type CannedAnswer,
  type CannedHostOptions,
} from '../../testing/cannedHost.ts';
import { answersTo, queryResponseOf } from '../../testing/planAnswered.ts';
import { AT, modelOf, readingsOf, SHOP, SHOP_BINDINGS, SHOP_MODEL } from '../../testing/shop.ts';
import type { Judged } from '../judged.ts';
import { NOTHING_YET, type Surroundings } from '../surroundings.ts';
import { askLive } from './askLive.ts';
import { OncePerTick } from './oncePerTick.ts';
import { planOf } from './planOf.ts';
import { ScoreMemory } from './scoreMemory.ts';
import { surroundingsOf, type Memory, type SurroundingsQuestion } from './surroundingsOf.ts';

const PLAN = planOf(SHOP_MODEL, [{ service: 'cart' }]);
const NOW = queryResponseOf(answersTo(SHOP_MODEL, PLAN, [readingsOf('cart', 1, 0, 5)]));

const isCurves = (body: unknown): boolean => JSON.stringify(body ?? null).includes('"range":true');
const curves: CannedAnswer = {
  body: {
    results: Object.fromEntries(
      PLAN.queries.map(({ refId }) => [
        refId,
        {
          frames: [
            {
              schema: { fields: [{ type: 'time' }, { type: 'number', labels: { service: 'cart' } }] },
              data: {
                values: [
                  [1000, 2000],
                  [3, 1e100],
                ],
              },
            },
          ],
        },
      ]),
    ),
  },
};

/** Everything answers, nothing is special. */
const calm: Answering = ({ path, body }) => {
  if (path.startsWith('/api/prometheus/')) return { body: { data: { groups: [] } } };
  if (path.includes('/silences')) return { body: [] };
  if (path.startsWith('/api/annotations')) return { body: [] };
  return isCurves(body) ? curves : NOW;
};

/** Which of the five a request belongs to. */
function part({ path, body }: { readonly path: string; readonly body: unknown }): keyof Surroundings {
  if (path.startsWith('/api/prometheus/')) return 'rules';
  if (path.includes('/silences')) return 'holds';
  if (path.startsWith('/api/annotations')) return 'story';
  return isCurves(body) ? 'curves' : 'earlier';
}

async function judgedAt(at: number, model = SHOP_MODEL): Promise<Judged> {
  const { host } = cannedHost({ answer: () => NOW });
  const question = { model, bindings: SHOP_BINDINGS, service: { service: 'cart' }, frozen: [], at };
  return askLive(host, question, new AbortController().signal);
}

interface Look {
  readonly memory?: Memory;
  readonly at?: number;
  readonly judged?: Judged;
  readonly question?: Partial<SurroundingsQuestion>;
  readonly options?: Partial<CannedHostOptions>;
}

const memoryOf = (): Memory => ({ once: new OncePerTick(), scores: new ScoreMemory() });

/** Looks until everything was answered. */
async function look(
  answer: Answering,
  { memory = memoryOf(), at = AT, question = {}, options = {}, ...said }: Look = {},
) {
  const judged = said.judged ?? (await judgedAt(at));
  const [service] = judged.services;
  if (service === undefined) throw new Error('no service');
  const grafana = cannedHost({ answer, ...options });
  const span = { from: at - 3600, to: at };
  const asked = { judged, service, bindings: SHOP_BINDINGS, frozen: [], span, attempt: 0, ...question };
  let last: Surroundings = NOTHING_YET;
  const subscription = surroundingsOf(grafana.host, memory, asked).subscribe((now) => (last = now));
  await settled();
  return { grafana, subscription, now: () => last };
}

describe('What is around a service', () => {
  it('is asked for in five requests, whatever the signals and the services of the model', async () => {
    const many = modelOf({
      ...SHOP,
      identity: { labels: ['service'], services: Array.from({ length: 40 }, (_, at) => `s-${String(at)}`) },
      signals: Array.from({ length: 20 }, (_, at) => ({ ...SHOP.signals[0], id: `s${String(at)}` })),
    });
    for (const model of [SHOP_MODEL, many]) {
      const judged = { ...(await judgedAt(AT)), model };
      const { grafana } = await look(calm, { judged });
      expect(grafana.requests.map(part).sort()).toEqual(['curves', 'earlier', 'holds', 'rules', 'story']);
    }
  });

  it('is all there when everything answers', async () => {
    const { now } = await look(calm);
    expect(now()).toEqual({
      rules: { kind: 'ok', value: { act: undefined, review: undefined, veto: [] } },
      holds: { kind: 'ok', value: [] },
      story: { kind: 'ok', value: { deployments: [], rollback: undefined, acknowledgement: undefined } },
      curves: {
        kind: 'ok',
        value: {
          from: AT - 3600,
          to: AT,
          signals: {
            latency: { times: [1, 2], values: [3, NaN] },
            errors: { times: [1, 2], values: [3, NaN] },
            queue: { times: [1, 2], values: [3, NaN] },
          },
        },
      },
      earlier: { kind: 'ok', value: { at: AT - 600, score: 2 / 3 } },
    });
  });

  it('comes in parts: each is shown as soon as it is there', async () => {
    const waiting = held<CannedAnswer>();
    const { now } = await look((request) => (part(request) === 'story' ? waiting.promise : calm(request)));
    expect(now()).toMatchObject({ rules: { kind: 'ok' }, curves: { kind: 'ok' }, story: { kind: 'loading' } });
    waiting.give({ body: [] });
    await settled();
    expect(now().story.kind).toBe('ok');
  });

  it('ends with whoever looks at it', async () => {
    const { grafana, subscription } = await look(() => held<CannedAnswer>().promise);
    expect(grafana.inFlight()).toBe(5);
    subscription.unsubscribe();
    await settled();
    expect(grafana.requests.every(({ aborted }) => aborted())).toBe(true);
    expect(grafana.inFlight()).toBe(0);
  });
});

const PARTS = ['rules', 'holds', 'story', 'curves', 'earlier'] as const;
const othersOf = (failed: string) => PARTS.filter((one) => one !== failed);

describe.each(PARTS)('The failure of %s alone', (failed) => {
  const failing =
    (answer: CannedAnswer): Answering =>
    (request) =>
      part(request) === failed ? answer : calm(request);

  it.each([
    ['a 403', { status: 403, body: { message: 'You need permissions' } }],
    ['a 500', { status: 500, body: { message: 'boom' } }],
    ['a page', { body: '<!doctype html><title>Login</title>' }],
    ['JSON of another shape', { body: { hello: [] } }],
  ])('by %s leaves the others, and says why', async (_, answer) => {
    const { now } = await look(failing(answer));
    for (const other of othersOf(failed)) expect(now()[other].kind).toBe('ok');
    expect(now()[failed]).toEqual({
      kind: 'failed',
      reason: expect.stringMatching(/Grafana .{10}|page "Login"/),
      hint: expect.any(String),
    });
  });

  it('by taking too long leaves the others', async () => {
    const clock = manualClock({ skips: (ms) => ms < 10_000 });
    const never: Answering = (request) => (part(request) === failed ? held<CannedAnswer>().promise : calm(request));
    const { now } = await look(never, { options: { clock } });
    expect(now()[failed].kind).toBe('loading');
    for (let attempt = 0; attempt < 12; attempt++) {
      clock.advance(30_000);
      await settled();
    }
    expect(now()[failed]).toMatchObject({ kind: 'failed', reason: expect.stringContaining('within 30 s') });
    for (const other of othersOf(failed)) expect(now()[other].kind).toBe('ok');
  });
});

describe('A permission that is missing', () => {
  it.each([
    ['rules', 'alert.rules:read'],
    ['holds', 'alert.silences:read'],
    ['story', 'annotations:read'],
  ] as const)('to read %s is named: %s', async (failed, permission) => {
    const { now } = await look((request) =>
      part(request) === failed ? { status: 403, body: { message: 'Access denied' } } : calm(request),
    );
    expect(now()[failed]).toMatchObject({ kind: 'failed', hint: expect.stringContaining(permission) });
  });

  it('is told in Grafana’s own words where it has some', async () => {
    const { now } = await look((request) =>
      part(request) === 'rules'
        ? {
            status: 403,
            body: {
              message:
                "You'll need additional permissions to perform this action. Permissions needed: alert.rules:read",
            },
          }
        : calm(request),
    );
    expect(now().rules).toMatchObject({ hint: expect.stringContaining('The permission is missing: alert.rules:read') });
  });
});

describe('The score of ten minutes ago', () => {
  it('is taken from what was seen, once somebody looked for ten minutes', async () => {
    const memory = memoryOf();
    await look(calm, { memory, at: AT - 600 });
    const { grafana, now } = await look(calm, { memory });
    expect(grafana.requests.map(part)).not.toContain('earlier');
    expect(now().earlier).toEqual({ kind: 'ok', value: { at: AT - 600, score: 2 / 3 } });
  });

  it('is asked for once and then remembered', async () => {
    const memory = memoryOf();
    await look(calm, { memory });
    const { grafana } = await look(calm, { memory, at: AT + 30 });
    expect(grafana.requests.map(part)).not.toContain('earlier');
  });

  it('is unknown where nothing was read then', async () => {
    const nothing = queryResponseOf(
      answersTo(SHOP_MODEL, PLAN, [], { V_latency: 'x', V_errors: 'x', V_queue: 'down' }),
    );
    const { now } = await look((request) => (part(request) === 'earlier' ? nothing : calm(request)));
    expect(now().earlier).toMatchObject({
      kind: 'failed',
      reason: expect.stringContaining('metrics failed in Grafana'),
    });
  });

  it('is not made up of targets whose frozen baselines only the targets know', async () => {
    const frozen = modelOf({
      ...SHOP,
      signals: SHOP.signals.map((signal) =>
        signal.id === 'queue'
          ? { ...signal, worse: 'higher', limit: { increase: 1 }, baseline: { kind: 'frozen' } }
          : signal,
      ),
    });
    const judged = { ...(await judgedAt(AT)), model: frozen, origin: 'targets' as const };
    const { grafana, now } = await look(calm, { judged });
    expect(now().earlier).toEqual({ kind: 'ok', value: undefined });
    expect(grafana.requests.map(part)).not.toContain('earlier');
  });
});

describe('Asking again', () => {
  it('at the same tick asks for nothing: another panel has it already', async () => {
    const memory = memoryOf();
    await look(calm, { memory });
    const { grafana, now } = await look(calm, { memory });
    expect(grafana.requests).toHaveLength(0);
    expect(now().story.kind).toBe('ok');
  });

  it('by hand asks for everything that may have changed', async () => {
    const memory = memoryOf();
    await look(calm, { memory });
    const { grafana } = await look(calm, { memory, question: { attempt: 1 } });
    expect(grafana.requests.map(part).sort()).toEqual(['curves', 'holds', 'rules', 'story']);
  });

  it('two panels at once send each request once', async () => {
    const memory = memoryOf();
    const judged = await judgedAt(AT);
    const [service] = judged.services;
    if (service === undefined) throw new Error('no service');
    const grafana = cannedHost({ answer: calm });
    const span = { from: AT - 3600, to: AT };
    const question = { judged, service, bindings: SHOP_BINDINGS, frozen: [], span, attempt: 0 };
    surroundingsOf(grafana.host, memory, question).subscribe();
    surroundingsOf(grafana.host, memory, question).subscribe();
    await settled();
    expect(grafana.requests).toHaveLength(5);
  });
});

it('Where the datasources are not known, curves and trend say so and the rest is asked for', async () => {
  const { grafana, now } = await look(calm, { question: { bindings: undefined } });
  expect(now().curves).toMatchObject({ kind: 'failed', reason: expect.stringContaining('not known') });
  expect(grafana.requests.map(part).sort()).toEqual(['holds', 'rules', 'story']);
});
