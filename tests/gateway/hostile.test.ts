import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, statSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { signedWebhook } from '@release-risk/gateway/testing/grafanaWebhook';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { deliver, deliveryIdOfSent, faultAlert, pour, requestOf, SIGNING_SECRET } from './testing/deliveries.ts';
import type { GatewayProcess } from './testing/gatewayProcess.ts';
import { openSite, type Site, type SiteOptions } from './testing/site.ts';
import { FULL, sqlitePlace } from './testing/stores.ts';

const MEGABYTE = 1024 * 1024;
const SLOW_SOCKETS = FULL ? 1000 : 200;
const PATH = '/v1/alerts/grafana';
const NO_PIPELINE: Pick<SiteOptions, 'adapter' | 'calls' | 'env' | 'mode'> = {
  mode: 'ask',
  adapter: { kind: 'webhook', url: 'http://127.0.0.1:9/hook', secret: { env: 'PIPELINE_SECRET' } },
  calls: ['http://127.0.0.1:9'],
  env: { PIPELINE_SECRET: `whsec_${Buffer.alloc(32, 7).toString('base64')}` },
};

const opened: { close(): Promise<unknown> }[] = [];
afterAll(async () => {
  for (const one of opened.reverse()) await one.close();
});

async function site(options: Partial<SiteOptions> & Pick<SiteOptions, 'services'>): Promise<Site> {
  const made = await openSite({ ...NO_PIPELINE, ...options });
  opened.push(made);
  return made;
}

const raw = (text: string | Buffer, headers: Readonly<Record<string, string>> = {}) => {
  const signed = signedWebhook(Buffer.from(text), { at: Date.now(), secret: SIGNING_SECRET });
  return { method: 'POST', headers: { ...signed.headers, ...headers }, body: new Uint8Array(signed.body) };
};

/** Sends ten megabytes as far as the other side takes them, and stops when it answers. */
function tenMegabytes(url: string): Promise<{ readonly status: number; readonly ms: number }> {
  const began = performance.now();
  return new Promise((resolve) => {
    const headers = { ...raw('').headers, 'content-length': String(10 * MEGABYTE) };
    const request = httpRequest(url + PATH, { method: 'POST', headers }, (response) => {
      resolve({ status: response.statusCode ?? 0, ms: performance.now() - began });
      response.resume();
      request.destroy();
    });
    // It may be cut off before it has read the answer.
    request.on('error', () => resolve({ status: 0, ms: performance.now() - began }));
    const chunk = Buffer.alloc(64 * 1024, 0x20);
    let left = 10 * MEGABYTE;
    const more = () => {
      if (left <= 0 || request.destroyed) return;
      left -= chunk.length;
      request.write(chunk, () => setImmediate(more));
    };
    more();
  });
}

