import { startPrometheus, type RunningPrometheus } from '@release-risk/query/testing/realPrometheus';

const MINUTE = 60;
const DAY = 1440 * MINUTE;
const BUCKETS = ['0.1', '0.25', '0.5', '+Inf'];

/** Requests a minute of one service with one status. */
type Pace = (at: number) => number;

interface Stream {
  readonly service: string;
  readonly status: string;
  readonly pace: Pace;
}

/**
 * A Prometheus with six days of timed requests of the services `shop` and `cart`, and two hours to come, so that no test
 * depends on how fast it is. A third of the requests of `shop` fail since a quarter of an hour.
 */
export function startShopServer(): Promise<RunningPrometheus> {
  const now = Math.floor(Date.now() / 1000 / MINUTE) * MINUTE;
  const isBroken = (at: number) => at > now - 15 * MINUTE;
  return startPrometheus({
    openMetrics: historyOf(now - 6 * DAY, now + 120 * MINUTE, [
      { service: 'shop', status: '200', pace: (at) => (isBroken(at) ? 80 : 119) },
      { service: 'shop', status: '500', pace: (at) => (isBroken(at) ? 40 : 1) },
      { service: 'cart', status: '200', pace: () => 119 },
      { service: 'cart', status: '500', pace: () => 1 },
    ]),
  });
}

/** Three of four requests take less than 100 ms, nearly all of the others less than 250 ms. */
const SHARE_WITHIN: Readonly<Record<string, number>> = { '0.1': 0.75, '0.25': 0.98, '0.5': 1, '+Inf': 1 };
const NAME = 'http_request_duration_seconds';

function historyOf(from: number, to: number, streams: readonly Stream[]): string {
  const lines = [`# TYPE ${NAME} histogram`];
  for (const { service, status, pace } of streams) {
    const labels = `service="${service}",status="${status}"`;
    const points: (readonly [number, number])[] = [];
    let count = 0;
    for (let at = from; at <= to; at += MINUTE) {
      count += pace(at);
      points.push([at, count]);
    }
    const line = (name: string, more: string, value: (count: number) => number) => {
      for (const [at, total] of points)
        lines.push(`${name}{${labels}${more}} ${value(total).toFixed(3)} ${String(at)}`);
    };
    for (const le of BUCKETS) line(`${NAME}_bucket`, `,le="${le}"`, (total) => total * (SHARE_WITHIN[le] ?? 1));
    line(`${NAME}_count`, '', (total) => total);
    line(`${NAME}_sum`, '', (total) => total * 0.08);
  }
  return `${lines.join('\n')}\n# EOF\n`;
}
