import { pipelineContactPoint } from '@release-risk/compiler/emit/grafana/contactPoints';
import type { AlertRule } from '@release-risk/compiler/emit/grafana/ruleGroup';
import { desiredState, type DesiredParts, type DesiredState } from '../state/desired.ts';

/** A small rule of the model `bot`, with what a test says otherwise. */
export function sampleRule(uid: string, said: Partial<AlertRule> = {}): AlertRule {
  const query = { expr: 'up', instant: true, range: false, refId: 'A' };
  return {
    uid,
    folderUID: 'release-risk',
    ruleGroup: 'Release risk bot',
    title: `Rule ${uid}`,
    condition: 'A',
    data: [{ refId: 'A', queryType: '', relativeTimeRange: { from: 600, to: 0 }, datasourceUid: 'prom', model: query }],
    noDataState: 'KeepLast',
    execErrState: 'KeepLast',
    for: '2m',
    keep_firing_for: '5m',
    missingSeriesEvalsToResolve: 3,
    isPaused: false,
    labels: { release_risk_model: 'bot' },
    annotations: {},
    notification_settings: {
      receiver: 'gateway',
      group_by: ['service'],
      group_wait: '1s',
      group_interval: '30s',
      repeat_interval: '1h',
    },
    ...said,
  };
}

export const SECRET_VALUES = { RELEASE_RISK_GATEWAY_SECRET: 'a real secret' };

/** Everything a model `bot` has: a contact point, two rules, two dashboards. */
export function sampleState(said: Partial<DesiredParts> = {}): DesiredState {
  const rules = [sampleRule('rr-bot-act'), sampleRule('rr-bot-review', { for: '0s' })];
  return desiredState({
    plan: { model: 'bot', fingerprint: 'f1' },
    folder: { uid: 'release-risk', title: 'Release risk' },
    contactPoints: [pipelineContactPoint({ name: 'gateway' }, { target: 'gateway', url: 'http://127.0.0.1:8080/v1' })],
    usedContactPoints: ['gateway'],
    groups: [{ title: 'Release risk bot', folderUid: 'release-risk', interval: 10, rules }],
    dashboards: [
      {
        uid: 'rr-bot',
        title: 'Bot',
        panels: [{ id: 1, type: 'text' }],
        releaseRisk: { format: 1, fingerprint: 'f1', model: {} },
      },
      { uid: 'rr-bot-service', title: 'Bot service', panels: [] },
    ],
    settings: { bindings: { metrics: 'prom' } },
    ...said,
  });
}
