import type { Clock } from '@release-risk/query/transport';
import type { FlowLog } from '../flow/parts.ts';
import type { Operations } from '../http/operations.ts';
import { alertmanagerSource } from '../intake/reconcile/alertmanagerSource.ts';
import { grafanaSource } from '../intake/reconcile/grafanaSource.ts';
import { type LookReport, type Reconciler, reconciler } from '../intake/reconcile.ts';
import type { GatewayMetrics } from '../metrics/metrics.ts';
import type { Store } from '../store/store.ts';
import type { GrafanaSide } from './grafanaSide.ts';
import type { NamedAlertmanager } from './openAlertmanagers.ts';

export interface ReconcilerParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: FlowLog;
  readonly metrics: Pick<GatewayMetrics, 'reconciled' | 'deliveries'>;
  readonly grafana: GrafanaSide | undefined;
  readonly alertmanagers: readonly NamedAlertmanager[];
  readonly accept: Operations['accept'];
}

/** Looks at everything the configuration names that knows what fires; at nothing where it names nothing. */
export function openReconciler(everyMs: number | undefined, parts: ReconcilerParts): Reconciler {
  const { store, clock, log, metrics, grafana, alertmanagers, accept } = parts;
  return reconciler({
    sources: [
      ...(grafana === undefined ? [] : [grafanaSource({ client: grafana.open(NEVER), clock })]),
      // Each is read from where it was left.
      ...alertmanagers.map(({ url, client }) => ({
        ...alertmanagerSource(client, clock),
        name: `alertmanager ${url}`,
      })),
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
    everyMs,
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
