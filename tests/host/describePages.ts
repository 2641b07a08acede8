import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axeFindings } from './accessible.ts';
import { ROOT } from './builtPlugin.ts';
import { titled, type HostHere } from './hosts.ts';
import { type HostUnderTest, startHost } from './hostUnderTest.ts';
import { pressable } from './keyboard.ts';
import { contentOfPage, PAGE_STATES } from './pageStates.ts';

const DESKTOP = { name: 'desktop', width: 1280, height: 900 } as const;
const PHONE = { name: 'phone', width: 390, height: 844 } as const;
const THEMES = ['dark', 'light'] as const;
const MAIN = 'main';
const SEEN_WITHIN_MS = 25_000;
const SETTLED_MS = 150;

/** The pages of the app in one host. */
export function describePages(here: HostHere): void {
  const { kind, missing } = here;
  describe.skipIf(missing !== undefined)(titled('pages', here), () => {
    const folder = join(ROOT, '.cache/screenshots', kind.id, 'pages');
    let host: HostUnderTest;

    beforeAll(async () => {
      await mkdir(folder, { recursive: true });
      host = await startHost(kind);
    }, 300_000);
    afterAll(() => host.stop());

    it.each(PAGE_STATES)(
      'opens: $name',
      async (state) => {
        host.hold(contentOfPage(state));
        const { page, problems, done } = await host.open(state.path, DESKTOP);
        await page.locator(MAIN).first().waitFor();
        if (state.press !== undefined) await page.getByRole('button', { name: state.press }).click();
        for (const text of state.says) await page.getByText(text).first().waitFor({ timeout: SEEN_WITHIN_MS });
        const findings: string[] = [];
        for (const theme of THEMES) {
          await page.evaluate(`window.chooseTheme(${JSON.stringify(theme)})`);
          for (const { name, width, height } of kind.thorough ? [DESKTOP, PHONE] : [DESKTOP]) {
            await page.setViewportSize({ width, height });
            await page.waitForTimeout(SETTLED_MS);
            const file = `${state.name.replaceAll(' ', '-')}-${name}-${theme}.png`;
            await page.screenshot({ path: join(folder, file), fullPage: true });
            const wider = await page.evaluate('document.documentElement.scrollWidth - window.innerWidth');
            if (wider !== 0) findings.push(`${theme} ${name}: scrolls sideways by ${String(wider)} px`);
          }
          if (kind.thorough)
            findings.push(...(await axeFindings(page, state.ours ?? MAIN)).map((one) => `${theme}: ${one}`));
        }
        await page.setViewportSize(DESKTOP);
        await page.waitForTimeout(SETTLED_MS);
        const { all, reached } = await pressable(page, MAIN);
        findings.push(...all.filter((one) => !reached.includes(one)).map((one) => `not reached by Tab: ${one}`));
        expect(findings).toEqual([]);
        expect(problems).toEqual([]);
        await done();
      },
      60_000,
    );
  });
}
