import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface FakeRequest {
  readonly method: string;
  /** Decoded, without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
  /** As it was asked for. */
  readonly url: string;
}

export interface FakeAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  readonly text?: string;
}

/**
 * What can go wrong with one exchange, whether the fake carries it out before it goes wrong, and what a call may then
 * be taken for.
 */
export const FAULTS = {
  waitSeconds: { executes: false, means: ['later'] },
  waitDate: { executes: false, means: ['later'] },
  waitUntold: { executes: false, means: ['later'] },
  waitAbsurd: { executes: false, means: ['later'] },
  unauthorized: { executes: false, means: ['rejected'] },
  redirectToMetadata: { executes: false, means: ['rejected'] },
  serverError: { executes: false, means: ['unknown'] },
  halfOpen: { executes: false, means: ['unknown'] },
  hang: { executes: true, means: ['unknown'] },
  reset: { executes: true, means: ['unknown'] },
  badGateway: { executes: true, means: ['unknown'] },
  malformedJson: { executes: true, means: ['accepted', 'unknown'] },
  page: { executes: true, means: ['accepted', 'unknown'] },
  cutBody: { executes: true, means: ['accepted', 'unknown'] },
  hugeBody: { executes: true, means: ['accepted', 'unknown'] },
} as const satisfies Readonly<Record<string, { executes: boolean; means: readonly string[] }>>;

export type Fault = keyof typeof FAULTS;
export const ALL_FAULTS = Object.keys(FAULTS) as readonly Fault[];

export interface FaultyServer {
  /** Without a slash at the end. */
  readonly url: string;
  readonly requests: readonly FakeRequest[];
  /** The next `times` requests of this sort go wrong like this, after those that were asked for before. */
  break(sort: 'calls' | 'reads', fault: Fault, times: number): void;
  mend(): void;
  /** Called whenever a request is left without an answer for good, so that nobody has to wait to notice. */
  whenSilent(listener: () => void): void;
  close(): Promise<void>;
}

/** A server on 127.0.0.1 that answers as `handle` says; calls are its POSTs, reads its GETs. */
export async function faultyServer(handle: (request: FakeRequest) => FakeAnswer): Promise<FaultyServer> {
  const broken: Record<'calls' | 'reads', Fault[]> = { calls: [], reads: [] };
  const requests: FakeRequest[] = [];
  const listeners: (() => void)[] = [];
  const server = createServer((incoming, response) => {
    const parts: Buffer[] = [];
    incoming.on('data', (part: Buffer) => parts.push(part));
    incoming.on('end', () => {
      const request = requestOf(incoming, Buffer.concat(parts).toString());
      requests.push(request);
      const fault = broken[request.method === 'GET' ? 'reads' : 'calls'].shift();
      const isCarriedOut = fault === undefined || FAULTS[fault].executes;
      const answer = isCarriedOut ? handle(request) : { status: 500 };
      if (fault === undefined) write(response, answer);
      else spoil(fault, answer, response);
      if (fault === 'halfOpen' || fault === 'hang')
        listeners.forEach((listener) => {
          listener();
        });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    requests,
    break: (sort, fault, times) => {
      broken[sort].push(...Array<Fault>(times).fill(fault));
    },
    mend: () => {
      broken.calls.length = 0;
      broken.reads.length = 0;
    },
    whenSilent: (listener) => {
      listeners.push(listener);
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

function requestOf(incoming: IncomingMessage, body: string): FakeRequest {
  const url = new URL(incoming.url ?? '/', 'http://127.0.0.1');
  return {
    method: incoming.method ?? '',
    path: decodeURIComponent(url.pathname),
    query: url.searchParams,
    headers: incoming.headers,
    body,
    url: incoming.url ?? '',
  };
}

function write(response: ServerResponse, { status, headers = {}, json, text }: FakeAnswer): void {
  const body = json === undefined ? (text ?? '') : JSON.stringify(json);
  const type = json === undefined ? {} : { 'content-type': 'application/json; charset=utf-8' };
  response.writeHead(status, { ...type, ...headers }).end(status === 204 ? undefined : body);
}

function spoil(fault: Fault, { status, headers = {} }: FakeAnswer, response: ServerResponse): void {
  const json = { ...headers, 'content-type': 'application/json' };
  const busy = (wait: Readonly<Record<string, string>>) => {
    write(response, { status: 429, headers: wait, json: { message: 'Too many requests' } });
  };
  const spoilt: Readonly<Record<Fault, () => unknown>> = {
    waitSeconds: () => {
      busy({ 'retry-after': '7' });
    },
    waitDate: () => {
      busy({ 'retry-after': new Date(Date.now() + 60_000).toUTCString() });
    },
    waitUntold: () => {
      busy({});
    },
    waitAbsurd: () => {
      busy({ 'retry-after': '1000000000' });
    },
    unauthorized: () => {
      write(response, { status: 401, json: { message: 'Bad credentials' } });
    },
    redirectToMetadata: () => {
      write(response, { status: 302, headers: { location: 'http://169.254.169.254/latest/meta-data/' } });
    },
    serverError: () => {
      write(response, { status: 500, text: 'Internal error' });
    },
    // The socket stays open, and nothing more is said.
    halfOpen: () => undefined,
    hang: () => undefined,
    reset: () => response.socket?.resetAndDestroy(),
    badGateway: () => {
      write(response, { status: 502, headers: { 'content-type': 'text/html' }, text: '<html><title>502 Bad Gateway' });
    },
    malformedJson: () => response.writeHead(status, json).end('{"id": 1, "web_url": '),
    page: () =>
      response
        .writeHead(status < 300 ? 200 : status, { 'content-type': 'text/html' })
        .end('<!doctype html><title>Sign in</title>'),
    cutBody: () => {
      response.writeHead(status, { ...json, 'content-length': '1000' });
      response.write('{"id":', () => response.socket?.destroy());
    },
    hugeBody: () => {
      response.writeHead(status, json);
      pour(response, 200_000_000);
    },
  };
  // No answer with this status has a body that could be spoilt.
  if (status === 204 && !['reset', 'hang', 'badGateway'].includes(fault) && FAULTS[fault].executes) {
    write(response, { status, headers });
  } else spoilt[fault]();
}

function pour(response: ServerResponse, bytes: number): void {
  const chunk = Buffer.alloc(65_536, 120);
  let left = bytes;
  response.write('{"x":"');
  const more = (): void => {
    while (left > 0 && !response.destroyed) {
      left -= chunk.length;
      if (!response.write(chunk)) return;
    }
    response.end('"}');
  };
  response.on('drain', more);
  more();
}
