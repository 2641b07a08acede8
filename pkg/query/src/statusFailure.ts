import type { QueryFault } from './errors.ts';
import { Failure, NEVER, SOON } from './failure.ts';
import type { Retry } from './failure.ts';
import { WRONG_TYPE } from './resultTypes.ts';
import { positionIn, serverMessageOf } from './serverMessage.ts';
import type { ServerMessage } from './serverMessage.ts';

/** An answer whose status is not 2xx. */
export interface FailedAnswer {
  readonly status: number;
  readonly body: string;
  readonly contentType: string | undefined;
  readonly location: string | undefined;
  readonly retryAfter: string | undefined;
}

/** The words that Prometheus, Mimir, Thanos, VictoriaMetrics and Loki use when a query meets a limit. */
const LIMITS = new RegExp(
  [
    'maximum (number )?of series',
    'too many (samples|bytes|chunks|series)',
    'too large to execute',
    'max entries limit',
    'maximum resolution of',
    'exceed(s|ed)? (the )?(series |maximum |max |query )*(limit|number)',
    'limit \\d+ violated',
    'err-mimir-max-',
    'matching timeseries exceeds',
    '-search\\.max(Samples|Series|UniqueTimeseries|Points|QueryDuration|Memory)',
  ].join('|'),
  'i',
);
const LOG_QUERY = /log queries are not supported as an instant query/i;
const TIMED_OUT = /timed out|deadline exceeded|timeout/i;

/** Milliseconds from a Retry-After header: seconds, or a date. */
export function retryAfterMs(header: string | undefined, now: number): number | undefined {
  if (header === undefined) return undefined;
  const text = header.trim();
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1000;
  const date = Date.parse(text);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

/** A redirect's target without what may be secret in it. */
function shownLocation(location: string | undefined): string | undefined {
  if (location === undefined || location === '') return undefined;
  if (!URL.canParse(location)) return location.split(/[?#]/)[0];
  const url = new URL(location);
  return `${url.origin}${url.pathname}`;
}

const PLAIN_FAULTS: Readonly<Record<number, QueryFault>> = {
  401: { code: 'unauthorized' },
  403: { code: 'forbidden' },
  404: { code: 'notFound' },
  413: { code: 'queryTooLong' },
  414: { code: 'queryTooLong' },
  431: { code: 'queryTooLong' },
};

function rejectedQuery(answer: FailedAnswer, message: ServerMessage): QueryFault | undefined {
  const { status } = answer;
  if (message.form === 'html' || ![400, 413, 422, 500].includes(status)) return undefined;
  if (LOG_QUERY.test(message.text)) return WRONG_TYPE.streams;
  if (LIMITS.test(message.text)) return { code: 'queryLimit' };
  return status === 400 || status === 422 ? { code: 'badQuery' } : undefined;
}

/** The server itself ended the query; asked again it would only work as long for nothing. */
const endedByServer = (status: number, message: ServerMessage): boolean =>
  (message.form === 'api' && message.errorType === 'timeout') ||
  (status === 504 && message.form === 'text' && TIMED_OUT.test(message.text));

function serverFault(status: number, message: ServerMessage, afterMs: number): readonly [QueryFault, Retry] {
  if (endedByServer(status, message)) return [{ code: 'timeout', waitedMs: 0, by: 'server' }, NEVER];
  // A 500 in the API's own words is the server's verdict on this query; any other comes from what stands before it.
  const passing = [502, 503, 504].includes(status) || (status === 500 && message.form !== 'api');
  return [{ code: 'serverError' }, passing ? { kind: 'may', afterMs } : NEVER];
}

function faultOf(answer: FailedAnswer, message: ServerMessage, now: number): readonly [QueryFault, Retry] {
  const { status } = answer;
  const rejected = rejectedQuery(answer, message);
  if (rejected !== undefined) return [rejected, NEVER];
  if (status >= 300 && status < 400) return [{ code: 'redirected', location: shownLocation(answer.location) }, NEVER];
  const wait = retryAfterMs(answer.retryAfter, now);
  if (status === 429) {
    return [{ code: 'rateLimited', retryAfterMs: wait }, wait === undefined ? SOON : { kind: 'may', afterMs: wait }];
  }
  if (status >= 500) return serverFault(status, message, wait ?? 0);
  if (status === 400 && message.form === 'html')
    return [{ code: 'notJson', problem: htmlProblem(message.text) }, NEVER];
  return [PLAIN_FAULTS[status] ?? { code: 'unexpectedStatus' }, NEVER];
}

/** How a page is named in an error. */
export const htmlProblem = (title: string): string =>
  title === '' ? 'it sent an HTML page without a title' : `it sent the HTML page "${title}"`;

/** What a status other than 2xx means and whether asking again may help. `now` = epoch ms, for a Retry-After date. */
export function statusFailure(answer: FailedAnswer, now: number, redact: (text: string) => string): Failure {
  const read = serverMessageOf(redact(answer.body), answer.contentType);
  // Once more: inside JSON a secret may have been escaped.
  const message: ServerMessage = { ...read, text: redact(read.text) };
  const [fault, retry] = faultOf(answer, message, now);
  return new Failure(fault, retry, {
    status: answer.status,
    serverMessage: message.text === '' ? undefined : message.text,
    position: fault.code === 'badQuery' ? positionIn(message.text) : undefined,
  });
}
