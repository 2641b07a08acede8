import { describe, expect, it } from 'vitest';
import { QueryError } from './errors.ts';
import { prometheusSource } from './prometheus.ts';
import type { SourceTarget } from './target.ts';
import { cannedTransport, paramsOf } from './testing/cannedTransport.ts';
import type { CannedAnswer } from './testing/cannedTransport.ts';
import { manualClock } from './testing/manualClock.ts';

const TARGET: SourceTarget = { name: 'main', type: 'prometheus', url: 'https://prom.example/p' };

function sourceOf(answer: (count: number) => CannedAnswer | Promise<CannedAnswer>, more: Partial<SourceTarget> = {}) {
  const canned = cannedTransport((_, count) => answer(count));
  const clock = manualClock({ skips: (ms) => ms <= 5_000 });
  return {
    source: prometheusSource({ ...TARGET, ...more }, canned.transport, clock),
    requests: canned.requests,
    clock,
  };
}

const success = (data: unknown, more: object = {}): CannedAnswer => ({ body: { status: 'success', data, ...more } });
const data = (resultType: string, result: unknown) => success({ resultType, result });
const vector = (...result: readonly unknown[]) => data('vector', result);

async function failureOf(work: () => unknown): Promise<QueryError> {
  try {
    await work();
  } catch (error) {
    if (error instanceof QueryError) return error;
    throw error;
  }
  throw new Error('expected a QueryError');
}

