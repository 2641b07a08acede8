import type { DeploymentRecord } from '@release-risk/contract/deploymentRecord';
import { ROLLBACK_STATES, type RollbackState } from '@release-risk/contract/rollback';
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { StoreCounts } from '../store/store.ts';
import { deployedSeries } from './deployedSeries.ts';

type DeliverySource = 'grafana' | 'alertmanager' | 'reconcile';
type DeliveryResult = 'accepted' | 'known' | 'refused' | 'unavailable';

/** What the gateway tells of itself, in a registry of its own. All durations are seconds. */
export interface GatewayMetrics {
  readonly deliveries: (source: DeliverySource, result: DeliveryResult, count?: number) => void;
  /** `route`: its name in the API, or `none`; never a path, which callers choose. */
  readonly request: (route: string, status: number, seconds: number) => void;
  /** From the first byte to the answer, for alerts that were acknowledged. */
  readonly ack: (seconds: number) => void;
  /** From the acknowledgement to a worker. */
  readonly pickup: (seconds: number) => void;
  readonly rollbackEnded: (outcome: string) => void;
  readonly call: (adapter: string, outcome: string) => void;
  readonly message: (channel: string, result: string) => void;
  /** `at` is epoch milliseconds. */
  readonly reconciled: (result: 'ok' | 'partial' | 'failed', at: number) => void;
  readonly auditBroken: (isBroken: boolean) => void;
  /** Asked for before each scrape; a store that does not answer leaves its numbers out. */
  readonly source: (read: MetricsSource) => void;
  /** Format of Prometheus. */
  readonly text: () => Promise<string>;
  readonly contentType: string;
}

export interface MetricsSource {
  readonly counts: () => Promise<StoreCounts>;
  /** The newest deployment of each identity that was deployed within the time for which things are kept. */
  readonly newestDeployments: () => Promise<readonly DeploymentRecord[]>;
}

const LATENCY_BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.015, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const PREFIX = 'release_risk_gateway_';

/** A registry of its own: what else runs in the process neither stands in it nor clashes with it. */
export function gatewayMetrics(version: string): GatewayMetrics {
  const registry = new Registry();
  const registers = [registry];
  const counter = (name: string, help: string, labelNames: string[]) =>
    new Counter({ name: PREFIX + name, help, labelNames, registers });
  const gauge = (name: string, help: string, labelNames: string[] = []) =>
    new Gauge({ name: PREFIX + name, help, labelNames, registers });
  const histogram = (name: string, help: string, labelNames: string[] = []) =>
    new Histogram({ name: PREFIX + name, help, labelNames, buckets: LATENCY_BUCKETS, registers });

  const deliveries = counter('deliveries_total', 'Alerts that came in', ['source', 'result']);
  const requests = counter('requests_total', 'Requests that were answered', ['route', 'status']);
  const requestSeconds = histogram('request_seconds', 'Time to answer a request', ['route']);
  const ackSeconds = histogram('ack_seconds', 'Time until alerts were on disk and acknowledged');
  const pickupSeconds = histogram('pickup_seconds', 'Time from the acknowledgement to a worker');
  const rollbacks = gauge('rollbacks', 'Rollbacks by state', ['state']);
  const rollbacksEnded = counter('rollbacks_total', 'Rollbacks that ended', ['outcome']);
  const calls = counter('calls_total', 'Calls to pipelines', ['adapter', 'outcome']);
  const jobsDue = gauge('jobs_due', 'Jobs that are due');
  const oldestJob = gauge('oldest_job_seconds', 'Age of the oldest due job');
  const messages = counter('messages_total', 'Messages to people', ['channel', 'result']);
  const messagesWaiting = gauge('messages_waiting', 'Messages that wait to be sent');
  const reconciles = counter('reconcile_total', 'Looks at what fires, without waiting to be told', ['result']);
  const lastReconcile = gauge('reconcile_last_success_timestamp_seconds', 'When the last such look succeeded');
  const auditBroken = gauge('audit_broken', '1 where the audit log was changed from outside');
  gauge('build_info', 'Always 1', ['version']).set({ version }, 1);
  let source: MetricsSource | undefined;

  const refresh = async (): Promise<string> => {
    if (source === undefined) return '';
    const { jobsDue: due, oldestDueMs, messagesWaiting: waiting, rollbacksByState } = await source.counts();
    jobsDue.set(due);
    oldestJob.set(oldestDueMs / 1000);
    messagesWaiting.set(waiting);
    for (const state of ROLLBACK_STATES) rollbacks.set({ state }, countOf(rollbacksByState, state));
    return deployedSeries(await source.newestDeployments());
  };
  const forgetStore = () => {
    for (const one of [jobsDue, oldestJob, messagesWaiting]) one.remove();
    rollbacks.reset();
  };

  return {
    deliveries: (from, result, count = 1) => {
      if (count > 0) deliveries.inc({ source: from, result }, count);
    },
    request: (route, status, seconds) => {
      requests.inc({ route, status });
      requestSeconds.observe({ route }, seconds);
    },
    ack: (seconds) => {
      ackSeconds.observe(seconds);
    },
    pickup: (seconds) => {
      pickupSeconds.observe(seconds);
    },
    rollbackEnded: (outcome) => {
      rollbacksEnded.inc({ outcome });
    },
    call: (adapter, outcome) => {
      calls.inc({ adapter, outcome });
    },
    message: (channel, result) => {
      messages.inc({ channel, result });
    },
    reconciled: (result, at) => {
      reconciles.inc({ result });
      if (result === 'ok') lastReconcile.set(at / 1000);
    },
    auditBroken: (isBroken) => {
      auditBroken.set(isBroken ? 1 : 0);
    },
    source: (read) => {
      source = read;
    },
    text: async () => {
      // Old numbers of a store that is gone would look like good ones.
      const deployed = await refresh().catch(() => {
        forgetStore();
        return '';
      });
      return (await registry.metrics()) + deployed;
    },
    contentType: registry.contentType,
  };
}

function countOf(byState: StoreCounts['rollbacksByState'], state: RollbackState): number {
  return byState[state] ?? 0;
}
