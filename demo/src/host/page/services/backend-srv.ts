import { AppEvents, type EventBus } from '@grafana/data';
import type { BackendSrv, BackendSrvRequest, FetchError, FetchResponse } from '@grafana/runtime';
import { lastValueFrom, map, Observable, Subject } from 'rxjs';

/**
 * The part of Grafana's BackendSrv that plugins can see: requests to the page's own origin as observables that cancel
 * what is unsubscribed from or asked again under the same `requestId`, and errors in Grafana's shape.
 */
export function createBackendSrv(events: EventBus): BackendSrv {
  const cancelled = new Subject<string>();

  const fetchOnce = <T>(request: BackendSrvRequest): Observable<FetchResponse<T>> =>
    new Observable((observer) => {
      const abort = new AbortController();
      const fail = (error: FetchError) => {
        observer.error(withMessage(error, events));
      };
      if (request.requestId !== undefined) cancelled.next(request.requestId);
      const another = cancelled.subscribe((id) => {
        if (id !== request.requestId) return;
        abort.abort();
        fail({ status: -1, statusText: 'Request was aborted', data: null, cancelled: true, config: request });
      });
      const outside = () => {
        abort.abort();
      };
      request.abortSignal?.addEventListener('abort', outside);
      send<T>(request, abort.signal).then(
        (response) => {
          if (response.ok) {
            observer.next(response);
            observer.complete();
          } else {
            fail({ status: response.status, statusText: response.statusText, data: response.data, config: request });
          }
        },
        (error: unknown) => {
          observer.error(error);
        },
      );
      return () => {
        another.unsubscribe();
        request.abortSignal?.removeEventListener('abort', outside);
        abort.abort();
      };
    });

  const ask = <T>(request: BackendSrvRequest): Promise<T> =>
    lastValueFrom(fetchOnce<T>(request).pipe(map(({ data }) => data)));

  return {
    fetch: fetchOnce,
    request: ask,
    datasourceRequest: (request) => lastValueFrom(fetchOnce(request)),
    get: (url, params, requestId, options) =>
      ask({ ...options, method: 'GET', url, params, ...(requestId === undefined ? {} : { requestId }) }),
    post: (url, data, options) => ask({ ...options, method: 'POST', url, data }),
    put: (url, data, options) => ask({ ...options, method: 'PUT', url, data }),
    patch: (url, data, options) => ask({ ...options, method: 'PATCH', url, data }),
    delete: (url, data, options) => ask({ ...options, method: 'DELETE', url, data }),
    chunked: () => {
      throw new Error('The stand-in for Grafana has no chunked requests');
    },
  };
}

async function send<T>(request: BackendSrvRequest, signal: AbortSignal): Promise<FetchResponse<T>> {
  const response = await fetch(addressOf(request), {
    method: request.method ?? 'GET',
    headers: headersOf(request),
    body: bodyOf(request),
    credentials: request.credentials ?? 'same-origin',
    signal,
  });
  const { status, statusText, ok, headers, url, type, redirected } = response;
  const data = await dataOf<T>(response, request.responseType);
  return { status, statusText, ok, headers, url, type, redirected, data, config: request };
}

function addressOf({ url, params }: BackendSrvRequest): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(params ?? {})) {
    if (value === undefined) continue;
    for (const one of Array.isArray(value) ? value : [value]) query.append(name, String(one));
  }
  // Grafana resolves addresses against its base, so that a leading slash does not lose its sub path.
  const address = url.startsWith('/') || /^https?:/.test(url) ? url : `/${url}`;
  return query.size === 0 ? address : `${address}?${query.toString()}`;
}

function headersOf({ method = 'GET', headers }: BackendSrvRequest): Headers {
  const sent = new Headers();
  // Headers are Latin-1; Grafana escapes a value that is not, such as the title of a panel.
  for (const [name, value] of Object.entries(headers ?? {})) {
    const text = String(value);
    sent.set(name, /[^\u0000-\u00ff]/.test(text) ? encodeURI(text) : text);
  }
  if (!sent.has('accept')) sent.set('accept', 'application/json, text/plain, */*');
  if (/^(post|put|patch)$/i.test(method) && !sent.has('content-type')) sent.set('content-type', 'application/json');
  return sent;
}

function bodyOf({ data }: BackendSrvRequest): string | null {
  if (data === undefined || data === null) return null;
  return typeof data === 'string' ? data : JSON.stringify(data);
}

async function dataOf<T>(response: Response, type: BackendSrvRequest['responseType']): Promise<T>;
async function dataOf(response: Response, type: BackendSrvRequest['responseType']): Promise<unknown> {
  if (type === 'arraybuffer') return response.arrayBuffer();
  if (type === 'blob') return response.blob();
  const text = await response.text();
  if (type === 'text') return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Grafana makes an object of what a failed answer held, and shows it unless the caller said not to. */
function withMessage(error: FetchError, events: EventBus): FetchError {
  if (error.cancelled === true) return error;
  const { config: request, status } = error;
  const data = objectOf(error);
  const shown = request.showErrorAlert ?? !/\/api\/(ds\/query|datasources\/proxy)/.test(request.url);
  if (shown && data.message !== undefined) {
    events.publish({
      type: (status < 500 ? AppEvents.alertWarning : AppEvents.alertError).name,
      payload: [data.message],
    });
  }
  return { ...error, data };
}

function objectOf({ data, statusText }: FetchError<unknown>): { readonly message?: string } {
  if (data === null || data === undefined) return { message: 'Unexpected error' };
  if (typeof data === 'string') return { message: data, ...{ error: statusText, response: data } };
  return data;
}
