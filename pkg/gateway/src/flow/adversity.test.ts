import { describe, expect, it } from 'vitest';
import { calm, codes, decision, firing, MINUTE, rollbackOf, silence, versions } from './testing/scenes.ts';
import { OPERATOR, World } from './testing/world.ts';

describe('A release that was replaced', () => {
  it('stays so when yet another deployment failed after it', async () => {
    const world = await firing();
    await world.operations.putDeployment(world.deployment('1.3.0', 2, { outcome: 'succeeded' }));
    await world.operations.putDeployment(world.deployment('1.4.0', 1, { outcome: 'failed' }));
    await world.work(1);
    expect(world.only()).toMatchObject({ state: 'suppressed', reasons: [{ code: 'superseded' }] });
    expect(versions(world)).toEqual([]);
  });

  it('is judged anew when what replaced it turns out to have failed', async () => {
    const world = await firing();
    const next = world.deployment('1.3.0', 1);
    await world.operations.putDeployment(next);
    await world.work(1);
    expect(world.only().state).toBe('suppressed');
    await world.operations.putDeployment({ ...next, outcome: 'failed' });
    await calm(world);
    expect(versions(world)).toEqual(['1.1.0']);
  });

  it('is left alone when what replaced it failed after its alert had resolved', async () => {
    const world = new World();
    await world.releases();
    const alert = await world.fire();
    const next = world.deployment('1.3.0', 1);
    await world.operations.putDeployment(next);
    await world.work(1);
    await world.resolve(alert);
    await world.work(1);
    await world.operations.putDeployment({ ...next, outcome: 'failed' });
    await world.work(1);
    expect(world.only().state).toBe('suppressed');
  });

  it('is not so while the old version runs and nobody tells how the new one ended: it waits, then a person is asked', async () => {
    const world = await firing();
    world.running = '1.2.0';
    await world.operations.putDeployment(world.deployment('1.3.0', 1));
    await world.work(5);
    expect(world.only()).toMatchObject({ state: 'deferred', reasons: [{ code: 'superseded' }] });
    await world.work(30);
    expect(world.only().state).toBe('awaiting_approval');
    expect(codes(world.only())).toContain('superseded');
    expect(versions(world)).toEqual([]);
  });

  it('is so once the new version is seen running, whether or not anybody told how it ended', async () => {
    const world = await firing();
    world.running = '1.2.0';
    await world.operations.putDeployment(world.deployment('1.3.0', 1));
    await world.work(5);
    world.running = '1.3.0';
    await world.work(1);
    expect(world.only()).toMatchObject({ state: 'suppressed', reasons: [{ code: 'superseded' }] });
  });

  it('is not so by a deployment that is dated into the future', async () => {
    const world = await firing();
    await world.operations.putDeployment(world.deployment('1.3.0', -24 * 60));
    await calm(world);
    expect(versions(world)).toEqual(['1.1.0']);
  });
});

describe('A service whose deployments stand only in annotations', () => {
  it('is known by them also after its first rollback', async () => {
    const world = new World();
    world.outsideDeployments = [world.deployment('1.2.0', 10), world.deployment('1.1.0', 24 * 60)];
    await world.fire();
    await calm(world, 40);
    expect(world.only()).toMatchObject({ state: 'succeeded', deployment: { id: 'deploy-1.2.0' } });
    world.outsideDeployments = [world.deployment('1.3.0', 10), ...world.outsideDeployments];
    world.verdict = 'High';
    await world.fire({ version: '1.3.0' });
    await calm(world);
    expect(rollbackOf(world, '1.3.0')).toMatchObject({ state: 'succeeded', deployment: { id: 'deploy-1.3.0' } });
    expect(versions(world)).toEqual(['1.1.0', '1.1.0']);
  });
});

describe('A deployment that is told of with more labels than its model knows', () => {
  it('is one of that service all the same', async () => {
    const world = new World();
    const labels = { service: 'checkout', commit_branch: 'main' };
    await world.operations.putDeployment(world.deployment('1.1.0', 24 * 60, { labels }));
    await world.operations.putDeployment(
      world.deployment('1.2.0', 10, { labels: { ...labels, commit_branch: 'hotfix' } }),
    );
    await world.fire();
    await calm(world);
    expect(versions(world)).toEqual(['1.1.0']);
  });
});