describe('An instant answer', () => {
  it.each([
    ['0', 0],
    ['-0.25', -0.25],
    ['1e+100', 1e100],
    ['4.9e-324', 5e-324],
    ['NaN', NaN],
    ['+Inf', Infinity],
    ['-Inf', -Infinity],
  ])('reads the value %s', async (text, value) => {
    const { source } = sourceOf(() => vector({ metric: { a: 'b' }, value: [1.5, text] }));
    expect((await source.instant('x', 1)).samples).toEqual([{ labels: { a: 'b' }, value }]);
  });

  it('of a scalar is one sample without labels', async () => {
    const { source } = sourceOf(() => data('scalar', [1, '42']));
    expect(await source.instant('42', 1)).toEqual({
      samples: [{ labels: {}, value: 42 }],
      warnings: [],
      clockSkewMs: undefined,
    });
  });

  it.each([[[]], [null]])('without rows (%j) is an empty list', async (result) => {
    const { source } = sourceOf(() => data('vector', result));
    expect((await source.instant('x', 1)).samples).toEqual([]);
  });

  it('keeps hostile label names and values as they are', async () => {
    const metric: unknown = JSON.parse(
      JSON.stringify({ constructor: '</script>', rtl: '\u202Eabc', long: 'x'.repeat(10_240), nul: '\0\u2028' }).replace(
        '{',
        '{"__proto__":"polluted",',
      ),
    );
    const { source } = sourceOf(() => ({
      body: `{"status":"success","data":{"resultType":"vector","result":[{"metric":${JSON.stringify(metric)},"value":[1,"1"]}]}}`,
    }));
    const labels = (await source.instant('x', 1)).samples[0]?.labels ?? {};
    expect(Object.entries(labels)).toEqual(Object.entries(metric ?? {}));
    expect(Object.getPrototypeOf({})).toBe(Object.prototype);
    expect(Object.hasOwn(labels, '__proto__')).toBe(true);
  });

  it('passes on the warnings of a partial answer, clean and once each', async () => {
    const warnings = ['store \u001b[31mdown', 'store \u001b[31mdown', 'x'.repeat(5_000)];
    const { source } = sourceOf(() =>
      success({ resultType: 'vector', result: [] }, { warnings, infos: ['metric might not be a counter'] }),
    );
    const told = (await source.instant('x', 1)).warnings;
    expect(told).toHaveLength(2);
    expect(told[0]).toBe('store [31mdown');
    expect(told[1]?.length).toBeLessThan(400);
  });

  it("warns when VictoriaMetrics marks the answer as partial, and not when it doesn't", async () => {
    const { source } = sourceOf((count) => success({ resultType: 'vector', result: [] }, { isPartial: count === 0 }));
    expect((await source.instant('x', 1)).warnings).toEqual(['The server marks this answer as partial.']);
    expect((await source.instant('x', 1)).warnings).toEqual([]);
  });

  it('of 10,000 series keeps every one', async () => {
    const rows = Array.from({ length: 10_000 }, (_, at) => ({ metric: { id: String(at) }, value: [1, String(at)] }));
    const { source } = sourceOf(() => vector(...rows));
    const { samples } = await source.instant('x', 1);
    expect(samples).toHaveLength(10_000);
    expect(samples[9_999]).toEqual({ labels: { id: '9999' }, value: 9_999 });
  });

  it.each([
    ['a string', data('string', [1, 'x']), /a string/],
    ['a range vector', data('matrix', []), /Take the \[range\] off/],
    ['log lines', data('streams', []), /count_over_time/],
    ['a native histogram', vector({ metric: {}, histogram: [1, {}] }), /histogram_quantile/],
  ])('that is %s is of the wrong type', async (_, answer, hint) => {
    const { source, requests } = sourceOf(() => answer);
    const error = await failureOf(() => source.instant('x', 1));
    expect(error).toMatchObject({ code: 'wrongResultType', status: 200, attempts: 1 });
    expect(String(error)).toMatch(hint);
    expect(requests).toHaveLength(1);
  });

  const good = { metric: {}, value: [1, '1'] };
  it.each([
    ['no envelope', { body: {} }, 'answer'],
    ['a list', { body: [] }, 'answer'],
    ['null', { body: 'null' }, 'answer'],
    ['no data', success(undefined), 'data'],
    ['no result', success({ resultType: 'vector' }), 'result'],
    ['an unknown type', data('tensor', []), 'resultType'],
    ['rows that are no list', data('vector', { 0: good }), 'data.result'],
    ['a row that is no object', vector(good, 'x'), 'row 2'],
    ['a row that is null', vector(null), 'row 1'],
    ['labels missing', vector(good, good, { value: [1, '1'] }), 'row 3'],
    ['a label that is a number', vector({ metric: { a: 1 }, value: [1, '1'] }), 'row 1'],
    ['labels as a list', vector({ metric: [], value: [1, '1'] }), 'row 1'],
    ['no value', vector({ metric: {} }), 'row 1'],
    ['a bare value', vector({ metric: {}, value: '1' }), 'row 1'],
    ['a numeric value', vector({ metric: {}, value: [1, 1] }), 'row 1'],
    ['an empty value', vector({ metric: {}, value: [1, ''] }), 'row 1'],
    ['a blank value', vector({ metric: {}, value: [1, ' '] }), 'row 1'],
    ['a word', vector({ metric: {}, value: [1, 'one'] }), 'row 1'],
    ['a property name', vector({ metric: {}, value: [1, 'constructor'] }), 'row 1'],
    ['a time as text', vector({ metric: {}, value: ['1', '1'] }), 'row 1'],
    ['three parts', vector({ metric: {}, value: [1, '1', 2] }), 'row 1'],
  ])('with %s is of an unexpected shape', async (_, answer, where) => {
    const error = await failureOf(() => sourceOf(() => answer).source.instant('x', 1));
    expect(error.code).toBe('unexpectedShape');
    expect(error.message).toContain(where);
  });

  it('with an error inside a 200 is a bad query in the words of the server', async () => {
    const { source } = sourceOf(() => ({ body: { status: 'error', error: 'no\nsuch\u0007 thing' } }));
    const error = await failureOf(() => source.instant('x', 1));
    expect(error).toMatchObject({ code: 'badQuery', serverMessage: 'no such thing', status: 200 });
  });

  it.each([NaN, Infinity])('is not asked for at the time %s', async (at) => {
    const { source, requests } = sourceOf(() => vector());
    expect(await failureOf(() => source.instant('x', at))).toMatchObject({ code: 'invalidRequest', attempts: 0 });
    expect(requests).toHaveLength(0);
  });
});

