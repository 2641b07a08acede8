import type { CDPSession, Page } from 'playwright-core';
import type { HostUnderTest } from './hostUnderTest.ts';

/** What a page took while it refreshed by itself. */
export interface Measured {
  /** Median of the script of one refresh; milliseconds of the page's main thread. */
  readonly scriptMs: number;
  /** Median of the requests of one refresh. */
  readonly requests: number;
  /** Heap after a collection at the end, against that after the first tenth. */
  readonly heapGrowth: number;
}

const LONGEST_MS = 240_000;

/** How a page other than a panel is watched. */
interface Watched {
  /** What is there once it is drawn. */
  readonly drawn: string;
  /** Makes it refresh, where it does not by itself. */
  readonly refresh: (page: Page) => Promise<void>;
}

const PANEL: Watched = { drawn: '[data-layout]', refresh: () => Promise.resolve() };

/** Opens a page that refreshes and watches `refreshes` of them. The first, with everything to load, is left out. */
export async function lookAt(
  host: HostUnderTest,
  path: string,
  size: { readonly width: number; readonly height: number },
  refreshes: number,
  { drawn, refresh }: Watched = PANEL,
): Promise<Measured> {
  const { page } = await host.open(path, size);
  try {
    let requests = 0;
    page.on('request', (request) => {
      if (new URL(request.url()).pathname.startsWith('/api/')) requests += 1;
    });
    await page.locator(drawn).first().waitFor();
    await page.waitForLoadState('networkidle', { timeout: 30_000 }).catch(() => undefined);
    const session = await page.context().newCDPSession(page);
    await session.send('Performance.enable');
    const scripts: number[] = [];
    const counts: number[] = [];
    const heaps: number[] = [];
    const warm = Math.ceil(refreshes / 10);
    for (let round = 0; round < refreshes; round++) {
      const before = { script: await metric(session, 'ScriptDuration'), requests };
      await Promise.all([refreshed(page), refresh(page)]);
      scripts.push(((await metric(session, 'ScriptDuration')) - before.script) * 1000);
      counts.push(requests - before.requests);
      if (round + 1 !== warm && round + 1 !== refreshes) continue;
      // The browser's own record of requests grows up to a limit, and is not the page's.
      await page.evaluate('performance.clearResourceTimings()');
      heaps.push(await heapOf(session));
    }
    const [first = NaN, last = NaN] = heaps;
    return { scriptMs: median(scripts), requests: median(counts), heapGrowth: last / first };
  } finally {
    await page.close();
  }
}

/** Median of the script of one key, typed into the field `label` of a page; milliseconds. */
export async function typing(
  host: HostUnderTest,
  path: string,
  size: { readonly width: number; readonly height: number },
  { label, ready, keys }: { readonly label: RegExp; readonly ready: RegExp; readonly keys: readonly string[] },
): Promise<number> {
  const { page } = await host.open(path, size);
  try {
    await page.getByText(ready).first().waitFor({ timeout: LONGEST_MS });
    const session = await page.context().newCDPSession(page);
    await session.send('Performance.enable');
    await page.getByLabel(label).first().focus();
    const scripts: number[] = [];
    for (const key of keys) {
      const before = await metric(session, 'ScriptDuration');
      await page.keyboard.press(key);
      await page.evaluate('new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0)))');
      scripts.push(((await metric(session, 'ScriptDuration')) - before) * 1000);
    }
    return median(scripts);
  } finally {
    await page.close();
  }
}

/** Waits for the next refresh to be asked, answered and drawn: nothing is under way for a moment. */
async function refreshed(page: Page): Promise<void> {
  await page.waitForRequest(/\/api\/ds\/query/, { timeout: LONGEST_MS });
  await page.evaluate(`new Promise((resolve) => {
    let quiet = 0;
    let seen = performance.getEntriesByType('resource').length;
    const look = () => {
      const now = performance.getEntriesByType('resource').length;
      quiet = now === seen ? quiet + 1 : 0;
      seen = now;
      if (seen > 200) { performance.clearResourceTimings(); seen = 0; }
      if (quiet >= 3) resolve(undefined); else setTimeout(look, 60);
    };
    setTimeout(look, 60);
  })`);
}

async function metric(session: CDPSession, name: string): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  return metrics.find((one) => one.name === name)?.value ?? NaN;
}

async function heapOf(session: CDPSession): Promise<number> {
  await session.send('HeapProfiler.collectGarbage');
  await session.send('HeapProfiler.collectGarbage');
  return metric(session, 'JSHeapUsedSize');
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}
