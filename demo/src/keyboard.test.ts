import { describe, expect, it } from 'vitest';
import { ACTIONS } from './control/actions.ts';
import { KEYS_LINE, onKey } from './keyboard.ts';
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
