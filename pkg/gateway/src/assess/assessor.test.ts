import { identityKey } from '@release-risk/compiler/identity';
import type { Plan } from '@release-risk/compiler/plan';
import { SHOP_MODEL } from '@release-risk/cli/testing/shop';
import type { DeploymentRecord } from '@release-risk/contract/deploymentRecord';
import { scoreExecution } from '@release-risk/query/evaluate';
import { manualClock } from '@release-risk/query/testing/manualClock';
import { modelOf } from '@release-risk/query/testing/modelOf';
import type { RiskModel } from '@release-risk/model/model';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assessor } from './assessor.ts';
import type { Evaluated, Evaluator } from './evaluator.ts';

const AT = 1_763_700_000;
const never = new AbortController().signal;

const modelWith = (count: number) =>
  modelOf(
    SHOP_MODEL.replace(
      'services: [checkout, search, cart]',
      `services: [${Array.from({ length: count }, (_, index) => `s${String(index)}`).join(', ')}]`,
    ),
  );
const DISCOVERED = modelOf(
  SHOP_MODEL.replace(
    'services: [checkout, search, cart]',
    'services: { discover: { datasource: metrics, query: group by (service) (shop_requests) } }',
  ),
);
const FROZEN = modelOf(
  SHOP_MODEL.replace(
    'limit: { sigmas: 4, atLeast: 0.01 }',
    'baseline: { kind: frozen }\n    limit: { sigmas: 4, atLeast: 0.01 }',
  ),
);
const service = (index: number) => ({ service: `s${String(index)}` });
const keyOf = (index: number) => identityKey(['service'], service(index));

interface Asked {
  readonly services: readonly string[];
  readonly at: number;
  readonly plan: Plan;
  readonly signal: AbortSignal;
  /** Lets the evaluation end. */
  answer(): void;
  fail(error: unknown): void;
}

/** An evaluator whose evaluations end when the test says so, or at once. */
function playedEvaluator(options: { readonly atMost?: number; readonly atOnce?: boolean } = {}) {
  const asked: Asked[] = [];
  let discoveries = 0;
  const evaluator: Evaluator = {
    atMost: options.atMost ?? 300,
    discover: () => {
      discoveries += 1;
      return Promise.resolve({ ok: true, services: Array.from({ length: 20 }, (_, index) => service(index)) });
    },
    evaluate: (model, plan, at, signal) =>
      new Promise<Evaluated>((resolve, reject) => {
        signal.addEventListener('abort', () => {
          reject(new Error('aborted'));
        });
        const answer = () => {
          const evaluation = scoreExecution(model, plan, { at, outcomes: [], warnings: [] });
          resolve({ evaluation: { ...evaluation, unanswered: false }, disputed: new Map() });
        };
        asked.push({
          services: plan.services.map((one) => one['service'] ?? ''),
          at,
          plan,
          signal,
          answer,
          fail: reject,
        });
        if (options.atOnce === true) answer();
      }),
  };
  return { evaluator, asked, discoveries: () => discoveries };
}

