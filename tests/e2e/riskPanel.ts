import type { Locator, Page } from '@playwright/test';

/** The risk panel of a dashboard that is open, by the title of the panel. */
export function riskPanel(page: Page, title: string): Locator {
  return page.getByTestId(`data-testid Panel header ${title}`).locator('[data-layout]');
}

const SCORE = /Score\s+([\d.]+|–)\s+of 2/;

/** The score that a panel with one service shows, such as `0.60`. */
export async function shownScore(panel: Locator): Promise<string> {
  await panel.filter({ hasText: SCORE }).waitFor();
  const text = (await panel.innerText()).replace(/\s+/g, ' ');
  return SCORE.exec(text)?.[1] ?? text;
}

/** Scores by service, out of a panel that lists several. */
export async function listedScores(panel: Locator): Promise<Record<string, string>> {
  const rows = panel.locator('tbody tr:not([aria-hidden])');
  await rows.first().waitFor();
  const scores: Record<string, string> = {};
  for (const row of await rows.all()) {
    const service = await row.getByRole('rowheader').innerText();
    const score = /\b[0-2]\.\d\d\b/.exec(await row.innerText())?.[0] ?? '–';
    scores[service.trim()] = score;
  }
  return scores;
}
