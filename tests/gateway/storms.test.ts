import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RealPostgres, startPostgres } from '@release-risk/gateway/store/testing/realPostgres';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { deliver, faultAlert, pour, requestOf, resolvedNow } from './testing/deliveries.ts';
import { type FakePipeline, startFakePipeline, webhookOf } from './testing/fakePipeline.ts';
import type { GatewayProcess } from './testing/gatewayProcess.ts';
import { ask, openSite, outcomeOf, rollbackDetail, rollbacksOf, type Site } from './testing/site.ts';
import { FULL, postgresOrSkip, postgresPlace, sqlitePlace } from './testing/stores.ts';

const DELIVERIES = 10_000;
const CONNECTIONS = 64;
const RELEASES = FULL ? 500 : 50;
const RACES = FULL ? 1000 : 60;
const POSTGRES = postgresOrSkip();

const named = (count: number, prefix: string) => Array.from({ length: count }, (_, at) => `${prefix}${String(at)}`);
const since = (start: number) => `${((performance.now() - start) / 1000).toFixed(1)} s`;

let server: RealPostgres | undefined;
let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'release-risk-storms-'));
  if (POSTGRES !== undefined) server = await startPostgres(POSTGRES);
}, 60_000);
afterAll(async () => {
  await server?.close();
  await rm(folder, { recursive: true, force: true });
});

let places = 0;
const KINDS = [
  ['SQLite', async () => sqlitePlace(await mkdtemp(join(folder, `${String((places += 1))}-`))), true],
  [
    'PostgreSQL',
    async () => {
      if (server === undefined) throw new Error('PostgreSQL was not started');
      return postgresPlace(server);
    },
    POSTGRES !== undefined,
  ],
] as const;

