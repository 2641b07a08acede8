import { RULE_LABEL } from '@release-risk/compiler/conventions';
import { describe, expect, it } from 'vitest';
import { calm, codes, decision, firing, MINUTE, rollbackOf, silence, versions } from './testing/scenes.ts';
import { OPERATOR, World } from './testing/world.ts';

const step = (id: string, kind: 'config' | 'code') =>
  ({ id, kind, adapter: 'ci', callMs: 30_000, doneMs: 15 * MINUTE }) as const;
const twoSteps = { rules: { steps: [step('flags', 'config'), step('deploy', 'code')] } };

async function holdAll(world: World, minutes: number): Promise<string> {
  const until = new Date(world.clock.now() + minutes * MINUTE).toISOString();
  return (await world.operations.hold({ labels: {}, reason: 'stop', until }, OPERATOR)).id;
}

/** As when somebody comes between: right after the pipeline asked for time. */
async function askedForTime(options: Parameters<typeof firing>[0] = {}): Promise<World> {
  const world = await firing(options);
  const trigger = world.pipeline.trigger.bind(world.pipeline);
  world.pipeline.trigger = async () => {
    world.pipeline.trigger = trigger;
    return { kind: 'later', afterMs: 60_000, reason: '429' };
  };
  await world.work();
  expect(world.only()).toMatchObject({ state: 'intent_persisted', steps: [{ state: 'pending', calls: 1 }, {}] });
  return world;
}

/** The first of two steps is done, the second has yet to be called. */
async function betweenSteps(): Promise<World> {
  const world = await firing(twoSteps);
  const trigger = world.pipeline.trigger.bind(world.pipeline);
  let calls = 0;
  world.pipeline.trigger = async (intent) => {
    calls += 1;
    return calls === 2 ? { kind: 'later', afterMs: 60_000, reason: '429' } : trigger(intent);
  };
  await world.work();
  expect(world.only().steps.map(({ state }) => state)).toEqual(['succeeded', 'pending', 'pending']);
  return world;
}