describe('A gateway among attackers', () => {
  let gateway: GatewayProcess;
  const services = ['calm', ...Array.from({ length: 40 }, (_, at) => `good-${String(at)}`)];
  beforeAll(async () => {
    gateway = await (await site({ services })).start();
  }, 60_000);

  const isWell = async () => {
    expect(gateway.isAlive()).toBe(true);
    expect((await fetch(`${gateway.url}/readyz`)).status).toBe(200);
  };

  it('refuses bodies of 10 MB at once, and keeps none of them', async () => {
    // A process that has just started grows by whatever it does first.
    const warm = Array.from({ length: 500 }, () => requestOf(faultAlert('calm')));
    expect(await pour([gateway.port], 8, warm)).toEqual({ '202': warm.length });
    for (let round = 0; round < 5; round += 1) await tenMegabytes(gateway.url);
    const before = gateway.rss();
    const times: number[] = [];
    const statuses = new Set<number>();
    for (let round = 0; round < 20; round += 1) {
      const { status, ms } = await tenMegabytes(gateway.url);
      statuses.add(status);
      times.push(ms);
    }
    statuses.delete(0);
    expect([...statuses]).toEqual([413]);
    const growth = (gateway.rss() - before) / MEGABYTE;
    console.info(`20 x 10 MB: 413 within ${Math.max(...times).toFixed(0)} ms, RSS +${growth.toFixed(1)} MB`);
    expect(growth).toBeLessThanOrEqual(20);
    await isWell();
  });

  it.each([
    ['gzip', raw(gzipSync(Buffer.alloc(50 * MEGABYTE)), { 'content-encoding': 'gzip' }), [415]],
    ['50,000 arrays within each other', raw(`{"alerts":${'['.repeat(50_000)}${']'.repeat(50_000)}}`), [400, 422]],
    ['50,000 objects within each other', raw(`${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`), [400, 422]],
    ['__proto__', raw('{"__proto__":{"isAdmin":true},"alerts":[]}'), [400, 422]],
    ['constructor.prototype', raw('{"constructor":{"prototype":{"isAdmin":true}},"alerts":[]}'), [400, 422]],
    ['a key twice', raw('{"alerts":[],"alerts":[],"version":"1"}'), [400, 422]],
    ['half a document', raw('{"alerts":[{"status":"fir'), [400, 422]],
    ['bytes that are no UTF-8', raw(Buffer.from([0x7b, 0xff, 0xfe, 0x7d])), [400, 422]],
    ['nothing', raw(''), [400, 422]],
  ] as const)('refuses %s', async (_what, request, statuses) => {
    const response = await fetch(gateway.url + PATH, request);
    const text = await response.text();
    expect(statuses, text).toContain(response.status);
    expect(text).not.toMatch(/isAdmin|stack|\.ts:|\.mjs/);
    await isWell();
  });

  it('answers good traffic beside slow sockets, and cuts those off', { timeout: 60_000 }, async () => {
    const alerts = services.slice(1).map((service) => requestOf(faultAlert(service)));
    const timed = async () => {
      const times: number[] = [];
      for (const alert of alerts) {
        const began = performance.now();
        expect(await pour([gateway.port], 1, [alert])).toEqual({ '202': 1 });
        times.push(performance.now() - began);
      }
      return times.sort((a, b) => a - b)[Math.floor(times.length * 0.99)] ?? NaN;
    };
    const alone = await timed();
    const half = `POST ${PATH} HTTP/1.1\r\nhost: a\r\nx-slow: `;
    let cut = 0;
    const sockets = await Promise.all(
      Array.from(
        { length: SLOW_SOCKETS },
        (_, at) =>
          new Promise<Socket>((resolve, reject) => {
            const socket = connect(gateway.port, '127.0.0.1', () => {
              socket.write(at % 2 === 0 ? half : 'P');
              resolve(socket);
            });
            socket.on('error', reject);
            socket.on('close', () => (cut += 1));
            socket.resume();
          }),
      ),
    );
    const dripping = setInterval(() => {
      for (const socket of sockets) if (socket.writable) socket.write('y');
    }, 500);
    const beside = await timed();
    await vi.waitUntil(() => cut === SLOW_SOCKETS, { timeout: 30_000, interval: 50 });
    clearInterval(dripping);
    console.info(
      `p99 ${alone.toFixed(1)} ms alone, ${beside.toFixed(1)} ms beside ${String(SLOW_SOCKETS)} slow sockets (x ${(beside / alone).toFixed(1)})`,
    );
    await isWell();
  });
});

