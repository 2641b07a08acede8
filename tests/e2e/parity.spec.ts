import { expect, test } from '@grafana/plugin-e2e';
import { scoreReportSchema } from '@release-risk/contract/verdict';
import { probeModel } from '../contract/grafanaProbe.ts';
import { applyProbe, type Probe } from './probe.ts';
import { api, releaseRisk } from './grafanaUnderTest.ts';
import { listedScores, riskPanel, shownScore } from './riskPanel.ts';

/** The one thing that must never break: panel, alert rule and gate give the same score at the same tick. */
test.describe('At the tick of the rule’s own evaluation', () => {
  let probe: Probe;
  test.beforeAll(async () => {
    probe = await applyProbe(`e2e-${String(process.pid)}`);
  });
  test.afterAll(async () => {
    await api('DELETE', `/api/dashboards/uid/${probe.name}-ways`);
    await probe.remove();
  });

  /** Scores by service, as the alerts of the review rule say them, and the moment they are of (epoch ms). */
  async function ruleScores() {
    const rule = await probe.settledRule();
    const scores = Object.fromEntries(
      (rule.alerts ?? []).map(({ labels, annotations }) => [labels['service'] ?? '', annotations['risk_score'] ?? '']),
    );
    return { at: Date.parse(rule.lastEvaluation), scores };
  }

  async function gateScores(at: number): Promise<Record<string, string>> {
    const bound = Object.entries(probe.bindings).flatMap(([name, uid]) => ['--datasource', `${name}=${uid}`]);
    const run = await releaseRisk('score', probe.file, '--at', String(at / 1000), '--format', 'json', ...bound);
    const { services } = scoreReportSchema.parse(JSON.parse(run.stdout));
    return Object.fromEntries(services.map(({ service, score }) => [service, (score ?? NaN).toFixed(2)]));
  }

  test('the provisioned panel of each service says what its rule and the gate say', async ({ page }) => {
    const { at, scores } = await ruleScores();
    expect(await gateScores(at)).toEqual(scores);
    const shown: Record<string, string> = {};
    for (const service of probe.services) {
      const range = `from=${String(at - 3_600_000)}&to=${String(at)}`;
      await page.goto(`/d/rr-${probe.name}-service?var-service=${service}&${range}&kiosk`);
      shown[service] = await shownScore(riskPanel(page, 'Release risk'));
    }
    expect(shown).toEqual(scores);
  });

  test('a panel that asks the model from the settings lists the same for all services', async ({ page }) => {
    await dashboardOf(probe, [
      {
        id: 1,
        type: 'releaserisk-panel',
        title: 'Live',
        gridPos: FULL,
        options: { source: 'live', modelName: probe.name },
      },
    ]);
    const { at, scores } = await ruleScores();
    await page.goto(`/d/${probe.name}-ways?from=${String(at - 3_600_000)}&to=${String(at)}&kiosk`);
    expect(await listedScores(riskPanel(page, 'Live'))).toEqual(scores);
  });

  test('a panel whose own queries are the signals lists the same for the services that its queries find', async ({
    page,
  }) => {
    await dashboardOf(probe, [ownQueriesPanel(probe)]);
    const { at, scores } = await ruleScores();
    await page.goto(`/d/${probe.name}-ways?from=${String(at - 3_600_000)}&to=${String(at)}&kiosk`);
    // Its services are discovered where the first query is asked, and that server has no row of this one.
    const { missing: _, ...found } = scores;
    expect(await listedScores(riskPanel(page, 'Own'))).toEqual(found);
  });
});

const FULL = { x: 0, y: 0, w: 24, h: 20 };

/** The probe's signals as targets of a panel, judged as the model judges them. */
function ownQueriesPanel({ name, bindings }: Probe): object {
  const text = probeModel({ model: name, team: `${name}-team`, pipeline: `${name}-pipeline` });
  const query = (id: string) => new RegExp(`id: ${id},.*query: '(.*)' }`).exec(text)?.[1] ?? '';
  const target = (refId: string, uid: string, id: string) => ({
    refId,
    datasource: { type: 'prometheus', uid },
    expr: query(id),
    instant: true,
    range: false,
  });
  const limit = { above: { yellow: 2, red: 3 } };
  return {
    id: 1,
    type: 'releaserisk-panel',
    title: 'Own',
    gridPos: FULL,
    datasource: { type: 'datasource', uid: '-- Mixed --' },
    targets: [
      target('A', bindings.one, 'first'),
      target('B', bindings.two, 'second'),
      target('C', bindings.one, 'third'),
    ],
    options: {
      source: 'own',
      own: {
        title: 'Own',
        labels: ['service'],
        signals: {
          A: { title: 'first', weight: 2, critical: true, limit },
          B: { title: 'second', weight: 3, missing: 'red', limit },
          C: { title: 'third', weight: 3, missing: 'exclude', limit },
        },
      },
    },
  };
}

async function dashboardOf({ name }: Probe, panels: readonly object[]): Promise<void> {
  const dashboard = { uid: `${name}-ways`, title: `${name} ways`, time: { from: 'now-1h', to: 'now' }, panels };
  expect((await api('POST', '/api/dashboards/db', { dashboard, overwrite: true })).status).toBe(200);
}
