import { Subject, type Subscription } from 'rxjs';
import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  cannedHost,
  held,
  settled,
  type Answering,
  type CannedAnswer,
  type CannedHost,
} from '../testing/cannedHost.ts';
import { answersTo, panelData, panelDataOf, queryResponseOf } from '../testing/planAnswered.ts';
import { AT, readingsOf, SHOP, SHOP_MODEL } from '../testing/shop.ts';
import { OncePerTick } from '../risk/read/oncePerTick.ts';
import { planOf } from '../risk/read/planOf.ts';
import { ScoreMemory } from '../risk/read/scoreMemory.ts';
import type { Memory } from '../risk/read/surroundingsOf.ts';
import type { PanelSource } from './options/options.ts';
import type { PanelInput } from './panelInput.ts';
import { panelLooks, type PanelLook } from './panelLook.ts';

vi.mock('@grafana/data', () => import('../testing/grafanaData.ts'));

const PLAN = planOf(SHOP_MODEL, [{ service: 'cart' }, { service: 'pay' }]);
const READ = [readingsOf('cart', 1, 0, 5), readingsOf('pay', 1, 0, 0)];
const GOOD = queryResponseOf(answersTo(SHOP_MODEL, PLAN, READ));
const GOOD_DATA = panelDataOf(PLAN, answersTo(SHOP_MODEL, PLAN, READ));
const SETTINGS = { body: { enabled: true, jsonData: { revision: 1, models: [SHOP], bindings: {} } } };

const answering: Answering = ({ path }) => (path.startsWith('/api/plugins/') ? SETTINGS : GOOD);

const LIVE: PanelSource = { kind: 'live', model: { document: SHOP }, service: undefined, bindings: {} };
const NAMED: PanelSource = { ...LIVE, model: { named: 'shop' } };
const TARGETS: PanelSource = { kind: 'targets', document: SHOP, service: undefined };
const OWN: PanelSource = {
  kind: 'own',
  own: { title: '', labels: ['service'], signals: {} },
  service: undefined,
};

function input(source: PanelSource, at = AT, more: Partial<PanelInput> = {}): PanelInput {
  const moment = { valueOf: () => at * 1000 };
  return {
    source,
    data: GOOD_DATA,
    timeRange: { from: moment, to: moment } as unknown as PanelInput['timeRange'],
    replace: (text) => text,
    replaceInQuery: (text) => text,
    meant: '',
    attempt: 0,
    ...more,
  };
}

const memoryOf = (): Memory => ({ once: new OncePerTick(), scores: new ScoreMemory() });

interface Panel {
  readonly inputs: Subject<PanelInput>;
  readonly subscription: Subscription;
  /** Every look, in order. */
  readonly seen: readonly PanelLook[];
  /** The last one. */
  now(): PanelLook['look'] | undefined;
}

function panel({ host }: CannedHost, memory = memoryOf()): Panel {
  const inputs = new Subject<PanelInput>();
  const seen: PanelLook[] = [];
  const subscription = panelLooks(inputs, host, memory).subscribe((look) => seen.push(look));
  open.push(subscription);
  return { inputs, subscription, seen, now: () => seen.at(-1)?.look };
}

const open: Subscription[] = [];
afterEach(() => {
  for (const subscription of open.splice(0)) subscription.unsubscribe();
});

/** A host whose query requests wait for the test, in order. */
function waiting() {
  const answers: ReturnType<typeof held<CannedAnswer>>[] = [];
  const grafana = cannedHost({
    answer: (request) => {
      if (request.path.startsWith('/api/plugins/')) return SETTINGS;
      const one = held<CannedAnswer>();
      answers.push(one);
      return one.promise;
    },
  });
  return { grafana, answers };
}

async function looked(source: PanelSource, answer: Answering = answering, more: Partial<PanelInput> = {}) {
  const grafana = cannedHost({ answer });
  const one = panel(grafana);
  one.inputs.next(input(source, AT, more));
  await settled();
  return { ...one, grafana };
}

