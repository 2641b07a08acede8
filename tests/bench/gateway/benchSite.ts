import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type FakePipeline, startFakePipeline, webhookOf } from '../../gateway/testing/fakePipeline.ts';
import { type FakePrometheus, startFakePrometheus } from '../../gateway/testing/fakePrometheus.ts';
import { type GatewayProcess, startGatewayProcess } from '../../gateway/testing/gatewayProcess.ts';

export const SECRET = 'bench-secret-of-at-least-32-characters';
export const TOKEN = 'bench-token-of-at-least-32-characters';

const model = (services: readonly string[]) => `
apiVersion: releaserisk/v1
kind: RiskModel
name: bench
title: Bench
identity: { labels: [service], services: [${services.join(', ')}] }
datasources: { metrics: prometheus }
deployment: { datasource: metrics, query: 'time() - max by (service, version) (deployed)', versionLabel: version }
signals:
  - { id: errors, title: Errors, datasource: metrics, query: sum by (service) (error_ratio), unit: ratio, weight: 1, critical: true, limit: { above: { yellow: 0.1, red: 0.2 } } }
policy: { warmUp: 1s, actionWindow: 2h, cooldown: 1s }
action: { mode: act }
contactPoints: { pipeline: { gateway: gateway }, team: bench }
`;

/** A gateway with a store of its own, a Prometheus and a pipeline that stand in for real ones. */
export interface BenchSite {
  readonly gateway: GatewayProcess;
  readonly pipeline: FakePipeline;
  readonly prometheus: FakePrometheus;
  /** Path of the store's file. */
  readonly store: string;
  close(): Promise<void>;
}

export async function openBenchSite(services: readonly string[]): Promise<BenchSite> {
  const folder = await mkdtemp(join(tmpdir(), 'release-risk-bench-'));
  const prometheus = await startFakePrometheus(services);
  const pipeline = await startFakePipeline({ carriedOut: ({ service }) => prometheus.bad.delete(service) });
  await writeFile(join(folder, 'model.yaml'), model(services));
  const config = join(folder, 'gateway.yaml');
  await writeFile(
    config,
    JSON.stringify({
      listen: { port: 0 },
      models: [{ file: 'model.yaml' }],
      evaluate: { through: 'servers', datasources: { metrics: { url: prometheus.url } } },
      alerts: { grafana: { secrets: [{ env: 'BENCH_SECRET' }] } },
      tokens: [{ name: 'bench', secret: { env: 'BENCH_TOKEN' }, scopes: ['read', 'pipeline'] }],
      egress: { allow: [pipeline.url], allowPrivate: ['127.0.0.1/32'] },
      adapters: { pipeline: webhookOf(pipeline, true) },
      releases: [{ name: 'all', mode: 'act', steps: [{ id: 'code', kind: 'code', adapter: 'pipeline' }] }],
    }),
  );
  const gateway = await startGatewayProcess({
    config,
    env: { BENCH_SECRET: SECRET, BENCH_TOKEN: TOKEN, PIPELINE_SECRET: pipeline.secret },
  });
  return {
    gateway,
    pipeline,
    prometheus,
    store: join(folder, 'release-risk-gateway.db'),
    async close() {
      await gateway.kill();
      await pipeline.close();
      await prometheus.close();
      await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    },
  };
}
