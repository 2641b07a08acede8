import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Adapter, Intent, PlanRequest } from '../adapter.ts';
import { ALL_FAULTS, FAULTS, type Fault } from './faultyServer.ts';
import { settle } from './settle.ts';

/** One adapter before a fake of its pipeline, with a bad release live and a good one known. */
export interface AdapterWorld {
  readonly adapter: Adapter;
  readonly request: PlanRequest;
  /** How often the pipeline really began to do what this id asked for. */
  executions(correlationId: string): number;
  /** The pipeline ends what this id started. */
  end(correlationId: string, how: 'succeeded' | 'failed'): void | Promise<void>;
  /** The next requests go wrong; undefined where nothing can. */
  breakRequests?(sort: 'calls' | 'reads', fault: Fault, times: number): void;
  mend?(): void;
  /** What was started is not listed in so many of the next listings. */
  lag?(listings: number): void;
  /** Everything that stands in the addresses that were asked for, or in commands that were run. */
  addresses?(): readonly string[];
  close(): Promise<void>;
}

export interface AdapterTraits {
  /** What can go wrong with a call; all by default. */
  readonly faults?: readonly Fault[];
  /** False where planning asks nobody. */
  readonly plansByReading?: boolean;
  /** False where the adapter itself asks the pipeline for the good release. */
  readonly needsGood?: boolean;
  /** False where nothing can be looked up by the correlation id. */
  readonly finds?: boolean;
  /** True where nothing but 2xx tells, so that what was called counts as done at once. */
  readonly endsAtOnce?: boolean;
}

/** `$(..)`, quotes and line feeds: what a shell or a URL would take for something else. */
export const HOSTILE_REASON = '"; rm -rf / #\n$(reboot) `id` \' ../../../etc <script>é\u202e';

const READ_FAULTS: readonly Fault[] = [
  'waitSeconds',
  'unauthorized',
  'redirectToMetadata',
  'serverError',
  'halfOpen',
  'reset',
  'malformedJson',
  'page',
  'cutBody',
  'hugeBody',
];

let number = 0;

