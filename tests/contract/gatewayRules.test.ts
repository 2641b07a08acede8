import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ruleFileYaml } from '@release-risk/compiler/emit/prometheus/ruleFile';
import { gatewayMetrics } from '@release-risk/gateway/metrics/metrics';
import { parsePromql } from '@release-risk/language/promql/parse';
import { prometheusOnPath } from '@release-risk/query/testing/realPrometheus';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { gatewayDashboard } from '../../scripts/gatewayDashboard.ts';
import { promtool } from './promtool.ts';
import { GATEWAY_ALERTS, gatewayRuleFile, gatewayRuleGroup, RUNBOOKS } from '../../scripts/gatewayRules.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const M = 'release_risk_gateway_';

interface Scenario {
  readonly title: string;
  /** Series -> values, one each 15 s, as promtool writes them. */
  readonly series: Readonly<Record<string, string>>;
  /** When it is looked at, in minutes. */
  readonly at: number;
  /** Alert -> the labels of each that fires, beside severity. All others must be calm. */
  readonly fires: Readonly<Record<string, readonly Readonly<Record<string, string>>[]>>;
}

/** A gateway that is well, over 90 minutes; `started` is what its clocks count from. */
const WELL: Readonly<Record<string, string>> = {
  'up{job="gateway", instance="a:8090"}': '1x360',
  [`${M}build_info{job="gateway", instance="a:8090", version="0.1.0"}`]: '1x360',
  [`${M}deliveries_total{instance="a:8090", source="grafana", result="accepted"}`]: '0+3x360',
  [`${M}reconcile_last_success_timestamp_seconds{instance="a:8090"}`]: '0+15x360',
  [`${M}reconcile_total{instance="a:8090", result="ok"}`]: '0+1x360',
  [`${M}oldest_job_seconds{instance="a:8090"}`]: '0x360',
  [`${M}rollbacks{instance="a:8090", state="unknown"}`]: '2x360',
  [`${M}rollbacks{instance="a:8090", state="failed"}`]: '1x360',
  [`${M}rollbacks{instance="a:8090", state="dead_letter"}`]: '0x360',
  [`${M}rollbacks{instance="a:8090", state="awaiting_approval"}`]: '0x360',
  [`${M}audit_broken{instance="a:8090"}`]: '0x360',
  [`${M}messages_total{instance="a:8090", channel="slack", result="sent"}`]: '0+1x360',
};
const without = (...names: readonly string[]) =>
  Object.fromEntries(Object.entries(WELL).filter(([series]) => !names.some((name) => series.startsWith(name))));

