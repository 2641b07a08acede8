import { describe, expect, it } from 'vitest';
import type { Decision } from '@release-risk/contract/gatewayApi';
import type { Hold } from '@release-risk/contract/hold';
import type { Actor } from '@release-risk/contract/rollback';
import { RULE_ANNOTATION, RULE_LABEL } from '@release-risk/compiler/conventions';
import { OPERATOR, World, type WorldOptions } from './testing/world.ts';

const MINUTE = 60_000;

async function firing(options: WorldOptions = {}, release: Parameters<World['releases']>[0] = {}): Promise<World> {
  const world = new World(options);
  await world.releases(release);
  await world.fire();
  return world;
}

function decision(world: World): Decision {
  const { decision: open } = world.only();
  if (open === undefined) throw new Error('nothing is to be decided');
  return open;
}

async function calm(world: World, minutes = 1): Promise<void> {
  await world.work();
  world.verdict = 'Low';
  await world.work(minutes);
}

describe('A High alert in act mode', () => {
  it('becomes one rollback to the version before, which ends when the score is calm', async () => {
    const world = await firing();
    await calm(world);
    expect(world.only()).toMatchObject({ state: 'succeeded', target: '1.1.0', version: '1.2.0', attempt: 1 });
    expect(world.pipeline.executions.map(({ version }) => version)).toEqual(['1.1.0']);
    expect(world.told()).toEqual([
      'received',
      'enriched',
      'approved',
      'intent_persisted',
      'triggering',
      'triggered',
      'verifying',
      'live',
      'recovering',
      'succeeded',
    ]);
  });

  it('asks the pipeline for no target once everything is back: only the score is looked at', async () => {
    const world = await firing();
    await world.work(1);
    const asked = world.pipeline.planned.length;
    await world.work(5);
    expect(world.only()).toMatchObject({ state: 'verifying', steps: [{ state: 'succeeded' }, { id: 'recovery' }] });
    expect(world.pipeline.planned).toHaveLength(asked);
  });

  it('is still told with what it was rolled back for once the score is calm', async () => {
    const world = await firing();
    await calm(world);
    expect(world.only()).toMatchObject({ state: 'succeeded', assessment: { verdict: 'High' } });
  });

  it('is quiet about the version that came back while its score is not calm yet', async () => {
    const world = await firing();
    await world.work(2);
    const alert = await world.fire({ version: '1.1.0' });
    await world.work(1);
    const second = world.store.rollbacks().find(({ version }) => version === '1.1.0');
    expect(second?.state).toBe('deferred');
    expect(second?.reasons.map(({ text }) => text)).toContain('the rollback to 1.1.0 is being verified');
    world.verdict = 'Low';
    await world.work(1);
    await world.resolve(alert);
    await world.work(1);
    expect(
      world.store
        .rollbacks()
        .map(({ state }) => state)
        .sort(),
    ).toEqual(['succeeded', 'suppressed']);
    expect(world.heard.filter(({ version }) => version === '1.1.0').map(({ notice }) => notice)).toEqual(['state']);
  });

  it('writes down that the target is a deployment of kind rollback', async () => {
    const world = await firing();
    await calm(world);
    expect((await world.operations.deployments({ service: 'checkout' }, 1))[0]).toMatchObject({
      kind: 'rollback',
      version: '1.1.0',
      previousVersion: '1.2.0',
    });
  });

  it('is one rollback however often and by whichever rule it is delivered', async () => {
    const world = new World();
    await world.releases();
    const alert = world.alert();
    for (let i = 0; i < 20; i += 1) await world.operations.accept('grafana', [alert]);
    await world.operations.accept('reconcile', [{ ...alert, fingerprint: 'another' }]);
    await world.fire({ labels: { ...alert.labels, [RULE_LABEL.rule]: 'veto' } });
    await calm(world);
    await world.fire();
    await world.work(60);
    expect(world.pipeline.executions).toHaveLength(1);
    expect(world.store.rollbacks()).toHaveLength(1);
  });

  it('without the version on its label is about the newest deployment: the same rollback', async () => {
    const world = await firing();
    await world.fire({ version: '' });
    await calm(world);
    expect(world.only().version).toBe('1.2.0');
    expect(world.pipeline.executions).toHaveLength(1);
  });

  it('of a version that is deployed anew after its rollback is another rollback, once the cooldown is over', async () => {
    const world = await firing();
    await calm(world);
    await world.work(40);
    await world.operations.putDeployment(world.deployment('1.2.0', 5, { id: 'again', author: 'ada' }));
    world.verdict = 'High';
    await world.fire();
    await calm(world);
    expect(world.store.rollbacks().map(({ sequence, state }) => [sequence, state])).toEqual([
      [1, 'succeeded'],
      [2, 'succeeded'],
    ]);
    expect(world.pipeline.executions).toHaveLength(2);
  });

  it('fails, and says so, when the target is live and the score stays bad', async () => {
    const world = await firing();
    await world.work(30);
    expect(world.only()).toMatchObject({ state: 'failed', reasons: [{ code: 'not_recovered' }] });
  });

  it.each([
    ['failed', { kind: 'failed', reason: 'job failed' }, 'failed', 'step_failed'],
    ['never ends', { kind: 'running', note: undefined }, 'unknown', 'outcome_unknown'],
    ['cannot be asked', { kind: 'unsure', reason: '503' }, 'unknown', 'outcome_unknown'],
  ] as const)('goes to people when the pipeline %s', async (_, progress, state, code) => {
    const world = await firing();
    world.pipeline.progress = progress;
    await world.work(30);
    expect(world.only()).toMatchObject({ state, reasons: [{ code }] });
    expect(world.pipeline.executions).toHaveLength(1);
  });

  it.each([
    ['is not live in time', { kind: 'notYet', reason: 'two of three' }, 'failed', 'not_live'],
    ['was replaced by somebody', { kind: 'never', reason: '1.3.0 runs' }, 'failed', 'not_live'],
    ['cannot be seen', { kind: 'unsure', reason: '403' }, 'unknown', 'outcome_unknown'],
  ] as const)('goes to people when the target %s', async (_, live, state, code) => {
    const world = await firing();
    world.pipeline.live = live;
    await world.work(30);
    expect(world.only()).toMatchObject({ state, reasons: [{ code }] });
  });
});

