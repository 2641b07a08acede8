/** A small service for tests: its model, and 8 days of metrics in OpenMetrics text in which a release goes as told. */

const STEP = 60;
const HISTORY = 8 * 86_400;

export const SHOP_MODEL = `apiVersion: releaserisk/v1
kind: RiskModel
name: shop
identity:
  services: [checkout, search, cart]
datasources:
  metrics: prometheus
deployment:
  datasource: metrics
  query: time() - max by (service, version) (shop_deployed_seconds)
signals:
  - id: error_rate
    title: Error rate
    datasource: metrics
    query: max by (service) (shop_error_ratio)
    unit: ratio
    weight: 60
    critical: true
    limit: { sigmas: 4, atLeast: 0.01 }
    samples: { query: max by (service) (shop_requests), atLeast: 50 }
  - id: latency
    title: Latency p95
    datasource: metrics
    query: max by (service) (shop_latency_ms)
    unit: ms
    weight: 40
    limit: { ratio: 1.5, atLeast: 20 }
  - id: queue
    title: Queue depth
    datasource: metrics
    query: max by (service) (shop_queue)
    unit: jobs
    weight: 0
    limit: { above: { yellow: 50, red: 100 } }
policy: { for: 1m, warmUp: 2m, actionWindow: 2h }
`;

/** What one service reads from a moment on; a reading left out has no sample then. */
export interface ShopState {
  /** Seconds after the deployment; negative before. */
  readonly from: number;
  readonly errors?: number;
  readonly latency?: number;
  readonly requests?: number;
}

export interface ShopService {
  readonly service: string;
  readonly version: string;
  /** In order of time; the first holds from the beginning. */
  readonly states: readonly ShopState[];
}

/** Samples each minute from 8 days before the deployment (epoch seconds) to `until` seconds after it. */
export function shopMetrics(deployedAt: number, until: number, services: readonly ShopService[]): string {
  const families: Record<string, string[]> = {
    shop_error_ratio: [],
    shop_latency_ms: [],
    shop_requests: [],
    shop_queue: [],
    shop_deployed_seconds: [],
  };
  const add = (name: string, labels: string, value: number | undefined, at: number): void => {
    if (value !== undefined) families[name]?.push(`${name}{${labels}} ${value} ${at}`);
  };
  for (const { service, version, states } of services) {
    for (let at = deployedAt - HISTORY; at <= deployedAt + until; at += STEP) {
      const state = states.findLast(({ from }) => from <= at - deployedAt) ?? states[0];
      // A week in which nothing moves has no deviation, as no real week does.
      const wave = Math.sin(at / 3600);
      const labels = `service="${service}"`;
      const errors = state?.errors;
      add('shop_error_ratio', labels, errors === undefined ? undefined : errors * (1 + 0.1 * wave), at);
      add('shop_latency_ms', labels, state?.latency === undefined ? undefined : state.latency + 5 * wave, at);
      add('shop_requests', labels, state?.requests ?? 900, at);
      add('shop_queue', labels, 3, at);
      if (at >= deployedAt) add('shop_deployed_seconds', `${labels},version="${version}"`, deployedAt, at);
    }
  }
  const text = Object.entries(families).flatMap(([name, lines]) => [`# TYPE ${name} gauge`, ...lines]);
  return `${text.join('\n')}\n# EOF\n`;
}
