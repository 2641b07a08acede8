import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';

/** What goes wrong with one request. The `After` ones are carried out first: only their answer is lost. */
export type Fault =
  | { readonly kind: 'reset' | 'resetAfter' | 'hang' | 'hangAfter' }
  | {
      readonly kind: 'answer' | 'answerAfter';
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: string;
    };

/** A request as the fakes see it. */
export interface FakeRequest {
  readonly method: string;
  /** Decoded path without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export interface FakeAnswer {
  readonly status: number;
  readonly json: unknown;
}

export interface FaultyServer {
  readonly url: string;
  /** Every request that arrived, in order. */
  readonly requests: readonly FakeRequest[];
  /** The next request with this method (and a path that ends so) fails so. */
  fail(method: string, fault: Fault, pathEnd?: string): void;
  stop(): Promise<void>;
}

interface Planned {
  readonly method: string;
  readonly pathEnd: string;
  readonly fault: Fault;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8');
}

function answerWith(response: ServerResponse, status: number, headers: Readonly<Record<string, string>>, body: string) {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(body);
}

/** Serves a fake on 127.0.0.1 and breaks what it is told to. */
export async function faultyServer(handle: (request: FakeRequest) => FakeAnswer): Promise<FaultyServer> {
  const requests: FakeRequest[] = [];
  const faults: Planned[] = [];
  const faultOf = ({ method, path }: FakeRequest): Fault | undefined => {
    const at = faults.findIndex((fault) => fault.method === method && path.endsWith(fault.pathEnd));
    return at < 0 ? undefined : faults.splice(at, 1)[0]?.fault;
  };
  const respond = (request: FakeRequest, response: ServerResponse): void => {
    const fault = faultOf(request);
    const isAfter = fault?.kind.endsWith('After') ?? true;
    const answer = isAfter ? handle(request) : undefined;
    if (fault === undefined) {
      answerWith(response, answer?.status ?? 500, {}, JSON.stringify(answer?.json));
    } else if (fault.kind === 'answer' || fault.kind === 'answerAfter') {
      answerWith(response, fault.status, fault.headers ?? {}, fault.body ?? '');
    } else if (fault.kind === 'reset' || fault.kind === 'resetAfter') {
      response.destroy();
    }
  };
  const server = createServer((incoming, response) => {
    const url = new URL(incoming.url ?? '/', 'http://fake');
    void bodyOf(incoming).then((body) => {
      const { method = '', headers } = incoming;
      const request = { method, path: decodeURIComponent(url.pathname), query: url.searchParams, headers, body };
      requests.push(request);
      respond(request, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The fake has no port.');
  return {
    url: `http://127.0.0.1:${String(address.port)}`,
    requests,
    fail: (method, fault, pathEnd = '') => void faults.push({ method, fault, pathEnd }),
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