/** What every adapter promises (adapter.ts), in front of its fake. `open` is called for each test. */
export function describeAdapter(name: string, open: () => Promise<AdapterWorld>, traits: AdapterTraits = {}): void {
  const { faults = ALL_FAULTS, plansByReading = true, needsGood = true, finds = true, endsAtOnce = false } = traits;

  describe(`${name} as an adapter`, () => {
    let world: AdapterWorld;
    let signal: AbortSignal;
    beforeEach(async () => {
      world = await open();
      signal = new AbortController().signal;
    });
    afterEach(() => world.close());

    const intended = (): Promise<Intent> => intentOf(world, signal);

    it('plans an explicit target and starts nothing', async () => {
      const planned = await world.adapter.plan(world.request, signal);
      expect(planned.kind).toBe('target');
      if (planned.kind !== 'target') return;
      const { target } = planned;
      expect(target.text).not.toBe('');
      if (world.request.good !== undefined) expect(target.version).toBe(world.request.good.version);
      expect(Object.keys(target.fields).length).toBeGreaterThan(0);
      expect(JSON.stringify(target.fields)).not.toMatch(/HEAD|latest|previous/i);
      expect(JSON.parse(JSON.stringify(target))).toEqual(target);
      expect(world.executions('none')).toBe(0);
    });

    if (needsGood)
      it('plans nothing without a good release', async () => {
        const { request } = world;
        const version = request.good?.version ?? '';
        const unclear = { kind: 'unclear', reason: expect.stringMatching(/\w/) as string };
        expect(await world.adapter.plan({ ...request, good: undefined }, signal)).toEqual(unclear);
        expect(await world.adapter.plan({ ...request, neverBack: [version] }, signal)).toEqual(unclear);
        expect(await world.adapter.plan({ ...request, bad: { version, record: request.bad.record } }, signal)).toEqual(
          unclear,
        );
      });

    it('starts once, and is followed until the target is live', async () => {
      const intent = await intended();
      const outcome = await world.adapter.trigger(intent, signal);
      expect(outcome.kind).toBe('accepted');
      expect(world.executions(intent.correlationId)).toBe(1);
      const id = await externalIdOf(world, intent, outcome, signal);
      if (!endsAtOnce) {
        expect((await world.adapter.status(intent, id, signal)).kind).toBe('running');
        expect((await world.adapter.verify(intent, id, signal)).kind).toBe('notYet');
      }
      await world.end(intent.correlationId, 'succeeded');
      expect(await world.adapter.status(intent, id, signal)).toEqual({ kind: 'succeeded' });
      expect(await world.adapter.verify(intent, id, signal)).toEqual({ kind: 'live' });
      expect(world.executions(intent.correlationId)).toBe(1);
    });

    if (!endsAtOnce)
      it('says when the pipeline failed, and that nothing is live', async () => {
        const intent = await intended();
        const id = await externalIdOf(world, intent, await world.adapter.trigger(intent, signal), signal);
        await world.end(intent.correlationId, 'failed');
        expect((await world.adapter.status(intent, id, signal)).kind).toBe('failed');
        expect(['notYet', 'never']).toContain((await world.adapter.verify(intent, id, signal)).kind);
      });

    if (finds)
      it('finds what it started by the correlation id, and nothing of another', async () => {
        const intent = await intended();
        expect(await world.adapter.find(intent, signal)).toEqual({ kind: 'none' });
        await world.adapter.trigger(intent, signal);
        expect((await world.adapter.find(intent, signal)).kind).toBe('found');
      });

    if (finds)
      it('finds nothing that is not there, however often it is asked', async () => {
        const intent = await intended();
        for (let time = 0; time < 3; time++) {
          expect(await world.adapter.find(intent, signal)).toEqual({ kind: 'none' });
        }
      });

    it('says nothing about an id that never was', async () => {
      const intent = await intended();
      if (endsAtOnce) return;
      for (const id of ['', '0', '999999', '../../x', 'build/1e9', 'queue/77777', '\u0000']) {
        expect((await world.adapter.status(intent, id, signal)).kind).toBe('unsure');
      }
    });

    it('lets no text from outside into an address', async () => {
      const intent = { ...(await intended()), reason: HOSTILE_REASON };
      expect((await world.adapter.trigger(intent, signal)).kind).toBe('accepted');
      const asked = (world.addresses?.() ?? []).join('\n');
      expect(decodeURIComponent(asked)).not.toMatch(/rm -rf|reboot|script|etc/);
    });

    it('rejects only when it is told to stop', async () => {
      const intent = await intended();
      const stopped = AbortSignal.abort(new Error('stopping'));
      if (plansByReading) await expect(world.adapter.plan(world.request, stopped)).rejects.toThrow('stopping');
      await expect(world.adapter.trigger(intent, stopped)).rejects.toThrow('stopping');
      expect(world.executions(intent.correlationId)).toBe(0);
    });

    if (faults.length > 0)
      describe('and its network', () => {
        it.each(faults)('takes a call with %s for what it is', async (fault) => {
          const intent = await intended();
          world.breakRequests?.('calls', fault, 1);
          const outcome = await world.adapter.trigger(intent, signal);
          expect(FAULTS[fault].means).toContain(outcome.kind);
          expect(world.executions(intent.correlationId)).toBe(FAULTS[fault].executes ? 1 : 0);
          if (outcome.kind === 'later') expect(outcome.afterMs).toBeGreaterThanOrEqual(1000);
          if (outcome.kind === 'later') expect(outcome.afterMs).toBeLessThanOrEqual(900_000);
        });

        it.each(faults)('never starts twice after %s', async (fault) => {
          const intent = await intended();
          world.breakRequests?.('calls', fault, 1);
          const settled = await settle(world.adapter, intent, signal);
          const started = world.executions(intent.correlationId);
          if (FAULTS[fault].means[0] === 'rejected') expect([settled.kind, started]).toEqual(['rejected', 0]);
          else if (world.adapter.searchable.kind === 'never') expect(started).toBeLessThanOrEqual(1);
          else expect([settled.kind, started]).toEqual(['under way', 1]);
        });

        if (finds)
          it('starts once after three errors of the server', async () => {
            const intent = await intended();
            world.breakRequests?.('calls', 'serverError', 3);
            expect((await settle(world.adapter, intent, signal)).kind).toBe('under way');
            expect(world.executions(intent.correlationId)).toBe(1);
          });

        if (plansByReading)
          it.each(READ_FAULTS)('plans nothing out of %s', async (fault) => {
            world.breakRequests?.('reads', fault, 20);
            const planned = await world.adapter.plan(world.request, signal);
            expect(['unanswered', 'unclear']).toContain(planned.kind);
          });

        if (!endsAtOnce)
          it.each(READ_FAULTS)('believes nothing that comes with %s', async (fault) => {
            const intent = await intended();
            const id = await externalIdOf(world, intent, await world.adapter.trigger(intent, signal), signal);
            world.breakRequests?.('reads', fault, 40);
            if (finds) expect((await world.adapter.find(intent, signal)).kind).toBe('unsure');
            expect((await world.adapter.status(intent, id, signal)).kind).toBe('unsure');
            expect((await world.adapter.verify(intent, id, signal)).kind).toBe('unsure');
          });

        it('stops while nobody answers', async () => {
          const intent = await intended();
          world.breakRequests?.('calls', 'halfOpen', 1);
          const stop = new AbortController();
          const work = expect(world.adapter.trigger(intent, stop.signal)).rejects.toThrow('stopping');
          stop.abort(new Error('stopping'));
          await work;
        });

        it(`starts at most once whatever is lost (${String(seedCount())} seeds)`, async () => {
          for (let seed = 1; seed <= seedCount(); seed++) {
            const random = randomOf(seed);
            const pick = <T>(from: readonly T[]): T | undefined => from[Math.floor(random() * from.length)];
            const lost = Array.from({ length: 1 + Math.floor(random() * 3) }, () => pick(faults) ?? 'reset');
            const unread = Array.from({ length: Math.floor(random() * 3) }, () => pick(READ_FAULTS) ?? 'reset');
            const intent = await intended();
            world.lag?.(Math.floor(random() * 3));
            for (const fault of lost) world.breakRequests?.('calls', fault, 1);
            for (const fault of unread) world.breakRequests?.('reads', fault, 1);
            const settled = await settle(world.adapter, intent, signal);
            world.mend?.();
            const started = world.executions(intent.correlationId);
            const story = `seed ${String(seed)}: ${[...lost, '|', ...unread].join(' ')} -> ${settled.kind}`;
            expect(started, story).toBeLessThanOrEqual(1);
            if (settled.kind === 'under way') expect(started, story).toBe(1);
            if (settled.kind === 'rejected') expect(started, story).toBe(0);
            await world.close();
            world = await open();
          }
        }, 600_000);
      });
  });
}