describe('Before anything was called', () => {
  it('a hold stops what was decided: it waits, and is judged anew when the hold has ended', async () => {
    const world = await askedForTime();
    const id = await holdAll(world, 30);
    await world.work(10);
    expect(versions(world)).toEqual([]);
    expect(world.only()).toMatchObject({ state: 'deferred', reasons: [{ code: 'held' }], approvedBy: undefined });
    await world.operations.endHold(id, OPERATOR);
    await calm(world);
    expect(versions(world)).toEqual(['1.1.0']);
    expect(world.only().state).toBe('succeeded');
  });

  it('a silence does, too', async () => {
    const world = await askedForTime();
    world.outsideHolds = [silence(world, 30)];
    await world.work(10);
    expect(versions(world)).toEqual([]);
    expect(world.only()).toMatchObject({ state: 'deferred', reasons: [{ code: 'silenced' }] });
  });

  it('silences that cannot be read do not stop what was decided', async () => {
    const world = await askedForTime();
    world.holdsProblem = 'Grafana does not answer';
    await calm(world, 2);
    expect(versions(world)).toEqual(['1.1.0']);
  });

  it('a hold that ends when the score is calm leaves nothing to do', async () => {
    const world = await askedForTime();
    await holdAll(world, 5);
    await world.work(1);
    world.verdict = 'Low';
    await world.work(10);
    expect(versions(world)).toEqual([]);
    expect(world.only()).toMatchObject({ state: 'deferred', reasons: [{ code: 'recovering' }] });
  });

  it('what a person approved is asked for anew after a hold', async () => {
    const world = await firing({ mode: 'ask' });
    await world.work();
    world.pipeline.fates = ['not sent'];
    await world.operations.approve(world.only().id, decision(world.only()), OPERATOR);
    await world.work();
    const id = await holdAll(world, 30);
    await world.work(5);
    await world.operations.endHold(id, OPERATOR);
    await world.work(1);
    expect(versions(world)).toEqual([]);
    expect(world.only()).toMatchObject({ state: 'awaiting_approval', reasons: [{ code: 'ask_mode' }] });
  });

  it('a deployment that came meanwhile leaves nothing to do', async () => {
    const world = await askedForTime();
    await world.operations.putDeployment(world.deployment('1.3.0', 0, { outcome: 'succeeded' }));
    await world.work(5);
    expect(versions(world)).toEqual([]);
    expect(world.only()).toMatchObject({ state: 'suppressed', reasons: [{ code: 'superseded' }] });
  });

  it('a hold that is placed in the very moment of the call comes first, or says that it comes late', async () => {
    for (let commit = 1; commit < 60; commit += 1) {
      const world = await firing();
      let placed: Promise<unknown> = Promise.resolve();
      world.store.afterCommit = () => {
        if (world.store.commits !== commit + 10) return;
        placed = holdAll(world, 600);
      };
      await world.work(1);
      await placed;
      const held = world.store.audit().find(({ kind }) => kind === 'held');
      const isLate = held?.rollbackId !== undefined && held.text.includes('already');
      if (held !== undefined) expect([commit, versions(world).length]).toEqual([commit, isLate ? 1 : 0]);
    }
  });

  it('a hold outruns the call that looked for holds before it, also where a store lets both run side by side', async () => {
    const world = await askedForTime();
    const { revision } = world.only();
    await holdAll(world, 30);
    expect(world.only()).toMatchObject({ state: 'intent_persisted', revision: revision + 1 });
    expect(world.told().at(-1)).toBe('held');
  });

  it('what the gateway decided and must leave to a person after all was approved by nobody', async () => {
    const world = await firing();
    world.store.afterCommit = () => {
      if (world.store.rollbacks()[0]?.state === 'approved') world.verdict = 'Medium';
    };
    await world.work();
    expect(world.only()).toMatchObject({ state: 'awaiting_approval', approvedBy: undefined, decidedAt: undefined });
  });

  it('the pipeline is left alone for as long as it asked, however many alerts fire', async () => {
    const world = await firing();
    world.pipeline.fates = Array<'asks for time'>(6).fill('asks for time');
    await world.work();
    for (let rule = 0; rule < 8; rule += 1) {
      await world.fire({ labels: { ...world.alert().labels, [RULE_LABEL.rule]: `veto-${String(rule)}` } });
      await world.work();
    }
    expect(world.only()).toMatchObject({ state: 'intent_persisted', steps: [{ calls: 1 }, {}] });
    world.pipeline.fates = [];
    await calm(world, 6);
    expect(world.only()).toMatchObject({ state: 'succeeded', steps: [{ calls: 2 }, {}] });
  });

  it('a person who went back by hand while the pipeline asked for time left nothing to do', async () => {
    const world = await askedForTime();
    await world.operations.putDeployment(world.deployment('1.1.0', 0, { id: 'by hand', outcome: 'succeeded' }));
    await world.work(10);
    expect(versions(world)).toEqual([]);
    expect(world.only()).toMatchObject({ state: 'suppressed', reasons: [{ code: 'superseded' }] });
    // Nothing was called: the next release waits for no cooldown.
    await world.operations.putDeployment(world.deployment('1.3.0', 2, { outcome: 'succeeded' }));
    await world.fire({ version: '1.3.0' });
    await world.work(1);
    expect(versions(world)).toEqual(['1.1.0']);
  });
});

describe('A hold of everything', () => {
  it('is told to each of very many rollbacks that wait', async () => {
    const world = new World({ mode: 'ask' });
    for (let version = 0; version < 450; version += 1) await world.fire({ version: `7.${String(version)}.0` });
    await world.work();
    const before = world.store.rollbacks().length;
    expect(before).toBe(450);
    await holdAll(world, 30);
    expect(world.told().filter((kind) => kind === 'held')).toHaveLength(before);
  });
});

