import type { Page } from '@playwright/test';
import { expect, test } from '@grafana/plugin-e2e';
import { rollbackDetailSchema, type RollbackDetail } from '@release-risk/contract/rollback';
import { rollbackListSchema } from '@release-risk/contract/gatewayApi';
import {
  fakeWebhookReceiver,
  type FakeWebhookReceiver,
} from '@release-risk/gateway/adapters/testing/fakeWebhookReceiver';
import { gatewayUnderTest, type GatewayUnderTest } from './gatewayUnderTest.ts';
import { api, GRAFANA_URL, must } from './grafanaUnderTest.ts';
import { SETTINGS } from './keptModels.ts';
import { riskPanel } from './riskPanel.ts';
import { makeServiceAccount, type ServiceAccount } from './serviceAccount.ts';
import { shopRelease, type ShopRelease } from './shopRelease.ts';
import { makeUser, type TestUser } from './testUser.ts';

const CAN_RUN = GRAFANA_URL !== '';
if (!CAN_RUN) console.warn('SKIPPED: GRAFANA_URL is not set, so no real Grafana and gateway roll anything back.');

const NAME = `rollback-${String(process.pid)}`;
const APP = '/a/releaserisk-app';
const PROXY = '/api/plugin-proxy/releaserisk-app/gateway/v1';
const service = (of: string) => `${NAME}-${of}`;
const SHOP = service('shop');
const CART = service('cart');
const MAIL = service('mail');
const LATE = service('late');
const SERVICES = [SHOP, CART, MAIL, LATE];
const [BAD, GOOD] = ['1.42.0', '1.41.0'];
const A_FIRING_ALERT = 90_000;
const ACT = 'release_risk_rule';