describe('A look that cannot be', () => {
  const problem = async (source: PanelSource, answer?: Answering, more?: Partial<PanelInput>) => {
    const look = (await looked(source, answer, more)).now();
    return look?.kind === 'problem' ? look.problem : look;
  };

  it.each<readonly [string, PanelSource, string]>([
    ['of a panel that was just added', { kind: 'notSetUp' }, 'RR701'],
    ['of a model that is not in the settings', { ...NAMED, model: { named: 'other' } }, 'RR702'],
    [
      'of a model for a later version',
      { ...LIVE, model: { document: { ...SHOP, apiVersion: 'releaserisk/v9' } } },
      'RR703',
    ],
    ['of targets with a broken model', { ...TARGETS, document: { name: 'x' } }, 'RR704'],
    ['of a model bound to a datasource that is gone', { ...LIVE, bindings: { metrics: 'gone' } }, 'RR707'],
    ['of several services at once', { ...LIVE, service: { service: '{a,b}' } }, 'RR709'],
  ])('%s is a problem with a code', async (_, source, code) => {
    expect(await problem(source)).toMatchObject({ code });
  });

  it.each<readonly [string, CannedAnswer, string]>([
    ['a disabled app', { body: { enabled: false, jsonData: {} } }, 'RR705'],
    ['an app that is not there', { status: 404, body: { message: 'Plugin not found' } }, 'RR705'],
  ])('for %s is a problem with a code', async (_, settings, code) => {
    const answer: Answering = (request) => (request.path.startsWith('/api/plugins/') ? settings : GOOD);
    expect(await problem(NAMED, answer)).toMatchObject({ code });
  });

  it('for whoever may not query is one', async () => {
    expect(await problem(LIVE, () => ({ status: 401, body: { message: 'Unauthorized' } }))).toMatchObject({
      code: 'RR706',
    });
  });

  it('for something nobody thought of is one, too', async () => {
    const replace = () => {
      throw new Error('boom');
    };
    const source: PanelSource = { ...LIVE, service: { service: 'x' } };
    expect(await problem(source, answering, { replace })).toEqual({
      code: 'RR713',
      name: 'unexpected',
      detail: 'boom',
    });
  });

  it('of own queries says what is wrong with each, once they were asked', async () => {
    const data = panelData({ targets: [{ refId: 'A', datasource: { uid: 'uid-metrics' }, expr: 'sum by (' }] });
    expect(await problem(OWN, answering, { data })).toMatchObject({ code: 'RR712', findings: [expect.anything()] });
  });

  it('of own queries without any says so with nothing to mend', async () => {
    expect(await problem(OWN, answering, { data: panelData({ targets: [] }) })).toMatchObject({
      code: 'RR712',
      findings: [],
    });
  });
});

describe('While a panel waits', () => {
  it.each(['Loading', 'NotStarted'])(
    'for its targets (%s) it is loading, and asks nothing by itself',
    async (state) => {
      for (const source of [TARGETS, OWN]) {
        const { now, grafana } = await looked(source, answering, { data: { ...GOOD_DATA, state } as never });
        expect(now()).toEqual({ kind: 'loading' });
        expect(grafana.requests).toHaveLength(0);
      }
    },
  );

  it('for the first answer it is loading', async () => {
    const { grafana } = waiting();
    const one = panel(grafana);
    one.inputs.next(input(LIVE));
    await settled();
    expect(one.now()).toEqual({ kind: 'loading' });
  });

  it('for the next one it shows the last, as being refreshed', async () => {
    const { grafana, answers } = waiting();
    const one = panel(grafana);
    one.inputs.next(input(LIVE));
    await settled();
    answers[0]?.give(GOOD);
    await settled();
    expect(one.now()).toMatchObject({ kind: 'judged', refreshing: false, judged: { at: AT } });
    one.inputs.next(input(LIVE, AT + 10));
    await settled();
    expect(one.now()).toMatchObject({ kind: 'judged', refreshing: true, judged: { at: AT } });
    answers[1]?.give(GOOD);
    await settled();
    expect(one.now()).toMatchObject({ kind: 'judged', refreshing: false, judged: { at: AT + 10 } });
  });

  it('for its targets to refresh it shows the last ones', async () => {
    const one = await looked(TARGETS);
    expect(one.now()).toMatchObject({ kind: 'judged', refreshing: false });
    one.inputs.next(input(TARGETS, AT + 10, { data: { ...GOOD_DATA, state: 'Loading' as never } }));
    expect(one.now()).toMatchObject({ kind: 'judged', refreshing: true, judged: { at: AT } });
  });
});