/** Plans for real and makes an intent of it. */
export async function intentOf(world: AdapterWorld, signal: AbortSignal): Promise<Intent> {
  const planned = await world.adapter.plan(world.request, signal);
  if (planned.kind !== 'target') throw new Error(`Not planned: ${planned.reason}`);
  number += 1;
  return {
    rollbackId: `rb-${String(number)}`,
    correlationId: `rr-${String(number)}-code-1`,
    service: world.request.service,
    labels: world.request.labels,
    badVersion: world.request.bad.version,
    target: planned.target,
    reason: 'Veto: error rate 4.1% vs usual 0.6% (n=3120)',
    approvedBy: 'the gateway itself',
  };
}

async function externalIdOf(
  { adapter }: AdapterWorld,
  intent: Intent,
  outcome: Awaited<ReturnType<Adapter['trigger']>>,
  signal: AbortSignal,
): Promise<string> {
  if (outcome.kind !== 'accepted') throw new Error(`Not accepted: ${outcome.reason}`);
  if (outcome.externalId !== undefined) return outcome.externalId;
  const found = await adapter.find(intent, signal);
  if (found.kind !== 'found') throw new Error(`Not found: ${found.kind}`);
  return found.externalId;
}

function seedCount(): number {
  return process.env['RELEASE_RISK_FULL'] === '1' ? 500 : 20;
}

function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
