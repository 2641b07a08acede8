import {
  COMPONENTS,
  CPU_LIMIT_CORES,
  JOB,
  JOURNEY_JOB,
  MEMORY_LIMIT_BYTES,
  ROUTES,
  SERVICE,
} from '../workload/identity.ts';
import type { Component } from '../workload/identity.ts';
import {
  apiLatencyMean,
  apiLatencyShare,
  DB_BUCKETS,
  DB_LATENCY_MEAN_SECONDS,
  dbLatencyShare,
  HTTP_BUCKETS,
} from '../workload/latency.ts';
import { hashToUnit, smoothNoise } from '../workload/noise.ts';
import { isPastWatch, pastReleaseAt, type Release } from '../workload/releases.ts';
import { type Load, loadAt, POLL_INTERVAL_MS } from '../workload/shape.ts';

const MALFORMED_SHARE = 0.004;
const FAILED_SHARE = 0.002;
const POLLS_PER_SECOND = 2 * (1000 / POLL_INTERVAL_MS);
const GAP_CHECKS_PER_SECOND = 0.5;

/** What each component uses when it is healthy: cores at rest, cores per API request per second, resident megabytes. */
const USAGE: Readonly<Record<Component, { rest: number; perRequest: number; megabytes: number }>> = {
  database: { rest: 0.012, perRequest: 0.001, megabytes: 82 },
  api: { rest: 0.006, perRequest: 0.004, megabytes: 86 },
  bot: { rest: 0.006, perRequest: 0.003, megabytes: 85 },
  worker: { rest: 0.012, perRequest: 0.001, megabytes: 76 },
  'crm-sync': { rest: 0.012, perRequest: 0.001, megabytes: 76 },
};

/** One histogram family member: labels, events per second, distribution. */
interface HistogramSource {
  readonly name: string;
  readonly labels: string;
  readonly buckets: readonly number[];
  readonly perSecond: (load: Load) => number;
  readonly share: (atMs: number, seconds: number) => number;
  readonly mean: (atMs: number) => number;
}

function identity(component: Component): string {
  return `service="${SERVICE}",component="${component}",instance="${component}",job="${JOB}"`;
}

function http(route: string, code: number, perSecond: (load: Load) => number): HistogramSource {
  return {
    name: 'http_request_duration_seconds',
    labels: `${identity('api')},route="${route}",code="${code}"`,
    buckets: HTTP_BUCKETS,
    perSecond,
    share: apiLatencyShare,
    mean: apiLatencyMean,
  };
}

function db(operation: string, perSecond: (load: Load) => number): HistogramSource {
  return {
    name: 'db_query_duration_seconds',
    labels: `${identity('database')},op="${operation}"`,
    buckets: DB_BUCKETS,
    perSecond,
    share: (_atMs, seconds) => dbLatencyShare(seconds),
    mean: () => DB_LATENCY_MEAN_SECONDS,
  };
}

const HISTOGRAMS: readonly HistogramSource[] = [
  http(ROUTES.message, 200, (l) => l.messages * (1 - MALFORMED_SHARE - FAILED_SHARE)),
  http(ROUTES.message, 400, (l) => l.messages * MALFORMED_SHARE),
  http(ROUTES.message, 502, (l) => l.messages * FAILED_SHARE),
  http(ROUTES.leads, 201, (l) => l.leads * (1 - FAILED_SHARE)),
  http(ROUTES.leads, 502, (l) => l.leads * FAILED_SHARE),
  http(ROUTES.lead, 200, (l) => l.leads * (1 - FAILED_SHARE)),
  http(ROUTES.lead, 502, (l) => l.leads * FAILED_SHARE),
  db('insert_message', (l) => l.messages),
  db('insert_lead', (l) => l.leads),
  db('find_lead', (l) => l.leads),
  db('update_lead', (l) => 2 * l.leads),
  db('list_leads', () => POLLS_PER_SECOND),
  db('taken_leads', () => GAP_CHECKS_PER_SECOND),
];

