import type { QueryFault } from './errors.ts';

type Wrong = QueryFault<'wrongResultType'>;

/** Results that are no numbers per series, and how to make the query give some. */
export const WRONG_TYPE = {
  streams: {
    code: 'wrongResultType',
    found: 'log lines',
    remedy: 'This is a log query; wrap it in count_over_time(...[5m]) or rate(...[5m]).',
  },
  string: {
    code: 'wrongResultType',
    found: 'a string',
    remedy: 'Use an expression that gives numbers, such as a metric or an aggregation.',
  },
  matrix: {
    code: 'wrongResultType',
    found: 'a range of points per series',
    remedy: 'Take the [range] off the selector, or wrap it in a function such as rate(...) or avg_over_time(...).',
  },
  instant: {
    code: 'wrongResultType',
    found: 'a single moment',
    remedy: 'The server answered a range query as an instant one: check what stands between (proxy, wrong path).',
  },
  histogram: {
    code: 'wrongResultType',
    found: 'native histograms',
    remedy: 'Take a number out of them: histogram_quantile(0.95, ...), histogram_count(...) or histogram_sum(...).',
  },
} as const satisfies Readonly<Record<string, Wrong>>;

/** Result types that are known by name but never wanted. */
export const UNWANTED: ReadonlyMap<string, Wrong> = new Map<string, Wrong>([
  ['streams', WRONG_TYPE.streams],
  ['string', WRONG_TYPE.string],
]);