describe('What comes back', () => {
  it('is found by the moment of its deployment, whatever the zone it is written in', async () => {
    const world = new World();
    const east = (minutesAgo: number) =>
      new Date(world.clock.now() - (minutesAgo - 9 * 60) * MINUTE).toISOString().replace('Z', '+09:00');
    await world.operations.putDeployment(world.deployment('1.0.0', 48 * 60));
    await world.operations.putDeployment(world.deployment('1.1.0', 0, { startedAt: east(60) }));
    await world.operations.putDeployment(world.deployment('1.2.0', 10));
    await world.fire();
    await calm(world);
    expect(versions(world)).toEqual(['1.1.0']);
  });

  it.each(['destructive', 'unknown'] as const)(
    'needs a person where a release between the two had %s migrations',
    async (migrations) => {
      const world = new World();
      await world.operations.putDeployment(world.deployment('1.0.0', 48 * 60));
      const judged = { verdict: 'High', score: 2, at: new Date(world.clock.now()).toISOString() } as const;
      await world.operations.putDeployment(world.deployment('1.1.0', 24 * 60, { migrations, judged }));
      await world.operations.putDeployment(world.deployment('1.2.0', 10));
      await world.fire();
      await world.work();
      expect(world.only()).toMatchObject({ state: 'awaiting_approval', reasons: [{ code: 'migrations' }] });
      expect(versions(world)).toEqual([]);
    },
  );

  it('may be a version that was rolled back once and was deployed anew since, mended', async () => {
    const world = await firing();
    await calm(world);
    await world.work(60);
    await world.operations.putDeployment(world.deployment('1.2.0', 5, { id: 'mended', outcome: 'succeeded' }));
    await world.work(24 * 60);
    await world.operations.putDeployment(world.deployment('1.3.0', 5));
    world.verdict = 'High';
    await world.fire({ version: '1.3.0' });
    await calm(world);
    expect(versions(world)).toEqual(['1.1.0', '1.2.0']);
  });

  it('is never a release that nobody could name when its alert came', async () => {
    const world = new World();
    await world.fire({ version: '' });
    await world.work();
    await world.releases();
    await world.work();
    const asked = rollbackOf(world, '');
    await world.operations.approve(asked?.id ?? '', decision(asked), OPERATOR);
    await world.work(1);
    expect(versions(world)).not.toContain('1.2.0');
  });
});

describe('A version that somebody was asked about', () => {
  it('and that recovered is a target for the next', async () => {
    const world = new World({ mode: 'ask' });
    await world.releases();
    const alert = await world.fire();
    await world.work(2);
    world.verdict = 'Low';
    await world.resolve(alert);
    await world.work();
    expect(world.only()).toMatchObject({ state: 'suppressed', reasons: [{ code: 'recovered' }] });
    await world.operations.putDeployment(world.deployment('1.3.0', 0, { outcome: 'succeeded' }));
    await world.work(2);
    world.verdict = 'High';
    await world.fire({ version: '1.3.0' });
    await world.work();
    expect(rollbackOf(world, '1.3.0')?.target).toBe('1.2.0');
  });
});

describe('A version that was brought back', () => {
  it('is the target for the next release, too, though its own alert fired until the score was calm', async () => {
    const world = await firing({ rules: { cooldownMs: 0 } });
    await world.work(1);
    const late = await world.fire({ version: '1.1.0' });
    await world.work(1);
    world.verdict = 'Low';
    await world.work(1);
    await world.operations.putDeployment(world.deployment('1.2.1', 0, { outcome: 'succeeded' }));
    await world.work(2);
    await world.resolve(late, { reason: 'MissingSeries' });
    world.verdict = 'High';
    await world.fire({ version: '1.2.1' });
    await calm(world, 3);
    expect(versions(world)).toEqual(['1.1.0', '1.1.0']);
  });
});

describe('What was rolled back long ago', () => {
  it('is no target, however many rollbacks came since', async () => {
    const world = await firing();
    await calm(world);
    for (let version = 0; version < 60; version += 1) {
      await world.operations.putDeployment(world.deployment(`2.${String(version)}.0`, 0, { outcome: 'succeeded' }));
      world.verdict = 'Low';
      const alert = await world.fire({ version: `2.${String(version)}.0` });
      await world.work(1);
      await world.resolve(alert);
      await world.work(60);
    }
    world.verdict = 'High';
    const target = { text: '1.2.0', version: '1.2.0', fields: {}, snapshot: {} };
    world.pipeline.plans = { kind: 'target', target };
    await world.operations.putDeployment(world.deployment('3.0.0', 5, { outcome: 'succeeded' }));
    await world.fire({ version: '3.0.0' });
    await world.work(2);
    expect(rollbackOf(world, '3.0.0')?.state).toBe('awaiting_approval');
    expect(codes(rollbackOf(world, '3.0.0'))).toContain('target_was_bad');
  });
});