/** The counters of one process life time. They only grow; a release starts new ones from zero, as a restart does. */
interface Counters {
  /** Per histogram: cumulative counts per bucket, then the total, then the sum of seconds. All fractional. */
  readonly histograms: readonly Float64Array[];
  readonly cpuSeconds: Float64Array;
  messages: number;
}

/** Counters at zero. */
function newCounters(): Counters {
  return {
    histograms: HISTOGRAMS.map((source) => new Float64Array(source.buckets.length + 2)),
    cpuSeconds: new Float64Array(COMPONENTS.length),
    messages: 0,
  };
}

/** Lets `seconds` of healthy operation around `atMs` pass. */
function advance(counters: Counters, atMs: number, seconds: number): void {
  const load = loadAt(atMs);
  HISTOGRAMS.forEach((source, index) => {
    const values = counters.histograms[index];
    if (values === undefined) return;
    const events = source.perSecond(load) * seconds;
    const size = source.buckets.length;
    source.buckets.forEach((bound, bucket) => {
      values[bucket] = (values[bucket] ?? 0) + events * source.share(atMs, bound);
    });
    values[size] = (values[size] ?? 0) + events;
    values[size + 1] = (values[size + 1] ?? 0) + events * source.mean(atMs);
  });
  COMPONENTS.forEach((component, index) => {
    const usage = USAGE[component];
    const cores =
      (usage.rest + usage.perRequest * load.apiRequests) * (1 + 0.1 * smoothNoise(atMs, 300_000, 20 + index));
    counters.cpuSeconds[index] = (counters.cpuSeconds[index] ?? 0) + cores * seconds;
  });
  counters.messages += load.messages * seconds;
}

/** The names and labels of every series while one release runs, made once so that a sample costs one concatenation. */
interface SeriesNames {
  readonly histograms: readonly (readonly string[])[];
  readonly components: readonly {
    readonly cpu: string;
    readonly memory: string;
    readonly cpuLimit: string;
    readonly memoryLimit: string;
    readonly build: string;
    readonly up: string;
  }[];
  readonly deployed: string;
}

function namesFor(release: Release): SeriesNames {
  const version = `version="${release.version}",commit="${release.commit}"`;
  return {
    histograms: HISTOGRAMS.map((source) => [
      ...[...source.buckets, '+Inf'].map((bound) => `${source.name}_bucket{${source.labels},le="${bound}"} `),
      `${source.name}_count{${source.labels}} `,
      `${source.name}_sum{${source.labels}} `,
    ]),
    components: COMPONENTS.map((component) => ({
      cpu: `process_cpu_seconds_total{${identity(component)}} `,
      memory: `process_resident_memory_bytes{${identity(component)}} `,
      cpuLimit: `app_cpu_limit_cores{${identity(component)}} ${CPU_LIMIT_CORES}`,
      memoryLimit: `app_memory_limit_bytes{${identity(component)}} ${MEMORY_LIMIT_BYTES}`,
      build: `app_build_info{${identity(component)},${version}} 1`,
      up: `up{${identity(component)}} 1`,
    })),
    deployed: `app_deployed_timestamp_seconds{${identity('api')},${version}} ${release.deployedAtMs / 1000}`,
  };
}

const MESSAGES = `bot_messages_total{${identity('bot')}} `;

/**
 * The message counter between one minute and the next: silence shows fastest in a short window, and a rate over one
 * minute needs more than one sample a minute.
 */
function messagesBetween(counters: Counters, atMs: number): string {
  const perSecond = loadAt(atMs + RESOLUTION_MS / 2).messages;
  return [15, 30, 45]
    .map((seconds) => `${MESSAGES}${Math.floor(counters.messages + perSecond * seconds)} ${atMs / 1000 + seconds}\n`)
    .join('');
}

const JOURNEY = `service="${SERVICE}",instance="visitors",job="${JOURNEY_JOB}"`;

