import type { Page } from 'playwright-core';
import { z } from 'zod';

const NAMES = z.array(z.string());
const MOST_TABS = 300;
const MOST_ARROWS = 40;

/**
 * Everything in an element that a mouse can press, and what of it the Tab key reaches, or an arrow key where a list or
 * a group is one stop of Tab; by how it is called.
 */
export async function pressable(
  page: Page,
  selector: string,
): Promise<{ readonly all: readonly string[]; readonly reached: readonly string[] }> {
  await page.evaluate(`(() => {
    window.nameOf = (element) =>
      [element.tagName, element.getAttribute('aria-label') ?? element.textContent?.trim() ?? ''].join(' ').slice(0, 80);
    document.activeElement?.blur?.();
    // Tab goes on from where the focus was last, and that may be in the middle.
    document.body.tabIndex = -1;
    document.body.focus();
    document.body.removeAttribute('tabindex');
  })()`);
  const all = NAMES.parse(
    await page.evaluate(`[...document.querySelectorAll(${JSON.stringify(`${selector} :is(a[href], button:not([disabled]), input, select, textarea, summary, [role=button])`)})]
      .filter((element) => element.checkVisibility() && element.getBoundingClientRect().width > 0)
      .map((element) => window.nameOf(element))`),
  );
  const focused = async () => FOCUS.parse(await page.evaluate(focusIn(selector)));
  const reached = new Set<string>();
  for (let tabs = 0; tabs < MOST_TABS; tabs += 1) {
    await page.keyboard.press('Tab');
    const stop = await focused();
    if (stop === 'nothing') break;
    if (stop === 'outside') continue;
    reached.add(stop.name);
    if (!stop.hasSiblings) continue;
    for (let arrows = 0; arrows < MOST_ARROWS && all.some((name) => !reached.has(name)); arrows += 1) {
      await page.keyboard.press('ArrowDown');
      const next = await focused();
      if (typeof next === 'object') reached.add(next.name);
    }
  }
  return { all, reached: [...reached] };
}

const FOCUS = z.union([
  z.literal('nothing'),
  z.literal('outside'),
  z.object({ name: z.string(), hasSiblings: z.boolean() }),
]);

/** Where the focus is. A stop has siblings where others beside it are only reached by arrows. */
function focusIn(selector: string): string {
  return `(() => {
    const element = document.activeElement;
    if (element === null || element === document.body) return 'nothing';
    const panel = element.closest(${JSON.stringify(selector)});
    if (panel === null) return 'outside';
    const hasSiblings = panel.querySelector('button[tabindex="-1"], a[tabindex="-1"]') !== null;
    return { name: window.nameOf(element), hasSiblings };
  })()`;
}
