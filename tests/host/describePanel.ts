import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axeFindings } from './accessible.ts';
import { ROOT } from './builtPlugin.ts';
import { titled, type HostHere } from './hosts.ts';
import { BANNER_PX, type HostUnderTest, startHost } from './hostUnderTest.ts';
import { pressable } from './keyboard.ts';
import { contentOf, PANEL_STATES, soloPath } from './panelStates.ts';

const PANEL = '[data-testid=panel]';

/** Of the panel with its title, in pixels. */
const SIZES = [
  { name: 'full', width: 1200, height: 760 },
  { name: 'middle', width: 480, height: 520 },
  { name: 'phone', width: 360, height: 640 },
  { name: 'line', width: 620, height: 118 },
] as const;
const [FULL] = SIZES;
const THEMES = ['dark', 'light'] as const;
/** Where axe looks: colours differ by theme, structure by size. */
const AXE_AT: readonly string[] = ['dark full', 'light full', 'dark phone', 'dark line'];
/** Grafana's client asks again before it gives up, which takes a while. */
const SEEN_WITHIN_MS = 25_000;
/** Milliseconds until a new size or theme is drawn. */
const SETTLED_MS = 80;
/** How much wider than its room the panel's inside is, in pixels. */
const TOO_WIDE = `(() => {
  const inside = document.querySelector('${PANEL} [data-layout]');
  return inside.scrollWidth - inside.clientWidth;
})()`;

const fileName = (state: string) => state.replaceAll(/[ ,]+/g, '-');

/** The panel in one host, in every state that a person may meet. */
export function describePanel(here: HostHere): void {
  const { kind, missing } = here;
  describe.skipIf(missing !== undefined)(titled('the panel', here), () => {
    const folder = join(ROOT, '.cache/screenshots', kind.id);
    let host: HostUnderTest;

    beforeAll(async () => {
      await mkdir(folder, { recursive: true });
      host = await startHost(kind);
    }, 300_000);
    afterAll(() => host.stop());

    it.each(PANEL_STATES)(
      'shows: $name',
      async (state) => {
        host.hold(contentOf(state));
        const { page, problems, done } = await host.open(soloPath(state), FULL, state.answers);
        const panel = page.locator(PANEL);
        await panel.locator('[data-layout]').waitFor();
        for (const text of state.says) await panel.getByText(text).first().waitFor({ timeout: SEEN_WITHIN_MS });
        const findings: string[] = [];
        for (const theme of THEMES) {
          await page.evaluate(`window.chooseTheme(${JSON.stringify(theme)})`);
          for (const size of kind.thorough ? SIZES : [FULL]) {
            const at = `${theme} ${size.name}`;
            await page.setViewportSize({ width: size.width, height: size.height + BANNER_PX });
            await page.waitForTimeout(SETTLED_MS);
            await panel.screenshot({ path: join(folder, `${fileName(state.name)}-${size.name}-${theme}.png`) });
            const wider = await page.evaluate(TOO_WIDE);
            if (wider !== 0) findings.push(`${at}: scrolls sideways by ${String(wider)} px`);
            if (!kind.thorough || !AXE_AT.includes(at)) continue;
            findings.push(...(await axeFindings(page, PANEL)).map((one) => `${at}: ${one}`));
          }
        }
        await page.setViewportSize({ width: FULL.width, height: FULL.height + BANNER_PX });
        await page.waitForTimeout(SETTLED_MS);
        const { all, reached } = await pressable(page, PANEL);
        findings.push(...all.filter((one) => !reached.includes(one)).map((one) => `not reached by Tab: ${one}`));
        expect(await page.evaluate('window.hacked')).toBeUndefined();
        expect(findings).toEqual([]);
        expect(problems).toEqual([]);
        await done();
      },
      60_000,
    );
  });
}
