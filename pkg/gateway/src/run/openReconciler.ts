import { fetchTransport } from '@release-risk/query/fetchTransport';
import type { Clock } from '@release-risk/query/transport';
import type { ReadConfig } from '../config/readConfig.ts';
import type { FlowLog } from '../flow/parts.ts';
import type { Operations } from '../http/operations.ts';
import { alertmanagerSource } from '../intake/reconcile/alertmanagerSource.ts';
import { grafanaSource } from '../intake/reconcile/grafanaSource.ts';
import { type LookReport, type Reconciler, reconciler } from '../intake/reconcile.ts';
import type { GatewayMetrics } from '../metrics/metrics.ts';
import type { Store } from '../store/store.ts';
import type { GrafanaSide } from './grafanaSide.ts';

export interface ReconcilerParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: FlowLog;
  readonly metrics: Pick<GatewayMetrics, 'reconciled' | 'deliveries'>;
  readonly grafana: GrafanaSide | undefined;
  readonly accept: Operations['accept'];
}

/** Looks at everything the configuration names that knows what fires; at nothing where it names nothing. */
export function openReconciler({ config, readSecret }: ReadConfig, parts: ReconcilerParts): Reconciler {
  const { store, clock, log, metrics, grafana, accept } = parts;
  const send = fetchTransport(fetch);
  return reconciler({
    sources: [
      ...(grafana === undefined ? [] : [grafanaSource({ client: grafana.open(NEVER), clock })]),
      ...config.alerts.alertmanagers.map(({ url, token }) => {
        const headers = token && { authorization: `Bearer ${readSecret(token)}` };
        // Each is read from where it was left.
        return { ...alertmanagerSource({ url, send, clock, headers }), name: `alertmanager ${url}` };
      }),
    ],
    accept: async (source, alerts) => {
      const answer = await accept(source, alerts);
      metrics.deliveries('reconcile', 'accepted', answer.accepted);
      metrics.deliveries('reconcile', 'known', answer.known);
      return answer;
    },
    positions: {
      load: (name) => store.transaction((tx) => tx.fact(`reconcile ${name}`)),
      save: (name, position) => store.transaction((tx) => tx.putFact(`reconcile ${name}`, position)),
    },
    clock,
    everyMs: config.grafana?.reconcile,
    looked(report) {
      metrics.reconciled(report.result, report.at);
      tell(log, report);
    },
  });
}

const NEVER = new AbortController().signal;

function tell(log: FlowLog, { source, result, accepted, problem, dropped }: LookReport): void {
  if (result !== 'ok') log.warn({ source, result, problem }, 'What fires could not be looked at completely');
  else if (accepted > 0) log.info({ source, accepted, dropped }, 'Found what nobody had delivered');
}