function lines(names: SeriesNames, counters: Counters, atMs: number): string {
  const at = ` ${atMs / 1000}\n`;
  const key = Math.floor(atMs / 1000);
  let text = '';
  names.histograms.forEach((series, index) => {
    const values = counters.histograms[index];
    const buckets = series.length - 3;
    series.forEach((name, position) => {
      // +Inf and the count are the same number; the sum is the only one that is not whole.
      const value = values?.[position <= buckets ? position : position - 1] ?? 0;
      text += name + (position === series.length - 1 ? value.toFixed(3) : Math.floor(value)) + at;
    });
  });
  names.components.forEach((series, index) => {
    const usage = USAGE[COMPONENTS[index] ?? 'api'];
    const megabytes = usage.megabytes + 4 * smoothNoise(atMs, 1_200_000, 40 + index);
    text += series.cpu + (counters.cpuSeconds[index] ?? 0).toFixed(3) + at;
    text += series.memory + Math.round(megabytes * 1_048_576) + at;
    text += series.cpuLimit + at + series.memoryLimit + at + series.build + at + series.up + at;
  });
  text += MESSAGES + Math.floor(counters.messages) + at;
  text += `crm_sync_gap_leads{${identity('crm-sync')}} ${hashToUnit(key, 3) < 0.1 ? 1 : 0}${at}`;
  text += names.deployed + at;
  text += `up{${JOURNEY}} 1${at}`;
  text += `probe_success{${JOURNEY},journey="lead"} ${hashToUnit(key, 4) < 3 * FAILED_SHARE ? 0 : 1}${at}`;
  return `${text}probe_duration_seconds{${JOURNEY},journey="lead"} ${(1 + 0.4 * hashToUnit(key, 5)).toFixed(3)}${at}`;
}

/**
 * The generated past samples every series once a minute; its last minutes, and the first ones of each release, as often
 * as live scrapes do.
 */
const RESOLUTION_MS = 60_000;
const FINE_RESOLUTION_MS = 5_000;
const FINE_FOR_MS = 10 * 60_000;

/** From one sample time to the next. A fine stretch begins and ends at whole minutes. */
function stepAt(atMs: number, fineFromMs: number): number {
  const minuteMs = Math.floor(atMs / RESOLUTION_MS) * RESOLUTION_MS;
  return minuteMs < fineFromMs && !isPastWatch(minuteMs) ? RESOLUTION_MS : FINE_RESOLUTION_MS;
}

/** The sample times from `fromMs`: whole minutes, finer where it matters; with `towardsLive` also `toMs` itself. */
function* sampleTimes(fromMs: number, toMs: number, fineFromMs: number, towardsLive: boolean): Generator<number> {
  for (let atMs = fromMs; atMs < toMs; atMs += stepAt(atMs, fineFromMs)) yield atMs;
  if (towardsLive) yield toMs;
}

/**
 * Every sample in [fromMs, toMs) as OpenMetrics lines, one string per sample time, oldest first. `towardsLive` makes
 * the piece that live scrapes continue. `fromMs` is a whole minute. The values depend on nothing but the times, so
 * neighbouring pieces fit together.
 */
export function* metricLines(fromMs: number, toMs: number, towardsLive: boolean): Generator<string> {
  let release = pastReleaseAt(fromMs);
  let names = namesFor(release);
  let counters = newCounters();
  let lastMs = Math.ceil(release.deployedAtMs / RESOLUTION_MS) * RESOLUTION_MS;
  const warmUpMs = Math.min(lastMs, fromMs);
  const fineFromMs = towardsLive ? Math.ceil((toMs - FINE_FOR_MS) / RESOLUTION_MS) * RESOLUTION_MS : toMs;
  for (const atMs of sampleTimes(warmUpMs, toMs, fineFromMs, towardsLive)) {
    const current = pastReleaseAt(atMs);
    if (current.deployedAtMs !== release.deployedAtMs) {
      release = current;
      names = namesFor(release);
      counters = newCounters();
    } else if (atMs > lastMs) {
      advance(counters, (lastMs + atMs) / 2, (atMs - lastMs) / 1000);
    }
    lastMs = atMs;
    if (atMs < fromMs) continue;
    const isCoarse = stepAt(atMs, fineFromMs) === RESOLUTION_MS;
    yield lines(names, counters, atMs) + (isCoarse ? messagesBetween(counters, atMs) : '');
  }
}
