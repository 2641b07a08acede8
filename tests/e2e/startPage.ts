import { expect, type Locator, type Page } from '@playwright/test';

/** The guided start, by what a person sees of it. */
export function startPage(page: Page) {
  const step = page.locator('li[aria-current="step"]');
  const button = (name: string | RegExp): Locator => step.getByRole('button', { name });
  return {
    step,
    button,
    async open(): Promise<void> {
      await page.goto('/a/releaserisk-app/start');
      await expect(page.getByRole('heading', { name: 'Guided start' })).toBeVisible();
    },
    /** The step of this title is the open one. */
    async isAt(title: string): Promise<void> {
      await expect(step.getByRole('heading', { name: title, level: 2 })).toBeVisible();
    },
    async chooseDatasource(label: string, name: string): Promise<void> {
      const field = step.getByLabel(label);
      await field.click();
      await field.fill(name);
      await page.getByRole('option', { name }).click();
      await expect(field).toHaveValue(name);
    },
    async useNone(label: string): Promise<void> {
      const field = step.getByLabel(label);
      if ((await field.inputValue()) === '') return;
      // The nearest after it: Grafana gives them no name of their field.
      await field.locator('xpath=following::*[@role="button"][1]').click();
      await expect(field).toHaveValue('');
    },
  };
}
