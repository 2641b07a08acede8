import { describe, expect, it } from 'vitest';
import { ACTIONS } from './control/actions.ts';
import { DESK_KEYS_LINE, KEYS_LINE, onDeskKey, onKey } from './keyboard.ts';
import { FAULTS, pastReleaseAt, type ReleaseRequest } from './workload/releases.ts';

function workload(canRollBack: boolean) {
  const asked: (ReleaseRequest | 'rollback')[] = [];
  const release = pastReleaseAt(0);
  return {
    asked,
    release: (request: ReleaseRequest) => (asked.push(request), release),
    rollback: () => (asked.push('rollback'), canRollBack ? release : undefined),
  };
}

describe('the keys', () => {
  it.each(['q', '\u0003', '\u0004'])('quit with %j', (key) => {
    const lead = workload(true);
    expect(onKey(key, lead)).toBe('quit');
    expect(lead.asked).toEqual([]);
  });

  it('reach every fault and the rollback', () => {
    const lead = workload(true);
    for (const { key } of ACTIONS) expect(onKey(key, lead)).toBeDefined();
    expect(lead.asked.map((one) => (one === 'rollback' ? one : one.fault)).sort()).toEqual(
      [...FAULTS, 'rollback'].sort(),
    );
  });

  it('are all different and all printed', () => {
    expect(new Set(ACTIONS.map(({ key }) => key)).size).toBe(ACTIONS.length);
    for (const { key } of ACTIONS) expect(KEYS_LINE).toContain(`${key} `);
  });

  it('say when there is nothing to go back to', () => {
    expect(onKey('r', workload(false))).toContain('no earlier good version');
  });

  it.each(['x', 'é', '\u001b', ' '])('mean nothing otherwise: %j', (key) => {
    const lead = workload(true);
    expect(onKey(key, lead)).toBeUndefined();
    expect(lead.asked).toEqual([]);
  });
});

describe('the keys about rollbacks', () => {
  const desk = {
    decide: (decision: 'approve' | 'reject') =>
      decision === 'approve' ? Promise.resolve('Approved.') : Promise.reject(new Error('Nothing waits for a person.')),
    hold: () => Promise.resolve('Held.'),
    kill: () => 'Killed.',
    state: () => {
      throw new Error('not asked');
    },
    report: () => Promise.resolve(''),
  };

  it.each([
    ['a', 'Approved.'],
    ['x', 'Nothing waits for a person.'],
    ['h', 'Held.'],
    ['k', 'Killed.'],
  ])('do what they say, or say why not: %s', async (key, line) => {
    expect(await onDeskKey(key, desk)).toBe(line);
    expect(DESK_KEYS_LINE).toContain(`${key} `);
  });

  it('are none of the others, and no name that every object has', () => {
    for (const { key } of ACTIONS) expect(onDeskKey(key, desk)).toBeUndefined();
    for (const key of ['q', 'constructor', 'é']) expect(onDeskKey(key, desk)).toBeUndefined();
  });
});
