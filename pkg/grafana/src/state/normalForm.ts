import { type ContactPoint } from '@release-risk/compiler/emit/grafana/contactPoints';
import type { AlertRule } from '@release-risk/compiler/emit/grafana/ruleGroup';
import { isSecret, type Setting } from '@release-risk/compiler/emit/grafana/secret';
import { parseDuration } from '@release-risk/language/queryText/duration';
import type { StoredContactPoint } from '../api/contactPoints.ts';
import type { StoredDashboard } from '../api/dashboards.ts';
import type { StoredRule } from '../api/rules.ts';
import { REDACTED } from '../redacted.ts';
import { RECORD_KEY } from './record.ts';

/** An object as it is compared: defaults filled in, durations in seconds, secrets as a mark, no bookkeeping. */
export type NormalForm = Readonly<Record<string, unknown>>;

/** Stands for a secret on both sides: what it is can be neither read nor compared. */
const SECRET = '(secret)';

/** What Grafana writes into a query model that does not say it. */
const MODEL_DEFAULTS = { intervalMs: 1000, maxDataPoints: 43_200 } as const;

export function normalRule(rule: AlertRule | StoredRule): NormalForm {
  return {
    title: rule.title,
    folder: rule.folderUID,
    group: rule.ruleGroup,
    condition: rule.condition,
    for: seconds(rule.for),
    keepFiringFor: seconds(rule.keep_firing_for),
    noDataState: rule.noDataState,
    execErrState: rule.execErrState,
    missingSeriesEvalsToResolve: rule.missingSeriesEvalsToResolve ?? 2,
    paused: rule.isPaused,
    labels: rule.labels ?? {},
    annotations: rule.annotations ?? {},
    notification: notification(rule.notification_settings),
    // By name, so that a difference says which node it is in.
    data: Object.fromEntries(
      (rule.data ?? []).map(({ refId, queryType, datasourceUid, relativeTimeRange, model }) => [
        refId,
        { queryType, datasourceUid, relativeTimeRange, model: { ...MODEL_DEFAULTS, ...model } },
      ]),
    ),
    order: (rule.data ?? []).map(({ refId }) => refId),
  };
}

export function normalContactPoint(contactPoint: ContactPoint | StoredContactPoint): NormalForm {
  const { name, type, settings, disableResolveMessage } = contactPoint;
  return { name, type, disableResolveMessage, settings: withoutSecrets(settings) };
}

/** Grafana moves nothing in a dashboard but its numbers; the record is compared on its own. */
export function normalDashboard(dashboard: Readonly<Record<string, unknown>>, folderUid: string): NormalForm {
  const { id: _id, version: _version, [RECORD_KEY]: _record, ...content } = dashboard;
  return { folder: folderUid, ...content };
}

export function normalStoredDashboard({ dashboard, meta }: StoredDashboard): NormalForm {
  return normalDashboard(dashboard, meta.folderUid);
}

function notification(
  settings: AlertRule['notification_settings'] | StoredRule['notification_settings'],
): NormalForm | null {
  if (settings === null || settings === undefined) return null;
  return Object.fromEntries(
    Object.entries(settings)
      .filter(([, value]) => value !== null && value !== '' && !(Array.isArray(value) && value.length === 0))
      .map(([key, value]) => [key, typeof value === 'string' && key !== 'receiver' ? seconds(value) : value]),
  );
}

/** Grafana writes `2m0s` where `2m` was sent; a text that is no duration is compared as it is. */
function seconds(duration: string): number | string {
  return /^0+[a-z]*$/.test(duration)
    ? 0
    : (parseDuration(duration.replace(/([a-z])0[hms](?=$|\d)/g, '$1')) ?? duration);
}

function withoutSecrets(setting: Setting | StoredContactPoint['settings'][string]): unknown {
  if (setting === REDACTED) return SECRET;
  if (Array.isArray(setting)) return setting.map(withoutSecrets);
  if (typeof setting !== 'object' || setting === null) return setting;
  if (isSecretName(setting)) return SECRET;
  return Object.fromEntries(Object.entries(setting).map(([key, inner]) => [key, withoutSecrets(inner)]));
}

function isSecretName(setting: object): boolean {
  const name: unknown = Reflect.get(setting, 'secret');
  return (
    typeof name === 'string' && name !== REDACTED && isSecret({ secret: name }) && Object.keys(setting).length === 1
  );
}
