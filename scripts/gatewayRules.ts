import { queryNode, thresholdNode } from '@release-risk/compiler/emit/grafana/ruleNodes';
import { grafanaDuration } from '@release-risk/compiler/emit/grafana/grafanaDuration';
import type { AlertRule, RuleGroup as GrafanaRuleGroup } from '@release-risk/compiler/emit/grafana/ruleGroup';
import { stableUid } from '@release-risk/compiler/emit/grafana/uid';
import type { RuleFile } from '@release-risk/compiler/emit/prometheus/ruleFile';

/** Where docs/operations.md is published; each rule names one of its headings. Put your own address in its place. */
export const RUNBOOKS = 'https://runbooks.example.com/release-risk/operations';

/** One alert about the gateway itself. */
interface GatewayAlert {
  readonly name: string;
  readonly title: string;
  /** Has a row with a value above 0 while something is wrong, and none otherwise. */
  readonly expr: string;
  /** Seconds. */
  readonly for: number;
  readonly keepFiringFor: number;
  /** `critical` wakes somebody: no rollback happens, or one may have happened that nobody knows of. */
  readonly severity: 'critical' | 'warning';
  readonly summary: string;
  readonly description: string;
  /** Heading of docs/operations.md, as its anchor. */
  readonly runbook: string;
}

const M = 'release_risk_gateway_';
const MINUTE = 60;
const UNKNOWN_TO_ALL = `${M}rollbacks{state=~"unknown|failed|dead_letter"}`;
const UNAVAILABLE = `${M}deliveries_total{result="unavailable"}`;
const NOT_DELIVERED = `${M}messages_total{result=~"refused|given.up"}`;

/** A counter that was not there before begins above 0, and `increase` does not see that. */
function rises(counter: string, window: string, by = ''): string {
  const sum = by === '' ? 'sum' : `sum by (${by})`;
  return `${sum} (increase(${counter}[${window}])) > 0\nor ${sum} (${counter} unless ${counter} offset ${window}) > 0`;
}

/** What a team that runs the gateway wants to be woken or told for. Numbers of the store are the same on every replica. */
export const GATEWAY_ALERTS: readonly GatewayAlert[] = [
  {
    name: 'ReleaseRiskGatewayDown',
    title: 'Rollback gateway: down',
    expr: `absent(${M}build_info)`,
    for: 2 * MINUTE,
    keepFiringFor: 0,
    severity: 'critical',
    summary: 'No rollback gateway is running',
    description:
      'No replica answers Prometheus. Alerts are not taken; nothing is rolled back. What fires meanwhile is found when it is back.',
    runbook: 'the-gateway-is-down',
  },
  {
    name: 'ReleaseRiskGatewayReplicaDown',
    title: 'Rollback gateway: a replica is down',
    expr: `(up == bool 0) > 0\nand on (job, instance) last_over_time(${M}build_info[1d])`,
    for: 5 * MINUTE,
    keepFiringFor: 0,
    severity: 'warning',
    summary: 'A replica of the rollback gateway does not answer ({{ $labels.instance }})',
    description: 'The others go on. With the last one gone nothing is rolled back.',
    runbook: 'the-gateway-is-down',
  },
  {
    name: 'ReleaseRiskGatewayStoreUnavailable',
    title: 'Rollback gateway: the store cannot commit',
    expr: rises(UNAVAILABLE, '5m'),
    for: 0,
    keepFiringFor: 5 * MINUTE,
    severity: 'critical',
    summary: 'The rollback gateway refuses alerts: its store cannot commit',
    description:
      'Alerts were answered 503. Grafana does not send them again before its next group interval; reconciling finds them once the store commits.',
    runbook: 'the-store-cannot-commit',
  },
  {
    name: 'ReleaseRiskGatewayReconcileStale',
    title: 'Rollback gateway: does not see what fires',
    expr: `time() - max (${M}reconcile_last_success_timestamp_seconds) > 180\nand on () sum (${M}reconcile_total) > 0`,
    for: MINUTE,
    keepFiringFor: 0,
    severity: 'warning',
    summary: 'The rollback gateway has not looked at what fires for more than three minutes',
    description:
      'Only alerts that are sent to it are seen: one that was lost on the way, or fired and resolved meanwhile, is not.',
    runbook: 'reconciling-is-stale',
  },
  {
    name: 'ReleaseRiskGatewayWorkBehind',
    title: 'Rollback gateway: work is behind',
    expr: `max (${M}oldest_job_seconds) > 60`,
    for: MINUTE,
    keepFiringFor: 0,
    severity: 'critical',
    summary: 'Work of the rollback gateway has been due for more than a minute',
    description: 'Alerts are on disk and nobody works on them, or it takes too long: rollbacks come late.',
    runbook: 'work-is-behind',
  },
  {
    name: 'ReleaseRiskRollbackNeedsPerson',
    title: 'Rollback: ended without being sure',
    expr: `max by (state) (${UNKNOWN_TO_ALL})\n  - min by (state) (min_over_time(${UNKNOWN_TO_ALL}[1h])) > 0`,
    for: 0,
    keepFiringFor: 0,
    severity: 'critical',
    summary: 'A rollback ended as {{ $labels.state }}: a person has to look',
    description: 'In the last hour. The gateway does nothing more about it by itself.',
    runbook: 'a-rollback-is-unknown-failed-or-a-dead-letter',
  },
  {
    name: 'ReleaseRiskApprovalWaiting',
    title: 'Rollback: waits for a decision',
    expr: `max (${M}rollbacks{state="awaiting_approval"}) > 0`,
    for: 10 * MINUTE,
    keepFiringFor: 0,
    severity: 'critical',
    summary: 'A rollback has been waiting for a decision for ten minutes',
    description: 'A bad release is running and nobody decides. It expires by itself, and then nothing is rolled back.',
    runbook: 'an-approval-waits',
  },
  {
    name: 'ReleaseRiskGatewayAuditBroken',
    title: 'Rollback gateway: the audit log was changed',
    expr: `max (${M}audit_broken) > 0`,
    for: 0,
    keepFiringFor: 15 * MINUTE,
    severity: 'critical',
    summary: 'The audit log of the rollback gateway was changed from outside',
    description: 'An entry is missing or another than was written. What it says after that place proves nothing.',
    runbook: 'the-audit-log-is-broken',
  },
  {
    name: 'ReleaseRiskGatewayMessagesLost',
    title: 'Rollback gateway: messages are not delivered',
    expr: rises(NOT_DELIVERED, '15m', 'channel'),
    for: 0,
    keepFiringFor: 15 * MINUTE,
    severity: 'warning',
    summary: 'The rollback gateway could not tell people through {{ $labels.channel }}',
    description:
      'The channel refused messages, or they were given up. Somebody may not know that a decision is wanted.',
    runbook: 'messages-are-not-delivered',
  },
];

