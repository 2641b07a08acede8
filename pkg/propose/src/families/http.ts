import { aggregate, rate, select, type Grouping } from '../grouping.ts';
import type { LabelShape, SignalIdea } from '../idea.ts';
import { eventSamples, failureShare, volume } from './events.ts';
import type { Detector, Family } from './family.ts';
import { failureMatcher } from './status.ts';

const TIMED = /^(.+_(?:seconds|milliseconds|ms))_(bucket|count)$/;
const KNOWN: ReadonlySet<string> = new Set([
  'http_request_duration_seconds',
  'http_requests_duration_seconds',
  'http_server_request_duration_seconds',
  'http_server_requests_seconds',
  'http_server_duration_milliseconds',
  'http_server_duration_seconds',
  'nginx_ingress_controller_request_duration_seconds',
]);
const INFRASTRUCTURE =
  /^(?:prometheus|alertmanager|grafana|loki|promtail|etcd|apiserver|kubelet|coredns|promhttp|net|go|scrape)_/;

/** Requests timed in a histogram (or at least summed and counted), under whatever name. */
export const detectHttp: Detector = (names) => {
  const found = new Map<string, Family>();
  for (const name of names) {
    const match = TIMED.exec(name);
    const base = match?.[1];
    if (base === undefined || found.has(base) || !names.has(`${base}_count`)) continue;
    const buckets = names.has(`${base}_bucket`);
    if (!buckets && !names.has(`${base}_sum`)) continue;
    const rank = rankOf(base, buckets);
    if (rank !== undefined) found.set(base, httpFamily(base, buckets, rank));
  }
  return [...found.values()];
};

function rankOf(base: string, buckets: boolean): number | undefined {
  const requests = /http|request|rpc|server|response/.test(base);
  if (!requests && !(buckets && base.endsWith('_duration_seconds'))) return undefined;
  const first = KNOWN.has(base) ? 10 : base.includes('client') ? 40 : requests ? 15 : 25;
  return first + (INFRASTRUCTURE.test(base) ? 50 : 0) + (buckets ? 0 : 2);
}

/** One family of timed requests; `base` is the metric's name without `_bucket`. */
export function httpFamily(base: string, buckets: boolean, rank: number): Family {
  return {
    name: `timed requests ${base}`,
    metric: `${base}_count`,
    rank,
    ideas: (grouping, shape) => httpIdeas(base, buckets, grouping, shape),
  };
}

function httpIdeas(base: string, buckets: boolean, grouping: Grouping, shape: LabelShape): readonly SignalIdea[] {
  const count = `${base}_count`;
  const failed = failureMatcher(shape);
  return [
    latency(base, buckets, grouping),
    ...(failed === undefined
      ? []
      : [
          failureShare(grouping, count, failed, {
            id: 'error_rate',
            title: 'Error rate',
            why: 'Share of requests that failed. Critical: when it is red, the release is bad whatever the rest says.',
          }),
        ]),
    volume(grouping, count, {
      id: 'traffic',
      title: 'Request volume',
      topic: 'traffic',
      why: 'Requests that arrive at all. A release that turns users away shows here and nowhere else.',
    }),
  ];
}

function latency(base: string, buckets: boolean, grouping: Grouping): SignalIdea {
  const toMilliseconds = base.endsWith('_seconds') ? '1000 * ' : '';
  const quantile = () => {
    const rates = aggregate('sum', grouping, rate(select(`${base}_bucket`, grouping)), ['le']);
    return `${toMilliseconds}histogram_quantile(\n  0.95,\n  ${rates}\n)`;
  };
  const mean = () => {
    const time = aggregate('sum', grouping, rate(select(`${base}_sum`, grouping)));
    const events = aggregate('sum', grouping, rate(select(`${base}_count`, grouping)));
    return `${toMilliseconds}${time}\n/\n${events}`;
  };
  return {
    id: buckets ? 'latency_p95' : 'latency_mean',
    title: buckets ? 'Latency p95' : 'Latency, mean',
    topic: 'latency',
    why: buckets
      ? 'Nineteen of twenty requests are faster than this.'
      : 'The mean hides slow requests; switch on histogram buckets to judge p95 instead.',
    datasource: 'metrics',
    query: buckets ? quantile() : mean(),
    unit: 'ms',
    measure: { kind: 'level', smallest: 20 },
    importance: 30,
    critical: false,
    samples: eventSamples(grouping, `${base}_count`),
    emptyIsZero: false,
  };
}