function worked(program: string, ...args: readonly string[]): boolean {
  try {
    execFileSync(program, args, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** A disk of 6 MB; undefined where nothing may be mounted. */
function smallDisk(folder: string): string | undefined {
  const disk = join(folder, 'disk');
  mkdirSync(disk);
  if (!worked('mount', '-t', 'tmpfs', '-o', 'size=6m', 'tmpfs', disk)) return undefined;
  opened.push({ close: async () => void worked('umount', '-l', disk) });
  return disk;
}

describe('A gateway whose store cannot commit', () => {
  let folder = '';
  let disk: string | undefined;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'release-risk-full-'));
    opened.unshift({ close: () => rm(folder, { recursive: true, force: true }) });
    disk = smallDisk(folder);
    if (disk === undefined) console.warn('SKIPPED: no tmpfs may be mounted here, so no disk is really full.');
  });

  const noise = (at: number) => faultAlert('calm', {}, { noise: `${String(at)}-${'x'.repeat(900)}` });

  /** Delivers until the store refuses, then goes on for a while; what was acked. */
  async function untilFull(url: string) {
    const acked = new Set<string>();
    const refused = new Set<string>();
    for (let at = 0; at < 8000 && refused.size < 40; at += 20) {
      const alerts = Array.from({ length: 20 }, (_, n) => noise(at + n));
      const statuses = await Promise.all(alerts.map((alert) => deliver(url, alert)));
      for (const [n, alert] of alerts.entries()) {
        expect([202, 503]).toContain(statuses[n]);
        (statuses[n] === 202 ? acked : refused).add(deliveryIdOfSent(alert));
      }
    }
    return { acked, refused };
  }

  async function expectKept(one: Site, acked: ReadonlySet<string>) {
    await one.inStore(async (store) => {
      const lost: string[] = [];
      for (const id of acked) if ((await store.transaction((tx) => tx.delivery(id))) === undefined) lost.push(id);
      expect(lost).toEqual([]);
      expect(await store.firstBrokenAudit()).toBeUndefined();
    });
  }

  it(
    'says 503 when its file may not grow, keeps what it acked, and goes on with more room',
    { timeout: 90_000 },
    async () => {
      const one = await site({ services: ['calm'] });
      const blocks = Math.ceil((statSync(join(one.folder, 'gateway.db')).size + 4 * MEGABYTE) / 512);
      const limited = ['sh', '-c', `ulimit -f ${String(blocks)}; exec "$@"`, 'sh'];
      const gateway = await one.start({ wrapper: limited });
      const { acked, refused } = await untilFull(gateway.url);
      expect(acked.size).toBeGreaterThan(0);
      expect(refused.size).toBeGreaterThan(0);
      expect((await fetch(`${gateway.url}/healthz`)).status).toBe(200);
      await gateway.kill();
      const roomy = await one.start();
      expect(await deliver(roomy.url, noise(9999))).toBe(202);
      expect((await fetch(`${roomy.url}/readyz`)).status).toBe(200);
      await roomy.stop();
      await expectKept(one, acked);
      console.info(`A file that may not grow: ${String(acked.size)} acked and kept, ${String(refused.size)} refused`);
    },
  );

  it(
    'says 503 when the disk is full, keeps what it acked, and goes on by itself with more room',
    { timeout: 90_000 },
    async ({ skip }) => {
      if (disk === undefined) return skip('SKIPPED: no tmpfs may be mounted here');
      const one = await site({ services: ['calm'], place: sqlitePlace(disk) });
      const gateway = await one.start();
      const { acked, refused } = await untilFull(gateway.url);
      expect(acked.size).toBeGreaterThan(0);
      expect(refused.size).toBeGreaterThan(0);
      await vi.waitFor(async () => expect((await fetch(`${gateway.url}/readyz`)).status).toBe(503), {
        timeout: 10_000,
      });
      execFileSync('mount', ['-o', 'remount,size=64m', disk]);
      await vi.waitFor(async () => expect(await deliver(gateway.url, noise(9999))).toBe(202), {
        timeout: 30_000,
        interval: 200,
      });
      expect((await fetch(`${gateway.url}/readyz`)).status).toBe(200);
      await gateway.stop();
      await expectKept(one, acked);
      console.info(`A full disk: ${String(acked.size)} acked and kept, ${String(refused.size)} refused`);
    },
  );

  it('does not start upon a file that it may not write', { timeout: 60_000 }, async () => {
    const one = await site({ services: ['calm'] });
    const file = join(one.folder, 'gateway.db');
    chmodSync(one.folder, 0o755);
    for (const each of [file, `${file}-wal`, `${file}-shm`]) if (existsSync(each)) chmodSync(each, 0o444);
    // Root may write everything.
    const wrapper = process.getuid?.() === 0 ? ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'] : [];
    await expect(one.start({ wrapper })).rejects.toThrow(/GW301/);
  });
});
