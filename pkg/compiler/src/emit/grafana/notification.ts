import type { PipelineContact, RiskModel } from '@release-risk/model/model';
import type { NotificationSettings } from './ruleGroup.ts';

/** Grafana groups by these whatever is asked, and its editor insists on reading them. */
const ALWAYS_GROUPED = ['grafana_folder', 'alertname'] as const;

/** One release is one group, so there is nothing to wait for but a settled write. */
const WAIT = '1s';

/**
 * To the pipeline, one call per release. A failing call is tried again at `group_interval`. The gateway hears a firing
 * alert again every hour and finds it known; a pipeline called directly could not tell, so it hears it once.
 */
export function pipelineSettings(model: RiskModel, pipeline: PipelineContact): NotificationSettings {
  const repeat = pipeline.kind === 'gateway' ? '1h' : '52w';
  return settings(model, pipeline.name, '30s', repeat);
}

/** To people; without a team contact point the alert follows the notification policies that are there. */
export function teamSettings(model: RiskModel): NotificationSettings | null {
  const { team } = model.contactPoints;
  return team === undefined ? null : settings(model, team.name, '1m', '4h');
}

function settings(model: RiskModel, receiver: string, interval: string, repeat: string): NotificationSettings {
  const version = model.deployment === undefined ? [] : [model.deployment.versionLabel];
  return {
    receiver,
    group_by: [...new Set([...ALWAYS_GROUPED, ...model.identity.labels, ...version])],
    group_wait: WAIT,
    group_interval: interval,
    repeat_interval: repeat,
  };
}
