import type { Page } from 'playwright-core';
import { z } from 'zod';

const NAMES = z.array(z.string());
const MOST_TABS = 80;

/** Everything in an element that a mouse can press, and what of it the Tab key reaches; by how it is called. */
export async function pressable(
  page: Page,
  selector: string,
): Promise<{ readonly all: readonly string[]; readonly reached: readonly string[] }> {
  await page.evaluate(`(() => {
    window.nameOf = (element) => [element.tagName, element.getAttribute('aria-label') ?? element.textContent?.trim() ?? ''].join(' ').slice(0, 80);
    document.activeElement?.blur?.();
  })()`);
  const all = NAMES.parse(
    await page.evaluate(`[...document.querySelectorAll(${JSON.stringify(selector)} + ' :is(a[href], button:not([disabled]), input, select, textarea, summary, [role=button])')]
      .filter((element) => element.checkVisibility() && element.getBoundingClientRect().width > 0)
      .map((element) => window.nameOf(element))`),
  );
  const reached = new Set<string>();
  for (let pressed = 0; pressed < MOST_TABS; pressed += 1) {
    await page.keyboard.press('Tab');
    const name = z
      .string()
      .nullable()
      .parse(
        await page.evaluate(`(() => {
        const element = document.activeElement;
        if (element === null || element === document.body) return '';
        return element.closest(${JSON.stringify(selector)}) === null ? null : window.nameOf(element);
      })()`),
      );
    if (name === '') break;
    if (name !== null) reached.add(name);
  }
  return { all, reached: [...reached] };
}