test.describe.serial('A rollback in Grafana', () => {
  test.skip(!CAN_RUN, 'GRAFANA_URL is not set');
  let account: ServiceAccount;
  let release: ShopRelease;
  let pipeline: FakeWebhookReceiver;
  let gateway: GatewayUnderTest;
  let author: TestUser;
  let approver: TestUser;
  let viewer: TestUser;
  const undo: (() => Promise<unknown>)[] = [];
  const made = <T>(thing: T, remove: (thing: T) => Promise<unknown>): T => {
    undo.unshift(() => remove(thing));
    return thing;
  };

  test.beforeAll(async () => {
    test.setTimeout(120_000);
    await noGateway();
    undo.unshift(noGateway);
    const removable = <T extends { remove(): Promise<void> }>(thing: T) => made(thing, (one) => one.remove());
    author = removable(await makeUser(`${NAME}-author`, 'Editor', 'Ada Author'));
    approver = removable(await makeUser(`${NAME}-approver`, 'Editor', 'Alan Approver'));
    viewer = removable(await makeUser(`${NAME}-viewer`, 'Viewer'));
    account = removable(await makeServiceAccount(NAME, 'Editor'));
    release = removable(await shopRelease(NAME, SERVICES, BAD));
    pipeline = made(await fakeWebhookReceiver(), (one) => one.close());
    const { token } = account;
    gateway = removable(await gatewayUnderTest({ grafana: { url: GRAFANA_URL, token }, pipeline }));
    await release.apply(gateway.url);
    await gateway.start();
    for (const one of SERVICES) {
      await gateway.ask('POST', '/v1/deployments', deployment(one, GOOD, 86_400_000, 'somebody'));
      await gateway.ask('POST', '/v1/deployments', deployment(one, BAD, 600_000, author.login));
    }
  });
  test.afterAll(async () => {
    for (const remove of undo) await remove().catch((error: unknown) => console.error(error));
  });

  /** The newest rollback of a service, as the gateway knows it. */
  async function found(of: string): Promise<RollbackDetail | undefined> {
    const query = new URLSearchParams({ labels: `service=${of}`, limit: '1' });
    const list = rollbackListSchema.parse(await gateway.ask('GET', `/v1/rollbacks?${query.toString()}`));
    const id = list.rollbacks[0]?.id;
    return id === undefined ? undefined : rollbackDetailSchema.parse(await gateway.ask('GET', `/v1/rollbacks/${id}`));
  }
  const stateOf = async (of: string) => (await found(of))?.state;
  const settled = async (of: string, state: RollbackDetail['state'], timeout = A_FIRING_ALERT) => {
    await expect.poll(() => stateOf(of), { timeout, intervals: [500], message: `${of} is ${state}` }).toBe(state);
    const detail = await found(of);
    if (detail === undefined) throw new Error(`${of} is gone`);
    return detail;
  };
  /** Alerts that its contact point delivered, new ones and known ones. */
  const sentByGrafana = async () => {
    const lines = (await (await fetch(`${gateway.url}/metrics`)).text()).split('\n');
    const counts = lines.filter((line) => /_deliveries_total\{source="grafana",result="(accepted|known)"/.test(line));
    return counts.reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
  };
  const rowOf = (page: Page, of: string) => page.getByRole('row').filter({ has: page.getByRole('link', { name: of }) });

  test('needs a gateway, which an admin sets up by clicks', async ({ page }) => {
    await page.goto(`${APP}/rollbacks`);
    await expect(page.getByText('No rollback gateway is set up')).toBeVisible();
    await page.getByRole('link', { name: 'Open the configuration' }).click();
    const form = page.getByRole('form', { name: 'Rollback gateway' });
    await form.getByLabel('Address').fill(`${gateway.url}/`);
    await form.getByLabel('Proxy secret').fill('w'.repeat(40));
    await form.getByRole('button', { name: 'Save' }).click();
    await expect(form.getByText('Saved.')).toBeVisible();
    await page.getByRole('button', { name: 'Test the way there' }).click();
    await expect(page.getByText('The gateway does not accept this Grafana')).toBeVisible();

    await form.getByRole('button', { name: 'Reset' }).click();
    await form.getByLabel('Proxy secret').fill(gateway.proxySecret);
    await form.getByRole('button', { name: 'Save' }).click();
    await expect(form.getByText('Saved.')).toBeVisible();
    await page.getByRole('button', { name: 'Test the way there' }).click();
    await expect(page.getByText('The gateway answers, is ready, and accepts this Grafana.')).toBeVisible();

    // Whoever writes models leaves it as it is, and nobody reads the secret.
    const settings = JSON.stringify(await must(api('GET', SETTINGS)));
    expect(settings).toContain(`"gatewayUrl":"${gateway.url}"`);
    expect(settings).not.toContain(gateway.proxySecret);
  });

  test('begins with an alert that Grafana sent and signed, and waits for somebody', async ({ browser }) => {
    release.shop.set(SHOP, 'risky');
    const { alert, deployment: about, decision } = await settled(SHOP, 'awaiting_approval');
    expect(alert).toMatchObject({ firing: true });
    // The gateway's own look may have come first; what was sent is accepted as the same alert.
    await expect.poll(sentByGrafana, { timeout: 30_000 }).toBeGreaterThanOrEqual(1);
    expect(about).toMatchObject({ version: BAD, previousVersion: GOOD, author: author.login });
    expect(decision).not.toBeNull();
    expect(pipeline.deliveries).toEqual([]);

    const page = await viewer.open(browser);
    await page.goto(`${APP}/rollbacks`);
    await expect(rowOf(page, SHOP)).toContainText('Waits for approval');
    await page.getByRole('link', { name: SHOP }).click();
    await expect(page.getByRole('heading', { name: 'Waits for approval', level: 2 })).toBeVisible();
    await expect(page.getByText(`The alert about ${SHOP} ${BAD} fires`)).toBeVisible();
  });

  test('lets a Viewer see it and decide nothing, not even past the page', async ({ browser }) => {
    const detail = await settled(SHOP, 'awaiting_approval');
    const page = await viewer.open(browser);
    await page.goto(`${APP}/rollbacks/${detail.id}`);
    for (const name of ['Approve…', 'Reject…', 'Hold…', 'Add a note…']) {
      await expect(page.getByRole('button', { name })).toBeDisabled();
    }
    await expect(page.getByText('Your role lacks the permission releaserisk-app.rollbacks:decide.')).toBeVisible();
    const asked: [method: string, path: string, body: unknown][] = [
      ['POST', `/rollbacks/${detail.id}/approve`, detail.decision],
      ['POST', `/rollbacks/${detail.id}/reject`, { ...detail.decision, reason: 'no' }],
      ['POST', `/rollbacks/${detail.id}/notes`, { text: 'hello' }],
      ['POST', '/holds', { labels: {}, reason: 'all of it', until: new Date(Date.now() + 60_000).toISOString() }],
      ['DELETE', '/holds/x', undefined],
      ['GET', '/../readyz', undefined],
    ];
    for (const [method, path, body] of asked) {
      const status = await page.evaluate(
        async ([how, url, sent]) => {
          const headers = { 'content-type': 'application/json' };
          const answer = await fetch(url, { method: how, headers, ...(sent === undefined ? {} : { body: sent }) });
          return answer.status;
        },
        [method, `${PROXY}${path}`, body === undefined ? undefined : JSON.stringify(body)] as const,
      );
      expect([method, path, status]).toEqual([method, path, 403]);
    }
    const report = await page.request.get(`${PROXY}/rollbacks/${detail.id}/report?format=markdown`);
    expect([report.status(), (await report.text()).includes(SHOP)]).toEqual([200, true]);
    expect(await settled(SHOP, 'awaiting_approval')).toMatchObject({ revision: detail.revision, acknowledgedBy: null });
  });

  test('is not approved by whoever released it', async ({ browser }) => {
    const { id } = await settled(SHOP, 'awaiting_approval');
    const page = await author.open(browser);
    await page.goto(`${APP}/rollbacks/${id}`);
    await page.getByRole('button', { name: 'Approve…' }).click();
    const form = page.getByRole('form', { name: 'Approve this rollback' });
    await form.getByRole('button', { name: `Roll back to ${GOOD}` }).click();
    await expect(form).toContainText('is the author of this release and cannot approve its rollback');
    expect(await stateOf(SHOP)).toBe('awaiting_approval');
    expect(pipeline.deliveries).toEqual([]);
  });

  test('knows who speaks by the token that Grafana signed, whatever a browser claims', async ({ browser }) => {
    const { id } = await settled(SHOP, 'awaiting_approval');
    const as = await approver.signIn(browser);
    const claims = { 'X-Grafana-Id': 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJ1c2VyOjEifQ.', 'X-Release-Risk-Proxy': 'guessed' };
    const said = await as.post(`${PROXY}/rollbacks/${id}/notes`, { headers: claims, data: { text: 'I looked' } });
    expect(said.status()).toBe(200);
    const { notes } = await settled(SHOP, 'awaiting_approval');
    expect(notes.map(({ by, text }) => [by, text])).toEqual([
      [{ kind: 'person', id: `grafana:${String(approver.id)}`, name: 'Alan Approver' }, 'I looked'],
    ]);
    // Past Grafana the same claims open nothing.
    const past = await fetch(`${gateway.url}/v1/rollbacks/${id}/notes`, {
      method: 'POST',
      headers: { ...claims, 'content-type': 'application/json' },
      body: JSON.stringify({ text: 'me too' }),
    });
    expect(past.status).toBe(401);
  });

  test('is acknowledged and approved by another Editor, and goes through to the end', async ({ browser }) => {
    test.setTimeout(180_000);
    const { id } = await settled(SHOP, 'awaiting_approval');
    const page = await approver.open(browser);
    await page.goto(`${APP}/rollbacks/${id}`);
    await page.getByRole('button', { name: 'I take care of it…' }).click();
    await page.getByLabel('Note').fill('On it');
    await page.getByRole('button', { name: 'I take care of it', exact: true }).click();
    await expect(page.getByText('Alan Approver takes care of it')).toBeVisible();

    await page.getByRole('button', { name: 'Approve…' }).click();
    const form = page.getByRole('form', { name: 'Approve this rollback' });
    await expect(form).toContainText(BAD);
    await form.getByLabel('Reason (if you like)').fill('Half of it fails');
    await form.getByRole('button', { name: `Roll back to ${GOOD}` }).click();
    await expect(page.getByText('Approved: Half of it fails')).toBeVisible();

    await expect.poll(() => pipeline.executions.length, { timeout: 30_000 }).toBe(1);
    const [sent] = pipeline.executions;
    await expect(page.getByRole('heading', { name: 'Rolling back', level: 2 })).toBeVisible();
    release.shop.run(SHOP, GOOD);
    release.shop.set(SHOP, 'calm');
    pipeline.end(sent ?? '', 'succeeded');
    await expect(page.getByRole('heading', { name: 'Rolled back', level: 2 })).toBeVisible({ timeout: 90_000 });
    const steps = page.getByRole('listitem').filter({ hasText: 'correlation' });
    await expect(steps.filter({ hasText: 'Code' })).toContainText('Done');

    const done = await settled(SHOP, 'succeeded');
    const by = { kind: 'person', id: `grafana:${String(approver.id)}`, name: 'Alan Approver' };
    expect(done).toMatchObject({ approvedBy: by, acknowledgedBy: by });
    expect(done.steps.map(({ kind, state, calls }) => [kind, state, calls])).toEqual([
      ['code', 'succeeded', 1],
      ['recovery', 'succeeded', expect.any(Number)],
    ]);
    expect(pipeline.deliveries).toHaveLength(1);
    expect(JSON.parse(pipeline.deliveries[0]?.body ?? '')).toMatchObject({
      data: { badVersion: BAD, target: { version: GOOD }, approvedBy: by.name },
    });

    const [report] = await Promise.all([
      page.waitForEvent('popup'),
      page.getByRole('link', { name: 'Open the report' }).click(),
    ]);
    await expect(report.getByRole('heading', { level: 1 })).toContainText(SHOP);
    await expect(report.locator('body')).toContainText('Alan Approver');
    await report.close();
    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save as Markdown' }).click();
    expect((await saved).suggestedFilename()).toBe(`rollback-${id}.md`);
  });

  test('is told of in the panel of its service', async ({ page }) => {
    await page.goto(`/d/rr-${NAME}-service?var-service=${SHOP}&kiosk`);
    const panel = riskPanel(page, 'Release risk');
    await expect(panel).toContainText(/Rolled back/);
    await expect(panel).toContainText('Alan Approver');
  });

  test('is kept from being approved by a hold, until somebody ends that', async ({ browser }) => {
    release.shop.set(CART, 'risky');
    const { id } = await settled(CART, 'awaiting_approval');
    const page = await approver.open(browser);
    await page.goto(`${APP}/rollbacks/${id}`);
    await page.getByRole('button', { name: 'Hold…' }).click();
    await page.getByLabel('Reason').fill('A fix is on its way');
    await page.getByRole('button', { name: /^Hold for/ }).click();
    await expect(page.getByText(/No automatic rollback until/)).toBeVisible();
    await expect(page.getByText('A fix is on its way').first()).toBeVisible();

    const before = pipeline.deliveries.length;
    const { decision } = await settled(CART, 'awaiting_approval');
    const as = await approver.signIn(browser);
    const refused = await as.post(`${PROXY}/rollbacks/${id}/approve`, { data: decision });
    expect([refused.status(), await refused.text()]).toEqual([409, expect.stringContaining('A fix is on its way')]);

    await page.getByRole('button', { name: 'End hold' }).click();
    await expect(page.getByText(/No automatic rollback until/)).toBeHidden();
    await page.getByRole('button', { name: 'Reject…' }).click();
    await page.getByLabel('Reason').fill('It was the test');
    await page.getByRole('button', { name: 'Reject it' }).click();
    await expect(page.getByRole('heading', { name: 'Rejected', level: 2 })).toBeVisible();
    expect(await stateOf(CART)).toBe('rejected');
    expect(pipeline.deliveries).toHaveLength(before);
  });

  test('waits while a silence of Grafana holds it, and asks when that has ended', async ({ browser }) => {
    test.setTimeout(300_000);
    const now = Date.now();
    const silence = (await must(
      api('POST', '/api/alertmanager/grafana/api/v2/silences', {
        matchers: [{ name: 'service', value: MAIL, isRegex: false, isEqual: true }],
        startsAt: new Date(now).toISOString(),
        endsAt: new Date(now + 3_600_000).toISOString(),
        createdBy: approver.login,
        comment: 'The vendor knows',
      }),
    )) as { silenceID: string };
    release.shop.set(MAIL, 'risky');
    const { id, reasons } = await settled(MAIL, 'deferred', 120_000);
    expect(reasons.map(({ code }) => code)).toContain('silenced');
    const page = await viewer.open(browser);
    await page.goto(`${APP}/rollbacks/${id}`);
    await expect(page.getByRole('heading', { name: 'Waits', level: 2 })).toBeVisible();
    await expect(page.getByText(/The vendor knows/).first()).toBeVisible();

    await must(api('DELETE', `/api/alertmanager/grafana/api/v2/silence/${silence.silenceID}`));
    await settled(MAIL, 'awaiting_approval', 120_000);
    await expect(page.getByRole('heading', { name: 'Waits for approval', level: 2 })).toBeVisible();
  });

  test('waits, though it was approved, where its alert was silenced meanwhile by all its labels', async ({
    browser,
  }) => {
    test.setTimeout(180_000);
    const { id } = await settled(MAIL, 'awaiting_approval', 120_000);
    const { json } = await api('GET', '/api/alertmanager/grafana/api/v2/alerts');
    const alerts = json as { readonly labels: Readonly<Record<string, string>> }[];
    const labels = alerts.map((one) => one.labels).find((one) => one['service'] === MAIL && one[ACT] === 'act') ?? {};
    expect(labels).toMatchObject({ alertname: expect.any(String), grafana_folder: expect.any(String) });
    const now = Date.now();
    const silence = (await must(
      api('POST', '/api/alertmanager/grafana/api/v2/silences', {
        matchers: Object.entries(labels).map(([name, value]) => ({ name, value, isRegex: false, isEqual: true })),
        startsAt: new Date(now).toISOString(),
        endsAt: new Date(now + 3_600_000).toISOString(),
        createdBy: approver.login,
        comment: 'Silenced from the alert',
      }),
    )) as { silenceID: string };
    // Grafana names the silence on the alert itself with its next evaluation.
    await expect
      .poll(async () => JSON.stringify((await api('GET', '/api/alertmanager/grafana/api/v2/alerts')).json), {
        timeout: 60_000,
      })
      .toContain(silence.silenceID);
    // What the gateway read of silences is kept for five seconds.
    const read = Date.now();
    await expect.poll(() => Date.now() - read, { timeout: 10_000 }).toBeGreaterThan(5_100);
    const page = await approver.open(browser);
    await page.goto(`${APP}/rollbacks/${id}`);
    await page.getByRole('button', { name: 'Approve…' }).click();
    const form = page.getByRole('form', { name: 'Approve this rollback' });
    await form.getByRole('button', { name: `Roll back to ${GOOD}` }).click();
    const { reasons } = await settled(MAIL, 'deferred', 60_000);
    expect(reasons.map(({ text }) => text).join()).toContain('Silenced from the alert');
    await must(api('DELETE', `/api/alertmanager/grafana/api/v2/silence/${silence.silenceID}`));
    await settled(MAIL, 'awaiting_approval', 120_000);
    expect(pipeline.deliveries.filter(({ body }) => body.includes(MAIL))).toEqual([]);
  });

  test('is found where its alert fired and was over while the gateway was stopped', async ({ browser }) => {
    test.setTimeout(300_000);
    const fires = async () => {
      const { json } = await api('GET', '/api/alertmanager/grafana/api/v2/alerts');
      return JSON.stringify(json).includes(LATE);
    };
    await gateway.stop();
    const page = await viewer.open(browser);
    await page.goto(`${APP}/rollbacks`);
    await expect(page.getByText('The rollback gateway does not answer').first()).toBeVisible();

    release.shop.set(LATE, 'risky');
    await expect.poll(fires, { timeout: A_FIRING_ALERT, intervals: [500] }).toBe(true);
    release.shop.set(LATE, 'calm');
    await expect.poll(fires, { timeout: 120_000, intervals: [500] }).toBe(false);
    const startedAt = Date.now();
    await gateway.start();
    const { alert, state, reasons } = await settled(LATE, 'suppressed', 60_000);
    expect(Date.now() - startedAt).toBeLessThan(60_000);
    expect({ alert, state, reasons }).toMatchObject({
      alert: { firing: false, source: 'reconcile' },
      reasons: [{ code: 'recovered' }],
    });
    await expect(rowOf(page, LATE)).toContainText('Nothing done');
    // What was decided before the stop is still there.
    await expect(rowOf(page, SHOP)).toContainText('Rolled back');
  });
});

/** One that was set up by hand is forgotten: nobody can read its secret to put it back. */
async function noGateway(): Promise<void> {
  const { jsonData } = (await must(api('GET', SETTINGS))) as { jsonData: object | null };
  const written = { enabled: true, pinned: true, jsonData: { ...jsonData, gatewayUrl: '' } };
  await must(api('POST', SETTINGS, { ...written, secureJsonData: { gatewayProxySecret: '' } }));
}

/** `ago` milliseconds, of a version that changed nothing in the database. */
function deployment(of: string, version: string, ago: number, author: string): Record<string, unknown> {
  return {
    id: `${of}-${version}`,
    labels: { service: of },
    version,
    ...(version === BAD ? { previousVersion: GOOD } : {}),
    author,
    startedAt: new Date(Date.now() - ago).toISOString(),
    outcome: 'succeeded',
    migrations: 'none',
  };
}
