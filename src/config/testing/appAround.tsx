import '../../risk/edit/testing/measured.ts';
import { createTheme, ThemeContext } from '@grafana/data';
import { grafanaClient } from '@release-risk/grafana/client';
import { fakeGrafana, type FakeGrafana } from '@release-risk/grafana/testing/fakeGrafana';
import type { GrafanaHttpRequest } from '@release-risk/grafana/transport';
import { render, type RenderResult } from '@testing-library/react';
import React from 'react';
import { AppContext, type AppValues } from '../../app/AppContext.ts';
import type { Host } from '../../risk/host.ts';
import { OncePerTick } from '../../risk/read/oncePerTick.ts';
import { ScoreMemory } from '../../risk/read/scoreMemory.ts';
import { cannedHost, DATASOURCES } from '../../testing/cannedHost.ts';

/** What a request was, as tests look at it. */
interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
}

export interface AppAround {
  readonly host: Host;
  readonly fake: FakeGrafana;
  readonly seen: readonly SeenRequest[];
  /** Answers before the fake does, by `POST /path`. */
  readonly answers: Map<string, { readonly status: number; readonly body?: unknown }>;
}

/** A host whose Grafana is the one in memory; `answers` go before what it says. */
export function appAround(permissions: readonly string[] = ['plugins:write']): AppAround {
  const fake = fakeGrafana();
  const seen: SeenRequest[] = [];
  const answers = new Map<string, { readonly status: number; readonly body?: unknown }>([
    ['GET /api/datasources', { status: 200, body: DATASOURCES.map(({ uid, name, type }) => ({ uid, name, type })) }],
  ]);
  fake.contactPoints.set('people', { uid: 'people', name: 'people', type: 'email', settings: {} });
  fake.before = ({ method, body }: GrafanaHttpRequest, path) => {
    seen.push({ method, path, body: body === undefined ? undefined : (JSON.parse(body) as unknown) });
    return answers.get(`${method} ${decodeURIComponent(path)}`);
  };
  const clock = {
    now: () => Date.UTC(2026, 10, 21, 12),
    sleep: (ms: number) => (ms < 10_000 ? Promise.resolve() : FOREVER),
  };
  const { host } = cannedHost({ answer: () => ({ status: 404 }), permissions });
  return {
    host: {
      ...host,
      client: (signal) =>
        grafanaClient({ url: 'http://grafana.test', auth: { kind: 'none' } }, fake.transport, clock, signal),
    },
    fake,
    seen,
    answers,
  };
}

const SETTINGS = {
  enabled: true,
  revision: 1,
  models: [],
  bindings: {},
  gateway: { url: '', hasSecret: false },
};

const FOREVER = new Promise<void>(() => undefined);

/** Draws a part of the app within it. */
export function renderInApp(
  { host }: Pick<AppAround, 'host'>,
  children: React.ReactNode,
  { theme = 'dark', settings }: { readonly theme?: 'dark' | 'light'; readonly settings?: AppValues['settings'] } = {},
): RenderResult {
  const values: AppValues = {
    host,
    memory: { once: new OncePerTick(), scores: new ScoreMemory() },
    settings: settings ?? { kind: 'ok', value: SETTINGS },
    reloadSettings: () => undefined,
  };
  return render(
    <ThemeContext.Provider value={createTheme({ colors: { mode: theme } })}>
      <AppContext.Provider value={values}>{children}</AppContext.Provider>
    </ThemeContext.Provider>,
  );
}
