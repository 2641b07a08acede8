import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { QueryError } from './errors.ts';
import type { QueryErrorCode } from './errors.ts';
import { fetchTransport } from './fetchTransport.ts';
import { lokiSource } from './loki.ts';
import { prometheusSource } from './prometheus.ts';
import type { SourceTarget } from './target.ts';
import { manualClock } from './testing/manualClock.ts';

interface Seen {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}
type Handler = (seen: Seen, response: ServerResponse, count: number) => void;

const open = new Set<Server>();
afterEach(async () => {
  for (const server of open) {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  }
  open.clear();
});

async function serve(handler: Handler): Promise<{ readonly url: string; readonly seen: readonly Seen[] }> {
  const seen: Seen[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => {
      body += chunk.toString();
    });
    request.on('end', () => {
      const one = { method: request.method ?? '', url: request.url ?? '', headers: request.headers, body };
      seen.push(one);
      handler(one, response, seen.length - 1);
    });
  });
  open.add(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('not listening');
  return { url: `http://127.0.0.1:${String(address.port)}`, seen };
}

const VECTOR = JSON.stringify({
  status: 'success',
  data: { resultType: 'vector', result: [{ metric: { service: 'api' }, value: [1, '0.5'] }] },
});

const transport = fetchTransport(fetch);
/** Waits between attempts end at once; timeouts wait for the test. */
const clockOfTest = () => manualClock({ skips: (ms) => ms <= 5_000 });
const target = (url: string, more: Partial<SourceTarget> = {}): SourceTarget => ({
  name: 'main',
  type: 'prometheus',
  url,
  ...more,
});

async function failureOf(work: Promise<unknown>): Promise<QueryError> {
  const thrown: unknown = await work.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(thrown instanceof QueryError)) throw new Error(`expected a QueryError, got ${String(thrown)}`);
  return thrown;
}

const send = (response: ServerResponse, status: number, body: string, headers: Record<string, string> = {}): void => {
  response.writeHead(status, headers).end(body);
};
const JSON_TYPE = { 'content-type': 'application/json' };
const HTML_TYPE = { 'content-type': 'text/html; charset=utf-8' };
const apiError = (errorType: string, error: string) => JSON.stringify({ status: 'error', errorType, error });

interface FaultCase {
  readonly name: string;
  readonly status: number;
  readonly body: string;
  readonly headers?: Record<string, string>;
  readonly code: QueryErrorCode;
  readonly sent: number;
  readonly says?: string;
}

