import { grafanaClient } from '@release-risk/grafana/client';
import { patientClock } from '@release-risk/grafana/testing/clocks';
import type { GrafanaClock, GrafanaHttpRequest } from '@release-risk/grafana/transport';
import { GATEWAY_ADDRESS } from '../risk/addresses.ts';
import type { Host, HostDatasource } from '../risk/host.ts';

/** One request that a host was asked to send. */
export interface CannedRequest {
  readonly method: string;
  /** With its parameters, such as `/api/annotations?tags=a`. */
  readonly path: string;
  /** The body, read as JSON. */
  readonly body: unknown;
  /** Whether it was ended before its answer was there. */
  readonly aborted: () => boolean;
}

/** What comes back: a text as it is, anything else as JSON. */
export interface CannedAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** Says what a request is answered with; a promise leaves it in flight until the test decides. */
export type Answering = (request: CannedRequest) => CannedAnswer | Promise<CannedAnswer>;

export interface CannedHost {
  readonly host: Host;
  /** Every request that was sent, in order. */
  readonly requests: readonly CannedRequest[];
  /** `GET /api/health`, in order. */
  sent(): readonly string[];
  /** Requests that were neither answered nor ended. */
  inFlight(): number;
}

export interface CannedHostOptions {
  readonly answer: Answering;
  readonly datasources?: readonly HostDatasource[];
  readonly permissions?: readonly string[];
  readonly user?: string | undefined;
  readonly clock?: GrafanaClock;
  /** The sub path that Grafana is served under. */
  readonly subPath?: string;
}

export const DATASOURCES: readonly HostDatasource[] = [
  { uid: 'uid-metrics', name: 'metrics', type: 'prometheus', isDefault: true, scrapeInterval: 15 },
  { uid: 'uid-logs', name: 'logs', type: 'loki', isDefault: false, scrapeInterval: 15 },
];

/** A Grafana without a network around the real client: what it answers is the test's to say. */
export function cannedHost(options: CannedHostOptions): CannedHost {
  const { answer, datasources = DATASOURCES, permissions = [], clock = patientClock(), subPath = '' } = options;
  const requests: CannedRequest[] = [];
  let open = 0;
  const base = `http://grafana.test${subPath}`;
  const send = async (request: GrafanaHttpRequest): Promise<Required<CannedAnswer>> => {
    let ended = false;
    let answered = false;
    const sent: CannedRequest = {
      method: request.method,
      path: request.url.slice(base.length),
      body: request.body === undefined ? undefined : JSON.parse(request.body),
      aborted: () => ended,
    };
    requests.push(sent);
    open += 1;
    const stopped = new Promise<never>((_, reject) => {
      request.signal.addEventListener('abort', () => {
        if (answered) return;
        ended = true;
        reject(new Error('The request was ended.'));
      });
    });
    stopped.catch(() => undefined);
    try {
      const { status = 200, headers = {}, body = '' } = await Promise.race([answer(sent), stopped]);
      return { status, headers, body };
    } finally {
      answered = true;
      open -= 1;
    }
  };
  const host: Host = {
    client: (signal) =>
      grafanaClient(
        { url: base, auth: { kind: 'none' } },
        async (request) => {
          const { status, headers, body } = await send(request);
          const text = typeof body === 'string' ? body : JSON.stringify(body);
          return { status, header: (name) => headers[name], text: () => Promise.resolve(text) };
        },
        clock,
        signal,
      ),
    gateway: async ({ method, path, body, signal = new AbortController().signal }) => {
      const url = `${base}${GATEWAY_ADDRESS}${path}`;
      const asked = { method, url, headers: {}, signal, ...(body === undefined ? {} : { body }) };
      const { status, body: said } = await send(asked);
      return { status, text: typeof said === 'string' ? said : JSON.stringify(said) };
    },
    may: (action) => permissions.includes(action),
    user: 'user' in options ? options.user : 'anna',
    datasources: () => datasources,
    address: (path) => `${subPath}${path}`,
  };
  return {
    host,
    requests,
    sent: () => requests.map(({ method, path }) => `${method} ${path}`),
    inFlight: () => open,
  };
}

/** Lets everything happen that waits for nothing but its turn. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve));
}

/** A promise that the test fulfils. */
export interface Held<T> {
  readonly promise: Promise<T>;
  readonly give: (value: T) => void;
  readonly fail: (error: Error) => void;
}

export function held<T>(): Held<T> {
  let give: (value: T) => void = () => undefined;
  let fail: (error: Error) => void = () => undefined;
  const promise = new Promise<T>((resolve, reject) => {
    give = resolve;
    fail = reject;
  });
  return { promise, give, fail };
}