describe('What was approved', () => {
  it('is not done with another target than the one that was seen: somebody is asked anew', async () => {
    const world = await firing({ mode: 'ask' });
    await world.work();
    const { id } = world.only();
    await world.operations.putDeployment(world.deployment('1.1.5', 60));
    await world.operations.approve(id, decision(world.only()), OPERATOR);
    await world.work();
    expect(versions(world)).toEqual([]);
    expect(world.only()).toMatchObject({ state: 'awaiting_approval', target: '1.1.5', approvedBy: undefined });
    await world.operations.approve(id, decision(world.only()), OPERATOR);
    await calm(world);
    expect(versions(world)).toEqual(['1.1.5']);
  });

  it('is not done under a silence, though the service is calm', async () => {
    const world = new World();
    await world.releases();
    world.pipeline.fates = ['refused'];
    const alert = await world.fire();
    await world.work(1);
    expect(world.only().state).toBe('failed');
    await world.resolve(alert);
    world.verdict = 'Low';
    world.outsideHolds = [silence(world, 30)];
    const { id, revision } = world.only();
    await world.work();
    await world.operations.retry(id, { reason: 'the token is mended', revision: world.only().revision }, OPERATOR);
    expect(revision).toBeGreaterThan(0);
    await world.work(5);
    expect(versions(world)).toEqual([]);
  });

  it('is not done under a hold that came while its targets were named', async () => {
    const world = await firing();
    const plan = world.pipeline.plan.bind(world.pipeline);
    world.pipeline.plan = async (request) => {
      if (world.only().state === 'approved') {
        world.pipeline.plan = plan;
        const until = new Date(world.clock.now() + 30 * MINUTE).toISOString();
        await world.operations.hold({ labels: {}, reason: 'stop', until }, OPERATOR);
      }
      return plan(request);
    };
    await world.work(5);
    expect(versions(world)).toEqual([]);
    expect(world.only()).toMatchObject({ state: 'deferred', reasons: [{ code: 'held' }] });
  });

  it('by its author, who was named only after the question, is refused', async () => {
    const world = new World({ mode: 'ask' });
    await world.fire();
    await world.work();
    await world.releases();
    await world.work();
    const ada = { kind: 'person', id: 'token:ada', name: 'Ada' } as const;
    await expect(world.operations.approve(world.only().id, decision(world.only()), ada)).rejects.toMatchObject({
      code: 'GW106',
    });
    expect(world.only()).toMatchObject({ state: 'awaiting_approval', target: '1.1.0' });
    expect(codes(world.only())).toEqual(['ask_mode']);
  });
});

describe('An alert that nobody ever resolves', () => {
  it('about a calm release without a known deployment does not wait for ever', async () => {
    const world = new World();
    world.verdict = 'Low';
    await world.fire();
    await world.work(60);
    expect(world.only()).toMatchObject({ state: 'deferred', reasons: [{ code: 'recovering' }] });
    await world.work(62);
    expect(world.only().state).toBe('awaiting_approval');
    await world.work(61);
    expect(world.only().state).toBe('expired');
  });
});

describe('A second call for one release', () => {
  it('is not made by itself after an attempt of a person was cancelled', async () => {
    const world = new World();
    await world.releases();
    world.pipeline.progress = { kind: 'failed', reason: 'job failed' };
    const alert = await world.fire();
    await world.work(1);
    expect(world.only().state).toBe('failed');
    world.pipeline.plans = { kind: 'unanswered', reason: '503' };
    await world.operations.retry(world.only().id, { reason: 'again', revision: world.only().revision }, OPERATOR);
    await world.resolve(alert);
    await world.work(1);
    expect(world.only().state).toBe('suppressed');
    world.pipeline.plans = undefined;
    await world.fire();
    await world.work(60);
    expect(versions(world)).toEqual(['1.1.0']);
    expect(world.only().state).not.toBe('succeeded');
  });

  it('is not made when the pipeline delivers the rollback as a deployment of its own', async () => {
    const world = await firing();
    world.pipeline.progress = { kind: 'running', note: undefined };
    await world.work(1);
    await world.operations.putDeployment(world.deployment('1.1.0', 0, { id: 'by the pipeline' }));
    world.pipeline.progress = { kind: 'succeeded' };
    world.verdict = 'Low';
    await world.work(60);
    world.verdict = 'High';
    await world.fire({ version: '1.1.0' });
    await world.work(5);
    expect(versions(world)).toEqual(['1.1.0']);
    expect(codes(rollbackOf(world, '1.1.0'))).toContain('deployment_is_rollback');
  });
});

