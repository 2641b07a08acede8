import { getBackendSrv, type FetchError } from '@grafana/runtime';
import type { GrafanaHttpResponse, GrafanaTransport } from '@release-risk/grafana/transport';

/**
 * Sends requests with the session of the user. `base` is the absolute address of this Grafana: paths below it are sent
 * as Grafana's own service wants them, relative and without the sub path. No pop-up is ever shown for a failure: who
 * asks says it where it belongs.
 */
export function backendTransport(base: string): GrafanaTransport {
  return ({ method, url, headers, body, signal }) =>
    new Promise((resolve, reject) => {
      const ended = (): void => {
        reject(new Error('The request was ended.'));
      };
      if (signal.aborted) {
        ended();
        return;
      }
      const request = getBackendSrv()
        .fetch<string>({
          method,
          url: url.startsWith(base) ? url.slice(base.length) : url,
          headers: { ...headers },
          ...(body === undefined ? {} : { data: body }),
          responseType: 'text',
          showErrorAlert: false,
          showSuccessAlert: false,
        })
        .subscribe({
          next: ({ status, headers: answered, data }) => {
            resolve(answer(status, data, answered));
          },
          error: (error: unknown) => {
            if (isFetchError(error) && error.status > 0) resolve(answer(error.status, bodyOf(error.data)));
            else reject(error instanceof Error ? error : new Error(wordsOf(error)));
          },
          // After an answer this says nothing new; without one nobody is left waiting.
          complete: ended,
        });
      signal.addEventListener('abort', () => {
        request.unsubscribe();
        ended();
      });
    });
}

function answer(status: number, text: string, headers?: Headers): GrafanaHttpResponse {
  return {
    status,
    header: (name) => headers?.get(name) ?? undefined,
    text: () => Promise.resolve(text),
  };
}

function isFetchError(error: unknown): error is FetchError<unknown> {
  return typeof error === 'object' && error !== null && 'status' in error && typeof error.status === 'number';
}

/** Grafana's service parses what it can of a failed answer and wraps the rest as `{message, error, response}`. */
function bodyOf(data: unknown): string {
  if (typeof data === 'string') return data;
  if (typeof data !== 'object' || data === null) return '';
  const raw: unknown = Reflect.get(data, 'response');
  return typeof raw === 'string' ? raw : JSON.stringify(data);
}

function wordsOf(error: unknown): string {
  if (typeof error === 'object' && error !== null && 'statusText' in error) return String(error.statusText);
  return String(error);
}
