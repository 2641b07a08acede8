import { setTimeout as pause } from 'node:timers/promises';
import type { Rollback } from '@release-risk/contract/rollback';
import { type RealPostgres, startPostgres } from '@release-risk/gateway/store/testing/realPostgres';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { deliver, deliveryIdOfSent, faultAlert } from './testing/deliveries.ts';
import type { GatewayProcess } from './testing/gatewayProcess.ts';
import { calledTwice, commandPipeline, githubPipeline, type Pipeline, webhookPipeline } from './testing/pipelines.ts';
import { openSite, outcomeOf, rollbacksOf, type Site } from './testing/site.ts';
import { FULL, postgresOrSkip, postgresPlace } from './testing/stores.ts';

const KILLS = FULL ? 75 : 3;
const LOSSES = FULL ? 25 : 1;
const SEED = Number(process.env['RELEASE_RISK_SEED'] ?? 8);
const POSTGRES = postgresOrSkip();

/** 0 <= x < 1, the same for the same seed. */
function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const firing = (service: string) => faultAlert(service, { startsAt: new Date(Date.now() - 60_000).toISOString() });

let server: RealPostgres | undefined;
beforeAll(async () => {
  if (POSTGRES !== undefined) server = await startPostgres(POSTGRES);
}, 60_000);
afterAll(async () => {
  await server?.close();
});

/** All rollbacks once each is back or has ended, and how many there are of each kind. */
async function settled(gateway: GatewayProcess, count: number, story: () => string) {
  const all = await vi.waitFor(
    async () => {
      const found = await rollbacksOf(gateway.url);
      const open = found.filter((one) => outcomeOf(one) === undefined);
      const shown = () => JSON.stringify(open.map(({ service, state, steps }) => [service, state, steps]));
      if (found.length < count || open.length > 0) throw new Error(`${story()}: ${String(found.length)}, ${shown()}`);
      return found;
    },
    { timeout: 300_000, interval: 250 },
  );
  const outcomes: Record<string, number> = {};
  for (const one of all) {
    const outcome = outcomeOf(one) ?? '';
    outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
  }
  return { all, outcomes };
}

/** By the pipeline's own log: never two, and one unless a person is told why nobody knows. */
function expectOnce(all: readonly Rollback[], executions: readonly string[], story: string): void {
  expect(calledTwice(executions), story).toEqual([]);
  for (const one of all) {
    const made = executions.filter((id) => id.startsWith(`rr-${one.id}-`)).length;
    const told = `${story}: ${one.service} ${JSON.stringify(one.reasons)}`;
    if (outcomeOf(one) === 'back') expect(made, told).toBe(1);
    else {
      expect(outcomeOf(one), told).toMatch(/^(unknown|failed)$/);
      expect(one.reasons[0]?.text, told).toMatch(/\w+/);
    }
  }
}

async function expectKept(site: Site, acked: ReadonlySet<string>, story: string): Promise<void> {
  await site.inStore(async (store) => {
    for (const id of acked) {
      expect(await store.transaction((tx) => tx.delivery(id)), `${story}: lost ${id}`).toBeDefined();
    }
    expect(await store.firstBrokenAudit(), story).toBeUndefined();
  });
}

/** A moment after the alert was sent; every other time one around the very call. */
async function deadlyMoment(at: number, random: () => number, isCalled: () => boolean): Promise<string> {
  if (at % 2 === 0) {
    await vi.waitUntil(isCalled, { timeout: 60_000, interval: 1 });
    const ms = Math.floor(random() * 20);
    await pause(ms);
    return `call + ${String(ms)} ms`;
  }
  const ms = Math.floor(random() * 400);
  await pause(ms);
  return `${String(ms)} ms`;
}

const MATRIX = [
  ['a webhook', 'PostgreSQL', webhookPipeline],
  ['a webhook', 'SQLite', webhookPipeline],
  ['a command', 'SQLite', commandPipeline],
  ['GitHub', 'SQLite', githubPipeline],
] as const;

/** What is lost, and how the rollback ends then where the pipeline can be searched. */
const LOST = [
  ['reset', 'back'],
  ['hang', 'back'],
  ['badGateway', 'back'],
  // It was never carried out, which nobody can tell before the time of the step is over.
  ['halfOpen', 'unknown'],
] as const;

