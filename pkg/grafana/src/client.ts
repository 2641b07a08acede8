import { z } from 'zod';
import { isHtml, pageTitle, plainLine, serverWords, statusFault } from './answer.ts';
import { credentialsOf } from './credentials.ts';
import { GrafanaError, type GrafanaErrorContext, type GrafanaFault } from './errors.ts';
import type { Operation } from './operations.ts';
import { holdsRedacted } from './redacted.ts';
import { GRAFANA_DEFAULTS, type GrafanaTarget } from './target.ts';
import type { GrafanaClock, GrafanaTransport, HttpMethod } from './transport.ts';

interface Asked {
  readonly operation: Operation;
  /** Which one, quoted, for errors. */
  readonly subject?: string | undefined;
  /** Under the base address, with a leading slash; may hold query parameters. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** Something that changes nothing: a GET, or a POST that only computes. May be sent again. */
export interface ReadRequest extends Asked {
  readonly body?: unknown;
  /** Statuses beside 2xx whose bodies are read all the same. */
  readonly alsoReads?: readonly number[];
}

/** Something that changes Grafana. Only one is under way at a time. */
export interface WriteRequest extends Asked {
  readonly method: Exclude<HttpMethod, 'GET'>;
  readonly body?: unknown;
  /** Sent twice it does the same as once, so it may be sent again when no answer came. */
  readonly repeatable: boolean;
  /** Statuses beside 2xx whose bodies are read all the same. */
  readonly alsoReads?: readonly number[];
}

/** One Grafana as one account sees it. Everything rejects with {@link GrafanaError} and with nothing else. */
export interface GrafanaClient {
  /** The address, without credentials and without a slash at the end. */
  readonly url: string;
  read<T>(request: ReadRequest, schema: z.ZodType<T>): Promise<T>;
  /** As `read`; undefined where Grafana answers 404. */
  find<T>(request: ReadRequest, schema: z.ZodType<T>): Promise<T | undefined>;
  write<T>(request: WriteRequest, schema: z.ZodType<T>): Promise<T>;
}

/** An answer nobody looks into. */
export const ANYTHING: z.ZodType<unknown> = z.unknown();

const FIRST_BACKOFF_MS = 300;
const PASSING = [429, 502, 503, 504];

interface Answer {
  readonly status: number;
  readonly body: string;
  readonly contentType: string | undefined;
  readonly location: string | undefined;
}

interface Sent extends Asked {
  readonly method: HttpMethod;
  readonly body?: unknown;
  readonly repeatable: boolean;
}

/**
 * A client for one Grafana. `signal` ends everything under way. Reads are sent up to `attempts` times; of the writes
 * only those that may be repeated, and others only where Grafana certainly did not begin (429, connection refused).
 */
export function grafanaClient(
  target: GrafanaTarget,
  transport: GrafanaTransport,
  clock: GrafanaClock,
  signal?: AbortSignal,
): GrafanaClient {
  const { base, headers, redact } = credentialsOf(target);
  const timeoutMs = target.timeoutMs ?? GRAFANA_DEFAULTS.timeoutMs;
  const attempts = target.attempts ?? GRAFANA_DEFAULTS.attempts;
  let lastWrite: Promise<unknown> = Promise.resolve();

  const contextOf = ({ operation, subject, path }: Asked): GrafanaErrorContext => ({
    url: `${base}${path.split('?')[0] ?? ''}`,
    operation,
    subject,
  });

  const attempt = async (sent: Sent): Promise<Answer> => {
    const connection = new AbortController();
    const alarm = new AbortController();
    const stop = new Promise<never>((_, reject) => {
      const abort = () => {
        reject(new GrafanaError({ code: 'aborted' }, { ...contextOf(sent), unknownOutcome: isWrite(sent.operation) }));
      };
      if (signal?.aborted === true) abort();
      else signal?.addEventListener('abort', abort, { signal: alarm.signal });
      clock.sleep(timeoutMs, alarm.signal).then(
        () => {
          reject(new GrafanaError({ code: 'timeout', waitedMs: timeoutMs }, unknownIfWrite(sent)));
        },
        () => undefined,
      );
    });
    stop.catch(() => undefined);
    try {
      return await Promise.race([exchange(sent, connection.signal), stop]);
    } finally {
      alarm.abort();
      connection.abort();
    }
  };

  const unknownIfWrite = (sent: Sent): GrafanaErrorContext => ({
    ...contextOf(sent),
    unknownOutcome: isWrite(sent.operation),
  });

  const exchange = async (sent: Sent, abort: AbortSignal): Promise<Answer> => {
    try {
      const body = sent.body === undefined ? undefined : JSON.stringify(sent.body);
      const response = await transport({
        method: sent.method,
        url: `${base}${sent.path}`,
        headers: {
          accept: 'application/json',
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
          ...sent.headers,
        },
        ...(body === undefined ? {} : { body }),
        signal: abort,
      });
      return {
        status: response.status,
        body: await response.text(GRAFANA_DEFAULTS.maxBodyBytes),
        contentType: response.header('content-type'),
        location: response.header('location'),
      };
    } catch (error) {
      throw new GrafanaError({ code: 'unreachable', detail: redact(causeOf(error)) }, unknownIfWrite(sent));
    }
  };

  const failureOf = (sent: Sent, answer: Answer): GrafanaError => {
    const words = serverWords(answer.body, answer.contentType);
    const fault: GrafanaFault =
      isHtml(answer.body, answer.contentType) && (answer.status === 404 || answer.status < 300)
        ? { code: 'notJson', problem: `it sent the page "${pageTitle(answer.body)}"` }
        : statusFault(answer.status, words, sent.operation, shownLocation(answer.location));
    return new GrafanaError(fault, {
      ...contextOf(sent),
      status: answer.status,
      serverMessage: redact(words.text),
      unknownOutcome: fault.code === 'serverError' && isWrite(sent.operation),
    });
  };

  const send = async (sent: Sent, accepts: (status: number) => boolean): Promise<Answer> => {
    for (let tried = 1; ; tried++) {
      try {
        const answer = await attempt(sent);
        if (accepts(answer.status)) return answer;
        throw failureOf(sent, answer);
      } catch (error) {
        if (!(error instanceof GrafanaError) || tried >= attempts || !mayRepeat(error, sent)) throw error;
        await clock.sleep(FIRST_BACKOFF_MS * 2 ** (tried - 1), signal ?? new AbortController().signal).catch(() => {
          throw new GrafanaError({ code: 'aborted' }, contextOf(sent));
        });
      }
    }
  };

  const parsed = <T>(sent: Asked, answer: Answer, schema: z.ZodType<T>): T => {
    const context = { ...contextOf(sent), status: answer.status };
    let json: unknown;
    try {
      json = answer.body.trim() === '' ? undefined : JSON.parse(answer.body);
    } catch {
      const problem = isHtml(answer.body, answer.contentType)
        ? `it sent the page "${pageTitle(answer.body)}"`
        : `it sent ${String(answer.body.length)} characters of something else`;
      throw new GrafanaError({ code: 'notJson', problem }, context);
    }
    const read = schema.safeParse(json);
    if (read.success) return read.data;
    const [issue] = read.error.issues;
    const problem = `${issue?.path.join('.') || 'the answer'}: ${plainLine(issue?.message ?? 'invalid', 160)}`;
    throw new GrafanaError({ code: 'unexpectedShape', problem }, context);
  };

  const asRead = (request: ReadRequest): Sent => ({
    ...request,
    method: request.body === undefined ? 'GET' : 'POST',
    repeatable: true,
  });
  const isOk = (status: number) => status >= 200 && status < 300;

  return {
    url: base,
    async read(request, schema) {
      const sent = asRead(request);
      const answer = await send(sent, (status) => isOk(status) || (request.alsoReads ?? []).includes(status));
      return parsed(sent, answer, schema);
    },
    async find(request, schema) {
      const sent = asRead(request);
      const answer = await send(sent, (status) => isOk(status) || status === 404);
      if (answer.status !== 404) return parsed(sent, answer, schema);
      // A page that is not Grafana's says nothing about what Grafana has.
      if (isHtml(answer.body, answer.contentType)) throw failureOf(sent, answer);
      return undefined;
    },
    async write(request, schema) {
      if (holdsRedacted(request.body)) throw new GrafanaError({ code: 'redactedSecret' }, contextOf(request));
      const isRead = (status: number) => isOk(status) || (request.alsoReads ?? []).includes(status);
      const turn = lastWrite.then(
        () => send(request, isRead),
        () => send(request, isRead),
      );
      lastWrite = turn;
      return parsed(request, await turn, schema);
    },
  };
}

function isWrite(operation: Operation): boolean {
  return /^(create|write|delete)/.test(operation);
}

function mayRepeat({ fault, context }: GrafanaError, { repeatable }: Sent): boolean {
  if (fault.code === 'rateLimited') return true;
  if (fault.code === 'unreachable') return repeatable || /ECONNREFUSED|ENOTFOUND|EAI_AGAIN/.test(fault.detail);
  if (!repeatable) return false;
  return fault.code === 'timeout' || (fault.code === 'serverError' && PASSING.includes(context.status ?? 0));
}

/** The innermost error that says something is the most exact. */
function causeOf(error: unknown): string {
  const texts: string[] = [];
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth++) {
    const code: unknown = Reflect.get(at, 'code');
    const text = [at.message, ...(typeof code === 'string' && !at.message.includes(code) ? [code] : [])]
      .join(' ')
      .trim();
    if (text !== '') texts.push(text);
  }
  return plainLine(texts.at(-1) ?? '', 200);
}

/** A redirect's target without what may be secret in it. */
function shownLocation(location: string | undefined): string | undefined {
  return location?.split(/[?#]/)[0];
}
