import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@grafana/plugin-e2e';
import { scoreReportSchema } from '@release-risk/contract/verdict';
import type { RunningPrometheus } from '@release-risk/query/testing/realPrometheus';
import { applySection } from './applySection.ts';
import { api, must, releaseRisk } from './grafanaUnderTest.ts';
import { keptModel, removeModel } from './keptModels.ts';
import { modelEditor } from './modelEditor.ts';
import { settledReview } from './probe.ts';
import { riskPanel, shownScore } from './riskPanel.ts';
import { startShopServer } from './shopServer.ts';
import { startPage } from './startPage.ts';
import { makeUser, type TestUser } from './testUser.ts';

const NAME = `first-${String(process.pid)}`;
const DATASOURCES = [`${NAME}-idle`, `${NAME}-shop`] as const;
const SERVICES = ['cart', 'shop'] as const;

test.describe('A new admin', () => {
  let server: RunningPrometheus | undefined;
  let admin: TestUser | undefined;
  let folder = '';
  test.beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'release-risk-first-'));
    server = await startShopServer();
    const { url } = server;
    for (const uid of DATASOURCES) {
      await must(api('POST', '/api/datasources', { name: uid, uid, type: 'prometheus', access: 'proxy', url }));
    }
    admin = await makeUser(`${NAME}-admin`, 'Admin');
  });
  test.afterAll(async () => {
    await removeModel(NAME).catch((error: unknown) => {
      console.error(error);
    });
    await admin?.remove();
    for (const uid of DATASOURCES) await api('DELETE', `/api/datasources/uid/${uid}`);
    await server?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  test('goes by clicks from two datasources to an alert that fires, and to the same score everywhere', async ({
    browser,
  }) => {
    test.setTimeout(360_000);
    if (admin === undefined) throw new Error('There is no admin');
    const page = await admin.open(browser);
    const start = startPage(page);

    await test.step('binds a datasource of two', async () => {
      await start.open();
      await start.isAt('Where your metrics and logs are');
      await start.chooseDatasource('Metrics (Prometheus)', DATASOURCES[1]);
      await start.useNone('Logs (Loki)');
      await start.button('Look what there is').click();
    });
    await test.step('is shown the services there are', async () => {
      await start.isAt('What is released');
      await expect(start.step).toContainText('2 services, told apart by service');
      for (const service of SERVICES) await expect(start.step.getByRole('checkbox', { name: service })).toBeChecked();
      await start.button(/^Continue/).click();
    });
    await test.step('accepts signals with their present values', async () => {
      await start.isAt('What makes a release risky');
      await expect(start.step.getByRole('checkbox', { name: 'Error rate' })).toBeChecked({ timeout: 60_000 });
      await expect(start.step.getByRole('listitem').filter({ hasText: 'Error rate' })).toContainText(/33\.\d%/);
      await start.button(/^Continue with \d signals$/).click();
    });
    await test.step('sees that shop is bad and cart is not', async () => {
      await start.isAt('The score right now');
      await expect(start.step.getByRole('listitem').filter({ hasText: 'shop' })).toContainText('High');
      await expect(start.step.getByRole('listitem').filter({ hasText: 'cart' })).toContainText('Low');
      await start.button('Continue').click();
    });
    await test.step('finds everything there after a reload, and saves', async () => {
      await page.reload();
      await start.isAt('Save the model');
      await start.step.getByLabel('Name', { exact: true }).fill(NAME);
      await start.step.getByLabel('Owner').fill('Tests');
      await start.button('Save the model').click();
      await start.isAt('Rules and dashboard');
      expect(await keptModel(NAME)).toMatchObject({ name: NAME, owner: 'Tests' });
    });
    await test.step('creates rules and dashboards', async () => {
      const section = applySection(start.step);
      await expect(section.change(/^createAlert rule/).first()).toBeVisible({ timeout: 60_000 });
      await section.apply();
      await start.step.getByRole('link', { name: 'Finish: to the overview' }).click();
      const row = page.getByRole('row').filter({ has: page.getByRole('link', { name: 'shop', exact: true }) });
      await expect(row).toContainText('High');
    });

    const at = await test.step('has an alert that fires', async () => {
      const firing = async () => {
        const { alerts, lastEvaluation } = await settledReview(NAME, SERVICES);
        const shop = alerts?.find(({ labels }) => labels['service'] === 'shop');
        return shop?.state === 'Alerting' ? Date.parse(lastEvaluation) : undefined;
      };
      let since: number | undefined;
      await expect(async () => {
        since = await firing();
        expect(since).toBeDefined();
      }).toPass({ timeout: 210_000, intervals: [3000] });
      return since ?? NaN;
    });

    const scores = await test.step('reads it in the panel, at the tick of the rule', async () => {
      const shown: Record<string, string> = {};
      for (const service of SERVICES) {
        const range = `from=${String(at - 3_600_000)}&to=${String(at)}`;
        await page.goto(`/d/rr-${NAME}-service?var-service=${service}&${range}&kiosk`);
        shown[service] = await shownScore(riskPanel(page, 'Release risk'));
      }
      return shown;
    });
    await test.step('and gets the same score from the YAML of the editor', async () => {
      const editor = modelEditor(page);
      await editor.open(NAME);
      const file = join(folder, 'exported.yaml');
      await writeFile(file, await editor.yaml());
      const bound = ['--datasource', `metrics=${DATASOURCES[1]}`];
      const run = await releaseRisk('score', file, '--at', String(at / 1000), '--format', 'json', ...bound);
      const { services } = scoreReportSchema.parse(JSON.parse(run.stdout));
      const told = services.map(({ service, score }) => [service, (score ?? NaN).toFixed(2)]);
      expect(Object.fromEntries(told)).toEqual(scores);
    });
  });
});
