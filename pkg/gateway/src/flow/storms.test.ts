import { isUnderWay } from '@release-risk/contract/rollback';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Alert } from '../intake/alert.ts';
import { currentStep } from './intent.ts';
import type { RollbackRecord } from './rollbackRecord.ts';
import type { CallFate } from './testing/fakePipeline.ts';
import { silence } from './testing/scenes.ts';
import { OPERATOR, World } from './testing/world.ts';

/** At CI size; the full size by RELEASE_RISK_FULL=1. */
const RUNS = process.env['RELEASE_RISK_FULL'] === '1' ? 50_000 : 2_000;

type Act =
  | { readonly do: 'fire'; readonly version: string }
  | { readonly do: 'resolve'; readonly which: number; readonly reason: string | undefined }
  | { readonly do: 'repeat'; readonly which: number }
  | { readonly do: 'late firing'; readonly version: string }
  | { readonly do: 'wait'; readonly minutes: number }
  | { readonly do: 'work'; readonly jobs: number }
  | { readonly do: 'deploy'; readonly version: string; readonly outcome: 'succeeded' | 'failed' | undefined }
  | { readonly do: 'release'; readonly version: string }
  | { readonly do: 'run'; readonly version: string | undefined }
  | { readonly do: 'silence'; readonly minutes: number }
  | { readonly do: 'progress'; readonly kind: 'running' | 'succeeded' | 'failed' }
  | { readonly do: 'hold'; readonly minutes: number }
  | { readonly do: 'end holds' }
  | { readonly do: 'say'; readonly verdict: 'High' | 'Medium' | 'Low' | 'Inconclusive' }
  | { readonly do: 'approve' }
  | { readonly do: 'reject' }
  | { readonly do: 'retry' }
  | { readonly do: 'pipeline'; readonly fates: readonly CallFate[] };

const version = fc.constantFrom('1.2.0', '1.3.0');
const fate = fc.constantFrom<CallFate>(
  'accepted',
  'answer lost',
  'process dies after',
  'process dies before',
  'not sent',
  'asks for time',
  'refused',
  'lost before',
);
const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('fire' as const), version }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('resolve' as const),
      which: fc.nat(20),
      reason: fc.constantFrom(undefined, 'Updated', 'MissingSeries'),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('repeat' as const), which: fc.nat(20) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('late firing' as const), version }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('wait' as const), minutes: fc.constantFrom(0, 1, 2, 10, 40) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('deploy' as const),
      version,
      outcome: fc.constantFrom('succeeded' as const, 'failed' as const, undefined),
    }),
  },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('work' as const), jobs: fc.integer({ min: 1, max: 6 }) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('release' as const), version }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('run' as const), version: fc.option(version, { nil: undefined }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('silence' as const), minutes: fc.constantFrom(0, 3, 30) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('progress' as const),
      kind: fc.constantFrom('running' as const, 'succeeded' as const, 'failed' as const),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('hold' as const), minutes: fc.constantFrom(1, 30) }) },
  { weight: 1, arbitrary: fc.constant<Act>({ do: 'end holds' }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('say' as const),
      verdict: fc.constantFrom('High' as const, 'Medium' as const, 'Low' as const, 'Inconclusive' as const),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constantFrom('approve' as const, 'reject' as const, 'retry' as const) }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('pipeline' as const), fates: fc.array(fate, { maxLength: 3 }) }),
  },
);

/** What the outside world knows: when which version was deployed, what was rejected, what a person tried again. */
interface Known {
  readonly alerts: Alert[];
  readonly retries: Map<string, number>;
  /** Holds with how much had been executed when they were placed, and when they ended. */
  readonly holds: Map<string, { readonly from: number; readonly until: number; to: number }>;
  deployments: number;
}

type Performed<Do extends Act['do']> = (
  world: World,
  known: Known,
  one: Extract<Act, { readonly do: Do }>,
) => Promise<unknown>;

