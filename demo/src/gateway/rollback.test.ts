import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { callGateway } from '@release-risk/contract/gatewayClient';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Demo, startDemo } from '../demo.ts';
import { waitUntil } from '../processes/wait-until.ts';
import { onPath } from '../servers/find-program.ts';
import { thisMachine } from '../servers/machine.ts';
import { running } from '../workload/releases.ts';

const machine = thisMachine();
const hasPrometheus =
  process.env.PROMETHEUS_BIN !== undefined ||
  ((await onPath('prometheus', machine)) !== undefined && (await onPath('promtool', machine)) !== undefined);
const START_MS = 90_000;
const ROUND_MS = 120_000;

/** The error rate of the example with short windows and lines that need no past, so that a round takes a minute. */
const MODEL = `
apiVersion: releaserisk/v1
kind: RiskModel
name: quick-lead-bot
title: Quick lead bot
identity: { labels: [service], services: [lead-bot] }
datasources: { metrics: prometheus, logs: loki }
deployment:
  datasource: metrics
  query: time() - max by (service, version) (app_deployed_timestamp_seconds)
  versionLabel: version
signals:
  - id: error_rate
    title: Error rate
    datasource: logs
    query: |-
      sum by (service) (count_over_time({service="lead-bot", kind="request"} | json | status >= 400 [10s]))
      /
      sum by (service) (count_over_time({service="lead-bot", kind="request"} [10s]))
    unit: ratio
    weight: 30
    critical: true
    limit: { above: { yellow: 0.08, red: 0.15 } }
    samples:
      query: sum by (service) (count_over_time({service="lead-bot", kind="request"} [10s]))
      atLeast: 5
    empty: zero
policy: { for: 4s, keepFiringFor: 5s, warmUp: 5s, actionWindow: 2h, cooldown: 1s }
action: { mode: ask }
contactPoints:
  pipeline: { gateway: release-risk-gateway }
  team: lead-bot-team
`;

describe.skipIf(!hasPrometheus)(
  hasPrometheus
    ? 'A bad release, with everything real but the pipeline'
    : 'A bad release, with everything real but the pipeline (SKIPPED: no prometheus and promtool on PATH)',
  () => {
    let cacheFolder = '';
    let demo: Demo;
    const rollbacks = () => {
      if (demo.rollbacks === undefined) throw new Error('the demo has no gateway');
      return demo.rollbacks;
    };
    const rollbackOf = (version: string) =>
      rollbacks()
        .desk.state()
        .rollbacks.find(({ deployment }) => deployment.version === version);
    const rolledBack = (version: string) =>
      waitUntil(
        `${version} to be rolled back, and the score to be calm`,
        async () => {
          const one = rollbackOf(version);
          if (one?.state === 'succeeded') return one;
          throw new Error(`${one?.state ?? 'no alert'}: ${JSON.stringify(one?.reasons)} ${JSON.stringify(one?.steps)}`);
        },
        { timeoutMs: ROUND_MS - 5_000, everyMs: 250 },
      );

    beforeAll(async () => {
      cacheFolder = await mkdtemp(join(tmpdir(), 'demo-'));
      const modelFile = join(cacheFolder, 'quick.yaml');
      await writeFile(modelFile, MODEL);
      demo = await startDemo({
        cacheFolder,
        port: 0,
        historyDays: 2,
        modelFile,
        gateway: { mode: 'act', alertsEveryMs: 2_000 },
        progress: () => undefined,
      });
    }, START_MS);
    afterAll(async () => {
      await demo.stop();
      await rm(cacheFolder, { recursive: true, force: true });
    }, 30_000);

    it(
      'is rolled back by one call of the pipeline, and its report tells why and how long it took',
      { timeout: ROUND_MS },
      async () => {
        const good = running(demo.workload.releases());
        const bad = demo.workload.release({ fault: 'errors' });
        const ended = await rolledBack(bad.version);

        expect(running(demo.workload.releases())).toMatchObject({
          version: good.version,
          fault: 'none',
          kind: 'rollback',
        });
        expect(rollbacks().pipeline.calls()).toMatchObject([
          { badVersion: bad.version, targetVersion: good.version, timesSent: 1, end: { state: 'succeeded' } },
        ]);
        expect(ended).toMatchObject({
          mode: 'act',
          verdict: 'High',
          deployment: { commit: bad.commit, author: bad.author },
        });
        const { deployments } = await callGateway(rollbacks().send, 'listDeployments', {
          query: { labels: 'service=lead-bot' },
        });
        expect(deployments[0]).toMatchObject({ kind: 'rollback', version: good.version, outcome: 'succeeded' });

        const report = await (await fetch(`${demo.address}/v1/rollbacks/${ended.id}/report`)).text();
        expect(report).toContain('Veto: error rate');
        const { detect, decide, rollBack, recover } = ended.durations;
        for (const seconds of [detect, decide, rollBack, recover]) expect(seconds).toBeGreaterThanOrEqual(0);
        for (const name of ['detect', 'decide', 'roll back', 'recover']) expect(report.toLowerCase()).toContain(name);
      },
    );

    it(
      'is rolled back by one call although the gateway is killed while the pipeline takes it',
      { timeout: ROUND_MS },
      async () => {
        const { pipeline, desk } = rollbacks();
        const good = running(demo.workload.releases());
        let killed = 0;
        pipeline.onTaken(() => {
          // Before the answer: whether the call arrived is nothing that the gateway can know.
          if (killed === 0 && desk.state().gateway.running) {
            killed += 1;
            desk.kill();
          }
        });
        const bad = demo.workload.release({ fault: 'errors' });
        const ended = await rolledBack(bad.version);

        expect(killed).toBe(1);
        expect(desk.state().gateway).toEqual({ running: true, restarts: 1 });
        const calls = pipeline.calls().filter(({ badVersion }) => badVersion === bad.version);
        expect(calls).toMatchObject([{ targetVersion: good.version, end: { state: 'succeeded' } }]);
        expect(demo.workload.releases().filter(({ kind }) => kind === 'rollback')).toHaveLength(2);
        expect(running(demo.workload.releases())).toMatchObject({ version: good.version, fault: 'none' });
        expect(ended.attempt).toBe(1);
      },
    );
  },
);
