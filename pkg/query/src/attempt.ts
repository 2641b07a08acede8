import { Failure, SOON } from './failure.ts';
import { networkFailure } from './networkFailure.ts';
import { statusFailure } from './statusFailure.ts';
import { BodyTooLargeError } from './transport.ts';
import type { Clock, HttpRequest, HttpResponse, Transport } from './transport.ts';

/** A 2xx answer, read whole. */
export interface Answer {
  readonly body: string;
  readonly contentType: string | undefined;
  readonly status: number;
  readonly clockSkewMs: number | undefined;
}

export interface AttemptLimits {
  readonly timeoutMs: number;
  readonly maxBodyBytes: number;
}

/** No error message needs more; what is longer is not read. */
const LONGEST_ERROR_BODY = 256 * 1024;

/** Server minus local. The header stands for the moment it was written: taken as the middle of the round trip. */
function clockSkew(response: HttpResponse, sentAt: number, receivedAt: number): number | undefined {
  const date = Date.parse(response.header('date') ?? '');
  const fromCache = Number(response.header('age') ?? 0) > 0;
  return Number.isNaN(date) || fromCache ? undefined : date - (sentAt + receivedAt) / 2;
}

async function errorBody(response: HttpResponse): Promise<string> {
  try {
    return await response.text(LONGEST_ERROR_BODY);
  } catch {
    // The status alone says enough; a broken or endless error page must not hide it.
    return '';
  }
}

async function readFailure(response: HttpResponse, now: number, redact: (text: string) => string): Promise<Failure> {
  const { status } = response;
  if (status === 0) return new Failure({ code: 'unreachable', cause: 'unknown', detail: '' }, SOON);
  const redirect = status >= 300 && status < 400;
  const answer = {
    status,
    body: redirect ? '' : await errorBody(response),
    contentType: response.header('content-type'),
    location: response.header('location'),
    retryAfter: response.header('retry-after'),
  };
  return statusFailure(answer, now, redact);
}

async function exchange(
  request: HttpRequest,
  { maxBodyBytes }: AttemptLimits,
  transport: Transport,
  clock: Clock,
  redact: (text: string) => string,
): Promise<Answer> {
  const sentAt = clock.now();
  try {
    const response = await transport(request);
    const clockSkewMs = clockSkew(response, sentAt, clock.now());
    const { status } = response;
    if (status < 200 || status > 299) throw await readFailure(response, clock.now(), redact);
    const body = await response.text(maxBodyBytes);
    return { body, contentType: response.header('content-type'), status, clockSkewMs };
  } catch (error) {
    if (error instanceof Failure) throw error;
    if (error instanceof BodyTooLargeError) throw new Failure({ code: 'tooLarge', maxBytes: error.maxBytes });
    throw networkFailure(error, clock.now() - sentAt, redact);
  }
}

/**
 * Sends one request and reads its answer within `timeoutMs`. Rejects with a {@link Failure}: `aborted` as soon as
 * `signal` fires, `timeout` when the time is over, even if the transport heeds neither.
 */
export async function attempt(
  request: Omit<HttpRequest, 'signal'>,
  limits: AttemptLimits,
  transport: Transport,
  clock: Clock,
  redact: (text: string) => string,
  signal: AbortSignal | undefined,
): Promise<Answer> {
  const connection = new AbortController();
  const alarm = new AbortController();
  let abort: (() => void) | undefined;
  const stopped = new Promise<never>((_, reject) => {
    abort = () => {
      reject(new Failure({ code: 'aborted' }));
    };
    if (signal?.aborted === true) abort();
    else signal?.addEventListener('abort', abort);
    clock.sleep(limits.timeoutMs, alarm.signal).then(
      () => {
        reject(new Failure({ code: 'timeout', waitedMs: limits.timeoutMs, by: 'client' }, SOON));
      },
      () => undefined,
    );
  });
  let whole = false;
  try {
    const answered = exchange({ ...request, signal: connection.signal }, limits, transport, clock, redact);
    const answer = await Promise.race([answered, stopped]);
    whole = true;
    return answer;
  } finally {
    alarm.abort();
    if (abort !== undefined) signal?.removeEventListener('abort', abort);
    // Closes what is still open, an unread body too.
    if (!whole) connection.abort();
  }
}
