import { readModel } from '@release-risk/language/document/readModel';
import { parseQuery } from '@release-risk/language/queryText/parseQuery';
import type { Labels, Sample, Series, Source } from '@release-risk/query/source';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findingsReport } from './findingsReport.ts';
import { liveModel } from './live.ts';
import { lookAt, type Servers } from './propose.ts';
import type { Wish } from './services.ts';

const NOW = Date.UTC(2026, 10, 21, 12) / 1000;
const DAY = 86_400;
const NO_WISH: Wish = { labels: undefined, service: undefined };

interface World {
  readonly type?: 'prometheus' | 'loki';
  readonly metrics?: readonly string[];
  /** The series of a metric, or the streams. */
  readonly rows: (metric: string) => readonly Labels[];
  /** What a query of the model reads for a row. */
  readonly value: (query: string, row: Labels) => number;
  /** Seconds of history. */
  readonly history: number;
}

/** A server that knows series and a value per query: enough to answer whatever groups by labels. */
function serverOf(world: World): Source & { readonly asked: string[] } {
  const type = world.type ?? 'prometheus';
  const asked: string[] = [];
  const rowsOf = (query: string): readonly Labels[] => {
    const parsed = parseQuery(type, query);
    if (!parsed.ok) throw new Error(`The query does not parse: ${query}`);
    const [source = ''] = parsed.query.sources();
    const wanted = [...query.matchAll(/[{ ](\w+)="(\w+)"/g)];
    const series = world
      .rows(source)
      .filter((row) => wanted.every(([, label = '', value]) => row[label] === undefined || row[label] === value));
    if (query.startsWith('topk(')) return series;
    const labels = parsed.query.outputLabels();
    if (labels.kind === 'unknown') throw new Error(`The query has unknown labels: ${query}`);
    const renamed = /label_replace\(.*?"\$1", "(\w+)"/s.exec(query)?.[1];
    const groups = new Map(
      series.map((row) => {
        const group = Object.fromEntries(labels.labels.map((label) => [label, row[label] ?? row[renamed ?? ''] ?? '']));
        return [JSON.stringify(group), group];
      }),
    );
    return [...groups.values()];
  };
  return {
    name: type === 'loki' ? 'logs' : 'metrics',
    type,
    asked,
    instant: (query) => {
      asked.push(query);
      const samples = rowsOf(query).map((labels): Sample => ({ labels, value: world.value(query, labels) }));
      return Promise.resolve({ samples, warnings: [], clockSkewMs: 0 });
    },
    range: (query, { from, to, step }) => {
      asked.push(query);
      const times: number[] = [];
      for (let time = from; time <= to; time += step) if (time >= NOW - world.history) times.push(time);
      const series = rowsOf(query).map((labels): Series => {
        const values = times.map((_, index) => world.value(query, labels) * (1 + 0.1 * Math.sin(index)));
        return { labels, points: { times: Float64Array.from(times), values: Float64Array.from(values) } };
      });
      return Promise.resolve({ series, warnings: [] });
    },
    series: () => Promise.reject(new Error('A series look-up has no limit')),
    labelValues: (label) => {
      asked.push(label);
      if (label === '__name__') return Promise.resolve(world.metrics ?? []);
      return Promise.resolve([...new Set(world.rows('').flatMap((row) => row[label] ?? []))]);
    },
    ready: () => Promise.resolve({ product: undefined, version: undefined, revision: undefined, clockSkewMs: 0 }),
  };
}

async function proposed(servers: Servers, wish: Wish = NO_WISH) {
  const looked = await lookAt(servers, wish, NOW);
  if (!looked.ok) throw new Error(looked.reason);
  const result = await liveModel(looked.findings, servers, undefined, NOW);
  if (!result.ok) throw new Error(result.reason);
  const { live } = result;
  const read = readModel(live.text, 'proposed.yaml');
  if (!read.ok) throw new Error(JSON.stringify(read.diagnostics));
  return { live, model: read.model, text: live.text, report: findingsReport(live) };
}

const HTTP = [
  'http_request_duration_seconds_bucket',
  'http_request_duration_seconds_count',
  'http_request_duration_seconds_sum',
];

/** Values that a healthy service reads. */
function healthy(query: string): number {
  if (/5\.\./.test(query)) return 0.004;
  if (query.includes('increase(')) return 900;
  return query.includes('quantile') ? 180 : 3;
}

const shop: World = {
  metrics: [...HTTP, 'process_cpu_seconds_total', 'go_goroutines'],
  rows: (metric) =>
    ['cart', 'checkout'].flatMap((service) =>
      ['200', '500'].map((status): Labels =>
        metric.startsWith('process_')
          ? { __name__: metric, job: service, instance: `${service}:80` }
          : { __name__: metric, service, job: 'pods', status, le: '0.5' },
      ),
    ),
  value: healthy,
  history: 20 * DAY,
};

describe('what is proposed', () => {
  it('has the services by the plainest label, and metrics that name them by another one renamed', async () => {
    const { model } = await proposed({ metrics: serverOf(shop) });
    expect(model.identity).toEqual({
      labels: ['service'],
      services: { kind: 'listed', list: [{ service: 'cart' }, { service: 'checkout' }] },
    });
    expect(model.signals.map(({ id }) => id)).toEqual(['latency_p95', 'error_rate', 'traffic', 'cpu']);
    expect(model.signals[3]?.query).toContain(
      'label_replace(rate(process_cpu_seconds_total[5m]), "service", "$1", "job", "(.+)")',
    );
  });

  it.each([
    { days: 20, kinds: ['sameHour', 'sameHour', 'sameHour', 'sameHour'] },
    { days: 5, kinds: ['trailing', 'trailing', 'trailing', 'trailing'] },
    { days: 1, kinds: [undefined, undefined, undefined, undefined] },
  ])('is judged by what $days days of history allow', async ({ days, kinds }) => {
    const { model } = await proposed({ metrics: serverOf({ ...shop, history: days * DAY }) });
    expect(model.signals.map((signal) => ('baseline' in signal ? signal.baseline.kind : undefined))).toEqual(kinds);
  });

  it('shows the live value and grade of each signal beside it', async () => {
    const { text, report } = await proposed({ metrics: serverOf(shop) });
    expect(text).toMatch(/# Now: cart 180 ms \w+, checkout 180 ms \w+\n/);
    expect(report).toContain('Latency p95: weight');
  });

  it('is about the one service that is asked for', async () => {
    const { model } = await proposed({ metrics: serverOf(shop) }, { labels: undefined, service: 'cart' });
    expect(model.identity.services).toEqual({ kind: 'listed', list: [{ service: 'cart' }] });
    expect(model.name).toBe('cart');
    expect(model.signals[0]?.query).toContain('{service="cart"}');
  });

  it('uses the labels that are asked for', async () => {
    const { model } = await proposed({ metrics: serverOf(shop) }, { labels: ['job'], service: undefined });
    expect(model.identity.labels).toEqual(['job']);
  });

  it('tells two namespaces apart when one name stands in both', async () => {
    const rows = ['a', 'b'].map((namespace) => ({ namespace, service: 'api', status: '200' }));
    const { model } = await proposed({ metrics: serverOf({ ...shop, metrics: HTTP, rows: () => rows }) });
    expect(model.identity.labels).toEqual(['namespace', 'service']);
  });

  it('finds many services by a query instead of listing them', async () => {
    const rows = Array.from({ length: 50 }, (_, index) => ({ service: `s${index}`, status: '200' }));
    const { model, report } = await proposed({ metrics: serverOf({ ...shop, metrics: HTTP, rows: () => rows }) });
    expect(model.identity.services.kind).toBe('discovered');
    expect(report).toContain('and 45 more');
  });

  it('leaves out what gives no number, with the reason', async () => {
    const value = (query: string) => (query.includes('quantile') ? NaN : healthy(query));
    const { model, report } = await proposed({ metrics: serverOf({ ...shop, value }) });
    expect(model.signals.map(({ id }) => id)).not.toContain('latency_p95');
    expect(report).toMatch(/Latency p95 .*gives no number right now/);
  });

  it('lets a signal that only some services have not count for the others', async () => {
    const value = (query: string, row: Labels) =>
      query.includes('quantile') && row['service'] === 'cart' ? NaN : healthy(query);
    const { model } = await proposed({ metrics: serverOf({ ...shop, value }) });
    expect(model.signals.map(({ missing }) => missing)).toEqual([
      'exclude',
      'inconclusive',
      'inconclusive',
      'inconclusive',
    ]);
  });

  it('asks a bounded number of questions, whatever the number of metrics and services', async () => {
    const metrics = Array.from({ length: 3000 }, (_, index) =>
      ['bucket', 'count', 'sum'].map((part) => `app${index}_http_request_duration_seconds_${part}`),
    ).flat();
    const rows = Array.from({ length: 500 }, (_, index) => ({ service: `s${index}`, status: '200' }));
    const server = serverOf({ ...shop, metrics, rows: () => rows });
    await proposed({ metrics: server });
    expect(server.asked.length).toBeLessThan(80);
  });

  it('is the same for the same server', async () => {
    const first = await proposed({ metrics: serverOf(shop) });
    expect((await proposed({ metrics: serverOf(shop) })).text).toBe(first.text);
  });
});

describe('log streams', () => {
  const streams: World = {
    type: 'loki',
    rows: () => [
      { service_name: 'cart', level: 'error' },
      { service_name: 'cart', level: 'info' },
    ],
    value: (query) => (query.includes('/') ? 0.01 : 500),
    history: 20 * DAY,
  };

  it('alone make a model about error lines, told by their level', async () => {
    const { model } = await proposed({ logs: serverOf(streams) });
    expect(model.signals.map(({ id, datasource }) => ({ id, datasource }))).toEqual([
      { id: 'log_errors', datasource: 'logs' },
    ]);
    expect(model.signals[0]?.query).toContain('level=~"error"');
  });

  it('join the services of the metrics by their own label', async () => {
    const { model } = await proposed({ metrics: serverOf(shop), logs: serverOf(streams) });
    const logs = model.signals.find(({ datasource }) => datasource === 'logs');
    expect(logs?.query).toContain('"service", "$1", "service_name", "(.+)"');
    expect(logs?.missing).toBe('exclude');
  });
});

describe('nothing to propose', () => {
  it.each<{ readonly what: string; readonly world: World; readonly wish: Wish; readonly reason: RegExp }>([
    { what: 'no metrics', world: { ...shop, metrics: [] }, wish: NO_WISH, reason: /Among 0 metrics/ },
    { what: 'no known metrics', world: { ...shop, metrics: ['a', 'b'] }, wish: NO_WISH, reason: /Among 2 metrics/ },
    {
      what: 'no labels',
      world: { ...shop, rows: () => [{}] },
      wish: NO_WISH,
      reason: /nothing known that names services/,
    },
    { what: 'nothing but NaN', world: { ...shop, value: () => NaN }, wish: NO_WISH, reason: /Nothing .* returns data/ },
    {
      what: 'another service',
      world: shop,
      wish: { labels: undefined, service: 'nobody\n"' },
      reason: /names the service "nobody "/,
    },
  ])('is said with its reason: $what', async ({ world, wish, reason }) => {
    const looked = await lookAt({ metrics: serverOf(world) }, wish, NOW);
    expect(looked).toMatchObject({
      ok: false,
      reason: expect.stringMatching(reason),
      hint: expect.stringMatching(/\S/),
    });
  });
});

describe('any inventory', () => {
  const base = fc.constantFrom(
    'http_request_duration_seconds',
    'http_server_requests_seconds',
    'http_server_duration_milliseconds',
    'prometheus_http_request_duration_seconds',
    'grpc_server_handling_seconds',
    'db_query_duration_seconds',
  );
  const timed = fc
    .tuple(base, fc.subarray(['_bucket', '_count', '_sum']))
    .map(([name, parts]) => parts.map((part) => `${name}${part}`));
  const plain = fc.constantFrom(
    'nginx_ingress_controller_requests',
    'api_requests_total',
    'bot_messages_total',
    'probe_success',
    'probe_duration_seconds',
    'container_cpu_usage_seconds_total',
    'container_memory_working_set_bytes',
    'container_spec_memory_limit_bytes',
    'kube_pod_container_status_restarts_total',
    'process_cpu_seconds_total',
    'process_resident_memory_bytes',
    'node_cpu_seconds_total',
    'node_memory_MemAvailable_bytes',
    'node_memory_MemTotal_bytes',
    'pg_up',
    'pg_stat_database_numbackends',
    'pg_settings_max_connections',
    'mysql_up',
    'mysql_global_status_slow_queries',
    'http.server.request.duration_seconds_count',
    'weird "name"\n_requests_total',
  );
  const names = fc
    .tuple(fc.array(timed, { maxLength: 3 }), fc.array(plain, { maxLength: 10 }))
    .map(([many, few]) => [...new Set([...many.flat(), ...few])]);
  const labelValue = fc.oneof(
    fc.constantFrom('api', 'bot', '', 'a"b\\c', 'line\nbreak', '$1', '{x}', '`', 'x'.repeat(10_240), '\u0000\u2028'),
    fc.string({ unit: 'grapheme', maxLength: 12 }),
  );
  const row = fc.dictionary(
    fc.constantFrom(
      'service',
      'service_name',
      'app',
      'job',
      'instance',
      'namespace',
      'status',
      'code',
      'le',
      'container',
    ),
    fc.oneof({ weight: 3, arbitrary: labelValue }, { weight: 1, arbitrary: fc.constantFrom('200', '500', 'error') }),
  );
  const number = fc.oneof(
    fc.double(),
    fc.constantFrom(0, -1, 1, 0.5, 1e-300, 1e98, 1e99, NaN, Infinity, -Infinity, 42),
    fc.double({ min: 0, max: 1, noNaN: true }),
  );

  it('makes a model that reads without errors, or says why not', async () => {
    const seen = { model: 0, none: 0 };
    await fc.assert(
      fc.asyncProperty(
        names,
        fc.array(row, { maxLength: 6 }),
        fc.array(number, { minLength: 1, maxLength: 12 }),
        fc.constantFrom(0, DAY, 5 * DAY, 20 * DAY),
        async (metrics, rows, numbers, history) => {
          const value = (query: string, labels: Labels) =>
            numbers[(query.length + Object.values(labels).join().length) % numbers.length] ?? 0;
          const servers = { metrics: serverOf({ metrics, rows: () => rows, value, history }) };
          const looked = await lookAt(servers, NO_WISH, NOW);
          const result = looked.ok ? await liveModel(looked.findings, servers, undefined, NOW) : looked;
          if (!result.ok) {
            seen.none++;
            expect(result.reason).not.toBe('');
            return;
          }
          seen.model++;
          const read = readModel(result.live.text, 'proposed.yaml');
          expect(read).toMatchObject({ ok: true });
          if (!read.ok) return;
          expect(read.model.signals.reduce((sum, { weight }) => sum + weight, 0)).toBe(100);
          for (const { measured } of result.live.findings.found) {
            expect([...measured.now.values()].every(Number.isFinite)).toBe(true);
          }
        },
      ),
      { numRuns: 150 },
    );
    expect(seen.model).toBeGreaterThan(20);
    expect(seen.none).toBeGreaterThan(0);
  });
});
