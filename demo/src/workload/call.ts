import { request } from 'undici';

/** What another part answered. `status` 0 means that it could not be reached. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly seconds: number;
}

/** Calls another part of the workload with JSON. Never throws: an unreachable part is an answer with status 0. */
export async function call(
  method: 'GET' | 'POST',
  url: string,
  options: { readonly body?: unknown; readonly traceId?: string; readonly timeoutMs?: number } = {},
): Promise<Answer> {
  const begun = performance.now();
  const timeout = options.timeoutMs ?? 10_000;
  try {
    const answer = await request(url, {
      method,
      headers: {
        ...(options.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(options.traceId === undefined ? {} : { 'x-trace-id': options.traceId }),
      },
      body: options.body === undefined ? null : JSON.stringify(options.body),
      headersTimeout: timeout,
      bodyTimeout: timeout,
    });
    const text = await answer.body.text();
    const body: unknown = text === '' ? undefined : JSON.parse(text);
    return { status: answer.statusCode, body, seconds: (performance.now() - begun) / 1000 };
  } catch {
    return { status: 0, body: undefined, seconds: (performance.now() - begun) / 1000 };
  }
}