const GROUP = 'Release Risk gateway';

function annotationsOf({ summary, description, runbook }: GatewayAlert) {
  return { summary, description, runbook_url: `${RUNBOOKS}#${runbook}` };
}

/** The alerts as a rule file of Prometheus. */
export function gatewayRuleFile(): RuleFile {
  return {
    notes: [
      'Alerts about the rollback gateway itself, over what it says at /metrics.',
      `runbook_url: put the address of your docs/operations.md in the place of ${RUNBOOKS}.`,
    ],
    groups: [
      {
        name: GROUP,
        interval: '15s',
        rules: GATEWAY_ALERTS.map((alert) => ({
          alert: alert.name,
          expr: alert.expr,
          for: grafanaDuration(alert.for),
          keep_firing_for: grafanaDuration(alert.keepFiringFor),
          labels: { severity: alert.severity },
          annotations: annotationsOf(alert),
        })),
      },
    ],
  };
}

/** The same alerts as rules of a Grafana, over the Prometheus with this uid. They go where its notification policies say. */
export function gatewayRuleGroup(datasourceUid: string, folderUid: string): GrafanaRuleGroup {
  return {
    title: GROUP,
    folderUid,
    interval: 30,
    rules: GATEWAY_ALERTS.map((alert): AlertRule => {
      const query = {
        refId: 'A',
        purpose: { kind: 'services' },
        datasource: datasourceUid,
        type: 'prometheus',
        form: { kind: 'instant' },
        expr: alert.expr,
      } as const;
      return {
        uid: stableUid(`rr-gateway-${alert.name.replace(/^ReleaseRisk(Gateway)?/, '').toLowerCase()}`),
        folderUID: folderUid,
        ruleGroup: GROUP,
        title: alert.title,
        condition: 'FIRES',
        data: [queryNode(query, datasourceUid), thresholdNode('FIRES', 'A', { fires: 0 })],
        // A rule whose query has no row is calm: that is how each of them is written.
        noDataState: 'OK',
        execErrState: 'Error',
        for: grafanaDuration(alert.for),
        keep_firing_for: grafanaDuration(alert.keepFiringFor),
        missingSeriesEvalsToResolve: 2,
        isPaused: false,
        labels: { severity: alert.severity },
        annotations: annotationsOf(alert),
        notification_settings: null,
      };
    }),
  };
}
