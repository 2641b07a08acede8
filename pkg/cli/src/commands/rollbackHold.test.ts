import { manualClock } from '@release-risk/query/testing/manualClock';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { undiciTransport } from '../network/undiciTransport.ts';
import { type FakeGateway, startFakeGateway } from '../testing/fakeGateway.ts';
import { runCli } from '../testing/runCli.ts';

let gateway: FakeGateway;
beforeEach(async () => {
  gateway = await startFakeGateway();
});
afterEach(() => gateway.stop());

/** At 12:00 UTC on 2026-11-21. */
const run = (...args: readonly string[]) =>
  runCli(args, {
    clock: manualClock({ skips: (ms) => ms !== 10_000 }),
    transport: undiciTransport(undefined),
    env: { RELEASE_RISK_GATEWAY_URL: gateway.url, RELEASE_RISK_GATEWAY_TOKEN: gateway.token },
  });
const hold = (...args: readonly string[]) => run('rollback', 'hold', ...args);

describe('release-risk rollback hold', () => {
  it('holds a service for a while, with its reason', async () => {
    const { code, stdout } = await hold('--service', 'lead-bot', '--for', '30m', '--reason', 'a fix is on its way');
    expect(code).toBe(0);
    expect(stdout).toContain('service=lead-bot is held until 2026-11-21 12:30:00 UTC');
    expect(stdout).toContain('hold end h-1');
    expect(gateway.holds).toMatchObject([
      { labels: { service: 'lead-bot' }, reason: 'a fix is on its way', until: '2026-11-21T12:30:00.000Z' },
    ]);
  });

  it('takes a moment and several labels', async () => {
    const args = ['--until', '2026-11-21T18:00:00Z', '--reason', 'freeze'];
    expect((await hold('--service', 'tenant=acme,service=lead-bot', ...args)).code).toBe(0);
    expect(gateway.holds).toMatchObject([
      { labels: { tenant: 'acme', service: 'lead-bot' }, until: '2026-11-21T18:00:00.000Z' },
    ]);
  });

  it.each([
    ['no service', ['--for', '30m', '--reason', 'why not']],
    ['no end', ['--service', 'a', '--reason', 'why not']],
    ['two ends', ['--service', 'a', '--for', '1h', '--until', '2026-11-22', '--reason', 'why not']],
    ['an end that was', ['--service', 'a', '--until', '-5m', '--reason', 'why not']],
    ['no reason', ['--service', 'a', '--for', '30m']],
    ['a reason of blanks', ['--service', 'a', '--for', '30m', '--reason', '     ']],
    ['no length', ['--service', 'a', '--for', '0s', '--reason', 'why not']],
    ['an argument too many', ['finish', '--service', 'a', '--for', '30m', '--reason', 'why not']],
  ])('refuses %s without asking', async (_, args) => {
    expect((await hold(...args)).code).toBe(3);
    expect(gateway.requests).toEqual([]);
  });

  it('is sent once, whatever becomes of it', async () => {
    gateway.misbehave = () => ({ status: 503 });
    expect((await hold('--service', 'a', '--for', '30m', '--reason', 'why not')).code).toBe(3);
    expect(gateway.requests).toHaveLength(1);
  });
});

describe('release-risk rollback holds and hold end', () => {
  it('lists who holds what until when, and ends it', async () => {
    await hold('--service', 'lead-bot', '--for', '30m', '--reason', 'a fix');
    const { stdout } = await run('rollback', 'holds');
    for (const part of ['service=lead-bot', '2026-11-21 12:30:00 UTC', 'Rita', 'a fix', 'h-1']) {
      expect(stdout).toContain(part);
    }
    expect((await run('--format', 'markdown', 'rollback', 'holds')).stdout).toContain('| Rita | a fix |');
    expect((await hold('end', 'h-1')).stdout).toBe('Ended h-1. Nothing is held.\n');
    expect((await run('rollback', 'holds')).stdout).toBe('Nothing is held.\n');
  });

  it('takes the address behind `end`, too', async () => {
    await hold('--service', 'lead-bot', '--for', '30m', '--reason', 'a fix');
    const { code } = await hold('end', 'h-1', '--gateway', `${gateway.url}/`);
    expect([code, gateway.holds]).toEqual([0, []]);
  });

  it('does not end what is not there', async () => {
    const { code, stderr } = await hold('end', 'h-9');
    expect(code).toBe(3);
    expect(stderr).toContain('There is no hold of this id');
  });
});
