import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FakeAnswer, FakeRequest } from '../../adapters/testing/faultyServer.ts';

/** What goes wrong with one request. The `After` ones are carried out first: only their answer is lost. */
export type PeerFault =
  | { readonly kind: 'reset' | 'resetAfter' | 'hang' | 'hangAfter' }
  | {
      readonly kind: 'answer' | 'answerAfter';
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: string;
    };

/** A service on 127.0.0.1 of which single paths can be made to fail. */
export interface Peer {
  readonly url: string;
  readonly requests: readonly FakeRequest[];
  /** The next request whose `METHOD /path` ends so fails so. */
  fail(end: string, fault: PeerFault): void;
  /** Called whenever a request is left without an answer. */
  whenSilent(listener: () => void): void;
  stop(): Promise<void>;
}

export async function openPeer(handle: (request: FakeRequest) => FakeAnswer): Promise<Peer> {
  const requests: FakeRequest[] = [];
  const faults: { end: string; fault: PeerFault }[] = [];
  const listeners: (() => void)[] = [];
  const take = ({ method, path }: FakeRequest): PeerFault | undefined => {
    const at = faults.findIndex(({ end }) => `${method} ${path}`.endsWith(end));
    return at < 0 ? undefined : faults.splice(at, 1)[0]?.fault;
  };
  const respond = (request: FakeRequest, response: ServerResponse) => {
    const fault = take(request);
    const answer = fault === undefined || fault.kind.endsWith('After') ? handle(request) : undefined;
    if (fault === undefined) writeAnswer(response, answer ?? { status: 500 });
    else if (fault.kind === 'answer' || fault.kind === 'answerAfter') write(response, fault);
    else if (fault.kind === 'reset' || fault.kind === 'resetAfter') response.socket?.resetAndDestroy();
    else for (const listener of listeners) listener();
  };
  const server = createServer((incoming, response) => {
    const parts: Buffer[] = [];
    incoming.on('data', (part: Buffer) => parts.push(part));
    incoming.on('end', () => {
      const url = new URL(incoming.url ?? '/', 'http://127.0.0.1');
      const request = {
        method: incoming.method ?? '',
        path: decodeURIComponent(url.pathname),
        query: url.searchParams,
        headers: incoming.headers,
        body: Buffer.concat(parts).toString(),
        url: incoming.url ?? '',
      };
      requests.push(request);
      respond(request, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    requests,
    fail: (end, fault) => void faults.push({ end, fault }),
    whenSilent: (listener) => void listeners.push(listener),
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function writeAnswer(response: ServerResponse, { status, headers = {}, json, text }: FakeAnswer): void {
  write(response, { status, headers, body: text ?? (json === undefined ? '' : JSON.stringify(json)) });
}

function write(
  response: ServerResponse,
  { status, headers = {}, body = '' }: Omit<Extract<PeerFault, { status: number }>, 'kind'>,
): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers });
  response.end(status === 204 ? undefined : body);
}
