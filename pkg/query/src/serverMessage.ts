import type { QueryPosition } from './errors.ts';

/** What the body of a failed request says, as a person should see it. */
export interface ServerMessage {
  /** `api`: the server's own JSON; `html`: a page of a proxy or login; `text`: anything else, possibly empty. */
  readonly form: 'api' | 'html' | 'text';
  /** One line, without control characters, at most 500 characters. */
  readonly text: string;
  /** Prometheus' `errorType`. */
  readonly errorType: string | undefined;
}

const LONGEST = 500;

/** One line of plain text: control characters (also those that turn the direction of text) out, blanks joined. */
export function plainLine(text: string, longest: number = LONGEST): string {
  const line = text
    // A prefix is enough, and a page of megabytes costs nothing then.
    .slice(0, longest * 8)
    .replace(/[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return line.length > longest ? `${line.slice(0, longest)}...` : line;
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", nbsp: ' ' };

export const isHtml = (body: string, contentType: string | undefined): boolean =>
  /\bhtml\b/i.test(contentType ?? '') || /^\s*<(!doctype\s+html|html|head|body)\b/i.test(body);

/** The title (or first heading) of an HTML page; empty when it has none. */
export function pageTitle(html: string): string {
  const head = html.slice(0, 64 * 1024);
  const found = /<title[^>]*>([^<]*)</i.exec(head) ?? /<h1[^>]*>([^<]*)</i.exec(head);
  return plainLine(
    (found?.[1] ?? '').replace(/&(amp|lt|gt|quot|#39|nbsp);/g, (_, name: string) => ENTITIES[name] ?? ''),
  );
}

function parsedObject(body: string): object | undefined {
  if (!/^\s*\{/.test(body)) return undefined;
  try {
    const json: unknown = JSON.parse(body);
    return typeof json === 'object' && json !== null ? json : undefined;
  } catch {
    return undefined;
  }
}

const textIn = (json: object, key: string): string | undefined => {
  const found: unknown = Reflect.get(json, key);
  return typeof found === 'string' ? found : undefined;
};

/** Reads the body of a failed request: Prometheus' JSON, a proxy's JSON, a page, or plain text as Loki sends it. */
export function serverMessageOf(body: string, contentType: string | undefined): ServerMessage {
  if (isHtml(body, contentType)) return { form: 'html', text: pageTitle(body), errorType: undefined };
  const json = parsedObject(body);
  if (json === undefined) return { form: 'text', text: plainLine(body), errorType: undefined };
  const text = textIn(json, 'error') ?? textIn(json, 'message') ?? '';
  return {
    form: textIn(json, 'status') === 'error' ? 'api' : 'text',
    text: plainLine(text),
    errorType: textIn(json, 'errorType'),
  };
}

/** `1:8: parse error` (Prometheus) or `parse error at line 1, col 8` (Loki). */
export function positionIn(message: string): QueryPosition | undefined {
  const found = /\b(\d{1,6}):(\d{1,6}): parse error/.exec(message) ?? /\bline (\d{1,6}), col (\d{1,6})\b/.exec(message);
  return found === null ? undefined : { line: Number(found[1]), column: Number(found[2]) };
}
