import { problemSchema } from '@release-risk/contract/gatewayApi';
import { request as httpRequest } from 'node:http';
import { connect, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { startTestGateway, TOKENS, type TestGateway, type TestGatewayOptions } from '../testing/gatewayServer.ts';
import { signedWebhook, webhookPayload } from '../testing/grafanaWebhook.ts';

const FULL = process.env['RELEASE_RISK_FULL'] === '1';
const SLOW_SOCKETS = FULL ? 1000 : 200;
const PATH = '/v1/alerts/grafana';
const opened: Socket[] = [];
let gateway: TestGateway | undefined;

async function started(options: TestGatewayOptions = {}): Promise<TestGateway> {
  gateway = await startTestGateway(options);
  return gateway;
}

afterEach(async () => {
  for (const socket of opened.splice(0)) socket.destroy();
  await gateway?.close();
});

interface RawAnswer {
  readonly status: number;
  readonly body: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/** Sends a body however large, and reads the answer even where the server stops reading. */
async function sending(
  url: string,
  headers: Readonly<Record<string, string>>,
  chunks: Iterable<Buffer>,
): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    let isAnswered = false;
    const request = httpRequest(url, { method: 'POST', headers }, (response) => {
      isAnswered = true;
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('error', reject);
      response.on('end', () => {
        resolve({ status: response.statusCode ?? 0, body: Buffer.concat(parts).toString(), headers: response.headers });
        request.destroy();
      });
    });
    request.on('error', (error) => {
      if (!isAnswered) reject(error);
    });
    for (const chunk of chunks) request.write(chunk);
    request.end();
  });
}

function* tenMegabytes(): Generator<Buffer> {
  const chunk = Buffer.alloc(64 * 1024, 0x20);
  for (let sent = 0; sent < 10 * 1024 * 1024; sent += chunk.length) yield chunk;
}

async function slowSocket(port: number, text: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.write(text);
      resolve(socket);
    });
    socket.on('error', reject);
    opened.push(socket);
  });
}

const closed = async (socket: Socket) =>
  new Promise<void>((resolve) => {
    socket.on('close', () => {
      resolve();
    });
    socket.on('error', () => undefined);
    socket.resume();
  });

async function timeOf(work: () => Promise<number>): Promise<{ readonly status: number; readonly ms: number }> {
  const start = performance.now();
  const status = await work();
  return { status, ms: performance.now() - start };
}

const post = async (url: string, secret?: string): Promise<number> => {
  const { headers, body } = signedWebhook(webhookPayload(), secret === undefined ? {} : { secret });
  const response = await fetch(url + PATH, { method: 'POST', headers, body: new Uint8Array(body) });
  await response.text();
  return response.status;
};

describe('A body of 10 MB', () => {
  it.each([
    ['that says so', { 'content-length': String(10 * 1024 * 1024) }],
    ['in chunks', { 'transfer-encoding': 'chunked' }],
  ])('%s is refused at once, takes no memory and makes the gateway look for itself', async (_what, length) => {
    const { url, recorded } = await started();
    const before = process.memoryUsage().rss;
    const start = performance.now();
    const { headers } = signedWebhook();
    const answer = await sending(url + PATH, { ...headers, ...length }, tenMegabytes());
    const ms = performance.now() - start;
    expect(answer.status).toBe(413);
    expect(problemSchema.parse(JSON.parse(answer.body)).error.code).toBe('GW108');
    expect(answer.headers['connection']).toBe('close');
    expect(ms).toBeLessThan(1000);
    // The test's own copy of what it sends is part of it.
    expect(process.memoryUsage().rss - before).toBeLessThan(60 * 1024 * 1024);
    expect(recorded.callsOf('reconcileSoon')).toHaveLength(1);
  });

  it('without credentials is not read', async () => {
    const { url } = await started();
    const answer = await sending(url + PATH, { 'content-type': 'application/json' }, tenMegabytes());
    expect(answer.status).toBe(401);
    expect(answer.headers['connection']).toBe('close');
  });
});