/** Lets everything that is ready to run, run. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

const ask = (
  looks: ReturnType<typeof assessor>,
  model: RiskModel,
  index: number,
  at = AT,
  signal = new AbortController().signal,
) => looks.assess(model, [service(index)], at, [], signal);

describe('Those who ask about a model', () => {
  it('alone are answered at once, by an evaluation of what they ask about', async () => {
    const { evaluator, asked } = playedEvaluator({ atOnce: true });
    const found = await ask(assessor(evaluator, manualClock()), modelWith(50), 7);
    expect(asked.map(({ services }) => services)).toEqual([['s7']]);
    expect(found.get(keyOf(7))).toMatchObject({ verdict: 'Inconclusive', at: AT * 1000 });
  });

  it('in the same turn are answered by one evaluation', async () => {
    const { evaluator, asked } = playedEvaluator({ atOnce: true });
    const looks = assessor(evaluator, manualClock());
    const model = modelWith(500);
    await Promise.all(Array.from({ length: 200 }, (_, index) => ask(looks, model, index % 40)));
    expect(asked).toHaveLength(1);
    expect(asked[0]?.services).toHaveLength(40);
  });

  it('while an evaluation is under way wait for the next, of the latest moment that one of them named', async () => {
    const { evaluator, asked } = playedEvaluator();
    const looks = assessor(evaluator, manualClock());
    const model = modelWith(3);
    const first = ask(looks, model, 0);
    await settled();
    const others = [ask(looks, model, 1, AT + 3), ask(looks, model, 2, AT + 7), ask(looks, model, 0, AT + 1)];
    await settled();
    expect(asked).toHaveLength(1);
    asked[0]?.answer();
    await first;
    await settled();
    expect(asked.slice(1).map(({ services, at }) => ({ services, at }))).toEqual([
      { services: ['s1', 's2'], at: AT + 7 },
    ]);
    asked[1]?.answer();
    const answers = await Promise.all(others);
    expect(answers.map((found) => [...found.values()][0]?.at)).toEqual([(AT + 7) * 1000, (AT + 7) * 1000, AT * 1000]);
  });

  it('one after the other through few workers, as in a storm, cause a few evaluations and not one each', async () => {
    const { evaluator, asked } = playedEvaluator({ atOnce: true });
    const looks = assessor(evaluator, manualClock());
    const model = modelWith(500);
    const queue = Array.from({ length: 500 }, (_, index) => index);
    const worker = async () => {
      for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
        const found = await ask(looks, model, next, AT + next / 400);
        expect(found.get(keyOf(next))?.problem).toBeUndefined();
      }
    };
    await Promise.all(Array.from({ length: 8 }, worker));
    expect(asked.length).toBeLessThanOrEqual(4);
    expect(Math.max(...asked.map(({ services }) => services.length))).toBe(300);
  });

  it('of discovered services in a storm are answered by what the discovery found', async () => {
    const { evaluator, asked, discoveries } = playedEvaluator({ atOnce: true });
    const looks = assessor(evaluator, manualClock());
    for (let index = 0; index < 20; index++) await ask(looks, DISCOVERED, index);
    expect(asked.map(({ services }) => services.length)).toEqual([1, 19]);
    expect(discoveries()).toBe(1);
  });

  it('after a while are not answered by what was then', async () => {
    const { evaluator, asked } = playedEvaluator({ atOnce: true });
    const looks = assessor(evaluator, manualClock());
    const model = modelWith(1);
    for (const later of [0, 1, 2, 3, 10]) await ask(looks, model, 0, AT + later);
    expect(asked.map(({ at }) => at - AT)).toEqual([0, 3, 10]);
  });

  it('about a moment of an hour ago are not answered by the present', async () => {
    const { evaluator, asked } = playedEvaluator({ atOnce: true });
    const looks = assessor(evaluator, manualClock());
    const model = modelWith(2);
    const [now, then] = await Promise.all([ask(looks, model, 0), ask(looks, model, 0, AT - 3600)]);
    expect([now.get(keyOf(0))?.at, then.get(keyOf(0))?.at]).toEqual([AT * 1000, (AT - 3600) * 1000]);
    expect(asked).toHaveLength(2);
  });

  it('with more services than one evaluation may have are answered by several', async () => {
    const { evaluator, asked } = playedEvaluator({ atMost: 100, atOnce: true });
    const services = Array.from({ length: 250 }, (_, index) => service(index));
    const found = await assessor(evaluator, manualClock()).assess(modelWith(250), services, AT, [], never);
    expect(found.size).toBe(250);
    expect(asked.map((one) => one.services.length)).toEqual([100, 100, 50]);
  });

  it('with other frozen baselines are answered by other evaluations', async () => {
    const { evaluator, asked } = playedEvaluator({ atOnce: true });
    const looks = assessor(evaluator, manualClock());
    const checkout = [{ service: 'checkout' }];
    await Promise.all([
      looks.assess(FROZEN, checkout, AT, [deployedAt(AT - 900)], never),
      looks.assess(FROZEN, checkout, AT, [deployedAt(AT - 300)], never),
      looks.assess(FROZEN, checkout, AT, [deployedAt(AT - 300)], never),
    ]);
    expect(asked.map(frozenAt)).toEqual([AT - 900, AT - 300]);
  });

  it('take the newest of several records of a service, and none of another service', async () => {
    const { evaluator, asked } = playedEvaluator({ atOnce: true });
    const records = [
      deployedAt(AT - 900),
      deployedAt(AT - 300),
      deployedAt(AT - 600),
      { ...deployedAt(AT - 1), labels: { service: 'cart' } },
    ];
    await assessor(evaluator, manualClock()).assess(FROZEN, [{ service: 'checkout' }], AT, records, never);
    expect(asked.map(frozenAt)).toEqual([AT - 300]);
  });
});

function deployedAt(seconds: number): DeploymentRecord {
  return {
    apiVersion: 'releaserisk/deployment/v1',
    id: `d${String(seconds)}`,
    labels: { service: 'checkout' },
    version: String(seconds),
    startedAt: new Date(seconds * 1000).toISOString(),
    kind: 'deploy',
    migrations: 'none',
  };
}

/** The moment at which a plan asks for its baselines. */
function frozenAt({ plan }: Asked): number {
  const mean = plan.queries.find(({ purpose }) => purpose.kind === 'mean' && purpose.signal === 'error_rate');
  return Number(/@ (\d+)/.exec(mean?.expr ?? '')?.[1]);
}