const FAULTS: readonly FaultCase[] = [
  { name: '401', status: 401, body: 'Unauthorized', code: 'unauthorized', sent: 1, says: 'Unauthorized' },
  {
    name: '401 of Loki without a tenant',
    status: 401,
    body: 'no org id\n',
    code: 'unauthorized',
    sent: 1,
    says: 'no org id',
  },
  { name: '403', status: 403, body: '{"message":"Access denied"}', code: 'forbidden', sent: 1, says: 'Access denied' },
  { name: '404', status: 404, body: '404 page not found', code: 'notFound', sent: 1, says: 'base URL' },
  {
    name: '400 with a parse error',
    status: 400,
    body: apiError('bad_data', 'invalid parameter "query": 1:8: parse error: unclosed left parenthesis'),
    headers: JSON_TYPE,
    code: 'badQuery',
    sent: 1,
    says: 'line 1, column 8',
  },
  {
    name: '400 of Loki in plain text',
    status: 400,
    body: 'parse error at line 2, col 12: syntax error: unexpected IDENTIFIER',
    headers: { 'content-type': 'text/plain' },
    code: 'badQuery',
    sent: 1,
    says: 'line 2, column 12',
  },
  {
    name: '422 of an execution error',
    status: 422,
    body: apiError('execution', 'found duplicate series for the match group {service="api"}'),
    code: 'badQuery',
    sent: 1,
    says: 'found duplicate series',
  },
  {
    name: "422 of Prometheus' sample limit",
    status: 422,
    body: apiError('execution', 'query processing would load too many samples into memory in query execution'),
    code: 'queryLimit',
    sent: 1,
    says: 'too many samples',
  },
  {
    name: "400 of Loki's series limit",
    status: 400,
    body: 'maximum number of series (500) reached for a single query; consider reducing query cardinality',
    code: 'queryLimit',
    sent: 1,
  },
  {
    name: '400 of the series limit in the words of older Loki',
    status: 400,
    body: 'maximum of series (500) reached for a single query',
    code: 'queryLimit',
    sent: 1,
  },
  {
    name: "400 of Loki's length limit",
    status: 400,
    body: 'the query time range exceeds the limit (query length: 800h0m0s, limit: 721h0m0s)',
    code: 'queryLimit',
    sent: 1,
  },
  {
    name: "422 of Mimir's chunk limit",
    status: 422,
    body: apiError(
      'execution',
      'the query exceeded the maximum number of chunks (limit: 2000000 chunks) (err-mimir-max-chunks-per-query)',
    ),
    code: 'queryLimit',
    sent: 1,
  },
  {
    name: "422 of VictoriaMetrics' series limit",
    status: 422,
    body: apiError('422', 'the number of matching timeseries exceeds 300000; either narrow down the search'),
    code: 'queryLimit',
    sent: 1,
  },
  {
    name: '400 of a log query asked of Loki at one moment',
    status: 400,
    body: 'log queries are not supported as an instant query type, please change your query to a range query type',
    code: 'wrongResultType',
    sent: 1,
    says: 'wrap it in count_over_time',
  },
  {
    name: '400 that is a page',
    status: 400,
    body: '<html><title>400 The plain HTTP request was sent to HTTPS port</title>',
    code: 'notJson',
    sent: 1,
    says: 'HTTPS port',
  },
  { name: '405 also for GET', status: 405, body: '', code: 'unexpectedStatus', sent: 2 },
  { name: '413', status: 413, body: 'too big', code: 'queryTooLong', sent: 1 },
  { name: '414', status: 414, body: '', code: 'queryTooLong', sent: 1 },
  { name: '418', status: 418, body: 'teapot', code: 'unexpectedStatus', sent: 1, says: 'teapot' },
  { name: '429', status: 429, body: 'too many outstanding requests', code: 'rateLimited', sent: 3 },
  {
    name: '429 with a Retry-After beyond the time left',
    status: 429,
    body: '',
    headers: { 'retry-after': '3600' },
    code: 'rateLimited',
    sent: 1,
    says: '3600 s',
  },
  {
    name: "500 in Prometheus' own words",
    status: 500,
    body: apiError('internal', 'tsdb is broken'),
    code: 'serverError',
    sent: 1,
  },
  {
    name: '500 of a proxy',
    status: 500,
    body: '<html><title>Oops</title></html>',
    headers: HTML_TYPE,
    code: 'serverError',
    sent: 3,
    says: 'Oops',
  },
  {
    name: '502',
    status: 502,
    body: '<html><head><title>502 Bad Gateway</title></head></html>',
    headers: HTML_TYPE,
    code: 'serverError',
    sent: 3,
    says: '502 Bad Gateway',
  },
  { name: '503', status: 503, body: 'Service Unavailable', code: 'serverError', sent: 3 },
  {
    name: '504 of a proxy',
    status: 504,
    body: '<h1>504 Gateway Time-out</h1>',
    headers: HTML_TYPE,
    code: 'serverError',
    sent: 3,
    says: '504 Gateway Time-out',
  },
  {
    name: '503 of a query that the server timed out',
    status: 503,
    body: apiError('timeout', 'query timed out in expression evaluation'),
    code: 'timeout',
    sent: 1,
    says: 'took too long: query timed out in expression evaluation',
  },
  {
    name: '504 of a query that Loki timed out',
    status: 504,
    body: 'request timed out, decrease the duration of the request',
    code: 'timeout',
    sent: 1,
  },
  {
    name: 'an HTML login page',
    status: 200,
    body: '<!DOCTYPE html><title>Sign in &amp; go</title><script>secretscript()</script>',
    headers: HTML_TYPE,
    code: 'notJson',
    sent: 1,
    says: '"Sign in & go"',
  },
  {
    name: 'an HTML page without a title',
    status: 200,
    body: '<html></html>',
    code: 'notJson',
    sent: 1,
    says: 'without a title',
  },
  {
    name: 'truncated JSON',
    status: 200,
    body: VECTOR.slice(0, -9),
    headers: JSON_TYPE,
    code: 'notJson',
    sent: 1,
    says: 'breaks off',
  },
  { name: 'an empty body', status: 200, body: '', code: 'notJson', sent: 1, says: 'empty' },
  { name: 'plain text', status: 200, body: 'OK', code: 'notJson', sent: 1, says: 'plain text' },
  {
    name: 'a redirect',
    status: 302,
    body: '',
    headers: { location: 'https://login.example/start?token=abcdef' },
    code: 'redirected',
    sent: 1,
    says: 'https://login.example/start',
  },
];

