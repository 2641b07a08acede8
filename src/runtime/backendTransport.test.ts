import { grafanaClient } from '@release-risk/grafana/client';
import { EMPTY, NEVER, Observable, of, throwError } from 'rxjs';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { backendTransport } from './backendTransport.ts';
import { grafanaHost } from './grafanaHost.ts';

const runtime = vi.hoisted(() => ({
  fetch: vi.fn(),
  getList: vi.fn(),
  config: {
    appSubUrl: '',
    bootData: { user: {} as Record<string, unknown> },
  },
}));
vi.mock('@grafana/runtime', () => ({
  getBackendSrv: () => ({ fetch: runtime.fetch }),
  getDataSourceSrv: () => ({ getList: runtime.getList }),
  config: runtime.config,
}));

const BASE = 'https://grafana.test/sub';

beforeEach(() => {
  runtime.fetch.mockReset();
  runtime.config.appSubUrl = '';
  runtime.config.bootData = { user: {} };
});

function send(more: { readonly url?: string; readonly signal?: AbortSignal; readonly body?: string } = {}) {
  return backendTransport(BASE)({
    method: more.body === undefined ? 'GET' : 'POST',
    url: `${BASE}/api/health?a=b`,
    headers: { accept: 'application/json' },
    signal: new AbortController().signal,
    ...more,
  });
}

const read = async (response: Promise<{ status: number; text(max: number): Promise<string> }>) => {
  const { status, text } = await response;
  return { status, text: await text(1000) };
};

describe('A request through Grafana', () => {
  it('is relative, without the sub path that Grafana adds by itself, quiet and read as text', async () => {
    runtime.fetch.mockReturnValue(
      of({ status: 200, data: '{"a":1}', headers: new Headers({ 'Content-Type': 'x/y' }) }),
    );
    const response = await send({ body: '{}' });
    expect(runtime.fetch).toHaveBeenCalledWith({
      method: 'POST',
      url: '/api/health?a=b',
      headers: { accept: 'application/json' },
      data: '{}',
      responseType: 'text',
      showErrorAlert: false,
      showSuccessAlert: false,
    });
    expect([response.status, response.header('content-type'), await response.text(100)]).toEqual([
      200,
      'x/y',
      '{"a":1}',
    ]);
    expect(response.header('location')).toBeUndefined();
  });

  it('without a body sends none', async () => {
    runtime.fetch.mockReturnValue(of({ status: 200, data: '', headers: new Headers() }));
    await send();
    expect(runtime.fetch.mock.calls[0]?.[0]).not.toHaveProperty('data');
  });

  it('to another address than Grafana’s is left as it is', async () => {
    runtime.fetch.mockReturnValue(of({ status: 200, data: '', headers: new Headers() }));
    await send({ url: 'https://elsewhere.test/sub/api' });
    expect(runtime.fetch.mock.calls[0]?.[0]).toMatchObject({ url: 'https://elsewhere.test/sub/api' });
  });
});

describe('A failed answer is an answer', () => {
  // What processRequestError of Grafana 12.2 makes of a body.
  const wrapped = (text: string, statusText: string) => ({ message: text, error: statusText, response: text });
  it.each([
    ['JSON that was kept as text', 403, wrapped('{"message":"no"}', 'Forbidden'), '{"message":"no"}'],
    ['a page', 502, wrapped('<html><title>Bad</title></html>', 'Bad Gateway'), '<html><title>Bad</title></html>'],
    ['an empty body', 500, { ...wrapped('', 'Internal Server Error'), message: 'Internal Server Error' }, ''],
    ['JSON that was parsed', 400, { results: { A: { error: 'x' } } }, '{"results":{"A":{"error":"x"}}}'],
    ['a plain text', 404, 'not here', 'not here'],
    ['nothing', 500, null, ''],
    ['nothing that was said', 500, undefined, ''],
    ['the words in place of nothing', 500, { message: 'Unexpected error' }, '{"message":"Unexpected error"}'],
  ])('with %s', async (_, status, data, text) => {
    runtime.fetch.mockReturnValue(throwError(() => ({ status, statusText: 'x', data, config: {} })));
    expect(await read(send())).toEqual({ status, text });
  });

  it('and the client above reads Grafana’s words and the missing permission out of it', async () => {
    const data = wrapped('{"message":"Permissions needed: alert.silences:read"}', 'Forbidden');
    runtime.fetch.mockReturnValue(throwError(() => ({ status: 403, statusText: 'Forbidden', data, config: {} })));
    const clock = { now: () => 0, sleep: () => NEVER_ENDS };
    const client = grafanaClient({ url: BASE, auth: { kind: 'none' } }, backendTransport(BASE), clock);
    await expect(client.read({ operation: 'readSilences', path: '/api/x' }, z.unknown())).rejects.toMatchObject({
      code: 'forbidden',
      hint: expect.stringContaining('alert.silences:read'),
    });
  });
});

