import { performance } from 'node:perf_hooks';
import { openBenchSite, SECRET, TOKEN, type BenchSite } from './gateway/benchSite.ts';
import { startAdnanhWebhook } from './gateway/adnanhWebhook.ts';
import { startNodeRed } from './gateway/nodeRed.ts';
import type { Peer } from './gateway/peer.ts';
import { load, sendOnce, signedAlert } from './gateway/load.ts';
import type { Figure } from './score.bench.ts';

const CONNECTIONS = 32;
const SECONDS = 8;
const RELEASES = 500;
/** Deliveries after which memory is looked at; a million at full size. */
const DELIVERIES = process.env['RELEASE_RISK_FULL'] === '1' ? 1_000_000 : 60_000;
const MB = 1024 * 1024;

/** What the rollback gateway takes and does (design section 10): a real process, SQLite on a disk, real HTTP. */
export async function benchGateway(): Promise<Figure[]> {
  return [
    ...(await acks()),
    ...(await pickUp()),
    ...(await endToEnd()),
    ...(await identical()),
    ...(await memory()),
    ...(await peers()),
  ];
}

async function withSite<T>(services: readonly string[], work: (site: BenchSite) => Promise<T>): Promise<T> {
  const site = await openBenchSite(services);
  try {
    return await work(site);
  } finally {
    await site.close();
  }
}

/** Every alert another release, so each is written, and acknowledged after the sync. */
function acks(): Promise<Figure[]> {
  return withSite(['bench'], async ({ gateway: { port } }) => {
    const startsAt = new Date().toISOString();
    const unique = (prefix: string) => (at: number) => signedAlert(SECRET, `${prefix}${String(at)}`, startsAt);
    await load({ port, connections: CONNECTIONS, seconds: 1, request: unique('warm') });
    const { perSecond, p50, p99, refused } = await load({
      port,
      connections: CONNECTIONS,
      seconds: SECONDS,
      request: unique('v'),
    });
    return [
      {
        name: 'gateway: durable acknowledgements, unique alerts, 32 connections',
        value: Math.round(perSecond),
        unit: '/s',
        target: 8000,
        ok: perSecond >= 8000 && refused === 0,
      },
      { name: 'gateway: their p50', value: p50, unit: 'ms', target: NaN, ok: true },
      { name: 'gateway: their p99', value: p99, unit: 'ms', target: 15, ok: p99 <= 15 },
    ];
  });
}

/** From the commit to a worker, one alert after the other. */
function pickUp(): Promise<Figure[]> {
  return withSite(['bench'], async ({ gateway }) => {
    const startsAt = new Date().toISOString();
    await load({
      port: gateway.port,
      connections: 1,
      seconds: 4,
      request: (at) => signedAlert(SECRET, `p${String(at % 400)}`, startsAt),
    });
    const text = await (await fetch(`${gateway.url}/metrics`)).text();
    const value = 1000 * histogramMedian(text, 'release_risk_gateway_pickup_seconds');
    return [{ name: 'gateway: acknowledgement to worker, p50', value, unit: 'ms', target: 10, ok: value <= 10 }];
  });
}

/** The upper edge of the bucket that holds the median. */
function histogramMedian(text: string, name: string): number {
  const buckets = [...text.matchAll(new RegExp(`^${name}_bucket\\{le="([^"]+)"\\} (\\d+)$`, 'gm'))].map(
    ([, edge = '', count = '']) => ({ edge: edge === '+Inf' ? Infinity : Number(edge), count: Number(count) }),
  );
  const all = buckets.at(-1)?.count ?? 0;
  return buckets.find(({ count }) => count >= all / 2)?.edge ?? NaN;
}

