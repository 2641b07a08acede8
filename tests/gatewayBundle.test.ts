import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { undiciTransport } from '@release-risk/cli/network/undiciTransport';
import { runCli } from '@release-risk/cli/testing/runCli';
import { SHOP_MODEL } from '@release-risk/cli/testing/shop';
import { hostClock } from '@release-risk/query/hostClock';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

const PROGRAM = fileURLToPath(new URL('../pkg/cli/bin/release-risk.mjs', import.meta.url));
const TOKEN = randomBytes(24).toString('hex');
const clock = hostClock({ now: () => Date.now(), setTimeout, clearTimeout });

let folder = '';
const children = new Set<ChildProcess>();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'release-risk-bundle-'));
  await writeFile(join(folder, 'risk.yaml'), SHOP_MODEL);
  const config = {
    listen: { port: 0 },
    store: { sqlite: { file: join(folder, 'gateway.db') } },
    models: [{ file: join(folder, 'risk.yaml') }],
    evaluate: { through: 'servers', datasources: { metrics: { url: 'http://127.0.0.1:1' } } },
    tokens: [{ name: 'rita', secret: { env: 'RITA_TOKEN' }, scopes: ['person', 'alerts'] }],
  };
  await writeFile(join(folder, 'gateway.yaml'), JSON.stringify(config));
});
afterAll(async () => {
  for (const child of children) if (child.exitCode === null) child.kill('SIGTERM');
  await rm(folder, { recursive: true, force: true });
});

/** `release-risk gateway` as a process of its own, from the bundles of both programs. */
function start(more: readonly string[] = [], env: Readonly<Record<string, string>> = {}) {
  const child = spawn(process.execPath, [PROGRAM, 'gateway', '--config', join(folder, 'gateway.yaml'), ...more], {
    env: { PATH: process.env['PATH'], RITA_TOKEN: TOKEN, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.add(child);
  const written = { text: '' };
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (data: Buffer) => (written.text += data.toString()));
  }
  const ended = once(child, 'close').then(([code]) => code as number | null);
  return { child, written, ended };
}

async function listening() {
  const started = start();
  const address = await vi.waitFor(() => {
    const found = /"address":"([^"]+)"/.exec(started.written.text)?.[1];
    if (found === undefined) throw new Error(`it does not listen: ${started.written.text}`);
    return found;
  }, 25_000);
  return { ...started, address };
}

const rollback = (address: string, ...args: readonly string[]) =>
  runCli(['--format', 'json', 'rollback', ...args, '--gateway', address], {
    clock,
    transport: undiciTransport(undefined),
    env: { RELEASE_RISK_GATEWAY_TOKEN: TOKEN },
  });

describe('The bundled gateway', () => {
  it('checks its configuration and says so', async () => {
    const { ended, written } = start(['--check']);
    expect([await ended, written.text]).toEqual([0, expect.stringContaining('is valid')]);
  });

  it('keeps what it was told in its file over a stop and a start', async () => {
    const first = await listening();
    const held = await rollback(
      first.address,
      ...['hold', '--service', 'checkout', '--for', '30m', '--reason', 'a fix is on its way'],
    );
    expect(held.code).toBe(0);
    first.child.kill('SIGTERM');
    expect(await first.ended).toBe(0);

    const second = await listening();
    const { stdout } = await rollback(second.address, 'holds');
    expect(JSON.parse(stdout)).toMatchObject({ holds: [{ labels: { service: 'checkout' }, by: { name: 'rita' } }] });
    second.child.kill('SIGTERM');
    expect(await second.ended).toBe(0);
    // A copy of the file alone is a whole one.
    const log = await stat(join(folder, 'gateway.db-wal')).catch(() => ({ size: 0 }));
    expect(log.size).toBe(0);
  });

  it.each([
    ['a secret that is not there', 'GW201', () => ({ RITA_TOKEN: '' })],
    ['a secret that could be guessed', 'GW203', () => ({ RITA_TOKEN: 'rita' })],
    ['a port that is none', 'GW201', () => ({ RELEASE_RISK_GATEWAY_PORT: 'http' })],
    ['an address of another machine', 'GW203', () => ({ RELEASE_RISK_GATEWAY_HOST: '192.0.2.1' })],
    ['a store in no folder', 'GW301', () => ({ RELEASE_RISK_GATEWAY_STORE_FILE: join(folder, 'no', 'where.db') })],
    ['a store that is a folder', 'GW301', () => ({ RELEASE_RISK_GATEWAY_STORE_FILE: folder })],
  ])('does not start with %s: it says so in two lines and ends with 3', async (_, code, env) => {
    const { ended, written } = start([], env());
    expect(await ended).toBe(3);
    expect(written.text).toMatch(new RegExp(`^${code} `, 'm'));
    expect(written.text).not.toMatch(/^ +at /m);
  });

  it('does not start at a port that somebody has, and ends with 3', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = other.address();
    const port = typeof address === 'object' && address !== null ? String(address.port) : '';
    const { ended, written } = start([], { RELEASE_RISK_GATEWAY_PORT: port });
    expect(await ended).toBe(3);
    other.close();
    expect(written.text).toContain(`GW203 Nobody can listen at 127.0.0.1:${port}`);
    expect(written.text).not.toMatch(/^ +at /m);
  });
});