describe('Between two steps', () => {
  it('a hold stops the second until it ends', async () => {
    const world = await betweenSteps();
    const id = await holdAll(world, 60);
    await world.work(30);
    expect(versions(world)).toHaveLength(1);
    expect(world.only()).toMatchObject({ state: 'intent_persisted', reasons: [{ code: 'held' }] });
    expect(world.told().filter((kind) => kind === 'paused')).toHaveLength(1);
    await world.operations.endHold(id, OPERATOR);
    await calm(world);
    expect(versions(world)).toHaveLength(2);
    expect(world.only()).toMatchObject({ state: 'succeeded', reasons: [] });
  });

  it('a deployment that came meanwhile ends it, and a person has to look', async () => {
    const world = await betweenSteps();
    await world.operations.putDeployment(world.deployment('1.3.0', 0, { outcome: 'succeeded' }));
    await world.work(5);
    expect(versions(world)).toHaveLength(1);
    expect(world.only()).toMatchObject({ state: 'failed', reasons: [{ code: 'superseded' }] });
  });

  it.each([
    ['of a release that nobody could name', '', { version: '1.1.0' }],
    ['whose target names no version, though the pipeline tells of one', '1.2.0', { version: undefined }],
  ] as const)(
    'the deployment that the first brought about does not stop the second (%s)',
    async (_, version, { version: target }) => {
      const world = new World({ mode: 'ask', ...twoSteps });
      if (version !== '') await world.releases();
      world.pipeline.plans = {
        kind: 'target',
        target: { text: 'the last', version: target, fields: {}, snapshot: {} },
      };
      await world.fire({ version });
      await world.work();
      world.pipeline.executing = () => {
        world.pipeline.executing = () => undefined;
        void world.operations.putDeployment(world.deployment('1.1.0', 0, { id: 'ci-9', kind: 'rollback' }));
      };
      await world.operations.approve(world.only().id, decision(world.only()), OPERATOR);
      await calm(world);
      expect(world.only()).toMatchObject({ state: 'succeeded', reasons: [] });
      expect(versions(world)).toHaveLength(2);
    },
  );

  it('a deployment that came while it waited under a hold leaves nothing of the waiting', async () => {
    const world = await betweenSteps();
    const id = await holdAll(world, 60);
    await world.work(1);
    await world.operations.putDeployment(world.deployment('1.3.0', 0, { outcome: 'succeeded' }));
    await world.operations.endHold(id, OPERATOR);
    await world.work(1);
    expect(world.only()).toMatchObject({ state: 'failed', reasons: [{ code: 'superseded' }], until: undefined });
  });
});

describe('A call in doubt', () => {
  it('stays so where another version was deployed before it could be sent again', async () => {
    const world = await firing({ searchable: { kind: 'idempotent' } });
    world.pipeline.fates = ['answer lost', 'asks for time'];
    await world.work(1);
    expect(world.only().steps[0]).toMatchObject({ state: 'pending', inDoubt: true });
    await world.operations.putDeployment(world.deployment('1.3.0', 0, { outcome: 'succeeded' }));
    await world.work(6);
    expect(world.only()).toMatchObject({ state: 'unknown', reasons: [{ code: 'outcome_unknown' }] });
    expect(versions(world)).toHaveLength(1);
  });
});