describe('Somebody who gives up', () => {
  it('is told so, and ends what nobody else waits for', async () => {
    const { evaluator, asked } = playedEvaluator();
    const looks = assessor(evaluator, manualClock());
    const model = modelWith(2);
    const stop = new AbortController();
    const given = ask(looks, model, 0, AT, stop.signal);
    await settled();
    stop.abort(new Error('stopping'));
    await expect(given).rejects.toThrow('stopping');
    expect(asked[0]?.signal.aborted).toBe(true);
    const again = ask(looks, model, 0);
    await settled();
    await settled();
    expect(asked).toHaveLength(2);
    asked[1]?.answer();
    expect((await again).get(keyOf(0))?.problem).toBeUndefined();
  });

  it('does not end what somebody else waits for', async () => {
    const { evaluator, asked } = playedEvaluator();
    const looks = assessor(evaluator, manualClock());
    const model = modelWith(2);
    const stop = new AbortController();
    const given = ask(looks, model, 0, AT, stop.signal);
    const stays = ask(looks, model, 1);
    await settled();
    stop.abort(new Error('stopping'));
    await expect(given).rejects.toThrow('stopping');
    expect(asked[0]?.signal.aborted).toBe(false);
    asked[0]?.answer();
    expect((await stays).get(keyOf(1))?.problem).toBeUndefined();
  });

  it('before asking asks nothing', async () => {
    const { evaluator, asked } = playedEvaluator();
    const looks = assessor(evaluator, manualClock());
    await expect(ask(looks, modelWith(1), 0, AT, AbortSignal.abort(new Error('stopping')))).rejects.toThrow('stopping');
    expect(asked).toEqual([]);
  });
});

describe('An evaluation', () => {
  it('that never ends is cut short, and those who wait are told', async () => {
    const { evaluator, asked } = playedEvaluator();
    const clock = manualClock();
    const looks = assessor(evaluator, clock, { timeoutMs: 5000 });
    const model = modelWith(1);
    const waits = ask(looks, model, 0);
    await settled();
    clock.advance(5000);
    expect((await waits).get(keyOf(0))?.problem).toBe('no answer within 5 s');
    expect(asked[0]?.signal.aborted).toBe(true);
    expect(clock.pending()).toBe(0);
  });

  it('that fails is a problem of all who asked, not asked again at once', async () => {
    const { evaluator, asked } = playedEvaluator();
    const looks = assessor(evaluator, manualClock());
    const model = modelWith(2);
    const both = [ask(looks, model, 0), ask(looks, model, 1)];
    await settled();
    asked[0]?.fail(new Error('Everything is broken.'));
    for (const found of await Promise.all(both)) expect([...found.values()][0]?.problem).toBe('Everything is broken');
    expect([...(await ask(looks, model, 0, AT + 1)).values()][0]?.problem).toBe('Everything is broken');
    expect(asked).toHaveLength(1);
  });
});

describe('Whatever the order of asking, answering and giving up', () => {
  it('each who stays is answered once, about its own service and not of long before', async () => {
    const step = fc.oneof(
      fc.record({ do: fc.constant('ask' as const), index: fc.nat(4), later: fc.nat(3), stays: fc.boolean() }),
      fc.record({ do: fc.constant('answer' as const) }),
      fc.record({ do: fc.constant('fail' as const) }),
      fc.record({ do: fc.constant('turn' as const) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        const { evaluator, asked } = playedEvaluator({ atMost: 3 });
        const looks = assessor(evaluator, manualClock());
        const model = modelWith(5);
        let at = AT;
        let answered = 0;
        const checks: Promise<void>[] = [];
        const leaving: AbortController[] = [];
        for (const one of steps) {
          if (one.do === 'ask') {
            at += one.later;
            const asking = at;
            const stop = new AbortController();
            if (!one.stays) leaving.push(stop);
            checks.push(
              ask(looks, model, one.index, asking, stop.signal).then(
                (found) => {
                  expect([...found.keys()]).toEqual([keyOf(one.index)]);
                  expect(found.get(keyOf(one.index))?.at).toBeGreaterThanOrEqual((asking - 2) * 1000);
                },
                () => {
                  expect(one.stays).toBe(false);
                },
              ),
            );
          } else if (one.do === 'turn') {
            await settled();
            leaving.shift()?.abort(new Error('gone'));
          } else {
            const next = asked[answered];
            if (next !== undefined) answered += 1;
            if (one.do === 'answer') next?.answer();
            else next?.fail(new Error('no'));
          }
        }
        for (let idle = 0; idle < 3; idle++) {
          await settled();
          for (; answered < asked.length; answered++, idle = 0) asked[answered]?.answer();
        }
        await Promise.all(checks);
      }),
      { numRuns: 150 },
    );
  });
});