describe('Many slow connections', () => {
  it('do not keep good traffic waiting, and are cut off', async () => {
    const { url } = await started({ limits: { headersMs: 400, requestMs: 800, checkEveryMs: 50 } });
    const port = Number(new URL(url).port);
    const half = `POST ${PATH} HTTP/1.1\r\nhost: a\r\nx-slow: `;
    const body = `POST ${PATH} HTTP/1.1\r\nhost: a\r\ncontent-length: 1000\r\ncontent-type: application/json\r\n${signedHead()}\r\n{`;
    const slow = await Promise.all(
      Array.from({ length: SLOW_SOCKETS }, async (_, n) => slowSocket(port, ['', half, body][n % 3] ?? '')),
    );
    const ends = Promise.all(slow.map(closed));
    const good = await Promise.all(Array.from({ length: 20 }, async () => timeOf(async () => post(url))));
    expect(good.map(({ status }) => status)).toEqual(good.map(() => 202));
    expect(Math.max(...good.map(({ ms }) => ms))).toBeLessThan(1500);
    await ends;
    expect(await post(url)).toBe(202);
  });
});

describe('Somebody who tries credentials', () => {
  it('hears 429 in the end, and keeps nobody out who has some', async () => {
    const { url } = await started({ limits: { failuresPerMinute: 5 } });
    const statuses: number[] = [];
    for (let n = 0; n < 7; n++) statuses.push(await post(url, 'somebody-elses-secret-of-32-byte'));
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429, 429]);
    expect(await post(url)).toBe(202);
  });
});

describe('Too many requests of one address', () => {
  it('are refused, but neither alerts nor probes are', async () => {
    const { url } = await started({ limits: { requestsPerMinute: 3 } });
    const statuses: number[] = [];
    let retryAfter: string | null = null;
    let said = '';
    for (let n = 0; n < 5; n++) {
      const response = await fetch(`${url}/v1/holds`, { headers: { authorization: `Bearer ${TOKENS.read}` } });
      said = await response.text();
      statuses.push(response.status);
      retryAfter = response.headers.get('retry-after');
    }
    expect(statuses).toEqual([200, 200, 200, 429, 429]);
    expect(Number(retryAfter)).toBeGreaterThan(0);
    expect(JSON.parse(said)).toMatchObject({ error: { code: 'GW110', hint: `Wait ${String(retryAfter)} s.` } });
    expect(await post(url)).toBe(202);
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
  });

  it('are alerts as well where it is configured', async () => {
    const { url } = await started({ limits: { alertsPerMinute: 2 } });
    expect([await post(url), await post(url), await post(url)]).toEqual([202, 202, 429]);
  });
});

describe('What is no HTTP', () => {
  it.each([
    'GARBAGE\r\n\r\n',
    'GET / HTTP/9.9\r\n\r\n',
    `GET / HTTP/1.1\r\nhost: a\r\nx: ${'y'.repeat(100_000)}\r\n\r\n`,
  ])('is refused without a word of it: %s', async (text) => {
    const { url } = await started();
    const socket = await slowSocket(Number(new URL(url).port), text);
    let answer = '';
    socket.on('data', (part: Buffer) => {
      answer += part.toString();
    });
    await closed(socket);
    expect(answer).toMatch(/^HTTP\/1\.1 4\d\d [\w ]+\r\n/);
    expect(answer).not.toMatch(/GARBAGE|yyy/);
  });

  it('in a request that hides another one is refused', async () => {
    const { url, recorded } = await started();
    const smuggled = `POST ${PATH} HTTP/1.1\r\nhost: a\r\ncontent-length: 4\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\nGET /healthz HTTP/1.1\r\nhost: a\r\n\r\n`;
    const socket = await slowSocket(Number(new URL(url).port), smuggled);
    let answer = '';
    socket.on('data', (part: Buffer) => {
      answer += part.toString();
    });
    await closed(socket);
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(answer).not.toContain('"ok"');
    expect(recorded.calls).toEqual([]);
  });
});

describe('The log', () => {
  it('holds no secret and one line for each entry, whatever was sent', async () => {
    const { url, log } = await started();
    await fetch(`${url}/v1/holds?a=b%0A{"level":60}`, {
      headers: { authorization: 'Bearer hunter2-hunter2', 'x-grafana-id': 'a.b.c', cookie: 'grafana_session=hunter2' },
    });
    await fetch(`${url}/v1/%0A%1b[31mforged`);
    await post(url, 'somebody-elses-secret-of-32-byte');
    expect(log.length).toBeGreaterThan(2);
    for (const line of log) {
      expect(line.trimEnd()).not.toMatch(/[\n\r\u001b\u009b]/);
      expect(() => JSON.parse(line) as unknown).not.toThrow();
      expect(line).not.toMatch(/hunter2|forged|a\.b\.c/);
    }
  });
});

function signedHead(): string {
  return Object.entries(signedWebhook().headers)
    .filter(([name]) => name !== 'content-type')
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join('');
}