describe('A guard', () => {
  it.each<[string, WorldOptions, Parameters<World['releases']>[0], string, string]>([
    ['observe mode', { mode: 'observe' }, {}, 'suppressed', 'observe_mode'],
    ['ask mode', { mode: 'ask' }, {}, 'awaiting_approval', 'ask_mode'],
    ['a release that is a rollback', {}, { kind: 'rollback' }, 'awaiting_approval', 'deployment_is_rollback'],
    ['destructive migrations', {}, { migrations: 'destructive' }, 'awaiting_approval', 'migrations'],
    ['unknown migrations', {}, { migrations: 'unknown' }, 'awaiting_approval', 'migrations'],
    ['no steps', { rules: { steps: [] } }, {}, 'awaiting_approval', 'no_steps'],
  ])('%s stops it', async (_, options, release, state, code) => {
    const world = await firing(options, release);
    await world.work();
    expect(world.only()).toMatchObject({ state });
    expect(world.only().reasons.map((reason) => reason.code)).toContain(code);
    expect(world.pipeline.executions).toEqual([]);
  });

  it('lets harmless migrations pass', async () => {
    const world = await firing({}, { migrations: 'additive' });
    await calm(world);
    expect(world.only().state).toBe('succeeded');
  });

  it.each(['Medium', 'Inconclusive', 'NotEvaluated'] as const)('%s at most asks', async (verdict) => {
    const world = new World();
    await world.releases();
    world.verdict = verdict;
    await world.fire();
    await world.work();
    expect(world.only().state).toBe('awaiting_approval');
  });

  it('asks when nobody can evaluate the service', async () => {
    const world = new World();
    await world.releases();
    world.problem = 'Prometheus does not answer';
    await world.fire();
    await world.work();
    expect(world.only()).toMatchObject({ state: 'awaiting_approval', reasons: [{ code: 'not_evaluated' }] });
  });

  it('asks about a release that nobody knows', async () => {
    const world = new World();
    await world.fire();
    await world.work();
    expect(world.only().reasons.map(({ code }) => code)).toEqual(['deployment_unknown', 'target_unknown']);
  });

  it('asks when the release is older than the action window', async () => {
    const world = new World();
    await world.operations.putDeployment(world.deployment('1.1.0', 24 * 60));
    await world.operations.putDeployment(world.deployment('1.2.0', 121));
    await world.fire();
    await world.work();
    expect(world.only().reasons.map(({ code }) => code)).toEqual(['window_over']);
  });

  it('waits for the end of the warm-up and then acts', async () => {
    const world = new World();
    await world.operations.putDeployment(world.deployment('1.1.0', 24 * 60));
    await world.operations.putDeployment(world.deployment('1.2.0', 0));
    await world.fire();
    await world.work();
    expect(world.only()).toMatchObject({ state: 'deferred', reasons: [{ code: 'warming_up' }] });
    await world.work(2);
    expect(world.pipeline.executions).toHaveLength(1);
  });

  it('waits while somebody holds it, and acts once the hold has ended', async () => {
    const world = new World();
    await world.releases();
    const until = new Date(world.clock.now() + 20 * MINUTE).toISOString();
    const hold = await world.operations.hold(
      { labels: { service: 'checkout' }, reason: 'we look at it', until },
      OPERATOR,
    );
    await world.fire();
    await world.work(10);
    expect(world.only()).toMatchObject({ state: 'deferred', reasons: [{ code: 'held' }] });
    await world.operations.endHold(hold.id, OPERATOR);
    await world.work();
    expect(world.pipeline.executions).toHaveLength(1);
    expect(world.told()).toContain('hold_ended');
  });

  it('honours a silence, wherever it was made, until it ends', async () => {
    const world = new World();
    await world.releases();
    world.outsideHolds = [
      {
        id: 's',
        labels: {},
        reason: 'fire drill',
        by: OPERATOR,
        from: new Date(world.clock.now()).toISOString(),
        until: new Date(world.clock.now() + 30 * MINUTE).toISOString(),
        source: 'silence',
      },
    ];
    await world.fire();
    await world.work(5);
    expect(world.only()).toMatchObject({ state: 'deferred', reasons: [{ code: 'silenced' }] });
    world.outsideHolds = [];
    await world.work(1);
    expect(world.pipeline.executions).toHaveLength(1);
  });

  it('asks when nobody can tell whether it was silenced', async () => {
    const world = new World();
    await world.releases();
    world.holdsProblem = 'Grafana does not answer';
    await world.fire();
    await world.work();
    expect(world.only()).toMatchObject({ state: 'awaiting_approval', reasons: [{ code: 'silences_unknown' }] });
  });

  it('waits for the end of the cooldown after another rollback of the service', async () => {
    const world = await firing();
    await calm(world);
    await world.operations.putDeployment(world.deployment('1.3.0', -2));
    await world.work(5);
    world.verdict = 'High';
    await world.fire({ version: '1.3.0' });
    await world.work(1);
    const second = world.store.rollbacks().find(({ version }) => version === '1.3.0');
    expect(second).toMatchObject({ state: 'deferred', reasons: [{ code: 'cooldown' }] });
    await world.work(40);
    expect(world.pipeline.executions.map(({ version }) => version)).toEqual(['1.1.0', '1.1.0']);
  });

  it('never goes back to a version that was rolled back itself', async () => {
    const world = await firing();
    await calm(world);
    await world.operations.putDeployment(world.deployment('1.3.0', -31, { previousVersion: '1.2.0' }));
    await world.work(40);
    world.verdict = 'High';
    await world.fire({ version: '1.3.0' });
    await calm(world);
    expect(world.pipeline.executions.map(({ version }) => version)).toEqual(['1.1.0', '1.1.0']);
    expect(world.pipeline.planned.at(-1)?.neverBack).toContain('1.2.0');
  });

  it('asks where the pipeline itself names a target that was rolled back', async () => {
    const world = await firing();
    await calm(world);
    await world.operations.putDeployment(world.deployment('1.3.0', -31));
    await world.work(40);
    world.verdict = 'High';
    world.pipeline.plans = { kind: 'target', target: { text: '1.2.0', version: '1.2.0', fields: {}, snapshot: {} } };
    await world.fire({ version: '1.3.0' });
    await world.work();
    const second = world.store.rollbacks().find(({ version }) => version === '1.3.0');
    expect(second).toMatchObject({ state: 'awaiting_approval', reasons: [{ code: 'target_was_bad' }] });
  });

  it('does nothing about a release that was already replaced', async () => {
    const world = await firing();
    await world.operations.putDeployment(world.deployment('1.3.0', 1));
    await world.work();
    expect(world.only()).toMatchObject({ state: 'suppressed', reasons: [{ code: 'superseded' }] });
  });

  it('asks when too few tenants of a shared deployment are High', async () => {
    const world = await firing({ sharedBy: 'service', rules: { quorum: { label: 'service', share: 1.1 } } });
    await world.work();
    expect(world.only().reasons.map(({ code }) => code)).toContain('quorum');
  });

  it('looks again while the score is calm and the alert still fires, and ends when it resolves', async () => {
    const world = new World();
    await world.releases();
    world.verdict = 'Low';
    const alert = await world.fire();
    await world.work(3);
    expect(world.only()).toMatchObject({ state: 'deferred', reasons: [{ code: 'recovering' }] });
    await world.resolve(alert);
    await world.work();
    expect(world.only()).toMatchObject({ state: 'suppressed', reasons: [{ code: 'recovered' }] });
    expect(world.pipeline.executions).toEqual([]);
  });
});

