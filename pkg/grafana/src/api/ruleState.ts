import { z } from 'zod';
import type { GrafanaClient } from '../client.ts';

const texts = z.record(z.string(), z.string());
const ALERT = z.object({
  labels: texts.default({}),
  annotations: texts.default({}),
  state: z.string(),
  activeAt: z.string().nullish(),
  value: z.string().default(''),
});
const RULE = z.object({
  uid: z.string().default(''),
  name: z.string(),
  state: z.string(),
  health: z.string().default(''),
  lastError: z.string().default(''),
  lastEvaluation: z.string().default(''),
  evaluationTime: z.number().default(0),
  isPaused: z.boolean().default(false),
  labels: texts.default({}),
  alerts: z.array(ALERT).nullish(),
});
const STATE = z.object({
  data: z.object({
    groups: z.array(
      z.object({
        name: z.string(),
        folderUid: z.string().default(''),
        interval: z.number().default(0),
        lastEvaluation: z.string().default(''),
        rules: z.array(RULE),
      }),
    ),
  }),
});

/**
 * One rule as its last evaluation left it. `state`: inactive, pending, firing or recovering; a paused rule is inactive.
 * An alert's `value` is that of the condition, not the score: that stands in its annotations.
 */
export type RuleState = z.output<typeof RULE>;

/** The rules that say they belong to a dashboard, whichever group they are in; empty where none does. */
export async function readRulesOfDashboard(client: GrafanaClient, dashboardUid: string): Promise<readonly RuleState[]> {
  const query = new URLSearchParams({ dashboard_uid: dashboardUid });
  const path = `/api/prometheus/grafana/api/v1/rules?${query.toString()}`;
  const subject = `of the dashboard ${JSON.stringify(dashboardUid)}`;
  const { data } = await client.read({ operation: 'readRuleState', subject, path }, STATE);
  return data.groups.flatMap(({ rules }) => rules);
}

/** Every rule that carries a label with one of these values, without its alerts. */
export async function readRulesLabelled(
  client: GrafanaClient,
  label: string,
  values: readonly string[],
): Promise<readonly RuleState[]> {
  // Grafana's own `matcher` chooses among alerts, not among rules.
  const path = '/api/prometheus/grafana/api/v1/rules?limit_alerts=0';
  const { data } = await client.read({ operation: 'readRuleState', subject: `labelled ${label}`, path }, STATE);
  return data.groups.flatMap(({ rules }) => rules).filter(({ labels }) => values.includes(labels[label] ?? ''));
}

/** The state of the rules of one group; empty where Grafana has not evaluated it yet. */
export async function readRuleState(
  client: GrafanaClient,
  folderUid: string,
  group: string,
): Promise<readonly RuleState[]> {
  const query = new URLSearchParams({ folder_uid: folderUid, rule_group: group });
  const path = `/api/prometheus/grafana/api/v1/rules?${query.toString()}`;
  const { data } = await client.read({ operation: 'readRuleState', subject: JSON.stringify(group), path }, STATE);
  // An unknown folder is ignored by Grafana, which then gives the groups of all.
  return data.groups.filter((one) => one.folderUid === folderUid && one.name === group).flatMap(({ rules }) => rules);
}
