import { stringify } from 'yaml';
import type { ContactPoint } from './contactPoints.ts';
import { grafanaDuration } from './grafanaDuration.ts';
import type { AlertRule, Json, NotificationSettings, RuleGroup } from './ruleGroup.ts';
import { isSecret, type Setting } from './secret.ts';

export interface FileOptions {
  /** Title path of the folder: files cannot name a folder by uid. */
  readonly folder: string;
  readonly orgId?: number;
}

/**
 * Grafana's file provisioning of the same group: its own casing, `$$` where Grafana would put an environment variable
 * in (titles, labels, receivers) and a single `$` where it would not (annotations and query models).
 */
export function ruleGroupYaml(group: RuleGroup, { folder, orgId = 1 }: FileOptions): string {
  return yaml({
    apiVersion: 1,
    groups: [
      { orgId, name: group.title, folder, interval: grafanaDuration(group.interval), rules: group.rules.map(ruleOf) },
    ],
  });
}

/** File provisioning of contact points; secrets are read from environment variables of Grafana. */
export function contactPointsYaml(contactPoints: readonly ContactPoint[], orgId = 1): string {
  return yaml({
    apiVersion: 1,
    contactPoints: contactPoints.map(({ uid, name, type, settings, disableResolveMessage }) => ({
      orgId,
      name: interpolated(name),
      receivers: [{ uid, type, settings: settingOf(settings), disableResolveMessage }],
    })),
  });
}

function yaml(value: Json): string {
  // Every text in quotes: Grafana's reader takes a plain 2022-11-28 for a time and a plain `on` for true.
  return stringify(value, { lineWidth: 0, defaultStringType: 'QUOTE_DOUBLE', defaultKeyType: 'PLAIN' });
}

function ruleOf(rule: AlertRule): Json {
  const settings = rule.notification_settings;
  return {
    uid: rule.uid,
    title: interpolated(rule.title),
    condition: rule.condition,
    data: rule.data.map(({ refId, queryType, relativeTimeRange, datasourceUid, model }) => ({
      refId,
      queryType,
      relativeTimeRange: { from: relativeTimeRange.from, to: relativeTimeRange.to },
      datasourceUid: interpolated(datasourceUid),
      model,
    })),
    noDataState: rule.noDataState,
    execErrState: rule.execErrState,
    for: rule.for,
    keepFiringFor: rule.keep_firing_for,
    missing_series_evals_to_resolve: rule.missingSeriesEvalsToResolve,
    annotations: rule.annotations,
    labels: Object.fromEntries(Object.entries(rule.labels).map(([name, value]) => [name, interpolated(value)])),
    isPaused: rule.isPaused,
    ...(settings === null ? {} : { notification_settings: notificationOf(settings) }),
  };
}

function notificationOf(settings: NotificationSettings): Json {
  return {
    receiver: interpolated(settings.receiver),
    group_by: settings.group_by,
    group_wait: settings.group_wait,
    group_interval: settings.group_interval,
    repeat_interval: settings.repeat_interval,
  };
}

function settingOf(setting: Setting): Json {
  if (typeof setting === 'string') return interpolated(setting);
  if (typeof setting !== 'object') return setting;
  // `$__env{..}` gives a text; a bare variable that looks like a number would become one.
  if (isSecret(setting)) return `$__env{${setting.secret}}`;
  return Object.fromEntries(Object.entries(setting).map(([key, inner]) => [key, settingOf(inner)]));
}

/** Text that Grafana expands: a dollar of its own is written twice. */
function interpolated(text: string): string {
  return text.replaceAll('$', '$$$$');
}
