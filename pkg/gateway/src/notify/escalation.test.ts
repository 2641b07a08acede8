import type { RollbackState } from '@release-risk/contract/rollback';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escalate, escalationSchema, type Escalated, type EscalationStep } from './escalation.ts';

const SINCE = Date.UTC(2026, 10, 24, 10);
const MINUTE = 60_000;
const STEPS = escalationSchema.parse([
  { after: '0s', channels: ['owner'] },
  { after: '5m', channels: ['owner', 'on-call'] },
  { after: '15m', channels: ['lead'] },
]);
const NONE: ReadonlySet<string> = new Set();

const waiting = (change: Partial<Escalated> = {}): Escalated => ({
  id: 'rb-1',
  state: 'awaiting_approval',
  attempt: 1,
  acknowledgedBy: undefined,
  ...change,
});
const at = (minutes: number, enqueued = NONE, rollback = waiting()) =>
  escalate(STEPS, rollback, SINCE, SINCE + minutes * MINUTE, enqueued);

describe('escalation', () => {
  it('calls the owner at once and looks again when the next step is due', () => {
    expect(at(0)).toEqual({
      due: [{ id: 'rb-1:owner:escalate-1-ask-0', channel: 'owner' }],
      next: SINCE + 5 * MINUTE,
    });
  });

  it('goes on to others, and not again to those who were called', () => {
    const called = new Set(['rb-1:owner:escalate-1-ask-0']);
    expect(at(6, called).due.map(({ channel }) => channel)).toEqual(['owner', 'on-call']);
  });

  it('catches up after an outage, and then there is nothing to wait for', () => {
    const { due, next } = at(60);
    expect(due.map(({ channel }) => channel)).toEqual(['owner', 'owner', 'on-call', 'lead']);
    expect(next).toBeUndefined();
  });

  it('calls anew for trouble, and for another attempt', () => {
    expect(at(0, NONE, waiting({ state: 'unknown' })).due[0]?.id).toBe('rb-1:owner:escalate-1-trouble-0');
    expect(at(0, NONE, waiting({ attempt: 2 })).due[0]?.id).toBe('rb-1:owner:escalate-2-ask-0');
  });

  it.each<[string, Partial<Escalated>]>([
    ['somebody takes care', { acknowledgedBy: { kind: 'person' } }],
    ['it was approved', { state: 'approved' }],
    ['it was rejected', { state: 'rejected' }],
    ['it succeeded', { state: 'succeeded' }],
    ['nothing was needed', { state: 'suppressed' }],
    ['it waits for a guard', { state: 'deferred' }],
  ])('stops when %s', (_, change) => {
    expect(at(60, NONE, waiting(change))).toEqual({ due: [], next: undefined });
  });

  it.each<RollbackState>(['awaiting_approval', 'expired', 'unknown', 'failed', 'dead_letter'])(
    'goes on while it is %s and nobody takes care',
    (state) => {
      expect(at(0, NONE, waiting({ state })).due).toHaveLength(1);
    },
  );

  it('calls the owner and the team of a question that expired no second time', () => {
    const called = new Set(at(60).due.map(({ id }) => id));
    expect(at(60, called, waiting({ state: 'expired' })).due).toEqual([]);
  });

  it.each([
    ['an unknown unit', [{ after: '5 minutes', channels: ['a'] }]],
    ['nobody to call', [{ after: '5m', channels: [] }]],
    [
      'steps that go back in time',
      [
        { after: '5m', channels: ['a'] },
        { after: '0s', channels: ['b'] },
      ],
    ],
    ['words of nobody', [{ after: '5m', channels: ['a'], message: 'x' }]],
  ])('is not configured with %s', (_, settings) => {
    expect(escalationSchema.safeParse(settings).success).toBe(false);
  });
});

const steps: fc.Arbitrary<readonly EscalationStep[]> = fc
  .array(
    fc.record({
      after: fc.integer({ min: 0, max: 100 }).map((minutes) => minutes * MINUTE),
      channels: fc.uniqueArray(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 3 }),
    }),
    { maxLength: 6 },
  )
  .map((list) => [...list].sort((x, y) => x.after - y.after));

describe('escalation, whatever the steps and however often one looks', () => {
  it('calls everybody of every step exactly once, never early, in order', () => {
    fc.assert(
      fc.property(steps, fc.array(fc.integer({ min: 0, max: 120 }), { maxLength: 20 }), (list, looks) => {
        const called: { id: string; minute: number }[] = [];
        for (const minute of [...looks, 120].sort((x, y) => x - y)) {
          const enqueued = new Set(called.map(({ id }) => id));
          const { due } = escalate(list, waiting(), SINCE, SINCE + minute * MINUTE, enqueued);
          called.push(...due.map(({ id }) => ({ id, minute })));
        }
        const wanted = list.flatMap(({ channels }, step) =>
          channels.map((channel) => `rb-1:${channel}:escalate-1-ask-${String(step)}`),
        );
        expect(called.map(({ id }) => id).sort()).toEqual([...wanted].sort());
        for (const { id, minute } of called) {
          const step = list[Number(id.split('-').at(-1))];
          expect(minute * MINUTE).toBeGreaterThanOrEqual(step?.after ?? Number.NaN);
        }
      }),
    );
  });

  it('is never late when one looks when it says so', () => {
    fc.assert(
      fc.property(steps, (list) => {
        let now = SINCE;
        const called = new Map<string, number>();
        for (;;) {
          const { due, next } = escalate(list, waiting(), SINCE, now, new Set(called.keys()));
          for (const { id } of due) called.set(id, now - SINCE);
          if (next === undefined) break;
          expect(next).toBeGreaterThan(now);
          now = next;
        }
        for (const [id, when] of called) expect(when).toBe(list[Number(id.split('-').at(-1))]?.after);
        expect(called.size).toBe(list.flatMap(({ channels }) => channels).length);
      }),
    );
  });

  it('has called at least as many at a later moment', () => {
    fc.assert(
      fc.property(steps, fc.nat(120), fc.nat(120), (list, one, other) => {
        const due = (minutes: number) =>
          escalate(list, waiting(), SINCE, SINCE + minutes * MINUTE, NONE).due.map(({ id }) => id);
        expect(due(Math.max(one, other))).toEqual(expect.arrayContaining(due(Math.min(one, other))));
      }),
    );
  });
});
