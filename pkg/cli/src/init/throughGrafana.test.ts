import { manualClock } from '@release-risk/query/testing/manualClock';
import {
  cannedTransport,
  paramsOf,
  type CannedAnswer,
  type CannedTransport,
} from '@release-risk/query/testing/cannedTransport';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { runCli } from '../testing/runCli.ts';

const NAMES = ['http_request_duration_seconds_count', 'http_request_duration_seconds_sum', 'process_cpu_seconds_total'];
const ROW = { service: 'checkout', status: '200' };
const PROMETHEUS = { uid: 'prom', name: 'Prometheus', type: 'prometheus' };
const LOKI = { uid: 'loki', name: 'Loki', type: 'loki' };
const QUERY = z.object({
  from: z.string(),
  to: z.string(),
  queries: z.tuple([
    z.looseObject({ expr: z.string(), instant: z.boolean().optional(), datasource: z.object({ uid: z.string() }) }),
  ]),
});

const success = (data: unknown): CannedAnswer => ({ body: { status: 'success', data } });
const labelsOf = (expr: string) => (expr.startsWith('topk(') ? ROW : { service: 'checkout' });
const reading = (expr: string) => (expr.includes('increase(') ? 900 : 0.2);

/** A Prometheus with one service, whose readings never move. */
function prometheus(): CannedTransport {
  return cannedTransport((request) => {
    const { pathname } = new URL(request.url);
    const params = paramsOf(request);
    const query = params.get('query') ?? '';
    if (pathname.endsWith('/label/__name__/values')) return success(NAMES);
    const metric = labelsOf(query);
    if (pathname.endsWith('/query')) {
      return success({ resultType: 'vector', result: [{ metric, value: [0, String(reading(query))] }] });
    }
    const times = [Number(params.get('start')), Number(params.get('end'))];
    const values = times.map((time) => [time, String(reading(query))]);
    return success({ resultType: 'matrix', result: [{ metric, values }] });
  });
}

/** The same behind a Grafana with these datasources. */
function grafana(datasources: readonly object[] = [PROMETHEUS]): CannedTransport {
  return cannedTransport(({ url, body = '' }) => {
    const { pathname } = new URL(url);
    if (pathname === '/api/datasources') return { body: datasources };
    if (pathname === '/api/datasources/uid/prom/resources/api/v1/label/__name__/values') return success(NAMES);
    if (pathname.startsWith('/api/datasources/uid/')) return { status: 404, body: { message: 'page not found' } };
    const { from, to, queries } = QUERY.parse(JSON.parse(body));
    const [{ expr, instant }] = queries;
    const times = instant === true ? [Number(to)] : [Number(from), Number(to)];
    const frame = {
      schema: { fields: [{ type: 'time' }, { type: 'number', labels: labelsOf(expr) }] },
      data: { values: [times, times.map(() => reading(expr))] },
    };
    return { body: { results: { A: { status: 200, frames: [frame] } } } };
  });
}

const init = ({ transport }: CannedTransport, ...args: readonly string[]) =>
  runCli(['init', ...args], { clock: manualClock({ skips: (ms) => ms < 10_000 }), transport });
const THROUGH = ['--grafana', 'http://grafana.test'];

describe('init through a Grafana', () => {
  it('proposes the very model that the server itself would', async () => {
    const direct = await init(prometheus(), '--prometheus', 'http://prom.test');
    const through = await init(grafana(), ...THROUGH);
    expect(direct.stdout).toContain('id: latency_mean');
    expect(through).toEqual(direct);
  });

  it('looks at the datasources that are named, and at no other', async () => {
    const fake = grafana([PROMETHEUS, { ...PROMETHEUS, uid: 'other' }, LOKI]);
    const { code, stdout } = await init(fake, ...THROUGH, '--datasource', 'metrics=prom');
    expect(code).toBe(0);
    expect(stdout).toContain('metrics: prometheus');
    expect(fake.requests.filter(({ url, body = '' }) => `${url} ${body}`.includes('loki'))).toEqual([]);
  });

  it.each<readonly [string, readonly object[], readonly string[], RegExp]>([
    [
      'two of a type and none named',
      [PROMETHEUS, { ...PROMETHEUS, uid: 'b' }],
      [],
      /2 of that type[^]*--datasource name=uid/,
    ],
    [
      'none of Prometheus or Loki',
      [{ uid: 'sql', name: 'SQL', type: 'mysql' }],
      [],
      /no datasource of Prometheus or Loki/,
    ],
    ['one that is not there', [PROMETHEUS], ['--datasource', 'metrics=gone'], /no datasource "gone"/],
    [
      'a name that init does not know',
      [PROMETHEUS],
      ['--datasource', 'traces=prom'],
      /"traces", which init does not have/,
    ],
    ['a server as well', [PROMETHEUS], ['--prometheus', 'http://prom.test'], /exclude each other/],
    ['a Loki that lists no labels', [LOKI], [], /nothing known that names services/],
  ])('writes nothing and says why: %s', async (_, datasources, more, words) => {
    const { code, stdout, stderr } = await init(grafana(datasources), ...THROUGH, ...more);
    expect(stderr).toMatch(words);
    expect([code, stdout]).toEqual([3, '']);
  });

  it('needs a Grafana for a datasource', async () => {
    const { stderr } = await init(grafana(), '--datasource', 'metrics=prom');
    expect(stderr).toContain('Name it with --grafana URL');
  });

  it('ends where Grafana refuses the account', async () => {
    const refusing = cannedTransport(() => ({ status: 401, body: { message: 'no' } }));
    const { code, stderr } = await init(refusing, ...THROUGH);
    expect([code, stderr]).toEqual([3, expect.stringContaining('RR611')]);
  });
});
