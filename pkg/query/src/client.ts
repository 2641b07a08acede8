import pLimit from 'p-limit';
import { addressOf } from './address.ts';
import { attempt } from './attempt.ts';
import type { Answer } from './attempt.ts';
import { credentialsOf } from './credentials.ts';
import { parseJson } from './envelope.ts';
import { QueryError } from './errors.ts';
import { Failure } from './failure.ts';
import { TARGET_DEFAULTS } from './target.ts';
import type { SourceTarget } from './target.ts';
import type { Clock, HttpRequest, Transport } from './transport.ts';

/** One question to a server's API. */
export interface ApiRequest {
  /** Under the target's URL, with a leading slash. */
  readonly path: string;
  readonly params: readonly (readonly [name: string, value: string])[];
  /** For errors: the query a person wrote. */
  readonly query?: string | undefined;
  /** For endpoints that know no POST. */
  readonly getOnly?: boolean;
}

/** What a reader of answers gets. */
export interface JsonAnswer {
  readonly json: unknown;
  readonly clockSkewMs: number | undefined;
  redact(text: string): string;
}

/** Sends the requests of one datasource: its credentials, its turn, its time, its retries, its errors. */
export interface ApiClient {
  /** Sends and reads; a {@link Failure} of `read` becomes a {@link QueryError} with all that is known. */
  ask<T>(request: ApiRequest, read: (answer: JsonAnswer) => T, signal?: AbortSignal): Promise<T>;
  /** Runs `body`, giving a {@link Failure} thrown in it (before anything is sent) its context. */
  guard<T>(path: string, query: string | undefined, body: () => T): T;
}

const FIRST_BACKOFF_MS = 250;
const LONGEST_BACKOFF_MS = 5_000;
const backoff = (failed: number): number => Math.min(LONGEST_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** (failed - 1));

const ABORTED = { code: 'aborted' } as const;

/** Rejects as soon as `signal` fires, however long `work` still takes to notice. */
async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return work;
  let stop: (() => void) | undefined;
  const aborted = new Promise<never>((_, reject) => {
    stop = () => {
      reject(new Failure(ABORTED));
    };
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop);
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    if (stop !== undefined) signal.removeEventListener('abort', stop);
  }
}

/** Throws `invalidTarget` when the target cannot be asked at all. */
export function apiClient(target: SourceTarget, transport: Transport, clock: Clock): ApiClient {
  const address = addressOf(target);
  const credentials = credentialsOf(target, address.shown(''));
  const timeoutMs = target.timeoutMs ?? TARGET_DEFAULTS.timeoutMs;
  const attempts = target.attempts ?? TARGET_DEFAULTS.attempts;
  const maxBodyBytes = target.maxBodyBytes ?? TARGET_DEFAULTS.maxBodyBytes;
  const turn = pLimit(target.concurrency ?? TARGET_DEFAULTS.concurrency);
  let method = target.method ?? TARGET_DEFAULTS.method;

  const httpRequest = (request: ApiRequest, as: 'GET' | 'POST'): Omit<HttpRequest, 'signal'> => {
    const params = new URLSearchParams(request.params.map(([name, value]) => [name, value]));
    const headers = { accept: 'application/json', ...credentials.headers };
    if (as === 'GET') return { method: as, url: address.href(request.path, params), headers };
    return {
      method: as,
      url: address.href(request.path),
      headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' },
      body: params.toString(),
    };
  };

  const errorOf = (thrown: unknown, path: string, query: string | undefined, sent: number): unknown =>
    thrown instanceof Failure
      ? new QueryError(thrown.fault, {
          datasource: target.name,
          type: target.type,
          url: address.shown(path),
          query,
          ...thrown.seen,
          attempts: sent,
        })
      : thrown;

  interface Progress {
    sent: number;
    status: number | undefined;
    /** When its turn came, epoch ms. */
    startedAt: number;
  }

  /** Adds what only the whole of the attempts knows. */
  const completed = (thrown: unknown, { status, startedAt }: Progress): unknown => {
    if (!(thrown instanceof Failure)) return thrown;
    const { fault, retry, seen } = thrown;
    const whole =
      fault.code === 'timeout' && fault.by === 'client' ? { ...fault, waitedMs: clock.now() - startedAt } : fault;
    return new Failure(whole, retry, { ...seen, status: seen.status ?? status });
  };

  /** One attempt; the step from POST to GET belongs to it. */
  const sendOnce = async (
    request: ApiRequest,
    limitMs: number,
    progress: Progress,
    signal: AbortSignal | undefined,
  ): Promise<Answer> => {
    const as = request.getOnly === true ? 'GET' : method;
    const limits = { timeoutMs: limitMs, maxBodyBytes };
    progress.sent++;
    try {
      return await attempt(httpRequest(request, as), limits, transport, clock, credentials.redact, signal);
    } catch (error) {
      if (as === 'GET' || !(error instanceof Failure) || error.seen.status !== 405) throw error;
      method = 'GET';
      progress.sent++;
      return attempt(httpRequest(request, 'GET'), limits, transport, clock, credentials.redact, signal);
    }
  };

  const send = async (request: ApiRequest, progress: Progress, signal: AbortSignal | undefined): Promise<Answer> => {
    progress.startedAt = clock.now();
    const deadline = progress.startedAt + timeoutMs * attempts;
    for (let tried = 1; ; tried++) {
      if (signal?.aborted === true) throw new Failure(ABORTED);
      const left = deadline - clock.now();
      try {
        return await sendOnce(request, Math.max(1, Math.min(timeoutMs, left)), progress, signal);
      } catch (error) {
        if (!(error instanceof Failure) || error.retry.kind === 'never' || tried >= attempts) throw error;
        const wait = Math.max(backoff(tried), error.retry.afterMs);
        if (clock.now() + wait >= deadline) throw error;
        await clock.sleep(wait, signal ?? new AbortController().signal).catch(() => {
          throw new Failure(ABORTED);
        });
      }
    }
  };

  return {
    async ask(request, read, signal) {
      const progress: Progress = { sent: 0, status: undefined, startedAt: clock.now() };
      try {
        const answer = await unlessAborted(
          turn(() => send(request, progress, signal)),
          signal,
        );
        progress.status = answer.status;
        const json = parseJson(answer.body, answer.contentType);
        return read({ json, clockSkewMs: answer.clockSkewMs, redact: credentials.redact });
      } catch (error) {
        throw errorOf(completed(error, progress), request.path, request.query, progress.sent);
      }
    },
    guard(path, query, body) {
      try {
        return body();
      } catch (error) {
        throw errorOf(error, path, query, 0);
      }
    },
  };
}
