import { makePlan } from '@release-risk/compiler/makePlan';
import type { RiskModel } from '@release-risk/model/model';
import { evaluate } from '@release-risk/query/evaluate';
import { fetchTransport } from '@release-risk/query/fetchTransport';
import { hostClock } from '@release-risk/query/hostClock';
import { prometheusSource } from '@release-risk/query/prometheus';
import { modelOf } from '@release-risk/query/testing/modelOf';
import { prometheusOnPath, startPrometheus } from '@release-risk/query/testing/realPrometheus';
import type { Transport } from '@release-risk/query/transport';
import type { Figure } from './score.bench.ts';

const SMALL = 10;
const LARGE = 1_000;

const MODEL: RiskModel = modelOf(`
apiVersion: releaserisk/v1
kind: RiskModel
name: bench
identity: { services: [unused] }
datasources: { metrics: prometheus }
policy: { actionWindow: 5m }
signals:
  - id: latency
    title: Latency
    datasource: metrics
    query: avg by (service) (latency)
    weight: 30
    baseline: { kind: trailing, window: 30m, step: 1m }
    limit: { sigmas: 3, atLeast: 10 }
    samples: { query: sum by (service) (requests), atLeast: 1 }
  - { id: load, title: Load, datasource: metrics, query: avg by (service) (load), weight: 10, limit: { above: 90 } }
`);

/** An hour of three series a service. */
function history(now: number): string {
  const services = Array.from({ length: LARGE }, (_, index) => `s${index}`);
  return ['latency', 'requests', 'load']
    .flatMap((metric) => [
      `# TYPE ${metric} gauge`,
      ...services.flatMap((service, index) =>
        Array.from({ length: 61 }, (_, minute) => {
          const value = 40 + ((index + minute) % 7);
          return `${metric}{service="${service}"} ${value} ${now - 3600 + minute * 60}`;
        }),
      ),
    ])
    .join('\n');
}

/** How many requests it takes to score 10 and 1,000 services from a live Prometheus: the same number. */
export async function benchRequests(): Promise<Figure[]> {
  if (!prometheusOnPath()) return [];
  const now = Math.floor(Date.now() / 60_000) * 60;
  const server = await startPrometheus({ openMetrics: history(now) });
  try {
    let requests = 0;
    const send = fetchTransport(fetch);
    const counted: Transport = (request) => {
      requests += 1;
      return send(request);
    };
    const clock = hostClock({ now: () => Date.now(), setTimeout, clearTimeout });
    const source = prometheusSource(
      { name: 'metrics', type: 'prometheus', url: server.url, timeoutMs: 60_000 },
      counted,
      clock,
    );
    const run = async (count: number) => {
      const services = Array.from({ length: count }, (_, index) => ({ service: `s${index}` }));
      const plan = makePlan(MODEL, { services });
      requests = 0;
      const started = performance.now();
      const evaluation = await evaluate(MODEL, plan, new Map([['metrics', source]]), now);
      const low = evaluation.services.filter(({ result }) => result.verdict === 'Low').length;
      if (low !== count)
        throw new Error(
          `${count - low} of ${count} services were not scored: ${evaluation.failures[0]?.reason ?? evaluation.services[0]?.sentence ?? ''}`,
        );
      return { requests, ms: performance.now() - started };
    };
    const small = await run(SMALL);
    const large = await run(LARGE);
    return [
      {
        name: `requests for ${LARGE} services, against ${small.requests} for ${SMALL}`,
        value: large.requests,
        unit: 'requests',
        target: small.requests,
        ok: large.requests <= small.requests,
      },
      {
        name: `scoring ${LARGE} services from a live Prometheus (shown, no target)`,
        value: Math.round(large.ms),
        unit: 'ms',
        target: Infinity,
        ok: true,
      },
    ];
  } finally {
    await server.stop();
  }
}
