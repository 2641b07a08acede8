import { z } from 'zod';
import type { GrafanaClient } from '../client.ts';

const RULE = z.object({
  uid: z.string(),
  title: z.string(),
  ruleGroup: z.string().default(''),
  labels: z.record(z.string(), z.string()).nullish(),
  data: z
    .array(
      z.object({ refId: z.string(), datasourceUid: z.string(), model: z.record(z.string(), z.unknown()).nullish() }),
    )
    .nullish(),
});

/** An alert rule with what it asks, as far as it can be read. */
export interface RuleQueries {
  readonly uid: string;
  readonly title: string;
  readonly group: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly queries: readonly {
    readonly refId: string;
    readonly datasourceUid: string;
    readonly model: Readonly<Record<string, unknown>>;
  }[];
}

/** Every alert rule this account may read, in any folder. */
export async function listRuleQueries(client: GrafanaClient): Promise<readonly RuleQueries[]> {
  const rules = await client.read({ operation: 'readRules', path: '/api/v1/provisioning/alert-rules' }, z.array(RULE));
  return rules.map(({ uid, title, ruleGroup, labels, data }) => ({
    uid,
    title,
    group: ruleGroup,
    labels: labels ?? {},
    queries: (data ?? []).map(({ model, ...query }) => ({ ...query, model: model ?? {} })),
  }));
}