const ACTS: { readonly [Do in Act['do']]: Performed<Do> } = {
  async fire(world, { alerts }, { version: fired }) {
    alerts.push(await world.fire({ version: fired }));
  },
  async resolve(world, { alerts }, { which, reason }) {
    const alert = alerts[which];
    if (alert !== undefined) await world.resolve(alert, reason === undefined ? {} : { reason });
  },
  async repeat(world, { alerts }, { which }) {
    const alert = alerts[which];
    if (alert !== undefined) await world.operations.accept('reconcile', [alert]);
  },
  async 'late firing'(world, _known, { version: fired }) {
    const alert = world.alert({ version: fired, startsAt: world.clock.now() - 1000 });
    await world.resolve(alert);
    await world.work();
    await world.operations.accept('grafana', [alert]);
  },
  wait: (world, _known, { minutes }) => world.work(minutes),
  work: (world, _known, { jobs }) => world.workOnJobs(jobs),
  async deploy(world, known, { version: deployed, outcome }) {
    known.deployments += 1;
    const id = `deploy-${String(known.deployments)}`;
    const more = { id, previousVersion: '1.1.0', ...(outcome === undefined ? {} : { outcome }) };
    await world.operations.putDeployment(world.deployment(deployed, 0, more));
  },
  async release(world, known, { version: released }) {
    await ACTS.deploy(world, known, { do: 'deploy', version: released, outcome: 'succeeded' });
    await world.work(2);
    await ACTS.fire(world, known, { do: 'fire', version: released });
  },
  async hold(world, known, { minutes }) {
    const until = new Date(world.clock.now() + minutes * 60_000).toISOString();
    const labels = { service: 'checkout' };
    const { id } = await world.operations.hold({ labels, reason: 'somebody looks', until }, OPERATOR);
    known.holds.set(id, { from: world.pipeline.executions.length, until: Date.parse(until), to: Infinity });
  },
  async 'end holds'(world, known) {
    for (const { id } of await world.operations.holds()) {
      await world.operations.endHold(id, OPERATOR);
      const held = known.holds.get(id);
      if (held !== undefined) held.to = world.pipeline.executions.length;
    }
  },
  async silence(world, _known, { minutes }) {
    world.outsideHolds = minutes === 0 ? [] : [silence(world, minutes)];
  },
  async run(world, _known, { version: running }) {
    world.running = running;
  },
  async progress(world, _known, { kind }) {
    world.pipeline.progress = PROGRESS[kind];
  },
  async say(world, _known, { verdict }) {
    world.verdict = verdict;
  },
  async pipeline(world, _known, { fates }) {
    world.pipeline.fates = [...fates];
  },
  approve: (world, known) => decideAll(world, known, 'approve'),
  reject: (world, known) => decideAll(world, known, 'reject'),
  retry: (world, known) => decideAll(world, known, 'retry'),
};

function perform<Do extends Act['do']>(world: World, known: Known, one: Extract<Act, { readonly do: Do }>) {
  return (ACTS[one.do] as Performed<Do>)(world, known, one);
}

async function decideAll(world: World, known: Known, what: 'approve' | 'reject' | 'retry'): Promise<void> {
  for (const { id, decision, revision, state } of world.store.rollbacks()) {
    if (what === 'retry') {
      if (!['failed', 'unknown', 'rejected', 'expired'].includes(state)) continue;
      await world.operations.retry(id, { reason: 'once more', revision }, OPERATOR);
      known.retries.set(id, (known.retries.get(id) ?? 0) + 1);
    } else if (decision !== undefined && state === 'awaiting_approval') {
      // What is held, or too late, is refused: that is not what this is about.
      await world.operations[what](id, decision, OPERATOR).catch((error: unknown) => {
        if ((error as { code?: string }).code !== 'GW105') throw error;
      });
    }
  }
}

const step = (id: string, kind: 'config' | 'code') => ({ id, kind, adapter: 'ci', callMs: 30_000, doneMs: 900_000 });
const PROGRESS = {
  running: { kind: 'running', note: undefined },
  failed: { kind: 'failed', reason: 'red' },
  succeeded: { kind: 'succeeded' },
} as const;
const ONE_STEP = [step('deploy', 'code')];
const TWO_STEPS = [step('flags', 'config'), ...ONE_STEP];