/** From the first alert to the last call of the pipeline, and what was lost or called twice. */
function endToEnd(): Promise<Figure[]> {
  const services = Array.from({ length: RELEASES }, (_, at) => `s${String(at)}`);
  return withSite(services, async ({ gateway, pipeline, prometheus }) => {
    for (const service of services) prometheus.bad.add(service);
    await deliverReleases(gateway.url, services);
    const startsAt = new Date().toISOString();
    const began = performance.now();
    await Promise.all(
      services.map((service) => sendOnce(gateway.port, signedAlert(SECRET, '1.2.0', startsAt, service))),
    );
    while (new Set(pipeline.executions.map(({ service }) => service)).size < RELEASES) {
      if (performance.now() - began > 120_000) break;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    const seconds = (performance.now() - began) / 1000;
    const called = new Set(pipeline.executions.map(({ service }) => service));
    const twice = pipeline.executions.length - called.size;
    return [
      {
        name: 'gateway: 500 alerts to 500 calls',
        value: seconds,
        unit: 's',
        target: NaN,
        ok: called.size === RELEASES,
      },
      {
        name: 'gateway: of them lost',
        value: RELEASES - called.size,
        unit: '',
        target: 0,
        ok: called.size === RELEASES,
      },
      { name: 'gateway: of them called twice', value: twice, unit: '', target: 0, ok: twice === 0 },
    ];
  });
}

async function deliverReleases(url: string, services: readonly string[]): Promise<void> {
  const record = (service: string, version: string, minutesAgo: number) => ({
    id: `${service}-${version}`,
    labels: { service },
    version,
    startedAt: new Date(Date.now() - minutesAgo * 60_000).toISOString(),
    migrations: 'none',
  });
  for (const service of services) {
    for (const each of [record(service, '1.1.0', 600), record(service, '1.2.0', 10)]) {
      const answer = await fetch(`${url}/v1/deployments`, {
        method: 'POST',
        headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' },
        body: JSON.stringify(each),
      });
      if (!answer.ok) throw new Error(`A deployment was refused: ${await answer.text()}`);
    }
  }
}

/** The same alert again and again: how often the pipeline is called. */
function identical(): Promise<Figure[]> {
  return withSite(['bench'], async ({ gateway, pipeline, prometheus }) => {
    prometheus.bad.add('bench');
    await deliverReleases(gateway.url, ['bench']);
    const startsAt = new Date().toISOString();
    const { acked, perSecond } = await load({
      port: gateway.port,
      connections: CONNECTIONS,
      seconds: 4,
      request: () => signedAlert(SECRET, '1.2.0', startsAt),
    });
    await waitUntil(() => pipeline.executions.length > 0);
    const calls = pipeline.executions.length;
    return [
      {
        name: 'gateway: identical alerts acknowledged',
        value: Math.round(perSecond),
        unit: '/s',
        target: NaN,
        ok: true,
      },
      { name: `gateway: calls made of ${String(acked)} of them`, value: calls, unit: '', target: 1, ok: calls === 1 },
    ];
  });
}

async function waitUntil(isSo: () => boolean): Promise<void> {
  for (let tries = 0; tries < 500 && !isSo(); tries += 1) await new Promise((resolve) => setTimeout(resolve, 20));
}

/** Servers that many use for the same: they keep nothing, so they have to do less. */
async function peers(): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const [name, start] of Object.entries({ 'adnanh/webhook': startAdnanhWebhook, 'Node-RED': startNodeRed })) {
    const peer = await start();
    if (peer === undefined) console.warn(`SKIPPED  ${name} is not installed: no figures beside it`);
    else figures.push(...(await besidePeer(peer).finally(() => peer.close())));
  }
  return figures;
}

async function besidePeer(peer: Peer): Promise<Figure[]> {
  const body = signedAlert(SECRET, '1.2.0', new Date().toISOString()).toString().split('\r\n\r\n')[1] ?? '';
  const bytes = peer.request(body);
  const { acked, refused, perSecond, p99 } = await load({
    port: peer.port,
    connections: CONNECTIONS,
    seconds: 4,
    request: () => bytes,
  });
  if (refused > 0) throw new Error(`${peer.name} refused ${String(refused)} requests`);
  await waitUntil(() => peer.executions() >= acked);
  const beside = { target: NaN, ok: true };
  return [
    {
      name: `${peer.name}: identical alerts answered, nothing kept`,
      value: Math.round(perSecond),
      unit: '/s',
      ...beside,
    },
    { name: `${peer.name}: their p99`, value: p99, unit: 'ms', ...beside },
    { name: `${peer.name}: calls made of ${String(acked)} of them`, value: peer.executions(), unit: '', ...beside },
  ];
}

/** The same few releases again and again under new labels, as a sender gone wild would. */
function memory(): Promise<Figure[]> {
  return withSite(['bench'], async ({ gateway }) => {
    const startsAt = new Date().toISOString();
    let sent = 0;
    const pour = async (until: number) => {
      while (sent < until) {
        const { acked } = await load({
          port: gateway.port,
          connections: CONNECTIONS,
          seconds: 2,
          request: () => signedAlert(SECRET, '1.2.0', startsAt, 'bench', String((sent += 1))),
        });
        if (acked === 0) throw new Error('Nothing is acknowledged');
      }
    };
    await pour(DELIVERIES / 2);
    const half = gateway.rss();
    await pour(DELIVERIES);
    const rss = gateway.rss();
    const name = `gateway: resident memory after ${String(DELIVERIES)} deliveries`;
    return [
      { name, value: rss / MB, unit: 'MB', target: 150, ok: rss <= 150 * MB },
      { name: 'gateway: against half of them', value: rss / half, unit: 'x', target: 1.1, ok: rss / half <= 1.1 },
    ];
  });
}