describe('A server that answers with a fault', () => {
  it.each(FAULTS)('$name is $code after $sent request(s)', async ({ status, body, headers, code, sent, says }) => {
    const { url, seen } = await serve((_, response) => {
      send(response, status, body, headers);
    });
    const error = await failureOf(prometheusSource(target(url), transport, clockOfTest()).instant('rate(x[5m]', 1));
    expect(error.code).toBe(code);
    expect(seen).toHaveLength(sent);
    expect(error).toMatchObject({ attempts: sent, status, datasource: 'main', query: 'rate(x[5m]' });
    expect(error.url).toBe(`${url}/api/v1/query`);
    const told = String(error);
    expect(told).toContain('"main"');
    expect(told).toContain(error.hint);
    expect(told).toContain(says ?? '');
    expect(told).not.toMatch(/[\n\r]|secretscript|abcdef/);
  });

  it.each([
    { body: VECTOR, ending: 'rows' },
    { body: '{"status":"success","data":{"resultType":"vector","result":[]}}', ending: 'none' },
  ])('that recovers is asked again and believed ($ending)', async ({ body, ending }) => {
    const { url, seen } = await serve((_, response, count) => {
      if (count < 2) send(response, 503, 'starting');
      else send(response, 200, body);
    });
    const answer = await prometheusSource(target(url), transport, clockOfTest()).instant('up', 1);
    expect(answer.samples).toEqual(ending === 'none' ? [] : [{ labels: { service: 'api' }, value: 0.5 }]);
    expect(seen).toHaveLength(3);
  });

  it('waits longer from attempt to attempt, and as long as Retry-After says', async () => {
    const clock = clockOfTest();
    const { url } = await serve((_, response, count) => {
      if (count === 0) send(response, 502, '');
      else if (count === 1) send(response, 429, '', { 'retry-after': '4' });
      // Whole seconds in an HTTP date: 4.25 s have passed by now, so that 3 s ahead reads as 2.75 s.
      else if (count === 2) send(response, 503, '', { 'retry-after': new Date(clock.now() + 3_000).toUTCString() });
      else send(response, 200, VECTOR);
    });
    const source = prometheusSource(target(url, { attempts: 5 }), transport, clock);
    await source.instant('up', 1);
    expect(clock.sleeps.filter((ms) => ms <= 5_000)).toEqual([250, 4_000, 2_750]);
  });

  it('never takes longer than the timeout times the attempts', async () => {
    const clock = manualClock({ skips: (ms) => ms !== 1_000 });
    const { url, seen } = await serve((_, response) => {
      send(response, 429, '', { 'retry-after': '4' });
    });
    const source = prometheusSource(target(url, { attempts: 9, timeoutMs: 1_000 }), transport, clock);
    const error = await failureOf(source.instant('up', 1));
    expect(error.fault).toEqual({ code: 'rateLimited', retryAfterMs: 4_000 });
    // 9 s in all: two waits of 4 s fit, a third does not.
    expect(seen).toHaveLength(3);
  });
});

