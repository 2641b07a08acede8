import type { FastifyInstance } from 'fastify';
import { chromium, type Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { onPath } from '../servers/find-program.ts';
import { thisMachine } from '../servers/machine.ts';
import { addRelease, pastReleaseAt, type ReleaseRequest, type Releases, running } from '../workload/releases.ts';
import { createControlServer } from './control-server.ts';
import type { ScoreView } from './score-view.ts';
import type { ScoreState } from './score-watch.ts';

const machine = thisMachine();
const browserFile = (await onPath('chromium', machine)) ?? (await onPath('google-chrome', machine));
const HOSTILE = '<img src=x onerror="window.hacked=1">"\'&{{7*7}}';
const LONG = 'x'.repeat(400);

const hostileView: ScoreView = {
  service: HOSTILE,
  verdict: 'High',
  score: 0.6,
  coverage: 0.7,
  sentence: `Veto: ${HOSTILE} ${LONG}`,
  bands: { low: 0.5, high: 1.5 },
  signals: [
    { id: 'a', title: HOSTILE, value: HOSTILE, usual: LONG, grade: 2, points: 0.6, weight: 30, critical: true },
    { id: 'b', title: LONG, points: 0, weight: 0, critical: false, missing: HOSTILE },
  ],
};

describe.skipIf(browserFile === undefined)(
  browserFile ? 'the page in a browser' : 'the page in a browser (skipped: no chromium on PATH)',
  () => {
    const asked: ReleaseRequest[] = [];
    let releases: Releases = [pastReleaseAt(Date.now())];
    let score: ScoreState = { kind: 'ready', atMs: Date.now(), view: hostileView };
    let app: FastifyInstance;
    let browser: Browser;
    let address = '';

    beforeAll(async () => {
      app = await createControlServer({
        workload: {
          releases: () => releases,
          release: (request) => {
            asked.push(request);
            releases = addRelease(releases, { ...request, author: HOSTILE }, Date.now());
            return running(releases);
          },
          rollback: () => undefined,
        },
        watch: {
          get state() {
            return score;
          },
          points: [{ atMs: Date.now() - 1_000, score: 0.6, verdict: 'High' }],
        },
        parts: [{ name: HOSTILE, kind: 'real', address: 'javascript:alert(1)', note: HOSTILE }],
        commands: [{ title: HOSTILE, command: LONG }],
        notes: [HOSTILE],
        now: Date.now,
      });
      address = await app.listen({ host: '127.0.0.1', port: 0 });
      browser = await chromium.launch({ executablePath: browserFile ?? '', args: ['--no-sandbox'] });
    }, 60_000);
    afterAll(async () => {
      await browser.close();
      await app.close();
    });

    async function open(width: number) {
      const page = await browser.newPage({ viewport: { width, height: 900 } });
      const problems: string[] = [];
      page.on('pageerror', (error) => problems.push(error.message));
      page.on('console', (message) => {
        if (message.type() === 'error') problems.push(message.text());
      });
      await page.goto(address);
      await page.waitForSelector('#parts li');
      return { page, problems };
    }

    it('shows hostile values as text and runs none of them', async () => {
      const { page, problems } = await open(1400);
      expect(await page.textContent('#signals tbody tr:first-child .title')).toBe(HOSTILE);
      expect(await page.textContent('#verdict .sentence')).toContain(HOSTILE);
      expect(await page.locator('img').count()).toBe(0);
      expect(await page.locator('a[href^="javascript"]').count()).toBe(0);
      expect(await page.evaluate('window.hacked')).toBeUndefined();
      expect(problems).toEqual([]);
      await page.close();
    });

    it.each([1400, 720, 390, 320])('never scrolls sideways, however long the values are: %s px', async (width) => {
      const { page } = await open(width);
      expect(await page.evaluate('document.documentElement.scrollWidth - window.innerWidth')).toBeLessThanOrEqual(0);
      await page.close();
    });

    it('tells the verdict and every grade by word and shape', async () => {
      const { page } = await open(1400);
      expect(await page.textContent('#verdict strong')).toBe('High');
      const outlines = await page.locator('.grade-icon').evaluateAll((icons) => icons.map((icon) => icon.innerHTML));
      expect(new Set(outlines).size).toBe(2);
      expect(await page.locator('.grade').allTextContents()).toEqual(['red', 'missing']);
      await page.close();
    });

    it('releases by a button, and says when there is nothing to roll back to', async () => {
      const { page } = await open(1400);
      await page.click('button:has-text("Release slow")');
      await page.waitForSelector('#done:has-text("done")');
      expect(asked).toEqual([{ fault: 'slow' }]);
      await page.click('button:has-text("Roll back")');
      await page.waitForSelector('#done:has-text("there is no earlier good version")');
      await page.close();
    });

    it.each<[ScoreState, string]>([
      [{ kind: 'no-source' }, 'No score source is connected to this page.'],
      [{ kind: 'waiting' }, 'The first score is being read.'],
      [{ kind: 'failed', atMs: 0, reason: 'Prometheus did not answer' }, 'Prometheus did not answer'],
    ])('is honest without a score: %j', async (state, sentence) => {
      score = state;
      const { page } = await open(390);
      expect(await page.textContent('#verdict .sentence')).toBe(sentence);
      await page.close();
    });

    it('says when the demo no longer answers', async () => {
      const { page } = await open(390);
      await page.route('**/api/state', (route) => route.abort());
      await page.waitForSelector('#lost:visible');
      expect(await page.textContent('#lost')).toContain('does not answer');
      await page.close();
    });
  },
);
