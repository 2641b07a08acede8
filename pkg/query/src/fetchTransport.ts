import { BodyTooLargeError } from './transport.ts';
import type { HttpResponse, Transport } from './transport.ts';

/** The part of `fetch` that is used; the global one of Node and browsers fits, undici's does too. */
export type Fetch = (
  url: string,
  init: {
    method: string;
    headers: Record<string, string>;
    body?: string;
    signal: AbortSignal;
    redirect: 'manual';
    credentials: 'same-origin';
  },
) => Promise<Pick<Response, 'status' | 'type' | 'headers' | 'body'>>;

async function limitedText(response: Pick<Response, 'headers' | 'body'>, maxBytes: number): Promise<string> {
  const { body } = response;
  if (body === null) return '';
  const reader = body.getReader();
  const refuse = async (): Promise<BodyTooLargeError> => {
    await reader.cancel().catch(() => undefined);
    return new BodyTooLargeError(maxBytes);
  };
  // The length counts what travels; unpacked it can only be more, so that the count below decides.
  if (Number(response.headers.get('content-length') ?? 0) > maxBytes) throw await refuse();
  const decoder = new TextDecoder();
  const parts: string[] = [];
  let bytes = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    bytes += value.byteLength;
    if (bytes > maxBytes) throw await refuse();
    parts.push(decoder.decode(value, { stream: true }));
  }
  parts.push(decoder.decode());
  return parts.join('');
}

/** A transport over any `fetch`: CLI, gateway and browser hand in theirs. */
export function fetchTransport(fetch: Fetch): Transport {
  return async (request): Promise<HttpResponse> => {
    const response = await fetch(request.url, {
      method: request.method,
      headers: { ...request.headers },
      ...(request.body === undefined ? {} : { body: request.body }),
      signal: request.signal,
      redirect: 'manual',
      credentials: 'same-origin',
    });
    return {
      // A browser hides a redirect that is not followed behind status 0.
      status: response.type === 'opaqueredirect' ? 302 : response.status,
      header: (name) => response.headers.get(name) ?? undefined,
      text: (maxBytes) => limitedText(response, maxBytes),
    };
  };
}
