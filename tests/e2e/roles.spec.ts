import { expect, test } from '@grafana/plugin-e2e';
import { applySection } from './applySection.ts';
import { api, must } from './grafanaUnderTest.ts';
import { keepModel, keptModel, SETTINGS } from './keptModels.ts';
import { modelEditor } from './modelEditor.ts';
import { applyProbe, type Probe } from './probe.ts';
import { startPage } from './startPage.ts';
import { makeUser } from './testUser.ts';

const NAME = `roles-${String(process.pid)}`;
const APP = '/a/releaserisk-app';
const ROLES = [
  { role: 'Viewer', why: /Something stands in the way/, missing: 'alert.rules:write is missing' },
  // May change rules and dashboards; here nothing differs from what is applied.
  { role: 'Editor', why: /Nothing to change/, missing: undefined },
] as const;

test.describe.serial('Somebody who is no admin', () => {
  let probe: Probe | undefined;
  test.beforeAll(async () => {
    probe = await applyProbe(NAME);
  });
  test.afterAll(async () => {
    await probe?.remove();
  });

  for (const { role, why, missing } of ROLES) {
    test(`as ${role} reads every page, and is told what is missing to change a model`, async ({ browser }) => {
      const user = await makeUser(`${NAME}-${role}`, role);
      try {
        // A difference, so that what stands in the way of applying is said.
        if (missing !== undefined) await setOwner('Changed');
        const page = await user.open(browser);
        await page.goto(`${APP}/overview`);
        const vetoed = page.getByRole('link', { name: 'vetoed', exact: true });
        await expect(page.getByRole('row').filter({ has: vetoed })).toContainText('High');
        await vetoed.click();
        await expect(page.getByRole('heading', { name: 'vetoed', level: 1 })).toBeVisible();
        await expect(page.getByRole('heading', { name: 'Signals over time' })).toBeVisible();
        await expect(page.getByText('Veto: first 9, red above 3').first()).toBeVisible();

        await page.goto(`${APP}/releases`);
        await expect(page.getByRole('heading', { name: 'Releases', level: 1 })).toBeVisible();
        // Others may have written releases down in this Grafana, or nobody yet.
        await expect(page.getByText(/Choose two releases|No release was written down yet/)).toBeVisible();

        await page.goto(`${APP}/models`);
        await expect(page.getByText('Changing models needs the permission plugins:write.')).toBeVisible();
        await expect(page.getByRole('button', { name: 'Add a model' })).toBeHidden();

        const editor = modelEditor(page);
        await editor.open(NAME);
        await expect(page.getByText('that needs the permission plugins:write')).toBeVisible();
        await expect(editor.weight('first')).toBeDisabled();
        await expect(editor.save).toBeHidden();
        const section = applySection(page.getByRole('main'));
        await expect(section.button).toBeDisabled({ timeout: 60_000 });
        if (missing !== undefined) await expect(page.getByText(missing)).toBeVisible();
        await expect(section.button).toHaveAccessibleDescription(why, { timeout: 60_000 });

        const start = startPage(page);
        await start.open();
        await start.button('Take the sample model').click();
        await start.isAt('The score right now');
        await start.button('Skip this step').click();
        await expect(start.step).toContainText('You may not save it: the permission plugins:write is missing');
        await expect(start.step.getByRole('region', { name: 'The model as YAML' })).toContainText('kind: RiskModel');
        await expect(start.button('Save the model')).toBeHidden();
      } finally {
        if (missing !== undefined) await setOwner('Tests');
        await user.remove();
      }
    });
  }

  /** By another admin, so to say. */
  async function setOwner(owner: string): Promise<void> {
    if (probe !== undefined) await keepModel({ ...(await keptModel(NAME)), name: NAME, owner }, probe.bindings);
  }

  test('as admin, while somebody switches the app off: keeps what was typed, and saves it later', async ({ page }) => {
    const editor = modelEditor(page);
    await editor.open(NAME);
    await editor.field('Owner').fill('Typed meanwhile');
    const { jsonData } = (await must(api('GET', SETTINGS))) as { jsonData: unknown };
    await must(api('POST', SETTINGS, { enabled: false, pinned: false, jsonData }));
    try {
      await editor.save.click();
      await expect(page.getByText('Not saved: Release Risk was switched off meanwhile.')).toBeVisible();
      await expect(editor.field('Owner')).toHaveValue('Typed meanwhile');
      const stored = (await must(api('GET', SETTINGS))) as { enabled: boolean };
      expect(stored.enabled).toBe(false);
    } finally {
      await must(api('POST', SETTINGS, { enabled: true, pinned: true, jsonData }));
    }
    await editor.saveModel();
    expect(await keptModel(NAME)).toMatchObject({ owner: 'Typed meanwhile' });
  });

  test('as admin, when a contact point is gone: is told which, and chooses another', async ({ page }) => {
    // Grafana keeps one that a rule names.
    const used = `/api/v1/provisioning/contact-points/${NAME}-team`;
    expect((await api('DELETE', used)).status).toBe(409);

    const gone = `${NAME}-gone`;
    const settings = { url: 'http://127.0.0.1:9' };
    await must(
      api('POST', '/api/v1/provisioning/contact-points', { uid: gone, name: gone, type: 'webhook', settings }),
    );
    const editor = modelEditor(page);
    const section = applySection(page.getByRole('main'));
    try {
      const kept = await keptModel(NAME);
      const contactPoints = { ...(kept?.['contactPoints'] as object), team: gone };
      if (probe !== undefined) await keepModel({ ...kept, name: NAME, contactPoints }, probe.bindings);
      await editor.open(NAME);
      await expect(section.button).toBeEnabled({ timeout: 60_000 });
    } finally {
      await must(api('DELETE', `/api/v1/provisioning/contact-points/${gone}`));
    }
    await page.getByRole('button', { name: 'Check again' }).click();
    await expect(page.getByText('Grafana has none of that name')).toBeVisible({ timeout: 60_000 });
    await expect(section.button).toHaveAccessibleDescription(/Something stands in the way/, { timeout: 60_000 });

    const people = page.getByRole('combobox', { name: 'People hear of it through' });
    await people.fill(`${NAME}-team`);
    await page.getByRole('option', { name: `${NAME}-team` }).click();
    await editor.saveModel();
    await expect(page.getByText('Grafana has none of that name')).toBeHidden();
    await section.apply();
  });
});