describe('Resolved', () => {
  it('cancels what waits for approval', async () => {
    const world = new World({ mode: 'ask' });
    await world.releases();
    const alert = await world.fire();
    await world.work();
    await world.resolve(alert);
    await world.work();
    expect(world.only()).toMatchObject({ state: 'suppressed', reasons: [{ code: 'recovered' }] });
  });

  it.each(['Updated', 'MissingSeries', 'Paused', 'RuleDeleted'])(
    'for the reason %s cancels nothing',
    async (reason) => {
      const world = new World({ mode: 'ask' });
      await world.releases();
      const alert = await world.fire();
      await world.work();
      await world.resolve(alert, { reason });
      await world.work();
      expect(world.only().state).toBe('awaiting_approval');
    },
  );

  it('by an Alertmanager cancels only what a fresh look finds calm', async () => {
    const world = new World({ mode: 'ask' });
    await world.releases();
    const alert = world.alert();
    await world.operations.accept('alertmanager', [alert]);
    await world.work();
    await world.operations.accept('alertmanager', [{ ...alert, status: 'resolved' }]);
    await world.work();
    expect(world.only().state).toBe('awaiting_approval');
    world.verdict = 'Low';
    await world.operations.putDeployment(world.deployment('1.2.0', 10, { commit: 'abc' }));
    await world.work();
    expect(world.only().state).toBe('suppressed');
  });

  it('waits until every rule that fired has resolved', async () => {
    const world = new World({ mode: 'ask' });
    await world.releases();
    const act = await world.fire();
    const veto = await world.fire({ labels: { ...act.labels, [RULE_LABEL.rule]: 'veto' } });
    await world.work();
    await world.resolve(act);
    await world.work();
    expect(world.only().state).toBe('awaiting_approval');
    await world.resolve(veto);
    await world.work();
    expect(world.only().state).toBe('suppressed');
  });

  it('does not cancel what may have been sent', async () => {
    const world = new World();
    await world.releases();
    world.pipeline.progress = { kind: 'running', note: undefined };
    const alert = await world.fire();
    await world.work(1);
    await world.resolve(alert);
    await world.work();
    expect(world.only().state).toBe('triggered');
  });

  it('that overtakes its firing leaves a record, and nothing to do', async () => {
    const world = new World();
    await world.releases();
    const alert = world.alert();
    await world.resolve(alert);
    await world.work();
    world.verdict = 'Low';
    await world.operations.accept('reconcile', [alert]);
    await world.work(1);
    expect(world.only()).toMatchObject({ state: 'suppressed', alert: { firing: [] } });
    expect(world.pipeline.executions).toEqual([]);
  });

  it('and fired while nobody listened, and still bad, is asked about', async () => {
    const world = new World();
    await world.releases();
    const alert = world.alert();
    await world.operations.accept('reconcile', [{ ...alert, status: 'resolved', endsAt: alert.startsAt + MINUTE }]);
    await world.operations.accept('reconcile', [alert]);
    await world.work(1);
    expect(world.only().state).toBe('awaiting_approval');
  });

  it('lets the same release be judged anew when it fires again', async () => {
    const world = new World({ mode: 'ask' });
    await world.releases();
    const first = await world.fire();
    await world.work();
    await world.resolve(first);
    await world.work(5);
    await world.fire();
    await world.work();
    expect(world.only().state).toBe('awaiting_approval');
    expect(world.told()).toContain('fired_again');
  });
});

