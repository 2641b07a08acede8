/** A value JSON can carry. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** Seconds before the tick; Grafana takes whole numbers only and wants `from` above `to` for datasource queries. */
export interface RelativeTimeRange {
  readonly from: number;
  readonly to: number;
}

/** One node of a rule: a datasource query, or an expression (`datasourceUid` is then `__expr__`). */
export interface AlertQuery {
  readonly refId: string;
  /** Grafana copies it from `model.queryType` on save, so both say the same. */
  readonly queryType: string;
  readonly relativeTimeRange: RelativeTimeRange;
  readonly datasourceUid: string;
  /** Keys in alphabetical order, as Grafana gives them back. */
  readonly model: { readonly [key: string]: Json };
}

/** Sends a rule's alerts straight to a contact point, past the notification policies. Durations as Grafana writes them. */
export interface NotificationSettings {
  readonly receiver: string;
  readonly group_by: readonly string[];
  readonly group_wait: string;
  readonly group_interval: string;
  readonly repeat_interval: string;
}

/** What becomes of a rule while its queries answer nothing, or fail. */
export type NoDataState = 'NoData' | 'Alerting' | 'OK' | 'KeepLast';
export type ExecErrState = 'Error' | 'Alerting' | 'OK' | 'KeepLast';

/** One alert rule, in the exact shape and casing of Grafana's HTTP provisioning API (12.2). */
export interface AlertRule {
  readonly uid: string;
  readonly folderUID: string;
  readonly ruleGroup: string;
  readonly title: string;
  /** The refId whose value, when it is not 0, makes an alert. */
  readonly condition: string;
  readonly data: readonly AlertQuery[];
  readonly noDataState: NoDataState;
  readonly execErrState: ExecErrState;
  readonly for: string;
  readonly keep_firing_for: string;
  readonly missingSeriesEvalsToResolve: number;
  readonly isPaused: boolean;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  /** Null leaves the alert to the notification policies that are there. */
  readonly notification_settings: NotificationSettings | null;
}

/** One rule group, as `PUT /api/v1/provisioning/folder/{folderUid}/rule-groups/{title}` takes it. */
export interface RuleGroup {
  readonly title: string;
  readonly folderUid: string;
  /** Whole seconds, a multiple of 10. */
  readonly interval: number;
  readonly rules: readonly AlertRule[];
}