describe('A failure after a success', () => {
  it('leaves the last look, to be shown as old, through failures and until the next success', async () => {
    const { grafana, answers } = waiting();
    const one = panel(grafana);
    const tick = async (at: number, answer: CannedAnswer) => {
      const before = answers.length;
      one.inputs.next(input(LIVE, at));
      await settled();
      answers[before]?.give(answer);
      await settled();
    };
    await tick(AT, GOOD);
    await tick(AT + 10, { status: 403, body: { message: 'no' } });
    expect(one.now()).toMatchObject({ kind: 'problem', problem: { code: 'RR706' }, last: { at: AT } });
    await tick(AT + 20, { status: 403, body: { message: 'no' } });
    expect(one.now()).toMatchObject({ kind: 'problem', last: { at: AT } });
    await tick(AT + 30, GOOD);
    expect(one.now()).toMatchObject({ kind: 'judged', judged: { at: AT + 30 } });
  });

  it('keeps a problem shown while it is asked again, instead of blinking', async () => {
    const one = await looked(LIVE, () => ({ status: 403, body: { message: 'no' } }));
    const before = one.seen.length;
    one.inputs.next(input(LIVE, AT + 10));
    expect(one.seen.slice(before).map(({ look }) => look.kind)).toEqual(['problem']);
  });

  it('does not end the stream', async () => {
    const one = await looked({ kind: 'notSetUp' });
    one.inputs.next(input(LIVE));
    await settled();
    expect(one.now()).toMatchObject({ kind: 'judged' });
  });
});

describe('A new input', () => {
  it('ends the request in flight for the one before', async () => {
    const { grafana, answers } = waiting();
    const one = panel(grafana);
    one.inputs.next(input(LIVE));
    await settled();
    one.inputs.next(input(LIVE, AT + 10));
    await settled();
    expect(grafana.requests.map(({ aborted }) => aborted())).toEqual([true, false]);
    answers[0]?.give(GOOD);
    await settled();
    expect(one.now()).toEqual({ kind: 'loading' });
    answers[1]?.give(GOOD);
    await settled();
    expect(one.now()).toMatchObject({ kind: 'judged', judged: { at: AT + 10 } });
  });

  it('with other variables asks again at the same moment', async () => {
    const one = await looked({ ...LIVE, service: { service: '$service' } }, answering, { replace: () => 'cart' });
    expect(one.now()).toMatchObject({ judged: { services: [{ service: 'cart' }] } });
    one.inputs.next(input({ ...LIVE, service: { service: '$service' } }, AT, { replace: () => 'pay', meant: 'pay' }));
    await settled();
    expect(one.now()).toMatchObject({ judged: { services: [{ service: 'pay' }] } });
    expect(one.grafana.requests).toHaveLength(2);
  });

  it('by hand asks again at the same moment', async () => {
    const one = await looked(LIVE);
    one.inputs.next(input(LIVE, AT, { attempt: 1 }));
    await settled();
    expect(one.grafana.requests).toHaveLength(2);
  });

  it('that is the same asks nothing again', async () => {
    const one = await looked(LIVE);
    one.inputs.next(input(LIVE));
    await settled();
    expect(one.grafana.requests).toHaveLength(1);
    expect(one.now()).toMatchObject({ kind: 'judged', refreshing: false });
  });
});

describe('Panels of one page', () => {
  it('with the same model at the same tick send each request once', async () => {
    const grafana = cannedHost({ answer: answering });
    const memory = memoryOf();
    const panels = [panel(grafana, memory), panel(grafana, memory), panel(grafana, memory)];
    for (const one of panels) one.inputs.next(input(NAMED));
    await settled();
    expect(grafana.sent()).toEqual(['GET /api/plugins/releaserisk-app/settings', 'POST /api/ds/query']);
    for (const one of panels) expect(one.now()).toMatchObject({ kind: 'judged' });
  });

  it('of which one goes away leave the request to the others', async () => {
    const { grafana, answers } = waiting();
    const memory = memoryOf();
    const [first, second] = [panel(grafana, memory), panel(grafana, memory)];
    first.inputs.next(input(LIVE));
    second.inputs.next(input(LIVE));
    await settled();
    first.subscription.unsubscribe();
    await settled();
    expect(grafana.requests.map(({ aborted }) => aborted())).toEqual([false]);
    answers[0]?.give(GOOD);
    await settled();
    expect(second.now()).toMatchObject({ kind: 'judged' });
  });

  it('read the settings once a minute, however often they refresh', async () => {
    const grafana = cannedHost({ answer: answering });
    const one = panel(grafana);
    const minute = Math.ceil(AT / 60) * 60;
    for (let second = 0; second < 120; second += 5) {
      one.inputs.next(input(NAMED, minute + second));
      await settled();
    }
    const settings = grafana.sent().filter((request) => request.startsWith('GET'));
    expect(settings).toHaveLength(2);
    expect(grafana.requests).toHaveLength(2 + 24);
  });

  it('of which one is asked again by hand still share the settings', async () => {
    const grafana = cannedHost({ answer: answering });
    const memory = memoryOf();
    const [pressed, other] = [panel(grafana, memory), panel(grafana, memory)];
    const minute = Math.ceil(AT / 60) * 60;
    for (let second = 0; second < 60; second += 5) {
      pressed.inputs.next(input(NAMED, minute + second, { attempt: 1 }));
      other.inputs.next(input(NAMED, minute + second));
      await settled();
    }
    expect(grafana.sent().filter((request) => request.startsWith('GET')).length).toBeLessThanOrEqual(2);
  });

  it('read the settings again at once where they could not be read', async () => {
    let down = true;
    const answer: Answering = (request) => {
      if (!request.path.startsWith('/api/plugins/')) return GOOD;
      return down ? { status: 404, body: { message: 'no' } } : SETTINGS;
    };
    const one = await looked(NAMED, answer);
    expect(one.now()).toMatchObject({ problem: { code: 'RR705' } });
    down = false;
    one.inputs.next(input(NAMED, AT + 1));
    await settled();
    expect(one.now()).toMatchObject({ kind: 'judged' });
  });
});

