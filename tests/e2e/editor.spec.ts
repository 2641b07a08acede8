import { expect, test } from '@grafana/plugin-e2e';
import { applySection } from './applySection.ts';
import { api, must } from './grafanaUnderTest.ts';
import { keptModel } from './keptModels.ts';
import { modelEditor } from './modelEditor.ts';
import { applyProbe, type Probe } from './probe.ts';
import { makeUser, type TestUser } from './testUser.ts';

const NAME = `edit-${String(process.pid)}`;
const RULE = `/api/v1/provisioning/alert-rules/rr-${NAME}-review`;

interface StoredRule {
  readonly annotations: Readonly<Record<string, string>>;
}

async function storedRule(): Promise<StoredRule> {
  return (await must(api('GET', RULE))) as StoredRule;
}

test.describe.serial('An admin in the editor of a model', () => {
  let probe: Probe | undefined;
  let second: TestUser | undefined;
  test.beforeAll(async () => {
    test.setTimeout(120_000);
    probe = await applyProbe(NAME);
    second = await makeUser(`${NAME}-second`, 'Admin');
  });
  test.afterAll(async () => {
    await second?.remove();
    await probe?.remove();
  });

  /** What the review rule says of a service, as two decimals. */
  async function ruleScore(service: string): Promise<string | undefined> {
    const rule = await probe?.settledRule();
    return rule?.alerts?.find(({ labels }) => labels['service'] === service)?.annotations['risk_score'];
  }

  test('sees what a weight does before saving it, and finds it after a reload', async ({ page }) => {
    const editor = modelEditor(page);
    await editor.open(NAME);
    const row = editor.whatIf.getByRole('row').filter({ has: page.getByRole('rowheader', { name: /^medium/ }) });
    await expect(row).toContainText(/High\s*1\.75.*High\s*1\.75/);
    await editor.weight('first').fill('20');
    await expect(row).toContainText(/High\s*1\.75.*Medium\s*1\.23/);
    await editor.saveModel();
    expect(await keptModel(NAME)).toMatchObject({ signals: [{ id: 'first', weight: 20 }, {}, {}] });
    await page.reload();
    await expect(editor.weight('first')).toHaveValue('20');
    await expect(row).toContainText(/Medium\s*1\.23.*Medium\s*1\.23/);
  });

  test('is shown every object that applying changes, and the rule then says the new score', async ({ page }) => {
    await modelEditor(page).open(NAME);
    const section = applySection(page.getByRole('main'));
    await expect(section.change(/^updateAlert rule.*needs a look/)).toBeVisible({ timeout: 60_000 });
    await section.apply();
    await expect(section.button).toHaveAccessibleDescription(/Nothing to change/);
    await expect.poll(() => ruleScore('medium'), { timeout: 90_000 }).toBe('1.23');
  });

  test('does not touch what somebody edited by hand unless told to', async ({ page }) => {
    const before = await storedRule();
    const byHand = { ...before, annotations: { ...before.annotations, summary: 'Edited by hand' } };
    await must(api('PUT', RULE, byHand));
    await modelEditor(page).open(NAME);
    const section = applySection(page.getByRole('main'));
    await expect(section.change(/^edited by handAlert rule/)).toBeVisible({ timeout: 60_000 });
    await expect(section.button).toBeDisabled();
    await expect(section.button).toHaveAccessibleDescription(/Somebody edited objects by hand/);
    expect((await storedRule()).annotations).toEqual(byHand.annotations);
    await page.getByRole('checkbox', { name: 'Overwrite what was edited by hand' }).check({ force: true });
    await section.apply();
    expect((await storedRule()).annotations).toEqual(before.annotations);
  });

  test('goes back to what was applied first', async ({ page }) => {
    await modelEditor(page).open(NAME);
    await page.getByRole('button', { name: 'Compare', exact: true }).last().click();
    const earlier = page
      .getByRole('listitem')
      .filter({ has: page.getByRole('button', { name: 'Compare', expanded: true }) });
    await expect(earlier).toContainText('weight');
    await earlier.getByRole('button', { name: /^Preview applying version/ }).click();
    const section = applySection(earlier);
    await expect(section.change(/^updateAlert rule.*needs a look/)).toBeVisible({ timeout: 60_000 });
    await section.apply();
    await expect.poll(() => ruleScore('medium'), { timeout: 90_000 }).toBe('1.75');
  });

  test('loses nothing when another admin saved meanwhile, and keeps both', async ({ page, browser }) => {
    if (second === undefined) throw new Error('There is no second admin');
    const mine = modelEditor(page);
    await mine.open(NAME);
    const other = await second.open(browser);
    const theirs = modelEditor(other);
    await theirs.open(NAME);
    await mine.weight('second').fill('5');
    await mine.saveModel();
    await theirs.field('Owner').fill('Second team');
    await theirs.save.click();
    await expect(other.getByText('Somebody else saved this model meanwhile')).toBeVisible();
    await expect(theirs.field('Owner')).toHaveValue('Second team');
    expect(await keptModel(NAME)).toMatchObject({ owner: 'Tests' });
    await other.getByRole('button', { name: 'Take what is chosen' }).click();
    await expect(theirs.weight('second')).toHaveValue('5');
    await theirs.saveModel();
    expect(await keptModel(NAME)).toMatchObject({
      owner: 'Second team',
      signals: [{ weight: 20 }, { id: 'second', weight: 5 }, {}],
    });
  });
});
