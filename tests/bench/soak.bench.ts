import { statSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { openBenchSite, SECRET } from './gateway/benchSite.ts';
import { sendOnce, signedAlert } from './gateway/load.ts';
import type { Figure } from './score.bench.ts';

const PER_SECOND = 200;
const FULL = process.env['RELEASE_RISK_FULL'] === '1';
const MINUTES = FULL ? 60 : 3;
/** Memory is looked at so often, once the first tenth of the time is over. */
const LOOK_MS = 2_000;
const MB = 1024 * 1024;

interface Look {
  readonly minute: number;
  readonly rssMb: number;
  readonly walMb: number;
}

/** Alerts that pour in without an end, as a storm would that nobody stops: each over a connection of its own. */
export async function benchSoak(): Promise<Figure[]> {
  const site = await openBenchSite(['bench']);
  try {
    const { port } = site.gateway;
    const startsAt = new Date().toISOString();
    const times: number[] = [];
    const looks: Look[] = [];
    let [sent, refused, lookAt] = [0, 0, 0];
    const started = performance.now();
    const send = async (at: number) => {
      const began = performance.now();
      const request = signedAlert(SECRET, '1.2.0', startsAt, 'bench', String(at));
      const answer = await sendOnce(port, request).catch((error: unknown) => String(error));
      times.push(performance.now() - began);
      if (answer.startsWith('HTTP/1.1 2')) return;
      refused += 1;
      console.error(
        `soak: alert ${String(at)} after ${String(Math.round(began - started))} ms: ${answer.slice(0, 200)}`,
      );
    };
    const under = new Set<Promise<void>>();
    const begin = (at: number) => {
      const sending = send(at).finally(() => under.delete(sending));
      under.add(sending);
    };
    for (;;) {
      const elapsedMs = performance.now() - started;
      if (elapsedMs > MINUTES * 60_000) break;
      // What the clock says is due by now, so that a late timer takes nothing from the rate.
      while (sent < (elapsedMs / 1000) * PER_SECOND) begin((sent += 1));
      if (elapsedMs >= lookAt) {
        lookAt = elapsedMs + LOOK_MS;
        looks.push({ minute: elapsedMs / 60_000, rssMb: site.gateway.rss() / MB, walMb: sizeMb(`${site.store}-wal`) });
      }
      await pause(5);
    }
    await Promise.all(under);
    const warm = looks.filter(({ minute }) => minute > MINUTES / 10);
    const rise = slope(warm.map(({ minute, rssMb }) => [minute, rssMb]));
    const p99 = times.sort((a, b) => a - b)[Math.floor(0.99 * times.length)] ?? NaN;
    const wal = Math.max(...looks.map(({ walMb }) => walMb));
    const rss = Math.max(...looks.map(({ rssMb }) => rssMb));
    const name = `gateway: ${String(PER_SECOND)} alerts/s for ${String(MINUTES)} min`;
    return [
      { name: `${name}, not acknowledged`, value: refused, unit: 'alerts', target: 0, ok: refused === 0 },
      { name: `${name}, acknowledged, p99`, value: p99, unit: 'ms', target: 50, ok: p99 < 50 },
      // A process of three minutes is still warming up.
      {
        name: `${name}, memory grows by`,
        value: rise,
        unit: 'MB/min',
        target: FULL ? 1 : NaN,
        ok: !FULL || rise < 1,
      },
      { name: `${name}, most memory`, value: rss, unit: 'MB', target: 150, ok: rss <= 150 },
      { name: `${name}, longest write-ahead log`, value: wal, unit: 'MB', target: 64, ok: wal <= 64 },
    ];
  } finally {
    await site.close();
  }
}

function sizeMb(file: string): number {
  return (statSync(file, { throwIfNoEntry: false })?.size ?? 0) / MB;
}

/** Of the straight line through the points, by least squares. */
function slope(points: readonly (readonly [number, number])[]): number {
  const mean = (of: 0 | 1) => points.reduce((sum, point) => sum + point[of], 0) / points.length;
  const [x, y] = [mean(0), mean(1)];
  const over = points.reduce((sum, point) => sum + (point[0] - x) * (point[1] - y), 0);
  return over / points.reduce((sum, point) => sum + (point[0] - x) ** 2, 0);
}