describe('Two releases of one service', () => {
  it('are not rolled back at once, though no cooldown is asked for', async () => {
    const world = await firing({ rules: { cooldownMs: 0 } });
    world.pipeline.progress = { kind: 'running', note: undefined };
    await world.work(1);
    await world.operations.putDeployment(world.deployment('1.3.0', 2, { outcome: 'succeeded' }));
    await world.fire({ version: '1.3.0' });
    await world.work(5);
    expect(versions(world)).toEqual(['1.1.0']);
    expect(codes(rollbackOf(world, '1.3.0'))).toEqual(['cooldown']);
    // What the first rollback brought back is live then: there is nothing left of the second release.
    world.pipeline.progress = { kind: 'succeeded' };
    await world.work(5);
    expect(versions(world)).toEqual(['1.1.0']);
    expect(codes(rollbackOf(world, '1.3.0'))).toEqual(['superseded']);
  });

  it('are not, where nobody knows how the first went: a person is asked about the second', async () => {
    const world = await firing({ rules: { cooldownMs: 0 } });
    world.pipeline.progress = { kind: 'running', note: undefined };
    await world.work(1);
    await world.operations.putDeployment(world.deployment('1.3.0', 0, { outcome: 'succeeded' }));
    await world.fire({ version: '1.3.0' });
    await world.work(30);
    expect(rollbackOf(world, '1.2.0')?.state).toBe('unknown');
    expect(rollbackOf(world, '1.3.0')?.state).toBe('awaiting_approval');
    expect(codes(rollbackOf(world, '1.3.0'))).toContain('outcome_unknown');
    expect(versions(world)).toEqual(['1.1.0']);
    await world.operations.putDeployment(world.deployment('1.4.0', -1, { outcome: 'succeeded' }));
    await world.work(3);
    await world.fire({ version: '1.4.0' });
    await world.work(1);
    expect(versions(world)).toHaveLength(2);
  });

  it('are not, either, when both were approved in the same moment', async () => {
    const world = new World({ mode: 'ask', rules: { cooldownMs: 0 } });
    await world.operations.putDeployment(world.deployment('1.0.0', 48 * 60));
    await world.releases();
    world.pipeline.progress = { kind: 'running', note: undefined };
    await world.fire();
    await world.work();
    await world.operations.putDeployment(world.deployment('1.2.0', 10, { outcome: 'failed' }));
    await world.fire({ version: '1.1.0' });
    await world.work();
    for (const version of ['1.2.0', '1.1.0']) {
      const record = rollbackOf(world, version);
      if (record?.state === 'awaiting_approval') await world.operations.approve(record.id, decision(record), OPERATOR);
    }
    await Promise.all(world.store.rollbacks().map(({ id }) => world.advance(id)));
    await world.work(5);
    expect(versions(world)).toHaveLength(1);
  });

  it('are not, either, where the first waited under a hold while many others came and went', async () => {
    const world = await firing({ rules: { ...twoSteps.rules, cooldownMs: 0 } });
    const until = new Date(world.clock.now() + 100 * 60 * MINUTE).toISOString();
    const trigger = world.pipeline.trigger.bind(world.pipeline);
    world.pipeline.trigger = async (intent) => {
      if (world.pipeline.executions.length === 0)
        await world.operations.hold({ labels: { service: 'checkout' }, reason: 'stop', until }, OPERATOR);
      return trigger(intent);
    };
    await world.work(1);
    expect(world.only()).toMatchObject({ state: 'intent_persisted', reasons: [{ code: 'held' }] });
    for (let version = 0; version < 55; version += 1) {
      const alert = await world.fire({ version: `2.${String(version)}.0` });
      await world.work();
      await world.resolve(alert);
      world.clock.advance(MINUTE);
      await world.work();
    }
    await world.fire({ version: '3.0.0' });
    await world.work();
    expect(codes(rollbackOf(world, '3.0.0'))).toEqual(['held', 'cooldown']);
  });
});

describe('A yes', () => {
  it('that was given while nobody could name a target is asked for anew with the target', async () => {
    const world = await firing({ mode: 'ask' });
    world.pipeline.plans = { kind: 'unclear', reason: 'no history' };
    await world.work();
    expect(codes(world.only())).toContain('target_unknown');
    await world.operations.approve(world.only().id, decision(world.only()), OPERATOR);
    world.pipeline.plans = undefined;
    await world.work(1);
    expect(versions(world)).toEqual([]);
    expect(world.only()).toMatchObject({ state: 'awaiting_approval', target: '1.1.0' });
    await world.operations.approve(world.only().id, decision(world.only()), OPERATOR);
    await calm(world);
    expect(versions(world)).toEqual(['1.1.0']);
  });

  it('that was given after another deployment was cancelled without a word is carried out', async () => {
    const world = await firing();
    world.running = '1.2.0';
    await world.operations.putDeployment(world.deployment('1.3.0', 1));
    await world.work(40);
    expect(codes(world.only())).toContain('superseded');
    await world.operations.approve(world.only().id, decision(world.only()), OPERATOR);
    await calm(world);
    expect(versions(world)).toEqual(['1.1.0']);
    expect(world.only().state).toBe('succeeded');
  });
});