describe('An alert that resolves', () => {
  it('cancels what it fired for, though its release was named only since', async () => {
    const world = new World();
    const alert = await world.fire({ version: '' });
    await world.work();
    expect(world.only().state).toBe('awaiting_approval');
    await world.releases();
    await world.resolve(alert);
    await world.work();
    expect(rollbackOf(world, '')).toMatchObject({ state: 'suppressed', reasons: [{ code: 'recovered' }] });
  });

  it('was over long before it was heard of, and fires since: that is judged', async () => {
    const world = new World({ mode: 'observe' });
    await world.releases();
    const first = world.alert({ startsAt: world.clock.now() - 9 * MINUTE });
    await world.operations.accept('reconcile', [
      { ...first, status: 'resolved', endsAt: world.clock.now() - 8 * MINUTE },
      first,
    ]);
    await world.work();
    expect(world.only().state).toBe('suppressed');
    await world.operations.accept('reconcile', [world.alert({ startsAt: world.clock.now() - 3 * MINUTE })]);
    await world.work();
    expect(world.told()).toContain('fired_again');
  });
});

describe('Steps that are partly done', () => {
  const step = (id: string, kind: 'code' | 'instances' | 'database', adapter = 'ci') =>
    ({ id, kind, adapter, callMs: 30_000, doneMs: 15 * MINUTE }) as const;
  const steps = [step('deploy', 'code'), step('pods', 'instances'), step('schema', 'database')];

  it('are not called before no bad instance runs, also where an earlier attempt saw none', async () => {
    const world = await firing({ rules: { steps } });
    world.pipeline.fates = ['accepted', 'refused'];
    await world.work(1);
    expect(world.only()).toMatchObject({ state: 'failed', reasons: [{ code: 'refused' }] });
    world.pipeline.live = { kind: 'notYet', reason: 'a bad pod came back' };
    await world.operations.retry(world.only().id, { reason: 'granted', revision: world.only().revision }, OPERATOR);
    await world.work(30);
    expect(world.pipeline.executions).toHaveLength(1);
    expect(world.only()).toMatchObject({ state: 'failed', reasons: [{ code: 'not_live' }] });
  });

  it('are gone on with by a person, though what they brought back is the newest deployment', async () => {
    const world = await firing();
    await world.work(30);
    expect(world.only()).toMatchObject({ state: 'failed', reasons: [{ code: 'not_recovered' }] });
    await world.operations.retry(world.only().id, { reason: 'look', revision: world.only().revision }, OPERATOR);
    await calm(world);
    expect(world.only()).toMatchObject({ state: 'succeeded', attempt: 2 });
    expect(world.pipeline.executions).toHaveLength(1);
  });

  it('leave the database alone where nobody can name what its instances should run', async () => {
    const world = new World({ mode: 'ask', rules: { steps } });
    const plan = world.pipeline.plan.bind(world.pipeline);
    let calls = 0;
    world.pipeline.plan = async (request) =>
      (calls += 1) % 3 === 2 ? { kind: 'nothing', reason: 'it runs already' } : plan(request);
    await world.releases();
    await world.fire();
    await world.work();
    expect(codes(world.only())).toContain('target_unknown');
  });

  it('end in doubt, not as failed, where a call was made and its adapter is configured no more', async () => {
    const options = { adapters: ['ci'] };
    const world = await firing(options);
    world.pipeline.progress = { kind: 'running', note: undefined };
    await world.work(1);
    options.adapters = ['another'];
    world.restart();
    await world.work(1);
    expect(world.only()).toMatchObject({ state: 'unknown', steps: [{ state: 'unknown', calls: 1 }, {}] });
  });

  it('are looked up before anything else, whatever the pipeline can name as a target by then', async () => {
    const world = await firing();
    world.pipeline.fates = ['answer lost'];
    world.pipeline.lookup = { kind: 'unsure', reason: '503' };
    await world.work(30);
    expect(world.only().state).toBe('unknown');
    world.pipeline.lookup = undefined;
    world.pipeline.plans = { kind: 'nothing', reason: '1.1.0 runs already' };
    await world.operations.retry(world.only().id, { reason: 'look', revision: world.only().revision }, OPERATOR);
    await calm(world);
    expect(world.only().state).toBe('succeeded');
    expect(world.pipeline.executions).toHaveLength(1);
  });
});