describe('A range', () => {
  /** A server that answers with every point asked for, and refuses more than 11,000 as Prometheus does. */
  const server = cannedTransport((request) => {
    const params = paramsOf(request);
    const msOf = (name: string): number => Math.round(Number(params.get(name)) * 1000);
    const startMs = msOf('start');
    const stepMs = msOf('step');
    const points = Math.floor((msOf('end') - startMs) / stepMs) + 1;
    if (points > 11_001) return { status: 400, body: { status: 'error', error: 'exceeded maximum resolution' } };
    const times = Array.from({ length: points }, (_, at) => (startMs + at * stepMs) / 1000);
    const late = times.filter((time) => time >= 5_000);
    const row = (b: string, moments: number[]) => ({
      metric: { a: '1', b },
      values: moments.map((time) => [time, String(time)]),
    });
    return success(
      { resultType: 'matrix', result: [row('all', times), ...(late.length > 0 ? [row('late', late)] : [])] },
      { warnings: ['w'] },
    );
  });
  const source = prometheusSource(TARGET, server.transport, manualClock());

  it.each([
    { from: 0, to: 0, step: 60, points: 1, parts: 1 },
    { from: 0.5, to: 10, step: 3, points: 4, parts: 1 },
    { from: 0, to: 10_999, step: 1, points: 11_000, parts: 1 },
    { from: 0, to: 11_000, step: 1, points: 11_001, parts: 2 },
    { from: 0, to: 3_599.9, step: 0.1, points: 36_000, parts: 4 },
  ])('from $from to $to by $step has $points points from $parts request(s)', async ({ points, parts, ...range }) => {
    const before = server.requests.length;
    const { series, warnings } = await source.range('x', range);
    expect(server.requests.length - before).toBe(parts);
    expect(warnings).toEqual(['w']);
    const times = series[0]?.points.times ?? new Float64Array();
    expect(times).toHaveLength(points);
    const stepMs = Math.round(range.step * 1000);
    expect(times.findIndex((time, at) => Math.round(time * 1000) !== range.from * 1000 + at * stepMs)).toBe(-1);
    expect(series[0]?.points.values).toEqual(times);
  });

  it('joins a series that begins in a later part', async () => {
    const { series } = await source.range('x', { from: 0, to: 20_000, step: 1 });
    expect(series.map(({ labels }) => labels['b'])).toEqual(['all', 'late']);
    expect(series[1]?.points.times).toHaveLength(15_001);
  });

  it('keeps NaN and infinities', async () => {
    const { source: one } = sourceOf(() =>
      data('matrix', [
        {
          metric: {},
          values: [
            [1, 'NaN'],
            [2, '-Inf'],
            [3.5, '7'],
          ],
        },
      ]),
    );
    const { series } = await one.range('x', { from: 1, to: 4, step: 1 });
    expect([...(series[0]?.points.values ?? [])]).toEqual([NaN, -Infinity, 7]);
    expect([...(series[0]?.points.times ?? [])]).toEqual([1, 2, 3.5]);
  });

  it.each([
    ['ends before it begins', { from: 2, to: 1, step: 1 }],
    ['has no step', { from: 1, to: 2, step: 0 }],
    ['has a negative step', { from: 1, to: 2, step: -1 }],
    ['is not a number', { from: NaN, to: 2, step: 1 }],
    ['has millions of points', { from: 0, to: 604_800, step: 0.001 }],
  ])('that %s is not asked', async (_, range) => {
    const { source: one, requests } = sourceOf(() => data('matrix', []));
    expect((await failureOf(() => one.range('x', range))).code).toBe('invalidRequest');
    expect(requests).toHaveLength(0);
  });

  it.each([
    [
      'times that fall',
      data('matrix', [
        {
          metric: {},
          values: [
            [2, '1'],
            [1, '1'],
          ],
        },
      ]),
      'unexpectedShape',
    ],
    ['points that are no list', data('matrix', [{ metric: {}, values: 5 }]), 'unexpectedShape'],
    ['native histograms', data('matrix', [{ metric: {}, histograms: [] }]), 'wrongResultType'],
    ['a vector', vector(), 'wrongResultType'],
    ['log lines', data('streams', []), 'wrongResultType'],
  ])('answered with %s fails', async (_, answer, code) => {
    const { source: one } = sourceOf(() => answer);
    const error = await failureOf(() => one.range('x', { from: 1, to: 2, step: 1 }));
    expect(error).toMatchObject({ code, query: 'x', attempts: 1 });
  });
});

