import type { RiskModel } from '@release-risk/model/model';
import { normalize } from '../../normalize.ts';
import { grafanaDuration } from '../grafana/grafanaDuration.ts';
import type { AlertQuery } from '../grafana/ruleGroup.ts';
import { queryNode } from '../grafana/ruleNodes.ts';
import { stableTitle, stableUid } from '../grafana/uid.ts';
import type { EmittedRules, RulesDiagnostic } from '../prometheus/diagnostics.ts';
import { labelFindings } from '../prometheus/labelChecks.ts';
import { recordedSignals, type RecordedSignal } from '../prometheus/recordedSignals.ts';
import { SERIES } from '../prometheus/series.ts';

/** Grafana evaluates at whole tens of seconds. */
const BASE_INTERVAL = 10;

const VALUE = 'VALUE';

/** A Grafana-managed recording rule, in the shape of the HTTP provisioning API (12.2). */
export interface GrafanaRecordingRule {
  readonly uid: string;
  readonly folderUID: string;
  readonly ruleGroup: string;
  readonly title: string;
  readonly condition: string;
  readonly data: readonly AlertQuery[];
  /** Of no meaning to a recording rule; Grafana wants them said all the same. */
  readonly noDataState: 'OK';
  readonly execErrState: 'OK';
  readonly for: string;
  readonly isPaused: boolean;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly record: { readonly metric: string; readonly from: string; readonly target_datasource_uid: string };
}

/** For `PUT /api/v1/provisioning/folder/{folderUid}/rule-groups/{title}`. */
export interface GrafanaRecordingGroup {
  readonly title: string;
  readonly folderUid: string;
  /** Seconds. */
  readonly interval: number;
  readonly rules: readonly GrafanaRecordingRule[];
}

export interface GrafanaRecordingOptions {
  readonly folderUid: string;
  /** Grafana's datasources by logical name. */
  readonly bindings: Readonly<Record<string, { readonly uid: string }>>;
}

/**
 * The readings of Loki signals with a `recorded` baseline, recorded by Grafana itself instead of by Loki's ruler: one
 * group for each step. Grafana writes them to the baseline's Prometheus by remote write; mean and deviation are computed
 * there (`baselineRules`). Files cannot say where to write to (Grafana reads no target from them), so these rules go
 * through the API only. The target must take remote writes, and its datasource must say of which kind it is
 * (`prometheusType`): without it Grafana writes to the path of a Mimir, and a Prometheus answers 404.
 */
export function grafanaRecordingRules(
  model: RiskModel,
  options: GrafanaRecordingOptions,
): EmittedRules<readonly GrafanaRecordingGroup[]> {
  const signals = recordedSignals(normalize(model)).filter(({ type }) => type === 'loki');
  const diagnostics = [...(signals.length === 0 ? [] : labelFindings(model)), ...bindingFindings(signals, options)];
  if (diagnostics.length > 0) return { ok: false, diagnostics };
  const intervals = [...new Set(signals.map(intervalOf))].sort((a, b) => a - b);
  const value = intervals.map((interval) => {
    const title = stableTitle(`Release risk ${model.name} values ${grafanaDuration(interval)}`);
    const own = signals.filter((signal) => intervalOf(signal) === interval);
    return {
      title,
      folderUid: options.folderUid,
      interval,
      rules: own.map((signal) => recordingRule(model, signal, title, options)),
    };
  });
  return { ok: true, value };
}

/** The step of the baseline, to the next moment at which Grafana evaluates. */
function intervalOf({ baseline }: RecordedSignal): number {
  return Math.max(1, Math.ceil(baseline.step / BASE_INTERVAL)) * BASE_INTERVAL;
}

function recordingRule(
  model: RiskModel,
  { signal, expr, storedIn, type }: RecordedSignal,
  ruleGroup: string,
  { folderUid, bindings }: GrafanaRecordingOptions,
): GrafanaRecordingRule {
  const query = {
    refId: VALUE,
    purpose: { kind: 'value', signal: signal.id },
    datasource: signal.datasource,
    type,
    expr,
    form: { kind: 'instant' },
  } as const;
  return {
    uid: stableUid(`rr-${model.name}-value-${signal.id}`),
    folderUID: folderUid,
    ruleGroup,
    title: stableTitle(`${model.title}: values of ${signal.title} (${signal.id})`),
    condition: VALUE,
    data: [queryNode(query, bindings[signal.datasource]?.uid ?? '')],
    noDataState: 'OK',
    execErrState: 'OK',
    for: '0s',
    isPaused: false,
    labels: { model: model.name, signal: signal.id },
    annotations: {},
    record: { metric: SERIES.value, from: VALUE, target_datasource_uid: bindings[storedIn]?.uid ?? '' },
  };
}

function bindingFindings(signals: readonly RecordedSignal[], { bindings }: GrafanaRecordingOptions): RulesDiagnostic[] {
  const names = new Set(signals.flatMap(({ signal, storedIn }) => [signal.datasource, storedIn]));
  return [...names]
    .filter((name) => !Object.hasOwn(bindings, name))
    .map((name) => ({
      code: 'RR528',
      path: ['datasources', name],
      message: `The datasource "${name}" is bound to no datasource of Grafana`,
      hint: `Bind ${name} to the uid of a datasource.`,
    }));
}
