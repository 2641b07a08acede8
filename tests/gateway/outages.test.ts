import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type RealPostgres, startPostgres } from '@release-risk/gateway/store/testing/realPostgres';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { BAD_VERSION, deliver, deliveryIdOfSent, faultAlert } from './testing/deliveries.ts';
import { startFakeGrafana } from './testing/fakeGrafana.ts';
import { startFakePipeline, webhookOf } from './testing/fakePipeline.ts';
import { ask, openSite, outcomeOf, rollbackDetail, rollbacksOf, type SiteOptions, TOKENS } from './testing/site.ts';
import { FULL, postgresOrSkip, postgresPlace, type StorePlace } from './testing/stores.ts';

const POSTGRES = postgresOrSkip();
const RESTARTS_MS = FULL ? 30 * 60_000 : 12_000;
/** Half a million deliveries at full size. */
const CHECKED_WITHIN_MS = FULL ? 15 * 60_000 : 120_000;
const ALERTMANAGER = onPath('prometheus-alertmanager') ?? onPath('alertmanager');
if (ALERTMANAGER === undefined) console.warn('SKIPPED: no Alertmanager on PATH, so none sends to the gateway.');
const FAKETIME = libfaketime();
if (FAKETIME === undefined) console.warn('SKIPPED: no libfaketime, so no clock of a gateway is wrong.');

function onPath(program: string): string | undefined {
  try {
    return execFileSync('which', [program], { encoding: 'utf8' }).trim();
  } catch {
    return undefined;
  }
}

/** The library that fakes clocks; multi-threaded. */
function libfaketime(): string | undefined {
  for (const place of [
    '/usr/lib/x86_64-linux-gnu/faketime',
    '/usr/lib/aarch64-linux-gnu/faketime',
    '/usr/lib/faketime',
  ]) {
    try {
      if (readdirSync(place).includes('libfaketimeMT.so.1')) return join(place, 'libfaketimeMT.so.1');
    } catch {
      continue;
    }
  }
  return undefined;
}

let folder = '';
let server: RealPostgres | undefined;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'release-risk-outages-'));
  if (POSTGRES !== undefined) server = await startPostgres(POSTGRES);
}, 60_000);
afterAll(async () => {
  await server?.close();
  await rm(folder, { recursive: true, force: true });
});

const labelsOf = (service: string) => ({
  alertname: 'Faults: High release risk',
  release_risk_model: 'faults',
  release_risk_rule: 'act',
  service,
  version: BAD_VERSION,
});

async function webhookSite(options: Omit<SiteOptions, 'adapter'>) {
  const pipeline = await startFakePipeline();
  const site = await openSite({
    adapter: webhookOf(pipeline, false),
    calls: [pipeline.url],
    ...options,
    env: { PIPELINE_SECRET: pipeline.secret, ...options.env },
  });
  for (const service of options.services) site.prometheus.bad.add(service);
  return {
    site,
    pipeline,
    async close() {
      await site.close();
      await pipeline.close();
    },
  };
}

/** Resolves once the rollback of a service is back. */
async function back(url: string, service: string): Promise<void> {
  await vi.waitFor(
    async () => {
      const one = (await rollbacksOf(url)).find((each) => each.service === service);
      if (one === undefined || outcomeOf(one) !== 'back') throw new Error(`${service}: ${JSON.stringify(one)}`);
    },
    { timeout: 60_000, interval: 200 },
  );
}

describe.concurrent('A gateway that was down', () => {
  it('raises what fired and resolved meanwhile, within a minute of its start', { timeout: 120_000 }, async () => {
    const grafana = await startFakeGrafana();
    const { site, close } = await webhookSite({
      services: ['missed', 'lasting', 'before'],
      more: { grafana: { url: grafana.url, token: { env: 'GRAFANA_TOKEN' } } },
      env: { GRAFANA_TOKEN: grafana.token },
      mode: 'ask',
    });
    try {
      const first = await site.start();
      grafana.fire(labelsOf('before'));
      expect(await deliver(first.url, faultAlert('before', { startsAt: new Date().toISOString() }))).toBe(202);
      await first.stop();
      grafana.fire(labelsOf('missed'));
      await pause(1100);
      grafana.resolve(labelsOf('missed'));
      grafana.fire(labelsOf('lasting'));

      const began = performance.now();
      const second = await site.start();
      const found = await vi.waitFor(
        async () => {
          const all = await rollbacksOf(second.url);
          const missed = all.find(({ service }) => service === 'missed');
          const lasting = all.find(({ service }) => service === 'lasting');
          if (missed === undefined || missed.alert.resolvedAt === null || lasting === undefined)
            throw new Error(JSON.stringify(all));
          return { missed, lasting, all };
        },
        { timeout: 60_000, interval: 100 },
      );
      console.info(`What was missed is raised ${((performance.now() - began) / 1000).toFixed(1)} s after the start`);
      expect(found.missed.alert).toMatchObject({ source: 'reconcile', firing: false });
      expect(found.lasting.alert).toMatchObject({ source: 'reconcile', firing: true });
      expect(found.all).toHaveLength(3);
      const { timeline } = await rollbackDetail(second.url, found.missed.id);
      expect(timeline.map(({ kind }) => kind)).toContain('received');
    } finally {
      await close();
      await grafana.close();
    }
  });
});