const SCENARIOS: readonly Scenario[] = [
  { title: 'a gateway that is well, with rollbacks that ended badly long ago', series: WELL, at: 80, fires: {} },
  {
    title: 'a Prometheus that knows no gateway',
    series: { 'up{job="other", instance="x"}': '1x360' },
    at: 3,
    fires: { ReleaseRiskGatewayDown: [{}] },
  },
  {
    title: 'a gateway that went away',
    series: {
      ...without('up', `${M}build_info`),
      'up{job="gateway", instance="a:8090"}': '1x60 0x300',
      [`${M}build_info{job="gateway", instance="a:8090", version="0.1.0"}`]: '1x60 stale',
    },
    at: 25,
    fires: {
      ReleaseRiskGatewayDown: [{}],
      ReleaseRiskGatewayReplicaDown: [{ job: 'gateway', instance: 'a:8090' }],
    },
  },
  {
    title: 'one of two replicas that went away, and another job that is down',
    series: {
      ...WELL,
      'up{job="gateway", instance="b:8090"}': '1x60 0x300',
      [`${M}build_info{job="gateway", instance="b:8090", version="0.1.0"}`]: '1x60 stale',
      'up{job="other", instance="x"}': '0x360',
    },
    at: 25,
    fires: { ReleaseRiskGatewayReplicaDown: [{ job: 'gateway', instance: 'b:8090' }] },
  },
  {
    title: 'a store that refuses for the first time since the start',
    series: {
      ...WELL,
      [`${M}deliveries_total{instance="a:8090", source="grafana", result="unavailable"}`]: '_x200 1x160',
    },
    at: 51,
    fires: { ReleaseRiskGatewayStoreUnavailable: [{}] },
  },
  {
    title: 'a store that refuses again',
    series: {
      ...WELL,
      [`${M}deliveries_total{instance="a:8090", source="grafana", result="unavailable"}`]: '4x200 9x160',
    },
    at: 51,
    fires: { ReleaseRiskGatewayStoreUnavailable: [{}] },
  },
  {
    title: 'a store that refused half an hour ago',
    series: {
      ...WELL,
      [`${M}deliveries_total{instance="a:8090", source="grafana", result="unavailable"}`]: '_x200 1x160',
    },
    at: 80,
    fires: {},
  },
  {
    title: 'reconciling that stopped, on both replicas',
    series: {
      ...without(`${M}reconcile_last`),
      [`${M}reconcile_last_success_timestamp_seconds{instance="a:8090"}`]: '0+15x40 600x320',
      [`${M}reconcile_last_success_timestamp_seconds{instance="b:8090"}`]: '0x360',
    },
    at: 20,
    fires: { ReleaseRiskGatewayReconcileStale: [{}] },
  },
  {
    title: 'reconciling that another replica does',
    series: { ...WELL, [`${M}reconcile_last_success_timestamp_seconds{instance="b:8090"}`]: '0x360' },
    at: 20,
    fires: {},
  },
  {
    title: 'a gateway that has nothing to reconcile with',
    series: {
      ...without(`${M}reconcile`),
      [`${M}reconcile_last_success_timestamp_seconds{instance="a:8090"}`]: '0x360',
    },
    at: 20,
    fires: {},
  },
  {
    title: 'work that nobody does',
    series: { ...without(`${M}oldest`), [`${M}oldest_job_seconds{instance="a:8090"}`]: '0x40 0+15x320' },
    at: 20,
    fires: { ReleaseRiskGatewayWorkBehind: [{}] },
  },
  {
    title: 'a rollback that became unknown, told by both replicas, and one more that failed',
    series: {
      ...without(`${M}rollbacks{instance="a:8090", state="unknown"`, `${M}rollbacks{instance="a:8090", state="failed"`),
      [`${M}rollbacks{instance="a:8090", state="unknown"}`]: '2x100 3x260',
      [`${M}rollbacks{instance="b:8090", state="unknown"}`]: '2x100 3x260',
      [`${M}rollbacks{instance="a:8090", state="failed"}`]: '1x100 2x260',
    },
    at: 30,
    fires: { ReleaseRiskRollbackNeedsPerson: [{ state: 'unknown' }, { state: 'failed' }] },
  },
  {
    title: 'a dead letter while the replica that saw it was replaced',
    series: {
      ...without(`${M}rollbacks{instance="a:8090", state="dead_letter"`),
      [`${M}rollbacks{instance="a:8090", state="dead_letter"}`]: '0x100 stale',
      [`${M}rollbacks{instance="c:8090", state="dead_letter"}`]: '_x110 1x250',
    },
    at: 30,
    fires: { ReleaseRiskRollbackNeedsPerson: [{ state: 'dead_letter' }] },
  },
  {
    title: 'a decision that nobody makes',
    series: {
      ...without(`${M}rollbacks{instance="a:8090", state="awaiting`),
      [`${M}rollbacks{instance="a:8090", state="awaiting_approval"}`]: '0x40 1x320',
    },
    at: 21,
    fires: { ReleaseRiskApprovalWaiting: [{}] },
  },
  {
    title: 'a decision that was made within ten minutes',
    series: {
      ...without(`${M}rollbacks{instance="a:8090", state="awaiting`),
      [`${M}rollbacks{instance="a:8090", state="awaiting_approval"}`]: '0x40 1x36 0x284',
    },
    at: 21,
    fires: {},
  },
  {
    title: 'an audit log that was changed',
    series: { ...without(`${M}audit`), [`${M}audit_broken{instance="a:8090"}`]: '0x40 1x320' },
    at: 11,
    fires: { ReleaseRiskGatewayAuditBroken: [{}] },
  },
  {
    title: 'messages that one channel refuses and another gives up',
    series: {
      ...WELL,
      [`${M}messages_total{instance="a:8090", channel="slack", result="refused"}`]: '_x200 1x160',
      [`${M}messages_total{instance="a:8090", channel="mail", result="given up"}`]: '2x200 5x160',
    },
    at: 52,
    fires: { ReleaseRiskGatewayMessagesLost: [{ channel: 'slack' }, { channel: 'mail' }] },
  },
];

const annotated = new Map(gatewayRuleFile().groups.flatMap(({ rules }) => rules.map((rule) => [nameOf(rule), rule])));
function nameOf(rule: object): string {
  return 'alert' in rule ? String(rule.alert) : '';
}

function expectedAlerts(name: string, rows: readonly Readonly<Record<string, string>>[]) {
  const rule = annotated.get(name);
  if (rule === undefined || !('alert' in rule)) throw new Error(`no rule ${name}`);
  return rows.map((labels) => ({
    exp_labels: { ...labels, ...rule.labels },
    exp_annotations: Object.fromEntries(
      Object.entries(rule.annotations).map(([key, text]) => [
        key,
        text.replaceAll(/\{\{ \$labels\.(\w+) \}\}/g, (_, label: string) => labels[label] ?? ''),
      ]),
    ),
  }));
}

function unitTest({ title, series, at, fires }: Scenario) {
  return {
    name: title,
    interval: '15s',
    input_series: Object.entries(series).map(([name, values]) => ({ series: name, values })),
    alert_rule_test: GATEWAY_ALERTS.map(({ name }) => ({
      eval_time: `${String(at)}m`,
      alertname: name,
      exp_alerts: expectedAlerts(name, fires[name] ?? []),
    })),
  };
}

