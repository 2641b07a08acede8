import { BodyTooLargeError } from '../transport.ts';
import type { HttpRequest, HttpResponse, Transport } from '../transport.ts';

/** An answer to hand out: a text as it is, anything else as JSON. */
export interface CannedAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

export interface CannedTransport {
  readonly transport: Transport;
  /** Every request, in order. */
  readonly requests: readonly HttpRequest[];
}

/** The form or query parameters of a request. */
export const paramsOf = (request: HttpRequest | undefined): URLSearchParams =>
  new URLSearchParams(request?.body ?? (request === undefined ? '' : new URL(request.url).search));

/** A transport without a network: `answer` sees each request (counted from 0) and says what comes back, or throws. */
export function cannedTransport(
  answer: (request: HttpRequest, count: number) => CannedAnswer | Promise<CannedAnswer>,
): CannedTransport {
  const requests: HttpRequest[] = [];
  return {
    requests,
    transport: async (request): Promise<HttpResponse> => {
      requests.push(request);
      const { status = 200, headers = {}, body = '' } = await answer(request, requests.length - 1);
      const text = typeof body === 'string' ? body : JSON.stringify(body);
      return {
        status,
        header: (name) => Object.entries(headers).find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1],
        text: (maxBytes) =>
          text.length > maxBytes ? Promise.reject(new BodyTooLargeError(maxBytes)) : Promise.resolve(text),
      };
    },
  };
}