describe.skipIf(FAKETIME === undefined)('A gateway whose clock is wrong', { concurrent: true }, () => {
  const faked = (timestamps: string) => ({
    LD_PRELOAD: FAKETIME ?? '',
    FAKETIME_TIMESTAMP_FILE: timestamps,
    FAKETIME_NO_CACHE: '1',
    FAKETIME_DONT_FAKE_MONOTONIC: '1',
  });
  const clockFile = (name: string, shift: string) => {
    const file = join(folder, name);
    writeFileSync(file, `${shift}\n`);
    return file;
  };
  const tell = (url: string, service: string) =>
    ask(url, '/v1/alerts/alertmanager', 'alerts', {
      version: '4',
      groupKey: '{}',
      truncatedAlerts: 0,
      status: 'firing',
      receiver: 'gateway',
      alerts: [{ ...faultAlert(service, { startsAt: new Date(Date.now() - 60_000).toISOString() }) }],
    });

  it('asks a person, and then calls once though another one is 20 minutes ahead', { timeout: 120_000 }, async () => {
    const services = Array.from({ length: 10 }, (_, at) => `skewed-${String(at)}`);
    const { site, pipeline, close } = await webhookSite({ services, deployedMinutesAgo: 60 });
    try {
      const both = await Promise.all([
        site.start({ env: faked(clockFile('behind', '-10m')) }),
        site.start({ env: faked(clockFile('ahead', '+10m')) }),
      ]);
      const [behind, ahead] = both;
      for (const [at, service] of services.entries()) {
        expect((await tell((at % 2 === 0 ? behind : ahead).url, service)).status).toBe(202);
      }
      const asked = await vi.waitFor(
        async () => {
          const all = await rollbacksOf(behind.url);
          expect(all.filter(({ decision }) => decision !== null)).toHaveLength(services.length);
          return all;
        },
        { timeout: 60_000, interval: 200 },
      );
      expect(pipeline.executions).toEqual([]);
      for (const { reasons } of asked)
        expect(reasons[0]?.text).toMatch(/the clock of metrics is \d+ s (ahead of|behind) ours/);
      for (const { id, decision } of asked) {
        const answers = await Promise.all(
          both.map(({ url }) => ask(url, `/v1/rollbacks/${id}/approve`, 'rita', decision)),
        );
        expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
      }
      for (const service of services) await back(behind.url, service);
      expect(pipeline.executions.map(({ service }) => service).sort()).toEqual(services);
      // A signature of now is one of ten minutes ago, or to come, by their clocks.
      for (const { url } of both) expect(await deliver(url, faultAlert('skewed-0'))).toBe(401);
    } finally {
      await close();
    }
  });

  it('calls once though it steps back during the call, and comes to an end', { timeout: 120_000 }, async () => {
    const file = clockFile('stepping', '+0');
    const { site, pipeline, close } = await webhookSite({ services: ['step-lost', 'step'], deployedMinutesAgo: 60 });
    try {
      const gateway = await site.start({ env: faked(file) });
      // Without an answer, and with one.
      pipeline.break('calls', 'reset', 1);
      for (const service of ['step-lost', 'step']) {
        const before = pipeline.requests.filter(({ method }) => method === 'POST').length;
        expect((await tell(gateway.url, service)).status).toBe(202);
        await vi.waitUntil(() => pipeline.requests.filter(({ method }) => method === 'POST').length > before, {
          timeout: 60_000,
          interval: 1,
        });
        writeFileSync(file, '-10m\n');
        await back(gateway.url, service);
        writeFileSync(file, '+0\n');
      }
      expect(pipeline.executions.map(({ service }) => service)).toEqual(['step-lost', 'step']);
    } finally {
      await close();
    }
  });
});

