import type { DraftModel, DraftSignal } from './draft.ts';
import { aggregate, rate, select, type Grouping } from './grouping.ts';
import { slugOf, titleOf } from './naming.ts';

const GROUPING: Grouping = { labels: ['service'] };

/** The first case this product was made for: a bot that takes leads, an API, a database, and a CRM to keep in step. */
export function leadBot(service: string): DraftModel {
  return {
    name: slugOf(service),
    title: titleOf(service),
    comments: [
      'A Telegram lead-qualification bot: API latency, errors (also of CRM calls) from its logs, messages, resources,',
      'database, and leads that did not reach the CRM. Rename the metrics to yours.',
      'Try it: release-risk score <this file> --prometheus URL --loki URL',
    ],
    labels: GROUPING.labels,
    services: { kind: 'listed', list: [{ service }] },
    datasources: { metrics: 'prometheus', logs: 'loki' },
    signals: [latency(), errors(), messages(), resources(), database(), crmGap()],
  };
}

/** The 95th percentile of a histogram in seconds, in milliseconds. */
function p95Milliseconds(histogram: string): string {
  const buckets = aggregate('sum', GROUPING, rate(select(`${histogram}_bucket`, GROUPING)), ['le']);
  return `1000 * histogram_quantile(\n  0.95,\n  ${buckets}\n)`;
}

function latency(): DraftSignal {
  const events = `increase(${select('http_request_duration_seconds_count', GROUPING)}[5m])`;
  return {
    id: 'latency_p95',
    title: 'API latency p95',
    comments: ['What a person who writes to the bot waits for.'],
    datasource: 'metrics',
    query: p95Milliseconds('http_request_duration_seconds'),
    unit: 'ms',
    judgement: {
      worse: 'higher',
      baseline: { kind: 'trailing', window: '7d', step: '5m' },
      limit: { sigmas: 3, atLeast: 50, atLeastRatio: 0.25 },
      reason: 'Red at 3 standard deviations above the usual, never for less than 50 ms or a quarter of the mean.',
    },
    weight: 30,
    critical: false,
    samples: { query: aggregate('sum', GROUPING, events), atLeast: 20 },
    emptyIsZero: false,
  };
}

function errors(): DraftSignal {
  const lines = (filter: string) => `sum by (service) (count_over_time({service=~".+"} | json${filter} [5m]))`;
  return {
    id: 'error_rate',
    title: 'Error rate',
    comments: [
      'Answers 4xx and 5xx, calls to the CRM included, from the structured log. Critical: without a veto a total',
      'outage of answers would only be 0.6.',
    ],
    datasource: 'logs',
    query: `${lines(' | status >= 400')}\n/\n${lines(' | status > 0')}`,
    unit: 'ratio',
    judgement: {
      worse: 'higher',
      baseline: { kind: 'sameHour', weeks: 2 },
      limit: { increase: 0.05 },
      reason: 'Red at 5% of all answers above the usual for this hour.',
    },
    weight: 30,
    critical: true,
    samples: { query: lines(' | status > 0'), atLeast: 20 },
    emptyIsZero: true,
  };
}

function messages(): DraftSignal {
  return {
    id: 'messages',
    title: 'Message volume',
    comments: ['A bot that no longer hears its users has no errors either. Critical.'],
    datasource: 'metrics',
    query: `60 * ${aggregate('sum', GROUPING, rate(select('bot_messages_total', GROUPING)))}`,
    unit: '/min',
    judgement: {
      worse: 'lower',
      baseline: { kind: 'trailing', window: '7d', step: '5m' },
      limit: { sigmas: 3, atLeastRatio: 0.5 },
      reason: 'Red at 3 standard deviations below the usual, at least half of it gone.',
    },
    weight: 20,
    critical: true,
    emptyIsZero: false,
  };
}

function resources(): DraftSignal {
  const used = rate(select('container_cpu_usage_seconds_total', GROUPING));
  const cpu = `sum without (cpu) (${used}) / (container_spec_cpu_quota / container_spec_cpu_period)`;
  const memory = 'container_memory_working_set_bytes / container_spec_memory_limit_bytes';
  return {
    id: 'resources',
    title: 'CPU and memory',
    comments: ['One query: the larger share of its limit.'],
    datasource: 'metrics',
    query: `max by (service) (\n  label_replace(${cpu}, "resource", "cpu", "", "")\n  or\n  label_replace(${memory}, "resource", "memory", "", "")\n)`,
    unit: 'ratio',
    judgement: {
      limit: { above: { yellow: 0.8, red: 0.95 } },
      reason: 'Lines that hold everywhere.',
    },
    weight: 10,
    critical: false,
    emptyIsZero: false,
  };
}

function database(): DraftSignal {
  return {
    id: 'database',
    title: 'Database p95',
    comments: ['How long the service waits for its database.'],
    datasource: 'metrics',
    query: p95Milliseconds('db_query_duration_seconds'),
    unit: 'ms',
    judgement: {
      worse: 'higher',
      baseline: { kind: 'trailing', window: '7d', step: '5m' },
      limit: { sigmas: 3, atLeast: 10, atLeastRatio: 0.25 },
      reason: 'Red at 3 standard deviations above the usual, never for less than 10 ms or a quarter of the mean.',
    },
    weight: 10,
    critical: false,
    emptyIsZero: false,
  };
}

function crmGap(): DraftSignal {
  return {
    id: 'crm_gap',
    title: 'CRM sync gap',
    comments: ['Leads taken minus leads found in the CRM. Weight 0 and critical: it never adds, it only vetoes.'],
    datasource: 'metrics',
    query: aggregate('max', GROUPING, 'crm_sync_gap_leads'),
    unit: 'leads',
    judgement: { limit: { above: { yellow: 2, red: 5 } }, reason: 'More than a handful of lost leads is an incident.' },
    weight: 0,
    critical: true,
    emptyIsZero: false,
  };
}
