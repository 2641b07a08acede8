import { expect, type Locator, type Page } from '@playwright/test';

/** The editor of a model, by what a person sees of it. */
export function modelEditor(page: Page) {
  const save = page.getByRole('button', { name: 'Save', exact: true });
  return {
    save,
    whatIf: page.getByRole('complementary', { name: 'What if' }),
    async open(name: string): Promise<void> {
      await page.goto(`/a/releaserisk-app/models/${name}`);
      await expect(page.getByRole('tab', { name: 'Form' })).toBeVisible();
    },
    weight: (title: string): Locator => page.getByRole('spinbutton', { name: `Weight of ${title}` }),
    field: (label: string): Locator => page.getByRole('textbox', { name: label, exact: true }),
    async saveModel(): Promise<void> {
      await save.click();
      await expect(page.getByText('Saved. Panels use it from their next look on')).toBeVisible();
    },
    /** What the YAML view says. */
    async yaml(): Promise<string> {
      await page.getByRole('tab', { name: 'YAML' }).click();
      return page.getByRole('textbox', { name: 'The model as YAML' }).inputValue();
    },
  };
}