describe('A connection that fails', () => {
  it('is unreachable when refused, with what to check', async () => {
    const { url } = await serve(() => undefined);
    for (const server of open) {
      server.close();
      await once(server, 'close');
    }
    open.clear();
    const error = await failureOf(prometheusSource(target(url), transport, clockOfTest()).instant('up', 1));
    expect(error.fault).toMatchObject({ code: 'unreachable', cause: 'refused' });
    expect(error.attempts).toBe(3);
    expect(String(error)).toMatch(/refuses connections.*Check that the server runs/);
  });

  it('is unreachable when reset, before or in the middle of the body', async () => {
    for (const withHead of [false, true]) {
      const { url, seen } = await serve((_, response) => {
        if (!withHead) {
          response.socket?.resetAndDestroy();
          return;
        }
        response.writeHead(200, { 'content-length': '500' });
        response.write('{"status":', () => response.socket?.resetAndDestroy());
      });
      const error = await failureOf(prometheusSource(target(url), transport, clockOfTest()).instant('up', 1));
      expect(error.fault).toMatchObject({ code: 'unreachable', cause: 'reset' });
      expect(seen).toHaveLength(3);
    }
  });

  it('times out when the body never ends, closing each connection', async () => {
    const clock = clockOfTest();
    let closed = 0;
    let arrived: () => void = () => undefined;
    const { url, seen } = await serve((_, response) => {
      response.on('close', () => closed++);
      response.writeHead(200, JSON_TYPE);
      response.write('{"status":', () => {
        arrived();
      });
    });
    const source = prometheusSource(target(url, { attempts: 2 }), transport, clock);
    let next = new Promise<void>((resolve) => (arrived = resolve));
    const failed = failureOf(source.instant('up', 1));
    await next;
    next = new Promise<void>((resolve) => (arrived = resolve));
    clock.advance(10_000);
    await next;
    clock.advance(9_750);
    const error = await failed;
    expect(error.fault).toMatchObject({ code: 'timeout', by: 'client' });
    expect(String(error)).toMatch(/did not answer within 20 s\..*2 attempts/);
    expect(error.attempts).toBe(2);
    expect(seen).toHaveLength(2);
    expect(clock.pending()).toBe(0);
    await expect.poll(() => closed).toBe(2);
  });

  it('ends at once when the caller gives up, and is not tried again', async () => {
    const clock = clockOfTest();
    const caller = new AbortController();
    let closed = false;
    const { url, seen } = await serve((_, response) => {
      response.on('close', () => (closed = true));
      caller.abort();
    });
    const error = await failureOf(prometheusSource(target(url), transport, clock).instant('up', 1, caller.signal));
    expect(error.code).toBe('aborted');
    expect(seen).toHaveLength(1);
    expect(clock.pending()).toBe(0);
    await expect.poll(() => closed).toBe(true);
  });

  it('stops reading past the largest body', async () => {
    const { url, seen } = await serve((_, response) => {
      response.writeHead(200, JSON_TYPE);
      const more = (): void => {
        if (!response.destroyed) response.write('x'.repeat(65_536), more);
      };
      more();
    });
    const source = prometheusSource(target(url, { maxBodyBytes: 1_000_000 }), transport, clockOfTest());
    const error = await failureOf(source.instant('up', 1));
    expect(error.fault).toEqual({ code: 'tooLarge', maxBytes: 1_000_000 });
    expect(seen).toHaveLength(1);
  });

  it('refuses a body whose announced length is too large', async () => {
    const { url } = await serve((_, response) => {
      send(response, 200, VECTOR);
    });
    const source = prometheusSource(target(url, { maxBodyBytes: 20 }), transport, clockOfTest());
    expect((await failureOf(source.instant('up', 1))).code).toBe('tooLarge');
  });
});

