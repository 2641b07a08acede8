import { expect, test } from '@grafana/plugin-e2e';
import { applyProbe, type Probe } from './probe.ts';
import { api } from './grafanaUnderTest.ts';
import { riskPanel } from './riskPanel.ts';
import { makeUser } from './testUser.ts';

const FULL = { x: 0, y: 0, w: 24, h: 20 };
const SETTINGS = '/api/plugins/releaserisk-app/settings';

test.describe('A person meets', () => {
  let probe: Probe;
  let dashboard = '';
  test.beforeAll(async () => {
    probe = await applyProbe(`states-${String(process.pid)}`);
    dashboard = `${probe.name}-live`;
    const options = { source: 'live', modelName: probe.name };
    const panels = [{ id: 1, type: 'releaserisk-panel', title: 'Live', gridPos: FULL, options }];
    const made = { uid: dashboard, title: dashboard, time: { from: 'now-1h', to: 'now' }, panels };
    expect((await api('POST', '/api/dashboards/db', { dashboard: made, overwrite: true })).status).toBe(200);
  });
  test.afterAll(async () => {
    await api('DELETE', `/api/dashboards/uid/${dashboard}`);
    await probe.remove();
  });

  test('as a Viewer: the score, and why they may not hold a rollback', async ({ browser }) => {
    const viewer = await makeUser(`${probe.name}-viewer`, 'Viewer');
    try {
      const page = await viewer.open(browser);
      await page.goto(`/d/${dashboard}?kiosk`);
      const panel = riskPanel(page, 'Live');
      await panel.getByRole('button', { name: 'vetoed' }).click();
      await expect(panel.getByText('Veto').first()).toBeVisible();
      const hold = panel.getByRole('button', { name: /hold/i });
      await expect(hold).toHaveAttribute('aria-disabled', 'true');
      await expect(panel).toContainText(/alert\.(silences|instances):create/);
    } finally {
      await viewer.remove();
    }
  });

  test('with a query that fails: the rest, and which datasource it was', async ({ page }) => {
    await page.route('**/api/ds/query**', async (route) => {
      const body = route.request().postDataJSON() as { queries: { refId: string; expr?: string }[] };
      const queries = body.queries.map((query) => (query.refId === 'V_second' ? { ...query, expr: 'sum(' } : query));
      await route.continue({ postData: JSON.stringify({ ...body, queries }) });
    });
    await page.goto(`/d/${dashboard}?kiosk`);
    const panel = riskPanel(page, 'Live');
    await expect(panel.getByRole('button', { name: 'vetoed' })).toBeVisible();
    await expect(panel).toContainText('two');
    await expect(panel).toContainText(/failed in Grafana/);
  });

  test('a page of a proxy where Grafana should answer: what it was, and a way to ask again', async ({ page }) => {
    let broken = true;
    await page.route('**/api/ds/query**', async (route) => {
      if (broken)
        await route.fulfill({ status: 502, contentType: 'text/html', body: '<html><title>Bad gateway</title>' });
      else await route.continue();
    });
    await page.goto(`/d/${dashboard}?kiosk`);
    const panel = riskPanel(page, 'Live');
    await expect(panel).toContainText('Bad gateway', { timeout: 60_000 });
    broken = false;
    await panel
      .getByRole('button', { name: /again|retry/i })
      .first()
      .click();
    await expect(panel.getByRole('button', { name: 'vetoed' })).toBeVisible();
  });

  test('a hold from the panel, as a silence of act and veto, and its end', async ({ page }) => {
    await page.goto(`/d/rr-${probe.name}-service?var-service=vetoed&kiosk`);
    const panel = riskPanel(page, 'Release risk');
    await panel.getByRole('button', { name: /hold/i }).click();
    await panel.getByLabel(/reason/i).fill('Waiting for the vendor');
    await panel.getByRole('button', { name: /^hold/i }).last().click();
    await expect(panel).toContainText('Waiting for the vendor');
    const { json } = await api('GET', '/api/alertmanager/grafana/api/v2/silences');
    const silences = json as {
      comment: string;
      status: { state: string };
      matchers: { name: string; value: string }[];
    }[];
    const made = silences.find(
      ({ comment, status }) => comment === 'Waiting for the vendor' && status.state === 'active',
    );
    expect(Object.fromEntries((made?.matchers ?? []).map(({ name, value }) => [name, value]))).toEqual({
      release_risk_model: probe.name,
      release_risk_rule: 'act|veto',
      service: 'vetoed',
    });
    await panel.getByRole('button', { name: /end/i }).first().click();
    await expect(panel).not.toContainText('Waiting for the vendor');
  });

  test('the app disabled: that it is off; enabled again: the score', async ({ page }) => {
    const before = (await api('GET', SETTINGS)).json as { jsonData: unknown };
    await api('POST', SETTINGS, { enabled: false, pinned: false, jsonData: before.jsonData });
    try {
      await page.goto(`/d/${dashboard}?kiosk`);
      await expect(page.getByText(/RR705|plugin not found/).first()).toBeVisible();
    } finally {
      await api('POST', SETTINGS, { enabled: true, pinned: true, jsonData: before.jsonData });
    }
    await page.goto(`/d/${dashboard}?kiosk`);
    await expect(riskPanel(page, 'Live').getByRole('button', { name: 'vetoed' })).toBeVisible();
  });

  test('a datasource that was deleted: which one the model needs, and where to bind it', async ({ page }) => {
    await api('DELETE', `/api/datasources/uid/${probe.bindings.two}`);
    await page.goto(`/d/${dashboard}?kiosk`);
    await expect(riskPanel(page, 'Live')).toContainText('RR707');
  });
});
