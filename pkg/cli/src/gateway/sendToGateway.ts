import type { GatewayRequest, GatewaySend } from '@release-risk/contract/gatewayClient';
import { retryAfterMs } from '@release-risk/query/statusFailure';
import type { Clock, HttpRequest, Transport } from '@release-risk/query/transport';

/** Where the gateway is, and as whom it is called. */
export interface GatewayTarget {
  /** Without a slash at its end. */
  readonly url: string;
  /** Who calls. Names are lower case. */
  readonly headers: Readonly<Record<string, string>>;
}

/** Milliseconds for one attempt: connecting, headers and body. */
const TIMEOUT_MS = 10_000;
const ATTEMPTS = 3;
const FIRST_WAIT_MS = 500;
/** Who asks for more patience than this is answered with what they said. */
const LONGEST_WAIT_MS = 30_000;
const LARGEST_ANSWER = 8 * 1024 * 1024;

interface Answered {
  readonly status: number;
  readonly text: string;
  readonly retryAfter: string | undefined;
}

/**
 * Sends to a gateway. What may be sent twice without a second effect (reading, and a deployment, whose id says which
 * it is) is sent up to three times where no answer came, on 429 and on 5xx, after the wait that the gateway asks for.
 * Everything else is sent once: whether a decision arrived is for its author to look up.
 */
export function sendToGateway(target: GatewayTarget, transport: Transport, clock: Clock): GatewaySend {
  return async (request) => {
    const attempts = mayBeRepeated(request) ? ATTEMPTS : 1;
    const { signal = new AbortController().signal } = request;
    for (let tried = 1; ; tried++) {
      const outcome = await once(httpRequest(target, request), signal, transport, clock).catch(
        (error: unknown) => new Error(reasonOf(error), { cause: error }),
      );
      const wait = waitAfter(outcome, tried, clock.now());
      if (wait === undefined || tried >= attempts || signal.aborted) {
        if (outcome instanceof Error) throw outcome;
        return { status: outcome.status, text: outcome.text };
      }
      await clock.sleep(wait, signal);
    }
  };
}

function mayBeRepeated({ method, path }: GatewayRequest): boolean {
  return method === 'GET' || (method === 'POST' && path === '/v1/deployments');
}

function httpRequest(
  { url, headers }: GatewayTarget,
  { method, path, body }: GatewayRequest,
): Omit<HttpRequest, 'signal'> {
  return {
    method,
    url: `${url}${path}`,
    headers: {
      accept: 'application/json',
      ...headers,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body }),
  };
}

/** Milliseconds until the next attempt; undefined where another one would not help. */
function waitAfter(outcome: Answered | Error, tried: number, now: number): number | undefined {
  const own = FIRST_WAIT_MS * 2 ** (tried - 1);
  if (outcome instanceof Error) return own;
  if (outcome.status !== 429 && outcome.status < 500) return undefined;
  const asked = retryAfterMs(outcome.retryAfter, now) ?? 0;
  return asked > LONGEST_WAIT_MS ? undefined : Math.max(own, asked);
}

/** One attempt, which ends in time even if the transport heeds neither the signal nor the time. */
async function once(
  request: Omit<HttpRequest, 'signal'>,
  signal: AbortSignal,
  transport: Transport,
  clock: Clock,
): Promise<Answered> {
  const connection = new AbortController();
  const alarm = new AbortController();
  try {
    return await Promise.race([
      exchange({ ...request, signal: connection.signal }, transport),
      tooLate(clock, alarm.signal),
      stopped(signal, alarm.signal),
    ]);
  } finally {
    alarm.abort();
    connection.abort();
  }
}

async function exchange(request: HttpRequest, transport: Transport): Promise<Answered> {
  const response = await transport(request);
  const text = await response.text(LARGEST_ANSWER);
  return { status: response.status, text, retryAfter: response.header('retry-after') };
}

async function tooLate(clock: Clock, ended: AbortSignal): Promise<never> {
  await clock.sleep(TIMEOUT_MS, ended);
  throw new Error(`nothing within ${TIMEOUT_MS / 1000} s`);
}

function stopped(signal: AbortSignal, ended: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const stop = (): void => {
      reject(new Error('not waited for'));
    };
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true, signal: ended });
  });
}

const CAUSES: Readonly<Record<string, string>> = {
  ENOTFOUND: 'its host name does not resolve',
  EAI_AGAIN: 'its host name does not resolve',
  ECONNREFUSED: 'it refuses connections',
  ECONNRESET: 'it closed the connection',
  UND_ERR_SOCKET: 'it closed the connection',
};

/** What a transport's rejection means; the innermost error says it best. */
function reasonOf(error: unknown): string {
  let innermost = error;
  while (innermost instanceof Error && (innermost.cause ?? firstOf(innermost)) !== undefined) {
    innermost = innermost.cause ?? firstOf(innermost);
  }
  const code: unknown = innermost instanceof Error ? Reflect.get(innermost, 'code') : undefined;
  if (typeof code === 'string' && Object.hasOwn(CAUSES, code)) return CAUSES[code] ?? code;
  return innermost instanceof Error ? innermost.message : String(innermost);
}

function firstOf(error: Error): unknown {
  return error instanceof AggregateError ? error.errors[0] : undefined;
}