describe('A request', () => {
  const echo: Handler = (_, response) => {
    send(response, 200, VECTOR);
  };

  it('carries basic authentication in UTF-8, custom headers and the tenant', async () => {
    const { url, seen } = await serve(echo);
    const auth = { kind: 'basic', username: 'jürgen', password: 'pä:ss' } as const;
    const headers = { 'X-Team': 'leads', Authorization: 'overridden' };
    await prometheusSource(target(url, { auth, headers, tenant: 'a|b' }), transport, clockOfTest()).instant('up', 1);
    expect(seen[0]?.headers).toMatchObject({
      authorization: `Basic ${Buffer.from('jürgen:pä:ss').toString('base64')}`,
      'x-team': 'leads',
      'x-scope-orgid': 'a|b',
      accept: 'application/json',
      'content-type': 'application/x-www-form-urlencoded',
    });
  });

  it('carries a bearer token', async () => {
    const { url, seen } = await serve(echo);
    const auth = { kind: 'bearer', token: 'tok-123' } as const;
    await prometheusSource(target(url, { auth }), transport, clockOfTest()).instant('up', 1);
    expect(seen[0]?.headers.authorization).toBe('Bearer tok-123');
  });

  const HOSTILE = [
    'sum(rate(x{a="&time=0&query=evil#?%00+ "}[5m]))',
    '{job="</script><script>alert(1)</script>"}',
    'x{l="\u202Eright to left \u0627\u0644\u0639"} \r\n or y',
    `x{l="${'\u{1F4A5}'.repeat(2_560)}"}`,
  ];
  it.each(['GET', 'POST'] as const)('by %s hands every query over unharmed', async (method) => {
    const { url, seen } = await serve(echo);
    const source = prometheusSource(target(url, { method }), transport, clockOfTest());
    for (const query of method === 'GET' ? HOSTILE.slice(0, 3) : HOSTILE) await source.instant(query, 1_700_000_000.25);
    seen.forEach((one, at) => {
      const params = new URLSearchParams(method === 'GET' ? new URL(one.url, url).search : one.body);
      expect([...params]).toEqual([
        ['query', HOSTILE[at]],
        ['time', '1700000000.25'],
      ]);
      expect(one.method).toBe(method);
    });
    expect(seen.length).toBeGreaterThan(2);
  });

  it.each([
    { base: '', path: '/api/v1/query' },
    { base: '/', path: '/api/v1/query' },
    { base: '/prom', path: '/prom/api/v1/query' },
    { base: '/select/0/prometheus///', path: '/select/0/prometheus/api/v1/query' },
    { base: '/prom/?extra_label=a%3Db', path: '/prom/api/v1/query?extra_label=a%3Db' },
  ])('to base "$base" goes to $path', async ({ base, path }) => {
    const { url, seen } = await serve(echo);
    await prometheusSource(target(`${url}${base}`), transport, clockOfTest()).instant('up', 1);
    expect(seen[0]?.url).toBe(path);
  });

  it('steps from POST to GET once and for good when the server answers 405', async () => {
    const { url, seen } = await serve((one, response) => {
      send(response, one.method === 'POST' ? 405 : 200, VECTOR);
    });
    const source = prometheusSource(target(url), transport, clockOfTest());
    await source.instant('up', 1);
    await source.instant('up', 2);
    expect(seen.map(({ method }) => method)).toEqual(['POST', 'GET', 'GET']);
    expect(seen[1]?.url).toBe('/api/v1/query?query=up&time=1');
  });

  it('never lets a secret into an error, even when the server repeats it', async () => {
    const { url } = await serve((one, response) => {
      send(
        response,
        401,
        `rejected ${one.headers.authorization ?? ''} ${String(one.headers['x-api-key'])} pass=pw-secret ${one.url}`,
      );
    });
    const secrets = {
      auth: { kind: 'basic', username: 'u', password: 'pw-secret' },
      headers: { 'X-Api-Key': 'key-7788' },
    } as const;
    const error = await failureOf(
      prometheusSource(target(`${url}/?token=url-token-1`, secrets), transport, clockOfTest()).instant('up', 1),
    );
    const all = [String(error), error.serverMessage, error.stack, JSON.stringify(error)].join(' ');
    expect(all).not.toMatch(/pw-secret|key-7788|url-token-1/);
    expect(all).not.toContain(Buffer.from('u:pw-secret').toString('base64'));
    expect(error.serverMessage).toContain('rejected Basic ***');
  });

  it('tells the clock skew from the Date header, and nothing from a cached answer', async () => {
    const clock = manualClock({ now: Date.UTC(2026, 10, 21, 12) });
    const date = new Date(clock.now() + 90_000).toUTCString();
    const { url } = await serve((_, response, count) => {
      if (count > 0) response.setHeader('age', '30');
      send(response, 200, VECTOR, { date });
    });
    const source = prometheusSource(target(url), transport, clock);
    expect((await source.instant('up', 1)).clockSkewMs).toBe(90_000);
    expect((await source.instant('up', 1)).clockSkewMs).toBeUndefined();
  });

  it('of Loki goes to its own paths with nanoseconds', async () => {
    const { url, seen } = await serve(echo);
    const source = lokiSource({ name: 'logs', type: 'loki', url: `${url}/l/` }, transport, clockOfTest());
    await source.instant('sum(rate({a="b"}[1m]))', 1_763_726_400.123);
    expect(seen[0]?.url).toBe('/l/loki/api/v1/query');
    expect(new URLSearchParams(seen[0]?.body).get('time')).toBe('1763726400123000000');
  });
});