/** A pipeline is, or will be, called for it: it was decided, and more than its score is waited for. */
function isCalling(record: RollbackRecord): boolean {
  const { state } = record;
  return isUnderWay(state) && state !== 'approved' && currentStep(record)?.kind !== 'recovery';
}

const IN_THE_END = [
  'succeeded',
  'suppressed',
  'rejected',
  'expired',
  'unknown',
  'failed',
  'awaiting_approval',
  'deferred',
];

describe('Whatever comes in whatever order', () => {
  it('each attempt of each rollback is executed once at most, and everything ends known or with a person', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(act, { minLength: 1, maxLength: 40 }),
        fc.constantFrom('after' as const, 'idempotent' as const, 'never' as const),
        fc.constantFrom('act' as const, 'ask' as const, 'observe' as const),
        fc.record({ cooldownMs: fc.constantFrom(0, 30 * 60_000), steps: fc.constantFrom(ONE_STEP, TWO_STEPS) }),
        fc.boolean(),
        async (acts, searchable, mode, rules, runsOn) => {
          const world = new World({
            mode,
            rules,
            searchable: searchable === 'after' ? { kind: 'after', times: 3, everyMs: 20_000 } : { kind: searchable },
          });
          if (runsOn) world.pipeline.progress = PROGRESS.running;
          await world.releases();
          const known: Known = { alerts: [], retries: new Map(), holds: new Map(), deployments: 0 };
          const atOnce: string[] = [];
          world.pipeline.executing = ({ rollbackId }) => {
            const others = world.store.rollbacks().filter(({ id }) => id !== rollbackId);
            atOnce.push(...others.filter(isCalling).map(({ id }) => `${rollbackId} beside ${id}`));
          };
          for (const one of acts) await perform(world, known, one);
          await world.work(6 * 60);
          check(world, known, mode, acts);
          expect(atOnce).toEqual([]);
        },
      ),
      { numRuns: RUNS },
    );
  }, 1_800_000);
});

function check(world: World, known: Known, mode: 'act' | 'ask' | 'observe', acts: readonly Act[]): void {
  const { executions } = world.pipeline;
  // Never two executions of one call, and never more calls than attempts that people asked for.
  expect(new Set(executions.map(({ correlationId }) => correlationId)).size).toBe(executions.length);
  for (const { id, attempt, state, steps, calledFor } of world.store.rollbacks()) {
    const mine = executions.filter(({ correlationId }) => correlationId.startsWith(`rr-${id}-`));
    expect(attempt).toBe(1 + (known.retries.get(id) ?? 0));
    for (const step of steps) {
      const calls = mine.filter(({ correlationId }) => correlationId.startsWith(`rr-${id}-${step.id}-`));
      expect(calls.length).toBeLessThanOrEqual(attempt);
    }
    expect(IN_THE_END).toContain(state);
    if (state === 'succeeded') expect(mine.length).toBeGreaterThanOrEqual(1);
    if (mine.length > 0) expect(calledFor.length).toBeGreaterThan(0);
  }
  // Whoever was told that it is held saw nothing executed until the end of the hold.
  for (const { from, until, to } of known.holds.values()) {
    expect(executions.filter(({ at }, index) => index >= from && index < to && at < until)).toEqual([]);
  }
  // No rollback of a version beside the first without a new deployment of it.
  const perVersion = new Map<string, number>();
  for (const { version: one } of world.store.rollbacks()) perVersion.set(one, (perVersion.get(one) ?? 0) + 1);
  for (const [one, rollbacks] of perVersion) {
    const deployed = acts.filter(
      (each) => (each.do === 'deploy' || each.do === 'release') && each.version === one,
    ).length;
    expect(rollbacks).toBeLessThanOrEqual(1 + deployed);
  }
  if (mode === 'observe') expect(executions).toEqual([]);
  if (mode === 'ask' && !acts.some((one) => one.do === 'approve' || one.do === 'retry')) expect(executions).toEqual([]);
  // What is not of this service's known versions never comes back.
  for (const { version: target } of executions) expect(['1.1.0', '1.2.0', '1.3.0']).toContain(target);
}