describe('Leaving the page', () => {
  it('ends everything in flight, and nothing is said any more', async () => {
    const { grafana, answers } = waiting();
    const one = panel(grafana);
    one.inputs.next(input(LIVE));
    await settled();
    expect(grafana.inFlight()).toBe(1);
    one.subscription.unsubscribe();
    await settled();
    expect(grafana.inFlight()).toBe(0);
    expect(grafana.requests.map(({ aborted }) => aborted())).toEqual([true]);
    const before = one.seen.length;
    answers[0]?.give(GOOD);
    await settled();
    expect(one.seen).toHaveLength(before);
    expect(one.inputs.observed).toBe(false);
  });

  it('while the settings are read ends that, and asks nothing else', async () => {
    const grafana = cannedHost({ answer: () => held<CannedAnswer>().promise });
    const one = panel(grafana);
    one.inputs.next(input(NAMED));
    await settled();
    one.subscription.unsubscribe();
    await settled();
    expect(grafana.requests.map(({ aborted }) => aborted())).toEqual([true]);
  });
});

describe('Two hundred refreshes', () => {
  it('keep one answer of each question, and hold on to no subscription', async () => {
    const grafana = cannedHost({ answer: answering });
    const once = new OncePerTick();
    const asked = vi.spyOn(once, 'ask');
    const one = panel(grafana, { once, scores: new ScoreMemory() });
    for (let tick = 0; tick < 200; tick++) {
      one.inputs.next(input(NAMED, AT + tick));
      await settled();
    }
    // A key is what is kept: the same ones come again and again.
    expect(new Set(asked.mock.calls.map(([key]) => key)).size).toBe(2);
    expect(grafana.inFlight()).toBe(0);
    expect(one.now()).toMatchObject({ kind: 'judged', judged: { at: AT + 199 } });
  });

  it('make the plan of a model once', async () => {
    const one = await looked(LIVE);
    const judged = () => {
      const look = one.now();
      return look?.kind === 'judged' ? look.judged.model : undefined;
    };
    const first = judged();
    for (let tick = 1; tick < 50; tick++) {
      one.inputs.next(input({ ...LIVE, model: { document: structuredClone(SHOP) } }, AT + tick));
      await settled();
    }
    expect(judged()).toBe(first);
    const services = [{ service: 'cart' }, { service: 'pay' }];
    expect(planOf(SHOP_MODEL, services)).toBe(planOf(SHOP_MODEL, structuredClone(services)));
  });
});

describe('Where a look can be asked for more', () => {
  it('is known of targets by their datasources', async () => {
    const targets = PLAN.queries.map(({ refId, datasource }) => ({ refId, datasource: { uid: `uid-${datasource}` } }));
    const data = { ...GOOD_DATA, request: { targets } } as never;
    const { seen } = await looked(TARGETS, answering, { data });
    expect(seen.at(-1)?.context.bindings).toMatchObject({ metrics: { uid: 'uid-metrics' }, logs: { uid: 'uid-logs' } });
  });

  it('is not known of targets without datasources, and they are judged all the same', async () => {
    const { seen } = await looked(TARGETS);
    expect(seen.at(-1)).toMatchObject({ look: { kind: 'judged' }, context: { bindings: undefined } });
  });

  it('is known of a live model by what it was bound to', async () => {
    const { seen } = await looked(LIVE);
    expect(seen.at(-1)?.context).toMatchObject({ bindings: { metrics: { uid: 'uid-metrics' } }, frozen: [] });
  });
});