describe('A rollback that failed and was begun again', () => {
  it('is gone on with though the pipeline told of its target as a deployment of its own', async () => {
    const world = await firing();
    world.pipeline.live = { kind: 'never', reason: 'one pod stays' };
    await world.work(1);
    expect(world.only()).toMatchObject({ state: 'failed', reasons: [{ code: 'not_live' }] });
    await world.operations.putDeployment(world.deployment('1.1.0', 0, { id: 'ci-9', kind: 'rollback' }));
    world.pipeline.live = { kind: 'live' };
    await world.operations.retry(world.only().id, { reason: 'pod removed', revision: world.only().revision }, OPERATOR);
    await calm(world);
    expect(world.only()).toMatchObject({ state: 'succeeded', attempt: 2 });
  });

  it('and then waits under a hold still counts as one that called: others wait for its cooldown', async () => {
    const world = await firing();
    world.pipeline.live = { kind: 'never', reason: 'one pod stays' };
    await world.work(1);
    await holdAll(world, 3);
    await world.operations.retry(world.only().id, { reason: 'again', revision: world.only().revision }, OPERATOR);
    await world.work(1);
    expect(world.only().state).toBe('deferred');
    await world.operations.putDeployment(world.deployment('1.3.0', 2, { outcome: 'succeeded' }));
    await world.fire({ version: '1.3.0' });
    await world.work(5);
    expect(codes(rollbackOf(world, '1.3.0'))).toContain('cooldown');
  });
});

describe('A pipeline that did not end in time', () => {
  it.each([{ kind: 'after', times: 3, everyMs: 20_000 }, { kind: 'never' }, { kind: 'idempotent' }] as const)(
    'is looked at by a retry before anything is sent anew ($kind)',
    async (searchable) => {
      const world = await firing({ searchable });
      world.pipeline.progress = { kind: 'running', note: 'job 7' };
      await world.work(20);
      expect(world.only()).toMatchObject({ state: 'unknown', reasons: [{ code: 'outcome_unknown' }] });
      await world.operations.retry(world.only().id, { reason: 'wait', revision: world.only().revision }, OPERATOR);
      await world.work(1);
      world.pipeline.progress = { kind: 'succeeded' };
      await calm(world);
      expect(world.only().state).toBe('succeeded');
      expect(versions(world)).toEqual(['1.1.0']);
    },
  );

  it('and still does not end after a retry goes to a person again', async () => {
    const world = await firing();
    world.pipeline.progress = { kind: 'running', note: undefined };
    await world.work(20);
    await world.operations.retry(world.only().id, { reason: 'wait', revision: world.only().revision }, OPERATOR);
    await world.work(30);
    expect(world.only()).toMatchObject({ state: 'unknown', attempt: 2 });
    expect(versions(world)).toEqual(['1.1.0']);
  });

  it('is not sent anew by a retry because the pipeline does not list it: it gave it an id', async () => {
    const world = await firing();
    world.pipeline.progress = { kind: 'running', note: undefined };
    await world.work(20);
    world.pipeline.lookup = { kind: 'none' };
    await world.operations.retry(world.only().id, { reason: 'wait', revision: world.only().revision }, OPERATOR);
    await world.work(5);
    world.pipeline.progress = { kind: 'succeeded' };
    await calm(world);
    expect(world.only().state).toBe('succeeded');
    expect(versions(world)).toEqual(['1.1.0']);
  });

  it('or answer is not sent anew by a retry before its listing can show it', async () => {
    const world = await firing();
    world.pipeline.fates = ['answer lost'];
    await world.work();
    world.pipeline.find = () => Promise.reject(new Error('a defect'));
    world.clock.advance(3_000);
    for (let at = 0; at < 8; at += 1) await world.advance(world.only().id).catch(() => undefined);
    expect(world.only()).toMatchObject({
      state: 'dead_letter',
      steps: [{ state: 'unknown', externalId: undefined }, {}],
    });
    Reflect.deleteProperty(world.pipeline, 'find');
    await world.operations.retry(world.only().id, { reason: 'mended', revision: world.only().revision }, OPERATOR);
    await calm(world, 2);
    expect(world.only().state).toBe('succeeded');
    expect(versions(world)).toEqual(['1.1.0']);
  });

  it('and whose listing does not answer goes to a person again', async () => {
    const world = await firing();
    world.pipeline.fates = ['answer lost'];
    world.pipeline.lookup = { kind: 'unsure', reason: '503' };
    await world.work(30);
    await world.operations.retry(world.only().id, { reason: 'again', revision: world.only().revision }, OPERATOR);
    await world.work(10);
    expect(world.only()).toMatchObject({ state: 'unknown', attempt: 2 });
    expect(versions(world)).toHaveLength(1);
  });
});
