import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT } from './builtPlugin.ts';
import { chromiumFile } from './chromium.ts';
import { HOSTS } from './hosts.ts';
import { type HostUnderTest, startHost } from './hostUnderTest.ts';
import { contentOf, EMITTED, PANEL_ID, PANEL_STATES } from './panelStates.ts';

const BANNER_PX = 28;
const SIZES = [
  { name: 'full', width: 1200, height: 760 },
  { name: 'middle', width: 480, height: 520 },
  { name: 'phone', width: 360, height: 640 },
  { name: 'line', width: 620, height: 118 },
] as const;
const [FULL] = SIZES;
const THEMES = ['dark', 'light'] as const;

describe.skipIf(chromiumFile === undefined).each(HOSTS)(
  chromiumFile === undefined ? 'the panel in $name (skipped: no chromium on PATH)' : 'the panel in $name',
  (kind) => {
    const folder = join(ROOT, '.cache/screenshots', kind.id);
    let host: HostUnderTest;

    beforeAll(async () => {
      const [first] = PANEL_STATES;
      if (first === undefined) throw new Error('There are no states');
      await mkdir(folder, { recursive: true });
      host = await startHost(kind, contentOf(first));
    }, 300_000);
    afterAll(() => host.stop());

    it.each(PANEL_STATES)('shows: $name', async (state) => {
      host.hold(contentOf(state));
      const { page, problems } = await host.open(`/d-solo/${EMITTED.uid}?panelId=${String(PANEL_ID)}`, {
        width: FULL.width,
        height: FULL.height + BANNER_PX,
      });
      const panel = page.getByTestId('panel');
      await panel.waitFor();
      for (const text of state.says) await panel.getByText(text).first().waitFor();
      for (const theme of THEMES) {
        await page.evaluate(`window.chooseTheme(${JSON.stringify(theme)})`);
        for (const { name, width, height } of SIZES) {
          await page.setViewportSize({ width, height: height + BANNER_PX });
          await page.waitForTimeout(50);
          await panel.screenshot({ path: join(folder, `${state.name.replaceAll(' ', '-')}-${name}-${theme}.png`) });
        }
      }
      expect(problems).toEqual([]);
      await page.close();
    });
  },
);