describe.skipIf(POSTGRES === undefined)(
  'A gateway whose PostgreSQL crashes again and again',
  { concurrent: true },
  () => {
    it(
      'keeps every delivery that it acked, and says 503 to the others',
      { timeout: RESTARTS_MS + CHECKED_WITHIN_MS },
      async () => {
        // A server of its own: the others' must stay up.
        const crashing = await startPostgres(POSTGRES ?? '');
        const { site, close } = await webhookSite({
          services: ['calm'],
          mode: 'ask',
          place: await postgresPlace(crashing),
        });
        try {
          const gateway = await site.start();
          const acked = new Set<string>();
          const statuses: Record<string, number> = {};
          const end = performance.now() + RESTARTS_MS;
          let next = 0;
          const deliveries = Array.from({ length: 4 }, async () => {
            while (performance.now() < end) {
              const alert = faultAlert('calm', {}, { noise: String((next += 1)) });
              const status = await deliver(gateway.url, alert);
              statuses[status] = (statuses[status] ?? 0) + 1;
              if (status === 202) acked.add(deliveryIdOfSent(alert));
              await pause(5);
            }
          });
          let crashes = 0;
          while (performance.now() < end - 3000) {
            await pause(2500);
            await crashing.restart();
            crashes += 1;
          }
          await Promise.all(deliveries);
          await vi.waitFor(async () => expect(await deliver(gateway.url, faultAlert('calm'))).toBe(202), {
            timeout: 30_000,
            interval: 200,
          });
          expect(Object.keys(statuses).filter((status) => !['202', '503'].includes(status))).toEqual([]);
          expect(await gateway.stop()).toBe(0);
          await site.inStore(async (store) => {
            const lost: string[] = [];
            const ids = [...acked];
            while (ids.length > 0) {
              const some = ids.splice(-1_000);
              await store.transaction(async (tx) => {
                for (const id of some) if ((await tx.delivery(id)) === undefined) lost.push(id);
              });
            }
            expect(lost).toEqual([]);
            expect(await store.firstBrokenAudit()).toBeUndefined();
          });
          console.info(`PostgreSQL crashed ${String(crashes)} times: ${JSON.stringify(statuses)}, none lost`);
        } finally {
          await close();
          await crashing.close();
        }
      },
    );
  },
);

