import { expect, type Locator } from '@playwright/test';

/** Where a model is compared with Grafana and applied; `within` is what it is drawn in. */
export function applySection(within: Locator) {
  const button = within.getByRole('button', { name: /^Apply( \d+ changes?)?$/ });
  return {
    button,
    /** The line of an object: `create Alert rule ...`. */
    change: (text: string | RegExp): Locator => within.getByRole('listitem').filter({ hasText: text }),
    async apply(): Promise<void> {
      await expect(button).toBeEnabled({ timeout: 60_000 });
      await button.click();
      await expect(within.getByText('Applied, and read back: Grafana holds exactly this model')).toBeVisible({
        timeout: 90_000,
      });
    },
  };
}
