import type { GrafanaFault } from './errors.ts';
import { OPERATIONS, type Operation } from './operations.ts';

const LONGEST = 400;

/** One line of plain text without control characters. */
export function plainLine(text: string, longest = LONGEST): string {
  const line = text
    .slice(0, longest * 8)
    .replace(/[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return line.length > longest ? `${line.slice(0, longest)}...` : line;
}

export function isHtml(body: string, contentType: string | undefined): boolean {
  return /\bhtml\b/i.test(contentType ?? '') || /^\s*<(!doctype\s+html|html|head|body)\b/i.test(body);
}

/** The title of an HTML page, for an error; empty when it has none. */
export function pageTitle(html: string): string {
  return plainLine(/<title[^>]*>([^<]*)</i.exec(html.slice(0, 64 * 1024))?.[1] ?? '', 100);
}

/** What a failed answer says: its id where Grafana gives one, and its words. */
export interface ServerWords {
  readonly messageId: string;
  readonly text: string;
}

export function serverWords(body: string, contentType: string | undefined): ServerWords {
  if (isHtml(body, contentType)) return { messageId: '', text: pageTitle(body) };
  try {
    const json: unknown = JSON.parse(body);
    if (typeof json === 'object' && json !== null) {
      const textOf = (key: string): string => {
        const found: unknown = Reflect.get(json, key);
        return typeof found === 'string' ? found : '';
      };
      return { messageId: textOf('messageId'), text: plainLine(textOf('message') || textOf('error')) };
    }
  } catch {
    // Plain text is shown as it is.
  }
  return { messageId: '', text: plainLine(body) };
}

const NEEDED = /permissions needed:\s*(.+)$/i;

/** What a status other than 2xx means. */
export function statusFault(
  status: number,
  { messageId, text }: ServerWords,
  operation: Operation,
  location: string | undefined,
): GrafanaFault {
  if (/provenance/i.test(messageId) || /provenance/i.test(text)) {
    if (status !== 403 || messageId !== '') return { code: 'locked' };
  }
  if (status >= 300 && status < 400) return { code: 'redirected', location };
  switch (status) {
    case 400:
    case 422:
      return { code: 'badRequest' };
    case 401:
      return { code: 'unauthorized' };
    case 403: {
      const needed = NEEDED.exec(text)?.[1];
      return { code: 'forbidden', permissions: needed === undefined ? OPERATIONS[operation].permissions : [needed] };
    }
    case 404:
      return { code: 'notFound' };
    case 409:
      return /used|referenced/i.test(messageId + text) ? { code: 'inUse' } : { code: 'conflict' };
    case 412:
      return { code: 'changed' };
    case 429:
      return { code: 'rateLimited' };
  }
  // The one row of the alerting configuration was written by someone else between Grafana's own read and write.
  if (status === 500 && /id and hash/i.test(text)) return { code: 'changed' };
  return status >= 500 ? { code: 'serverError' } : { code: 'unexpectedStatus' };
}