describe.skipIf(ALERTMANAGER === undefined)("Debian's Alertmanager", { concurrent: true }, () => {
  const freePort = async (): Promise<number> => {
    const holder = createServer();
    await once(holder.listen(0, '127.0.0.1'), 'listening');
    const { port } = holder.address() as AddressInfo;
    await new Promise((resolve) => holder.close(resolve));
    return port;
  };

  async function startAlertmanager(port: number, gatewayPort: number): Promise<ChildProcess> {
    const home = await mkdtemp(join(folder, 'alertmanager-'));
    const file = join(home, 'alertmanager.yml');
    writeFileSync(
      file,
      JSON.stringify({
        route: {
          receiver: 'gateway',
          group_by: ['service'],
          group_wait: '100ms',
          group_interval: '1s',
          repeat_interval: '1h',
        },
        receivers: [
          {
            name: 'gateway',
            webhook_configs: [
              {
                url: `http://127.0.0.1:${String(gatewayPort)}/v1/alerts/alertmanager`,
                send_resolved: true,
                http_config: { authorization: { type: 'Bearer', credentials: TOKENS.alerts } },
              },
            ],
          },
        ],
      }),
    );
    const child = spawn(
      ALERTMANAGER ?? '',
      [
        `--config.file=${file}`,
        `--storage.path=${join(home, 'data')}`,
        `--web.listen-address=127.0.0.1:${String(port)}`,
        '--cluster.listen-address=',
      ],
      { stdio: ['ignore', 'ignore', 'pipe'] },
    );
    let errors = '';
    child.stderr.on('data', (data: Buffer) => (errors = `${errors}${data.toString()}`.slice(-3000)));
    await vi.waitFor(
      async () => {
        if (child.exitCode !== null) throw new Error(`The Alertmanager ended: ${errors}`);
        expect((await fetch(`http://127.0.0.1:${String(port)}/-/ready`)).status).toBe(200);
      },
      { timeout: 20_000, interval: 100 },
    );
    return child;
  }

  it('is heard, though the store was away when it sent, and is looked at', { timeout: 120_000 }, async () => {
    const crashing = POSTGRES === undefined ? undefined : await startPostgres(POSTGRES);
    const place: StorePlace | undefined = crashing && (await postgresPlace(crashing));
    const port = await freePort();
    const url = `http://127.0.0.1:${String(port)}`;
    const { site, pipeline, close } = await webhookSite({
      services: ['heard', 'retried'],
      mode: 'ask',
      ...(place === undefined ? {} : { place }),
      more: {
        alerts: { grafana: { secrets: [{ env: 'SIGNING_SECRET' }] }, alertmanagers: [{ url }] },
      },
    });
    let alertmanager: ChildProcess | undefined;
    try {
      const gatewayPort = await freePort();
      alertmanager = await startAlertmanager(port, gatewayPort);
      const post = async (service: string, times: object) => {
        const response = await fetch(`${url}/api/v2/alerts`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify([
            { labels: labelsOf(service), annotations: { action: 'act', cause: 'Errors' }, ...times },
          ]),
        });
        expect(response.status).toBe(200);
      };
      const startsAt = new Date(Date.now() - 30_000).toISOString();
      const shown = (service: string, check: (one: Awaited<ReturnType<typeof rollbacksOf>>[number]) => boolean) =>
        vi.waitFor(
          async () => {
            const one = (await rollbacksOf(gateway.url)).find((each) => each.service === service);
            if (one === undefined || !check(one)) throw new Error(`${service}: ${JSON.stringify(one)}`);
            return one;
          },
          { timeout: 60_000, interval: 200 },
        );

      // Refused at first, as nobody listens yet.
      await post('heard', { startsAt });
      const gateway = await site.start({ port: gatewayPort });
      expect((await shown('heard', () => true)).alert).toMatchObject({ firing: true });
      await post('heard', { startsAt, endsAt: new Date().toISOString() });
      await shown('heard', ({ alert }) => !alert.firing && alert.resolvedAt !== null);

      if (crashing !== undefined) {
        await crashing.stop('immediate');
        await post('retried', { startsAt });
        await vi.waitFor(
          async () => {
            const metrics = await (await fetch(`${gateway.url}/metrics`)).text();
            expect(metrics).toMatch(/deliveries_total\{source="alertmanager",result="unavailable"\} [1-9]/);
          },
          { timeout: 30_000, interval: 200 },
        );
        await crashing.start();
        expect((await shown('retried', () => true)).alert.firing).toBe(true);
      } else await post('retried', { startsAt });

      // The look at the Alertmanager itself takes the same way, and finds nothing new.
      await vi.waitFor(
        async () => {
          const metrics = await (await fetch(`${gateway.url}/metrics`)).text();
          expect(metrics).toMatch(/deliveries_total\{source="reconcile",result="(known|accepted)"\} [1-9]/);
        },
        { timeout: 60_000, interval: 500 },
      );
      expect(await rollbacksOf(gateway.url)).toHaveLength(2);

      // Silenced only now, by all that its alert carries: what somebody approves has to wait for the end of it.
      const silenced = await fetch(`${url}/api/v2/silences`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          matchers: Object.entries(labelsOf('retried')).map(([name, value]) => ({
            name,
            value,
            isRegex: false,
            isEqual: true,
          })),
          startsAt: new Date().toISOString(),
          endsAt: new Date(Date.now() + 3_600_000).toISOString(),
          createdBy: 'olga',
          comment: 'fire drill',
        }),
      });
      const { silenceID } = (await silenced.json()) as { readonly silenceID: string };
      const asked = await shown('retried', ({ decision }) => decision !== null);
      // What was read of silences is kept for five seconds.
      await pause(5_100);
      expect((await ask(gateway.url, `/v1/rollbacks/${asked.id}/approve`, 'rita', asked.decision)).status).toBe(200);
      const waits = await shown('retried', ({ state }) => state === 'deferred');
      expect(waits.reasons).toEqual([{ code: 'silenced', text: 'held by olga: fire drill' }]);
      const ended = await fetch(`${url}/api/v2/silence/${silenceID}`, { method: 'DELETE' });
      expect(ended.status).toBe(200);
      await shown('retried', ({ decision }) => decision !== null);
      expect(pipeline.executions).toEqual([]);
    } finally {
      alertmanager?.kill('SIGTERM');
      await close();
      await crashing?.close();
    }
  });
});
