import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type Demo, startDemo } from './demo.ts';
import { waitUntil } from './processes/wait-until.ts';
import { onPath } from './servers/find-program.ts';
import { thisMachine } from './servers/machine.ts';
import { COMPONENTS } from './workload/identity.ts';

const machine = thisMachine();
const hasPrometheus =
  process.env.PROMETHEUS_BIN !== undefined ||
  ((await onPath('prometheus', machine)) !== undefined && (await onPath('promtool', machine)) !== undefined);
const LIMIT_MS = 90_000;

const answerSchema = z.object({
  data: z.object({
    result: z.array(z.object({ metric: z.record(z.string(), z.string()), value: z.tuple([z.number(), z.string()]) })),
  }),
});

async function query(url: string, path: string, expression: string) {
  const answer = await fetch(`${url}${path}?${new URLSearchParams({ query: expression })}`);
  if (!answer.ok) throw new Error(await answer.text());
  return answerSchema.parse(await answer.json()).data.result;
}

describe.skipIf(!hasPrometheus)(
  hasPrometheus
    ? 'the demo on a real Prometheus'
    : 'the demo on a real Prometheus (skipped: no prometheus and promtool on PATH)',
  () => {
    let cacheFolder = '';
    let demo: Demo;
    const prometheus = (expression: string) => query(demo.prometheusUrl, '/api/v1/query', expression);
    const one = async (expression: string) => Number((await prometheus(expression))[0]?.value[1] ?? Number.NaN);
    const until = (what: string, check: () => Promise<boolean>) =>
      waitUntil(what, async () => ((await check()) ? true : undefined), { timeoutMs: 45_000, everyMs: 500 });
    const post = (path: string, body: object) =>
      fetch(demo.address + path, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });

    beforeAll(async () => {
      cacheFolder = await mkdtemp(join(tmpdir(), 'demo-'));
      demo = await startDemo({
        cacheFolder,
        port: 0,
        historyDays: 2,
        modelFile: 'model.yaml',
        progress: () => undefined,
      });
    }, LIMIT_MS);
    afterAll(async () => {
      await demo.stop();
      await rm(cacheFolder, { recursive: true, force: true });
    }, 30_000);

    it('scrapes every component and the journey, which reaches the CRM', { timeout: LIMIT_MS }, async () => {
      await until('every target to be up', async () => (await one('sum(up)')) === COMPONENTS.length + 1);
      await until('a journey to succeed', async () => (await one('probe_success{journey="lead"}')) === 1);
    });

    it('continues its past: rates over the seam are those of a day ago', { timeout: LIMIT_MS }, async () => {
      await until('live messages', async () => (await prometheus('changes(bot_messages_total[10s]) > 0')).length > 0);
      const rate = (offset = '') => `sum(rate(bot_messages_total[2m] ${offset}))`;
      const change = (await one(rate())) / (await one(rate('offset 1d')));
      expect(change).toBeGreaterThan(0.5);
      expect(change).toBeLessThan(2);
      // A day of five-minute steps, none missing, also in a window of one minute.
      expect(await one(`count_over_time((${rate()})[1d:5m])`)).toBeGreaterThanOrEqual(288);
      expect(await one(`count_over_time((sum(rate(bot_messages_total[1m])))[1d:5m])`)).toBeGreaterThanOrEqual(288);
    });

    it('has the same series before and after the start', async () => {
      const names = async (offset: string) => {
        const rows = await prometheus(
          `group by (__name__, instance, job, component) ({__name__=~"bot_messages_total|crm_sync_gap_leads|probe_success"} ${offset})`,
        );
        return rows.map(({ metric }) => JSON.stringify(Object.entries(metric).sort())).sort();
      };
      expect(await names('')).toEqual(await names('offset 6h'));
    });

    it('writes request lines that the log server counts', { timeout: LIMIT_MS }, async () => {
      const count =
        'sum by (component) (count_over_time({service="lead-bot",kind="request"} | json | status > 0 [15s]))';
      await until(
        'lines of the API and of CRM calls',
        async () => (await query(demo.lokiUrl, '/loki/api/v1/query', count)).length === 2,
      );
    });

    it('breaks and heals with its releases', { timeout: LIMIT_MS }, async () => {
      expect((await post('/api/releases', { fault: 'silent', version: '9.9.9' })).status).toBe(201);
      await until('the new version everywhere', async () => {
        return (await one('count(app_build_info{version="9.9.9"})')) === COMPONENTS.length;
      });
      expect(Math.abs((await one('time() - app_deployed_timestamp_seconds{version="9.9.9"}')) - 5)).toBeLessThan(30);
      await until('silence', async () => (await one('sum(increase(bot_messages_total[15s]))')) === 0);
      expect((await post('/api/rollback', {})).status).toBe(201);
      await until('messages again', async () => (await one('sum(increase(bot_messages_total[15s]))')) > 0);
      const bad = 'app_build_info{version="9.9.9"}';
      await until('the bad version to be gone everywhere', async () => (await prometheus(bad)).length === 0);
    });

    it('refuses a second demo in the same folder', async () => {
      const second = { cacheFolder, port: 0, historyDays: 2, modelFile: '', progress: () => undefined };
      // The same process may take its own lock again, so the holder is made to look like another one that lives.
      await writeFile(join(cacheFolder, 'running.json'), JSON.stringify({ pid: process.ppid, address: demo.address }));
      await expect(startDemo(second)).rejects.toThrow('already running');
    });

    it('leaves nothing that answers', async () => {
      await demo.stop();
      for (const url of [demo.address, demo.prometheusUrl, demo.lokiUrl]) await expect(fetch(url)).rejects.toThrow();
    });
  },
);
