import {
  cannedTransport,
  type CannedAnswer,
  type CannedTransport,
  paramsOf,
} from '@release-risk/query/testing/cannedTransport';

/** What the fake server says of the service `checkout`; NaN = no row. */
export interface ShopReadings {
  readonly errors?: number;
  readonly latency?: number;
  readonly requests?: number;
  readonly queue?: number;
  readonly version?: string;
  /** Samples behind each baseline. */
  readonly history?: number;
  readonly service?: string;
}

const CALM = { errors: 0.006, latency: 190, requests: 900, queue: 3, version: '2.14.0', history: 2016 };

function valueOf(expr: string, readings: typeof CALM): number {
  if (expr.includes('count_over_time')) return readings.history;
  if (expr.includes('shop_deployed_seconds')) return 240;
  if (expr.includes('stddev_over_time')) return 0.001;
  const usual = expr.includes('avg_over_time') ? CALM : readings;
  if (expr.includes('shop_error_ratio')) return usual.errors;
  if (expr.includes('shop_latency_ms')) return usual.latency;
  return expr.includes('shop_requests') ? readings.requests : readings.queue;
}

/** One answer of a Prometheus about the shop. */
export function shopAnswer(expr: string, readings: ShopReadings): CannedAnswer {
  const all = { ...CALM, ...readings };
  const value = valueOf(expr, all);
  const metric = {
    service: readings.service ?? 'checkout',
    ...(expr.includes('shop_deployed_seconds') ? { version: all.version } : {}),
  };
  const result = Number.isNaN(value) ? [] : [{ metric, value: [0, String(value)] }];
  return { body: { status: 'success', data: { resultType: 'vector', result } } };
}

/** A Prometheus that knows the shop; `at` is the moment that is asked for, in epoch milliseconds. */
export function fakeShop(readings: ShopReadings | ((at: number) => ShopReadings | CannedAnswer)): CannedTransport {
  return cannedTransport((request) => {
    const params = paramsOf(request);
    const told = typeof readings === 'function' ? readings(1000 * Number(params.get('time'))) : readings;
    if ('status' in told || 'body' in told) return told;
    return shopAnswer(params.get('query') ?? '', told as ShopReadings);
  });
}