describe('Look-ups', () => {
  it('of series send every selector and the times', async () => {
    const { source, requests } = sourceOf(() => success([{ __name__: 'up', job: 'a' }]));
    expect(await source.series(['up', '{a="&"}'], { from: 1, to: 2.5 })).toEqual([{ __name__: 'up', job: 'a' }]);
    expect([...paramsOf(requests[0])]).toEqual([
      ['match[]', 'up'],
      ['match[]', '{a="&"}'],
      ['start', '1'],
      ['end', '2.5'],
    ]);
  });

  it.each([[[]], [['  ']]])('of series without a selector (%j) are not asked', async (matchers) => {
    const { source } = sourceOf(() => success([]));
    expect((await failureOf(() => source.series(matchers, { from: 1, to: 2 }))).code).toBe('invalidRequest');
  });

  it.each([
    ['job', '/api/v1/label/job/values'],
    ['http.route', '/api/v1/label/U__http_2e_route/values'],
    ['../../admin', '/api/v1/label/U___2e__2e__2f__2e__2e__2f_admin/values'],
    ['my_né', '/api/v1/label/U__my__n_e9_/values'],
    ['\uD800', '/api/v1/label/U___FFFD_/values'],
  ])('of the values of %j go to %s', async (label, path) => {
    const { source, requests } = sourceOf(() => success(['b', '</script>']));
    expect(await source.labelValues(label, { matchers: ['up'], from: 3 })).toEqual(['b', '</script>']);
    expect(requests[0]?.url).toBe(`https://prom.example/p${path}?match%5B%5D=up&start=3`);
    expect(requests[0]?.method).toBe('GET');
  });

  it.each([
    ['no values', success([]), []],
    ['no data at all', success(undefined), []],
  ])('of label values take %s as an empty list', async (_, answer, values) => {
    expect(await sourceOf(() => answer).source.labelValues('job')).toEqual(values);
  });

  it('of label values refuse what is no text, and a label without a name', async () => {
    expect((await failureOf(() => sourceOf(() => success(['a', 1])).source.labelValues('job'))).message).toContain(
      'row 2',
    );
    expect((await failureOf(() => sourceOf(() => success([])).source.labelValues(''))).code).toBe('invalidRequest');
  });

  it('of metadata give the first type and help', async () => {
    const { source } = sourceOf(() =>
      success({ up: [{ type: 'gauge', help: 'h', unit: '' }, { type: 'x' }], bare: [{}], none: [] }),
    );
    expect([...(await source.metadata())]).toEqual([
      ['up', { type: 'gauge', help: 'h' }],
      ['bare', { type: 'unknown', help: '' }],
    ]);
    expect((await failureOf(() => sourceOf(() => success([1])).source.metadata())).code).toBe('unexpectedShape');
  });

  it('of readiness tell product and version, and do without them', async () => {
    const info = { application: 'Grafana Mimir', version: '2.14.0', revision: 'abc' };
    const mimir = sourceOf((count) => (count === 0 ? vector() : success(info)));
    expect(await mimir.source.ready()).toEqual({
      product: 'Grafana Mimir',
      version: '2.14.0',
      revision: 'abc',
      clockSkewMs: undefined,
    });
    const hidden = sourceOf((count) => (count === 0 ? vector() : { status: 404 }));
    expect((await hidden.source.ready()).version).toBeUndefined();
    const locked = sourceOf(() => ({ status: 401 }));
    expect((await failureOf(() => locked.source.ready())).code).toBe('unauthorized');
  });
});