describe('A hold', () => {
  it('of one tenant keeps others from approving the rollback of what they share', async () => {
    const world = new World({ sharedBy: 'service', mode: 'ask' });
    await world.operations.putDeployment(world.deployment('1.1.0', 24 * 60, { labels: {} }));
    await world.operations.putDeployment(world.deployment('1.2.0', 10, { labels: {} }));
    await world.fire();
    await world.work();
    const asked = world.only();
    const until = new Date(world.clock.now() + 30 * MINUTE).toISOString();
    await world.operations.hold({ labels: { service: 'cart' }, reason: 'wait', until }, OPERATOR);
    await expect(world.operations.approve(asked.id, decision(asked), OPERATOR)).rejects.toMatchObject({
      code: 'GW105',
    });
    expect(world.told()).toContain('held');
  });

  it('of one tenant holds the deployment that it shares with others', async () => {
    const world = new World({ sharedBy: 'service' });
    await world.operations.putDeployment(world.deployment('1.1.0', 24 * 60, { labels: {} }));
    await world.operations.putDeployment(world.deployment('1.2.0', 10, { labels: {} }));
    const until = new Date(world.clock.now() + 30 * MINUTE).toISOString();
    await world.operations.hold({ labels: { service: 'cart' }, reason: 'wait', until }, OPERATOR);
    await world.fire();
    await world.work(5);
    expect(world.only()).toMatchObject({ state: 'deferred', reasons: [{ code: 'held' }] });
    expect(versions(world)).toEqual([]);
  });

  it('by an Alertmanager that is not asked for silences keeps its alert from the pipeline until it ends', async () => {
    const world = new World();
    await world.releases();
    const alert = world.alert();
    await world.operations.accept('reconcile', [{ ...alert, silencedBy: ['s'] }]);
    await world.work(5);
    expect(versions(world)).toEqual([]);
    expect(world.store.audit().map(({ kind }) => kind)).toContain('silenced');
    await world.operations.accept('reconcile', [{ ...alert, silencesEnded: ['s'] }]);
    await calm(world);
    expect(versions(world)).toEqual(['1.1.0']);
  });

  it('that Grafana knows is seen in the rollback that it holds', async () => {
    const world = new World();
    await world.releases();
    world.outsideHolds = [silence(world, 30)];
    await world.operations.accept('reconcile', [{ ...world.alert(), silencedBy: ['s'] }]);
    await world.work(5);
    expect(world.only()).toMatchObject({ state: 'deferred', reasons: [{ code: 'silenced' }] });
  });

  it('that was placed by a clock that is ahead, or was set back since, holds at once', async () => {
    const world = new World();
    await world.releases();
    const until = new Date(world.clock.now() + 60 * MINUTE).toISOString();
    await world.operations.hold({ labels: {}, reason: 'stop', until }, OPERATOR);
    world.clock.advance(-5 * MINUTE);
    await world.fire();
    await world.work(4);
    expect(versions(world)).toEqual([]);
    expect(codes(world.only())).toEqual(['held']);
  });
});

describe('An old release', () => {
  it('finds its rollback however many came after it', async () => {
    const world = new World({ mode: 'observe' });
    await world.releases();
    await world.fire({ version: '0.9.0' });
    for (let at = 0; at < 60; at += 1) {
      await world.fire({ version: `2.${String(at)}.0` });
      await world.work(1);
    }
    await world.fire({ version: '0.9.0' });
    await world.work(1);
    expect(world.store.rollbacks().filter(({ version }) => version === '0.9.0')).toHaveLength(1);
    expect(world.store.jobs().filter(({ job }) => job.kind === 'delivery')).toEqual([]);
  });
});

describe('A rollback whose model is gone', () => {
  it('expires all the same', async () => {
    const world = await firing({ mode: 'ask' });
    await world.work();
    world.modelIsGone = true;
    await world.work(62);
    expect(world.only().state).toBe('expired');
  });

  it.each([
    ['a call was made', true, 'unknown'],
    ['nothing was called', false, 'failed'],
  ] as const)('goes to people when the model stays away and %s', async (_, isCalled, state) => {
    const world = await firing();
    if (isCalled) {
      world.pipeline.progress = { kind: 'running', note: undefined };
      await world.work(1);
    } else {
      world.outsideHolds = [silence(world, 600)];
      await world.work(1);
    }
    world.modelIsGone = true;
    await world.work(10);
    expect(['triggered', 'deferred']).toContain(world.only().state);
    await world.work(120);
    expect(world.only().state).toBe(state);
    expect(world.pipeline.executions).toHaveLength(isCalled ? 1 : 0);
  });

  it('goes on when the model is back', async () => {
    const world = await firing();
    world.modelIsGone = true;
    await world.work(1);
    world.modelIsGone = false;
    await world.work(2);
    expect(codes(world.only())).not.toContain('not_evaluated');
  });
});