const LOSERS: readonly (readonly [string, () => Promise<Pipeline>, 'back' | 'unknown'])[] = [
  ['a webhook that does everything twice', webhookPipeline, 'unknown'],
  ['an idempotent webhook', () => webhookPipeline({ idempotent: true }), 'back'],
  ['GitHub', githubPipeline, 'unknown'],
];

/** All of it at the same time, what takes longest first: most of it is waiting. */
describe.concurrent('A gateway', () => {
  it.for(LOSERS)(
    'never hears the answer of %s: it calls once',
    { timeout: 3_600_000 },
    async ([name, open, halfOpen]) => {
      const pipeline = await open();
      const services = LOST.flatMap(([fault]) =>
        Array.from({ length: LOSSES }, (_, at) => `${fault.toLowerCase()}-${String(at)}`),
      );
      const site = await openSite({ services, ...pipeline.options });
      try {
        for (const service of services) site.prometheus.bad.add(service);
        const gateway = await site.start();
        for (const service of services) {
          const fault = LOST.find(([one]) => service.startsWith(one.toLowerCase()));
          const before = pipeline.calls();
          if (fault !== undefined) pipeline.breakCall(fault[0]);
          expect(await deliver(gateway.url, firing(service))).toBe(202);
          await vi.waitUntil(() => pipeline.calls() > before, { timeout: 60_000, interval: 5 });
        }
        const began = performance.now();
        const { all, outcomes } = await settled(gateway, services.length, () => name);
        const seconds = ((performance.now() - began) / 1000).toFixed(1);
        expectOnce(all, pipeline.executions(), name);
        for (const one of all) {
          const [fault = '', expected] = LOST.find(([each]) => one.service.startsWith(each.toLowerCase())) ?? [];
          expect(outcomeOf(one), `${name}: ${fault}: ${JSON.stringify([one.reasons, one.steps])}`).toBe(
            fault === 'halfOpen' ? halfOpen : expected,
          );
        }
        console.info(`${name}: ${JSON.stringify(outcomes)}, settled ${seconds} s later`);
      } finally {
        await site.close();
        await pipeline.close();
      }
    },
  );

  it.for(MATRIX)(
    `is killed ${String(KILLS)} times while it rolls back by %s, with %s: it calls once and forgets nothing`,
    { timeout: 3_600_000 },
    async ([name, store, open], { skip }) => {
      if (store === 'PostgreSQL' && server === undefined) skip('SKIPPED: no PostgreSQL');
      const pipeline = await open();
      const random = randomOf(SEED);
      const services = Array.from({ length: KILLS + 1 }, (_, at) => `k${String(at)}`);
      const place = store === 'PostgreSQL' && server !== undefined ? await postgresPlace(server) : undefined;
      const site = await openSite({ services, ...pipeline.options, ...(place === undefined ? {} : { place }) });
      const moments: string[] = [];
      const story = () => `${name}, ${store}, seed ${String(SEED)}, killed at ${moments.join(', ')}`;
      try {
        for (const service of services) site.prometheus.bad.add(service);
        const alerts = services.map(firing);
        const acked = new Set<string>();
        let gateway = await site.start();
        const { port } = gateway;
        for (const [at, alert] of alerts.slice(0, KILLS).entries()) {
          const before = pipeline.executions().length;
          if ((await deliver(gateway.url, alert)) === 202) acked.add(deliveryIdOfSent(alert));
          moments.push(await deadlyMoment(at, random, () => pipeline.executions().length > before));
          await gateway.kill();
          gateway = await site.start({ port });
        }
        for (const alert of alerts) {
          expect(await deliver(gateway.url, alert), story()).toBe(202);
          acked.add(deliveryIdOfSent(alert));
        }
        const began = performance.now();
        const { all, outcomes } = await settled(gateway, services.length, story);
        const seconds = ((performance.now() - began) / 1000).toFixed(1);
        expect(await gateway.stop()).toBe(0);
        expectOnce(all, pipeline.executions(), story());
        await expectKept(site, acked, story());
        console.info(`${story()}: ${JSON.stringify(outcomes)}, settled ${seconds} s later`);
      } finally {
        await site.close();
        await pipeline.close();
      }
    },
  );
});
