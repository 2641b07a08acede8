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

const PLAIN: Readonly<Record<number, GrafanaFault>> = {
  400: { code: 'badRequest' },
  401: { code: 'unauthorized' },
  404: { code: 'notFound' },
  412: { code: 'changed' },
  422: { code: 'badRequest' },
  429: { code: 'rateLimited' },
};

/** What a status other than 2xx means. */
export function statusFault(
  status: number,
  words: ServerWords,
  operation: Operation,
  location: string | undefined,
): GrafanaFault {
  if (isLocked(status, words)) return { code: 'locked' };
  if (status >= 300 && status < 400) return { code: 'redirected', location };
  if (status === 403) {
    const needed = NEEDED.exec(words.text)?.[1];
    return { code: 'forbidden', permissions: needed === undefined ? OPERATIONS[operation].permissions : [needed] };
  }
  if (status === 409) return { code: /used|referenced/i.test(words.messageId + words.text) ? 'inUse' : 'conflict' };
  // The one row of the alerting configuration was written by someone else between Grafana's own read and write.
  if (status === 500 && /id and hash/i.test(words.text)) return { code: 'changed' };
  return PLAIN[status] ?? { code: status >= 500 ? 'serverError' : 'unexpectedStatus' };
}

/** A permission may have provenance in its name; only a clash of provenances names it otherwise. */
function isLocked(status: number, { messageId, text }: ServerWords): boolean {
  if (status === 403) return /provenance/i.test(messageId);
  return /provenance/i.test(messageId) || /change provenance/i.test(text);
}