describe('A person', () => {
  const AUTHOR: Actor = { kind: 'person', id: 'token:ada', name: 'Ada' };

  async function asked(options: WorldOptions = {}): Promise<World> {
    const world = await firing({ mode: 'ask', ...options });
    await world.work();
    return world;
  }

  it('sees every step with its explicit target before deciding', async () => {
    const world = await asked();
    expect(world.only().steps).toMatchObject([
      {
        id: 'deploy',
        kind: 'code',
        state: 'pending',
        target: { version: '1.1.0' },
        correlationId: undefined,
        calls: 0,
      },
      { kind: 'recovery', state: 'pending' },
    ]);
  });

  it('approves, and it is rolled back once', async () => {
    const world = await asked();
    await world.operations.approve(world.only().id, { ...decision(world), reason: 'go' }, OPERATOR);
    await calm(world);
    expect(world.only()).toMatchObject({ state: 'succeeded', approvedBy: OPERATOR });
    expect(world.pipeline.executions).toHaveLength(1);
  });

  it('rejects, and it stays rejected however often it fires', async () => {
    const world = await asked();
    await world.operations.reject(world.only().id, decision(world), OPERATOR);
    await world.work(5);
    await world.fire();
    await world.work(60);
    expect(world.only()).toMatchObject({ state: 'rejected', reasons: [{ code: 'person' }] });
    expect(world.pipeline.executions).toEqual([]);
  });

  it('does not approve a release of her own', async () => {
    const world = await asked();
    await expect(world.operations.approve(world.only().id, decision(world), AUTHOR)).rejects.toMatchObject({
      code: 'GW106',
    });
    expect(world.only().state).toBe('awaiting_approval');
  });

  it.each([
    ['an author by her login', 'ada.l', ['ada.l'], 'GW106'],
    ['an author by her address', 'ada@example.com', ['Ada@example.com'], 'GW106'],
    ['an author as Git writes her', 'Ada L <ada@example.com>', ['ada@example.com'], 'GW106'],
    ['an author as Git writes her, by name', 'Ada L <12+ada@example.com>', ['ada l'], 'GW106'],
    ['somebody with half of her name', 'Ada L <ada@example.com>', ['Ada', 'example.com'], undefined],
    ['somebody of no name where the author has none', ' <>', [''], undefined],
  ])('as %s does not get past being named otherwise in the release', async (_, author, knownAs, code) => {
    const world = await firing({ mode: 'ask' }, { author });
    await world.work();
    const by: Actor = { kind: 'person', id: 'grafana:7', name: 'Seven' };
    const approving = world.operations.approve(world.only().id, decision(world), by, knownAs);
    if (code === undefined) await expect(approving).resolves.toMatchObject({ state: 'approved', approvedBy: by });
    else await expect(approving).rejects.toMatchObject({ code });
  });

  it.each([
    ['of an older question', (world: World) => ({ ...decision(world), nonce: 'old' })],
    ['of an older revision', (world: World) => ({ ...decision(world), revision: 1 })],
  ])('decides nothing by an answer %s', async (_, answer) => {
    const world = await asked();
    await expect(world.operations.approve(world.only().id, answer(world), OPERATOR)).rejects.toMatchObject({
      code: 'GW105',
    });
  });

  it('decides nothing once the time is over', async () => {
    const world = await asked();
    const late = decision(world);
    await world.work(61);
    expect(world.only().state).toBe('expired');
    await expect(world.operations.approve(world.only().id, late, OPERATOR)).rejects.toMatchObject({ code: 'GW105' });
  });

  it('does not approve what somebody holds', async () => {
    const world = await asked();
    const until = new Date(world.clock.now() + MINUTE).toISOString();
    await world.operations.hold({ labels: {}, reason: 'freeze of the month', until }, OPERATOR);
    await expect(world.operations.approve(world.only().id, decision(world), OPERATOR)).rejects.toMatchObject({
      code: 'GW105',
    });
  });

  it('has what she approved wait for a silence that she did not know of, and is asked anew when it has ended', async () => {
    const world = await asked();
    const silence: Hold = {
      id: 's',
      labels: {},
      reason: 'fire drill',
      by: OPERATOR,
      from: new Date(world.clock.now()).toISOString(),
      until: new Date(world.clock.now() + 30 * MINUTE).toISOString(),
      source: 'silence',
    };
    world.outsideHolds = [silence];
    await world.operations.approve(world.only().id, decision(world), OPERATOR);
    await world.work(5);
    expect(world.only()).toMatchObject({ state: 'deferred', reasons: [{ code: 'silenced' }], approvedBy: undefined });
    world.outsideHolds = [];
    await world.work(1);
    expect(world.only()).toMatchObject({ state: 'awaiting_approval', approvedBy: undefined, decidedAt: undefined });
    expect(world.pipeline.executions).toEqual([]);
    await world.operations.approve(world.only().id, decision(world), OPERATOR);
    await calm(world);
    expect(world.only()).toMatchObject({ state: 'succeeded', approvedBy: OPERATOR });
    expect(world.pipeline.executions).toHaveLength(1);
  });

  it('is alone when a thousand decide at once: one wins, the others are told', async () => {
    const world = await asked();
    const open = decision(world);
    const outcomes = await Promise.allSettled(
      Array.from({ length: 1000 }, (_, at) => {
        const by: Actor = { kind: 'person', id: `grafana:${String(at)}`, name: `P${String(at)}` };
        return at % 2 === 0
          ? world.operations.approve(world.only().id, open, by)
          : world.operations.reject(world.only().id, open, by);
      }),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(
      outcomes.every((one) => one.status === 'fulfilled' || (one.reason as { code?: string }).code === 'GW105'),
    ).toBe(true);
  });

  it('retries what ended unknown: what happened after all is found and not done again', async () => {
    const world = await firing();
    world.pipeline.fates = ['answer lost'];
    world.pipeline.lookup = { kind: 'unsure', reason: '503' };
    await world.work(30);
    expect(world.only().state).toBe('unknown');
    world.pipeline.lookup = undefined;
    const { id, revision } = world.only();
    await world.operations.retry(id, { reason: 'the pipeline answers again', revision }, OPERATOR);
    await calm(world);
    expect(world.only()).toMatchObject({ state: 'succeeded', attempt: 2 });
    expect(world.pipeline.executions).toHaveLength(1);
  });

  it('retries what ended unknown and did not happen: it is sent under the number of the new attempt', async () => {
    const world = await firing({ searchable: { kind: 'never' } });
    world.pipeline.fates = ['lost before'];
    await world.work(30);
    expect(world.only().state).toBe('unknown');
    const { id, revision } = world.only();
    await world.operations.retry(id, { reason: 'nothing was started, I looked', revision }, OPERATOR);
    await calm(world);
    expect(world.pipeline.executions.map(({ correlationId }) => correlationId)).toEqual([`rr-${id}-deploy-2`]);
  });

  it('does not retry what succeeded', async () => {
    const world = await firing();
    await calm(world);
    const { id, revision } = world.only();
    await expect(world.operations.retry(id, { reason: 'once more', revision }, OPERATOR)).rejects.toMatchObject({
      code: 'GW105',
    });
  });

  it('adds notes to the story and takes care of it', async () => {
    const world = await asked();
    await world.operations.acknowledge(world.only().id, 'on it', OPERATOR);
    const shown = await world.operations.note(world.only().id, 'The CRM is slow, too', OPERATOR);
    expect(shown).toMatchObject({ acknowledgedBy: OPERATOR, notes: [{ by: OPERATOR, text: 'The CRM is slow, too' }] });
    expect(shown.timeline.map(({ kind }) => kind)).toContain('acknowledged');
  });
});

describe('A call whose outcome nobody knows', () => {
  it('is found by its correlation id and not sent again', async () => {
    const world = await firing();
    world.pipeline.fates = ['answer lost'];
    await calm(world, 5);
    expect(world.only().state).toBe('succeeded');
    expect(world.pipeline.executions).toHaveLength(1);
  });

  it('is sent again only when the pipeline was looked through often enough', async () => {
    const world = await firing();
    world.pipeline.fates = ['lost before'];
    await calm(world, 5);
    expect(world.only()).toMatchObject({ state: 'succeeded', steps: [{ calls: 2 }, {}] });
    expect(world.pipeline.executions).toHaveLength(1);
  });

  it('of a pipeline that cannot be searched goes to a person', async () => {
    const world = await firing({ searchable: { kind: 'never' } });
    world.pipeline.fates = ['answer lost'];
    await world.work(30);
    expect(world.only()).toMatchObject({ state: 'unknown', reasons: [{ code: 'outcome_unknown' }] });
    expect(world.pipeline.executions).toHaveLength(1);
  });

  it('of an idempotent pipeline is sent again under the same id', async () => {
    const world = await firing({ searchable: { kind: 'idempotent' } });
    world.pipeline.fates = ['answer lost', 'answer lost'];
    await calm(world, 5);
    expect(world.only()).toMatchObject({ state: 'succeeded', steps: [{ calls: 3 }, {}] });
    expect(world.pipeline.executions).toHaveLength(1);
  });

  it('of an idempotent pipeline that refuses the second time goes to a person', async () => {
    const world = await firing({ searchable: { kind: 'idempotent' } });
    world.pipeline.fates = ['answer lost', 'refused'];
    await world.work(30);
    expect(world.only()).toMatchObject({ state: 'unknown', reasons: [{ code: 'outcome_unknown' }] });
    expect(world.pipeline.executions).toHaveLength(1);
  });

  it('that was certainly not sent is sent later', async () => {
    const world = await firing();
    world.pipeline.fates = ['not sent', 'not sent'];
    await calm(world, 5);
    expect(world.only().state).toBe('succeeded');
  });

  it('that is refused ends as failed and is never sent again', async () => {
    const world = await firing();
    world.pipeline.fates = ['refused'];
    await world.work(30);
    expect(world.only()).toMatchObject({ state: 'failed', reasons: [{ code: 'refused' }], steps: [{ calls: 1 }, {}] });
  });
});

describe('A release that nobody could name when its alert came', () => {
  it('and that was rolled back under its name meanwhile is not rolled back once more', async () => {
    const world = new World();
    await world.fire({ version: '' });
    await world.work();
    const nameless = world.only();
    expect(nameless).toMatchObject({ version: '', state: 'awaiting_approval' });
    await world.releases();
    await world.fire({ version: '1.2.0' });
    await world.work();
    expect(world.pipeline.executions).toHaveLength(1);
    const { decision: open } = world.store.rollbacks().find(({ id }) => id === nameless.id) ?? {};
    if (open !== undefined) await world.operations.approve(nameless.id, open, OPERATOR).catch(() => undefined);
    await world.work(5);
    expect(world.pipeline.executions).toHaveLength(1);
    expect(world.store.rollbacks().find(({ id }) => id === nameless.id)?.state).toBe('suppressed');
  });
});

describe('A fault of ours', () => {
  async function failing(world: World, times: number): Promise<void> {
    world.fault = new Error('undefined is not a function');
    const { id } = world.only();
    for (let at = 0; at < times; at += 1) await world.advance(id).catch(() => undefined);
    world.fault = undefined;
  }

  it('that passes stops nothing', async () => {
    const world = await firing({ mode: 'ask' });
    await world.work();
    await failing(world, 7);
    await world.work();
    expect(world.only().state).toBe('awaiting_approval');
  });

  it('that stays leaves it to a person', async () => {
    const world = await firing({ mode: 'ask' });
    await world.work();
    await failing(world, 8);
    expect(world.only()).toMatchObject({ state: 'dead_letter', reasons: [{ code: 'step_failed' }] });
  });

  it('during a call leaves it in doubt: a retry finds what happened and does not send it again', async () => {
    const world = await firing();
    world.pipeline.progress = { kind: 'running', note: undefined };
    await world.work();
    world.pipeline.status = () => Promise.reject(new Error('a defect'));
    for (let at = 0; at < 8; at += 1) await world.advance(world.only().id).catch(() => undefined);
    expect(world.only()).toMatchObject({ state: 'dead_letter', steps: [{ state: 'unknown' }, {}] });
    world.pipeline.status = () => Promise.resolve({ kind: 'succeeded' });
    const { id, revision } = world.only();
    await world.work(5);
    await world.operations.retry(id, { reason: 'mended', revision }, OPERATOR);
    await calm(world, 5);
    expect(world.only().state).toBe('succeeded');
    expect(world.pipeline.executions).toHaveLength(1);
  });
});

describe('What is about nothing known here', () => {
  it.each([
    ['of another rule', { alertname: 'Disk full' }],
    ['of an unknown model', { alertname: 'x', [RULE_LABEL.model]: 'other', service: 'checkout' }],
    ['without its service', { alertname: 'x', [RULE_LABEL.model]: 'shop' }],
  ])('%s is written down and left alone', async (_, labels) => {
    const world = new World();
    await world.fire({ labels });
    await world.work(10);
    expect(world.store.rollbacks()).toEqual([]);
    expect(world.store.audit().map(({ kind }) => kind)).toContain('foreign');
  });

  it('a failed evaluation asks about every service whose release is young', async () => {
    const world = new World();
    await world.releases();
    world.verdict = 'Inconclusive';
    await world.fire({
      labels: { alertname: 'DatasourceError', [RULE_LABEL.model]: 'shop', rulename: 'Shop: High release risk' },
      annotations: { Error: 'connection refused', [RULE_ANNOTATION.action]: 'act' },
    });
    await world.work();
    expect(world.only()).toMatchObject({ state: 'awaiting_approval', service: 'checkout', version: '1.2.0' });
  });
});

describe('While a rollback is looked at', () => {
  /** The next look at it takes so long that this comes in between. */
  function meanwhile(world: World, happens: () => Promise<unknown>): void {
    const plan = world.pipeline.plan.bind(world.pipeline);
    world.pipeline.plan = async (request) => {
      world.pipeline.plan = plan;
      await happens();
      return plan(request);
    };
  }

  it('an approval is carried out at once, not when the time to decide is over', async () => {
    const world = await firing({ mode: 'ask' });
    await world.work();
    const { id } = world.only();
    meanwhile(world, () => world.operations.approve(id, decision(world), OPERATOR));
    await world.advance(id);
    await world.work(1);
    expect(world.pipeline.executions).toHaveLength(1);
  });

  it('somebody who takes care of it does not keep it from expiring', async () => {
    const world = await firing({ mode: 'ask' });
    await world.work();
    const { id } = world.only();
    meanwhile(world, () => world.operations.acknowledge(id, undefined, OPERATOR));
    await world.work(61);
    expect(world.only().state).toBe('expired');
  });

  it('a clock that is set back does not make the look-up of a lost answer wait for as long', async () => {
    const world = await firing({ searchable: { kind: 'after', times: 1, everyMs: 1000 } });
    world.pipeline.fates = ['answer lost'];
    await world.work();
    const { id } = world.only();
    world.pipeline.lookup = { kind: 'found', externalId: 'run-1', url: undefined };
    world.clock.advance(-10 * MINUTE);
    await world.advance(id);
    expect(world.told()).not.toContain('live');
    await world.work(1);
    expect(world.told()).toContain('live');
    expect(world.pipeline.executions).toHaveLength(1);
  });
});