describe.skipIf(!prometheusOnPath())('promtool, with the alerts of the gateway', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'release-risk-gateway-rules-'));
    await writeFile(join(folder, 'gateway.rules.yml'), ruleFileYaml(gatewayRuleFile()));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  async function tested(scenario: Scenario) {
    const file = join(folder, 'test.yml');
    const tests = { rule_files: ['gateway.rules.yml'], evaluation_interval: '15s', tests: [unitTest(scenario)] };
    await writeFile(file, JSON.stringify(tests));
    return promtool('test', 'rules', file);
  }

  it.each(SCENARIOS.map((scenario) => [scenario.title, scenario] as const))('sees %s', async (_, scenario) => {
    expect((await tested(scenario)).output).toMatch(/SUCCESS\s*$/);
  });

  it('would see a rule that is silent where it should fire', async () => {
    const [, silent] = SCENARIOS;
    if (silent === undefined) throw new Error('no scenario');
    expect((await tested({ ...silent, fires: {} })).code).not.toBe(0);
  });
});

describe('The alerts of the gateway', () => {
  it('are each brought to firing by a scenario', () => {
    const seen = new Set(SCENARIOS.flatMap(({ fires }) => Object.keys(fires)));
    expect(GATEWAY_ALERTS.map(({ name }) => name).filter((name) => !seen.has(name))).toEqual([]);
  });

  it('name a heading of the runbook each', () => {
    const headings = [...readFileSync(`${ROOT}docs/operations.md`, 'utf8').matchAll(/^#+ (.+)$/gm)].map(
      ([, text = '']) =>
        text
          .toLowerCase()
          .replace(/[^\p{L}\p{N} -]/gu, '')
          .replaceAll(' ', '-'),
    );
    for (const { runbook } of GATEWAY_ALERTS) expect(headings).toContain(runbook);
  });

  it('are the same rules in Grafana, each with a uid of its own', () => {
    const { rules } = gatewayRuleGroup('prom', 'folder');
    expect(rules.map(({ data }) => data[0]?.model['expr'])).toEqual(GATEWAY_ALERTS.map(({ expr }) => expr));
    expect(new Set(rules.map(({ uid }) => uid)).size).toBe(rules.length);
    for (const { annotations } of rules) expect(annotations['runbook_url']).toMatch(`${RUNBOOKS}#`);
  });

  it('are provisioned as they are generated', () => {
    const file = parse(readFileSync(`${ROOT}provisioning/alerting/release-risk-gateway-rules.yaml`, 'utf8'));
    const titles = z
      .object({ groups: z.array(z.object({ rules: z.array(z.object({ title: z.string() })) })) })
      .parse(file)
      .groups.flatMap(({ rules }) => rules.map(({ title }) => title));
    expect(titles).toEqual(GATEWAY_ALERTS.map(({ title }) => title));
  });
});

describe('What watches the gateway', () => {
  const asked = [
    ...GATEWAY_ALERTS.map(({ title, expr }) => [title, expr] as const),
    ...gatewayDashboard().panels.flatMap(({ title, targets = [] }) =>
      targets.map(({ refId, expr }) => [`${title} ${refId}`, String(expr)] as const),
    ),
  ];

  it.each(asked)('asks in "%s" by a query that Prometheus understands', (_, expr) => {
    expect(parsePromql(expr.replaceAll('$__rate_interval', '1m'))).toMatchObject({ ok: true });
  });

  it('asks for nothing that the gateway does not tell', async () => {
    const metrics = gatewayMetrics('0.1.0');
    metrics.source({
      counts: () =>
        Promise.resolve({ deliveriesWaiting: 0, jobsDue: 0, oldestDueMs: 0, messagesWaiting: 0, rollbacksByState: {} }),
      newestDeployments: () =>
        Promise.resolve([
          {
            apiVersion: 'releaserisk/deployment/v1',
            id: 'd',
            labels: { service: 'a' },
            version: '1',
            startedAt: '2026-01-01T00:00:00Z',
            kind: 'deploy',
            migrations: 'none',
          },
        ]),
    });
    const told = new Set([...(await metrics.text()).matchAll(/^# TYPE (\S+)/gm)].map(([, name = '']) => name));
    const names = asked.flatMap(([, expr]) => [...expr.matchAll(/release_risk_\w+/g)].map(([name]) => name));
    expect(names.length).toBeGreaterThan(20);
    expect(names.filter((name) => !told.has(name.replace(/_bucket$/, '')))).toEqual([]);
  });

  it('gives every panel of the dashboard an id and a place of its own', () => {
    const { panels } = gatewayDashboard();
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
    const cells = panels.flatMap(({ gridPos: { x, y, w, h } }) =>
      Array.from({ length: w * h }, (_, index) => `${String(x + (index % w))},${String(y + Math.floor(index / w))}`),
    );
    expect(new Set(cells).size).toBe(cells.length);
  });
});
