import type { HttpRequest, Transport } from '@release-risk/query/transport';

const METHODS: readonly HttpRequest['method'][] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];
/** What official clients read of an answer; a transport hands headers out by name only. */
const HEADERS = [
  'content-type',
  'link',
  'location',
  'retry-after',
  'date',
  'etag',
  'x-ratelimit-limit',
  'x-ratelimit-remaining',
  'x-ratelimit-reset',
  'x-total',
  'x-total-pages',
  'x-next-page',
  'x-page',
  'x-per-page',
  'x-request-id',
  'x-github-request-id',
  'deprecation',
  'sunset',
];
const WITHOUT_BODY = [204, 205, 304];

/**
 * A `fetch` for official clients that sends by a transport: text bodies, whole answers, no redirects (a 3xx is handed
 * back whatever `redirect` says). Rejects as fetch does, with a TypeError whose cause is the transport's error.
 */
export function fetchOver(send: Transport, maxBodyBytes: number): typeof globalThis.fetch {
  return async (input, init) => {
    const request = new Request(input, init);
    const method = METHODS.find((known) => known === request.method);
    if (method === undefined) throw new TypeError(`fetch failed: ${request.method} is not sent`);
    const body = request.body === null ? undefined : await request.text();
    try {
      const answer = await send({
        method,
        url: request.url,
        headers: Object.fromEntries(request.headers),
        ...(body === undefined ? {} : { body }),
        signal: request.signal,
      });
      const text = await answer.text(maxBodyBytes);
      const headers = HEADERS.flatMap((name): [string, string][] => {
        const value = answer.header(name);
        return value === undefined ? [] : [[name, value]];
      });
      return new Response(WITHOUT_BODY.includes(answer.status) ? null : text, { status: answer.status, headers });
    } catch (error) {
      request.signal.throwIfAborted();
      throw new TypeError('fetch failed', { cause: error });
    }
  };
}