describe.each(KINDS)('Gateways on one %s', (kind, placeOf, isThere) => {
  const opened: { close(): Promise<void> }[] = [];
  afterAll(async () => {
    for (const one of opened.reverse()) await one.close();
  });

  async function gateways(count: number, services: readonly string[], mode: 'act' | 'ask') {
    const site: { current?: Site } = {};
    const pipeline = await startFakePipeline({
      carriedOut: ({ service }) => site.current?.prometheus.bad.delete(service),
    });
    opened.push(pipeline);
    const made = await openSite({
      services,
      mode,
      adapter: webhookOf(pipeline, false),
      calls: [pipeline.url],
      env: { PIPELINE_SECRET: pipeline.secret },
      place: await placeOf(),
    });
    site.current = made;
    opened.push(made);
    for (const service of services) made.prometheus.bad.add(service);
    const processes = await Promise.all(Array.from({ length: count }, () => made.start()));
    return { site: made, pipeline, processes };
  }

  async function allBack(process: GatewayProcess, count: number) {
    return vi.waitFor(
      async () => {
        const all = await rollbacksOf(process.url);
        expect(all.filter((one) => outcomeOf(one) === 'back')).toHaveLength(count);
        return all;
      },
      { timeout: 120_000, interval: 200 },
    );
  }

  const calls = ({ executions }: FakePipeline) => executions.map(({ service }) => service).sort();

  it.runIf(isThere)(
    `make one call of ${String(DELIVERIES)} identical deliveries, and one for each of ${String(RELEASES)} releases`,
    async () => {
      const services = ['storm', ...named(RELEASES, 'storm-')];
      const { site, pipeline, processes } = await gateways(3, services, 'act');
      const ports = processes.map(({ port }) => port);
      const startsAt = new Date(Date.now() - 60_000).toISOString();

      const began = performance.now();
      // Signed at different moments, so that no cache of signatures takes them all.
      const same = Array.from({ length: 50 }, (_, at) => requestOf(faultAlert('storm', { startsAt }), at));
      const identical = Array.from({ length: DELIVERIES }, (_, at) => same[at % same.length] ?? Buffer.of());
      expect(await pour(ports, CONNECTIONS, identical)).toEqual({ '202': DELIVERIES });
      const acked = since(began);

      const again = performance.now();
      const each = named(RELEASES, 'storm-').map((service) => requestOf(faultAlert(service, { startsAt })));
      const spread = Array.from({ length: DELIVERIES }, (_, at) => each[at % each.length] ?? Buffer.of());
      expect(await pour(ports, CONNECTIONS, spread)).toEqual({ '202': DELIVERIES });
      const ackedSpread = since(again);

      const [first] = processes;
      if (first === undefined) throw new Error('No gateway');
      await allBack(first, services.length);
      const ended = since(began);
      expect(calls(pipeline)).toEqual([...services].sort());
      await Promise.all(processes.map((one) => one.stop()));
      expect(await site.inStore((store) => store.firstBrokenAudit())).toBeUndefined();
      console.info(
        `${kind}: ${String(DELIVERIES)} identical in ${acked}, ${String(DELIVERIES)} over ${String(RELEASES)} releases in ${ackedSpread}, all rolled back after ${ended}`,
      );
    },
    240_000,
  );

  it.runIf(isThere)(
    `let one decision win of ${String(RACES)} races`,
    async () => {
      const services = named(RACES, 'race-');
      const { site, pipeline, processes } = await gateways(2, services, 'ask');
      const [one, other] = processes;
      if (one === undefined || other === undefined) throw new Error('No gateways');
      const startsAt = new Date(Date.now() - 60_000).toISOString();
      const fire = services.map((service) => requestOf(faultAlert(service, { startsAt })));
      expect(await pour([one.port, other.port], 8, fire)).toEqual({ '202': RACES });
      const open = await vi.waitFor(
        async () => {
          const all = await rollbacksOf(one.url);
          expect(all.filter(({ decision }) => decision !== null)).toHaveLength(RACES);
          return all;
        },
        { timeout: 120_000, interval: 200 },
      );

      const began = performance.now();
      const race = async ({ id, service, decision }: (typeof open)[number], at: number) => {
        const [near, far] = at % 2 === 0 ? [one.url, other.url] : [other.url, one.url];
        const until = new Date(Date.now() + 60_000).toISOString();
        const contenders = [
          () => ask(near, `/v1/rollbacks/${id}/approve`, 'rita', decision),
          () => ask(far, `/v1/rollbacks/${id}/reject`, 'otto', decision),
          () => ask(far, `/v1/rollbacks/${id}/approve`, 'otto', decision),
          // A hold would win over every approval; it races in some.
          ...(at % 3 === 0
            ? [() => ask(near, '/v1/holds', 'otto', { labels: { service }, reason: 'wait for me', until })]
            : []),
          ...(at % 2 === 0 ? [() => deliver(far, faultAlert(service, { startsAt, ...resolvedNow() }))] : []),
        ];
        const turned = [...contenders.slice(at % contenders.length), ...contenders.slice(0, at % contenders.length)];
        const answers = new Map<() => unknown, unknown>();
        await Promise.all(turned.map(async (act) => answers.set(act, await act())));
        const [rita, otto, again] = contenders
          .slice(0, 3)
          .map((act) => answers.get(act) as Awaited<ReturnType<typeof ask>>);
        if (rita === undefined || otto === undefined || again === undefined) throw new Error('No answers');
        return { id, service, rita, otto, again };
      };
      const results: Awaited<ReturnType<typeof race>>[] = [];
      for (let from = 0; from < open.length; from += 10) {
        results.push(...(await Promise.all(open.slice(from, from + 10).map((each, at) => race(each, from + at)))));
      }
      const raced = since(began);

      const wins: Record<string, number> = {};
      for (const { id, service, rita, otto, again } of results) {
        const statuses = [rita, otto, again].map(({ status }) => status);
        const story = `${service} ${id}: ${JSON.stringify([rita, otto, again])}`;
        const winners = statuses.filter((status) => status === 200).length;
        expect(winners, story).toBeLessThanOrEqual(1);
        expect(statuses.filter((status) => status === 409).length, story).toBe(3 - winners);
        const approvals = [rita, again].filter(({ status }) => status === 200).length;
        const outcome = await vi.waitFor(
          async () => {
            const shown = await rollbackDetail(one.url, id);
            // A hold that came after an approval and before the call stops it, and somebody is asked again.
            const isHeld = shown.timeline.some(({ kind }) => kind === 'deferred');
            const found = outcomeOf(shown) ?? (isHeld ? 'held' : undefined);
            if (found === undefined) throw new Error(`${story} is ${shown.state}`);
            return found;
          },
          { timeout: 60_000, interval: 100 },
        );
        const calledFor = pipeline.executions.filter((call) => call.service === service).length;
        wins[outcome] = (wins[outcome] ?? 0) + 1;
        const expected = {
          back: [1, 0, 1],
          rejected: [0, 1, 0],
          held: [1, 0, 0],
          // Resolved before anybody decided, or between an approval and the intent.
          suppressed: [approvals, 0, 0],
        }[outcome as 'back' | 'rejected' | 'held' | 'suppressed'];
        expect([approvals, otto.status === 200 ? 1 : 0, calledFor], `${story} ${outcome}`).toEqual(expected);
        for (const { status, json } of [rita, otto, again]) {
          if (status === 409)
            expect(JSON.stringify(json), story).toMatch(/approved by|rejected by|held by|resolved|holds it/);
        }
      }
      expect(Object.keys(wins)).toContain('back');
      await Promise.all(processes.map((process) => process.stop()));
      expect(await site.inStore((store) => store.firstBrokenAudit())).toBeUndefined();
      console.info(`${kind}: ${String(RACES)} races in ${raced}: ${JSON.stringify(wins)}`);
    },
    300_000,
  );
});