const NEVER_ENDS = new Promise<void>(() => undefined);

describe('No answer at all', () => {
  it.each([
    ['a network that is down', new TypeError('Failed to fetch'), 'Failed to fetch'],
    ['status 0', { status: 0, statusText: 'Network gone', data: null }, 'Network gone'],
    [
      'a request that Grafana cancelled',
      { status: -1, statusText: 'Request was aborted', cancelled: true, data: null },
      'Request was aborted',
    ],
    ['a word', 'boom', 'boom'],
    ['nothing', undefined, 'undefined'],
  ])('rejects for %s', async (_, error, words) => {
    runtime.fetch.mockReturnValue(throwError(() => error));
    await expect(send()).rejects.toThrow(words);
  });

  it('rejects where the stream ends without one', async () => {
    runtime.fetch.mockReturnValue(EMPTY);
    await expect(send()).rejects.toThrow();
  });
});

describe('Ending a request', () => {
  it('ends it in Grafana, too', async () => {
    let ended = false;
    runtime.fetch.mockReturnValue(new Observable(() => () => (ended = true)));
    const controller = new AbortController();
    const sent = send({ signal: controller.signal });
    controller.abort();
    await expect(sent).rejects.toThrow('ended');
    expect(ended).toBe(true);
  });

  it('before it began sends nothing', async () => {
    runtime.fetch.mockReturnValue(NEVER);
    await expect(send({ signal: AbortSignal.abort() })).rejects.toThrow('ended');
    expect(runtime.fetch).not.toHaveBeenCalled();
  });
});

describe('The Grafana around a panel', () => {
  const open = (user: Record<string, unknown> = {}, subUrl = '') => {
    vi.stubGlobal('window', {
      location: { origin: 'https://grafana.test' },
      setTimeout: () => 0,
      clearTimeout: () => undefined,
    });
    runtime.config.appSubUrl = subUrl;
    runtime.config.bootData = { user };
    return grafanaHost();
  };

  it('under a sub path is asked below it, and its addresses hold it', async () => {
    const host = open({}, '/sub');
    runtime.fetch.mockReturnValue(of({ status: 200, data: '{}', headers: new Headers() }));
    await host.client(new AbortController().signal).read({ operation: 'readHealth', path: '/api/health' }, z.unknown());
    expect(runtime.fetch.mock.calls[0]?.[0]).toMatchObject({ url: '/api/health' });
    expect(host.address('/explore?a=b')).toBe('/sub/explore?a=b');
  });

  it.each([
    ['by login', { isSignedIn: true, login: 'anna', name: 'Anna' }, 'anna'],
    ['by name where there is no login', { isSignedIn: true, login: '', name: 'Anna' }, 'Anna'],
    ['not at all where nobody signed in', { isSignedIn: false, login: 'viewer' }, undefined],
  ])('calls its user %s', (_, user, name) => {
    expect(open(user).user).toBe(name);
  });

  it('knows what its user may do, and nothing of an anonymous one', () => {
    expect(open({ permissions: { a: true, b: false } }).may('a')).toBe(true);
    expect(open({ permissions: { a: true, b: false } }).may('b')).toBe(false);
    expect(open({}).may('a')).toBe(false);
  });

  it('lists datasources with their scrape interval, whatever their settings hold', () => {
    const source = (jsonData: unknown, type = 'prometheus') => ({ uid: 'u', name: 'n', type, jsonData });
    runtime.getList.mockReturnValue([
      source({ timeInterval: '30s' }),
      source({ timeInterval: '>1m' }),
      source({ timeInterval: '' }),
      source({ timeInterval: 'often' }),
      source({ timeInterval: '10ms' }),
      source({ timeInterval: 5 }),
      source({}),
      source(undefined),
      source({}, 'influxdb'),
    ]);
    expect(
      open()
        .datasources()
        .map(({ scrapeInterval }) => scrapeInterval),
    ).toEqual([30, 60, 15, 15, 15, 15, 15, 15]);
  });
});