describe('Requests of one source', () => {
  it('never exceed its concurrency, and queued ones end when aborted', async () => {
    let under = 0;
    let most = 0;
    const release: (() => void)[] = [];
    const { source, requests } = sourceOf(
      async () => {
        most = Math.max(most, ++under);
        await new Promise<void>((resolve) => release.push(resolve));
        under--;
        return vector();
      },
      { concurrency: 3 },
    );
    const caller = new AbortController();
    const running = Array.from({ length: 5 }, () => source.instant('x', 1));
    const queued = failureOf(() => source.instant('y', 1, caller.signal));
    await expect.poll(() => release.length).toBe(3);
    caller.abort();
    expect(await queued).toMatchObject({ code: 'aborted', attempts: 0, query: 'y' });
    while (release.length > 0 || under > 0) {
      release.shift()?.();
      await new Promise((resolve) => setImmediate(resolve));
    }
    await Promise.all(running);
    expect(most).toBe(3);
    expect(requests).toHaveLength(5);
  });

  it('with a signal that fired before are not sent', async () => {
    const { source, requests } = sourceOf(() => vector());
    expect((await failureOf(() => source.instant('x', 1, AbortSignal.abort()))).code).toBe('aborted');
    expect(requests).toHaveLength(0);
  });

  it('end at once when aborted while waiting for the next attempt', async () => {
    const canned = cannedTransport(() => ({ status: 503 }));
    const clock = manualClock();
    const source = prometheusSource(TARGET, canned.transport, clock);
    const caller = new AbortController();
    const failed = failureOf(() => source.instant('x', 1, caller.signal));
    await expect.poll(() => clock.sleeps).toEqual([10_000, 250]);
    caller.abort();
    expect(await failed).toMatchObject({ code: 'aborted', attempts: 1 });
    expect(clock.pending()).toBe(0);
  });

  it('time out even when the transport heeds no signal', async () => {
    const canned = cannedTransport(() => new Promise<never>(() => undefined));
    const clock = manualClock();
    const source = prometheusSource({ ...TARGET, attempts: 1 }, canned.transport, clock);
    const failed = failureOf(() => source.instant('x', 1));
    await expect.poll(() => clock.pending()).toBe(1);
    clock.advance(9_999);
    expect(clock.pending()).toBe(1);
    clock.advance(1);
    expect((await failed).fault).toEqual({ code: 'timeout', waitedMs: 10_000, by: 'client' });
    expect(canned.requests[0]?.signal.aborted).toBe(true);
  });

  const withCause = (code: string, message = code) =>
    new TypeError('fetch failed', { cause: Object.assign(new Error(message), { code }) });
  it.each([
    [withCause('ENOTFOUND', 'getaddrinfo ENOTFOUND prom.example'), 'dns', 3],
    [withCause('EAI_AGAIN'), 'dns', 3],
    [withCause('ECONNREFUSED'), 'refused', 3],
    [
      new TypeError('fetch failed', {
        cause: new AggregateError([Object.assign(new Error(''), { code: 'ECONNREFUSED' })]),
      }),
      'refused',
      3,
    ],
    [Object.assign(new Error('other side closed'), { code: 'UND_ERR_SOCKET' }), 'reset', 3],
    [withCause('CERT_HAS_EXPIRED', 'certificate has expired'), 'tls', 1],
    [withCause('DEPTH_ZERO_SELF_SIGNED_CERT'), 'tls', 1],
    [withCause('ERR_SSL_WRONG_VERSION_NUMBER'), 'tls', 1],
    [new TypeError('Failed to fetch'), 'unknown', 3],
    ['not even an error', 'unknown', 3],
  ])('that fail with %s are unreachable: %s, after %i attempt(s)', async (thrown, cause, attempts) => {
    const { source } = sourceOf(() => {
      throw thrown;
    });
    const error = await failureOf(() => source.instant('x', 1));
    expect(error.fault).toMatchObject({ code: 'unreachable', cause });
    expect(error.attempts).toBe(attempts);
  });

  it("count a transport's own connect timeout as a timeout", async () => {
    const { source } = sourceOf(() => {
      throw withCause('UND_ERR_CONNECT_TIMEOUT');
    });
    expect((await failureOf(() => source.instant('x', 1))).code).toBe('timeout');
  });

  it('keep secrets that a library repeats out of the error', async () => {
    const { source } = sourceOf(
      () => {
        throw new TypeError('Headers.append: "Bearer tok-4711" is an invalid header value.');
      },
      { auth: { kind: 'bearer', token: 'tok-4711' } },
    );
    const error = await failureOf(() => source.instant('x', 1));
    expect(`${String(error)}${error.stack ?? ''}`).not.toContain('tok-4711');
  });
});

describe('A target', () => {
  it.each([
    ['a URL with credentials', { url: 'https://user:hunter2secret@x/prom' }, 'credentials'],
    ['a URL with a user', { url: 'https://hunter2secret@x/' }, 'credentials'],
    ['no URL', { url: '' }, 'URL is not one'],
    ['a relative URL', { url: '/hunter2secret' }, 'URL is not one'],
    ['another protocol', { url: 'ftp://x/' }, 'ftp:'],
    ['an empty token', { auth: { kind: 'bearer', token: ' ' } }, 'token is empty'],
    ['a token with a line break', { auth: { kind: 'bearer', token: 'hunter2secret\n' } }, 'line break'],
    ['a colon in the user name', { auth: { kind: 'basic', username: 'a:b', password: '' } }, 'colon'],
    ['no user name', { auth: { kind: 'basic', username: '', password: '' } }, 'user name is empty'],
    ['a header that no header can carry', { headers: { 'X-A': 'hunter2secret\u4f60' } }, 'x-a'],
    ['a header name with a blank', { headers: { 'X A': 'v' } }, 'name of one of its headers'],
  ] as const)('with %s is refused before anything is sent, without repeating it', async (_, more, says) => {
    const error = await failureOf(() => sourceOf(() => vector(), more));
    expect(error).toMatchObject({ code: 'invalidTarget', attempts: 0 });
    expect(error.message).toContain(says);
    expect(String(error)).not.toContain('hunter2secret');
  });
});
