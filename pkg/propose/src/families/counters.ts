import type { Grouping } from '../grouping.ts';
import type { LabelShape, SignalIdea } from '../idea.ts';
import { failureShare, volume } from './events.ts';
import type { Detector, Family } from './family.ts';
import { failureMatcher } from './status.ts';

const REQUESTS =
  /^(?:nginx_ingress_controller_requests|.*(?:http|grpc|rpc|server|api)_?.*requests(?:_handled|_served)?_total|.*_requests_total|haproxy_backend_http_responses_total)$/;
const BUSINESS = /(?:^|_)(?:messages|events|jobs|orders|leads|tasks|emails|payments|calls)(?:_[a-z]+)?_total$/;
const INFRASTRUCTURE =
  /^(?:prometheus|alertmanager|grafana|loki|promtail|etcd|apiserver|kubelet|coredns|promhttp|net|go|node|scrape)_/;

/** Counters of traffic: requests, messages, orders; with the share of them that failed where a label tells. */
export const detectCounters: Detector = (names) =>
  [...names].flatMap((name): readonly Family[] => {
    if (name.startsWith('promhttp_')) return [];
    const later = INFRASTRUCTURE.test(name) ? 50 : 0;
    if (REQUESTS.test(name)) return [requestCounter(name, 20 + later)];
    return BUSINESS.test(name) ? [businessCounter(name, 24 + later)] : [];
  });

/** Requests that are counted, not timed. */
export function requestCounter(metric: string, rank: number): Family {
  return {
    name: `request counter ${metric}`,
    metric,
    rank,
    ideas: (grouping, shape) => [
      ...failures(grouping, shape, metric),
      volume(grouping, metric, {
        id: 'traffic',
        title: 'Request volume',
        topic: 'traffic',
        why: 'Requests that arrive at all. A release that turns users away shows here and nowhere else.',
      }),
    ],
  };
}

function businessCounter(metric: string, rank: number): Family {
  return {
    name: `event counter ${metric}`,
    metric,
    rank,
    ideas: (grouping, shape) => [
      ...failures(grouping, shape, metric),
      volume(grouping, metric, {
        id: 'volume',
        title: 'Event volume',
        topic: 'business volume',
        why: `What the service is there for, counted by ${metric}.`,
      }),
    ],
  };
}

function failures(grouping: Grouping, shape: LabelShape, metric: string): readonly SignalIdea[] {
  const failed = failureMatcher(shape);
  if (failed === undefined) return [];
  const why = 'Share of them that failed. Critical: when it is red, the release is bad whatever the rest says.';
  return [failureShare(grouping, metric, failed, { id: 'error_rate', title: 'Error rate', why })];
}
