import { createServer, type Server } from 'node:http';
import { SIGNATURE_HEADER, TIMESTAMP_HEADER } from '@release-risk/compiler/emit/grafana/contactPoints';
import { grafanaClient } from '@release-risk/grafana/client';
import type { GrafanaAuth } from '@release-risk/grafana/target';
import { fetchTransport } from '@release-risk/query/fetchTransport';
import { hostClock } from '@release-risk/query/hostClock';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { authenticator } from '../auth/authenticator.ts';
import { grafanaSignature } from '../auth/grafanaSignature.ts';
import { grafanaUsers, PROXY_HEADER, USER_HEADER } from '../auth/grafanaUser.ts';
import { bearerTokens } from '../auth/tokens.ts';
import { silentLogger } from '../http/logger.ts';
import { createHttpServer, type HttpServer } from '../http/server.ts';
import { gatewayMetrics } from '../metrics/metrics.ts';
import { GRAFANA_SECRET } from '../testing/grafanaWebhook.ts';
import { keptPositions } from '../testing/keptPositions.ts';
import { recordingOperations } from '../testing/recordingOperations.ts';
import { reconciler } from './reconcile.ts';
import { grafanaSource } from './reconcile/grafanaSource.ts';

const { GRAFANA_URL, GRAFANA_TOKEN, GRAFANA_USER = 'admin', GRAFANA_PASSWORD = 'admin' } = process.env;
const CAN_RUN = GRAFANA_URL !== undefined && GRAFANA_URL !== '';
if (!CAN_RUN) console.warn('SKIPPED: GRAFANA_URL is not set, so no real Grafana sends alerts to the gateway.');

const NAME = `rr-intake-${String(process.pid)}`;
const PROXY_SECRET = 'proxy-route-secret-of-32-bytes-..';
const SERVICE = `${NAME}-bot`;
const auth: GrafanaAuth =
  GRAFANA_TOKEN === undefined || GRAFANA_TOKEN === ''
    ? { kind: 'basic', username: GRAFANA_USER, password: GRAFANA_PASSWORD }
    : { kind: 'token', token: GRAFANA_TOKEN };
const authorization =
  auth.kind === 'token'
    ? `Bearer ${auth.token}`
    : `Basic ${Buffer.from(`${GRAFANA_USER}:${GRAFANA_PASSWORD}`).toString('base64')}`;
const clock = hostClock({ now: () => Date.now(), setTimeout, clearTimeout });

async function call(method: string, path: string, body?: unknown): Promise<unknown> {
  const response = await fetch(`${GRAFANA_URL ?? ''}${path}`, {
    method,
    headers: { authorization, 'content-type': 'application/json', 'x-disable-provenance': 'true' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path}: ${String(response.status)} ${text}`);
  return text === '' ? undefined : JSON.parse(text);
}

/** A Prometheus with one service whose one value the test sets. */
function oneValue(): { readonly server: Server; readonly identities: readonly string[]; set(value: number): void } {
  let value = 0;
  const identities: string[] = [];
  const server = createServer((request, response) => {
    request.resume();
    const identity = request.headers['x-grafana-id'];
    if (typeof identity === 'string') identities.push(identity);
    const metric = { service: SERVICE, version: '1.42.0' };
    const at = Date.now() / 1000;
    const data = request.url?.includes('query_range')
      ? { resultType: 'matrix', result: [{ metric, values: [[at, String(value)]] }] }
      : { resultType: 'vector', result: [{ metric, value: [at, String(value)] }] };
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ status: 'success', data }));
  });
  return {
    server,
    identities,
    set: (to) => {
      value = to;
    },
  };
}

const ruleGroup = (receiver: string) => ({
  title: NAME,
  folderUid: NAME,
  interval: 10,
  rules: [
    {
      uid: `${NAME}-act`,
      folderUID: NAME,
      ruleGroup: NAME,
      title: `${NAME}: High`,
      condition: 'C',
      for: '0s',
      orgID: 1,
      noDataState: 'KeepLast',
      execErrState: 'KeepLast',
      labels: { release_risk_rule: 'act', release_risk_model: NAME },
      annotations: { summary: 'risk {{ $values.A.Value }}' },
      notification_settings: {
        receiver,
        group_by: ['grafana_folder', 'alertname', 'service', 'version'],
        group_wait: '1s',
        group_interval: '10s',
        repeat_interval: '1h',
      },
      data: [
        {
          refId: 'A',
          relativeTimeRange: { from: 600, to: 0 },
          datasourceUid: NAME,
          model: { refId: 'A', expr: 'up', instant: true },
        },
        {
          refId: 'C',
          relativeTimeRange: { from: 0, to: 0 },
          datasourceUid: '__expr__',
          model: {
            refId: 'C',
            type: 'threshold',
            expression: 'A',
            conditions: [{ evaluator: { type: 'gt', params: [0] } }],
          },
        },
      ],
    },
  ],
});

describe.skipIf(!CAN_RUN)('Alerts of a real Grafana', { timeout: 240_000 }, () => {
  const prometheus = oneValue();
  const recorded = recordingOperations();
  let server: HttpServer;

  const client = grafanaClient({ url: GRAFANA_URL ?? 'http://unused', auth }, fetchTransport(fetch), clock);
  const reconciling = reconciler({
    sources: [grafanaSource({ client, clock })],
    accept: recorded.operations.accept,
    positions: keptPositions(),
    clock,
  });
  const ours = () => recorded.accepted.filter(({ labels }) => labels['service'] === SERVICE);
  const seen = () => ours().map(({ status, silencedBy, silencesEnded }) => ({ status, silencedBy, silencesEnded }));
  /** Looks until what was found is as it should be. */
  const looking = async (expected: readonly unknown[]) =>
    expect
      .poll(
        async () => {
          await reconciling.look();
          return seen();
        },
        { timeout: 60_000, interval: 1000 },
      )
      .toEqual(expected);

  beforeAll(async () => {
    await new Promise<void>((resolve) => prometheus.server.listen(0, '127.0.0.1', resolve));
    const address = prometheus.server.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    server = await createHttpServer({
      operations: recorded.operations,
      metrics: gatewayMetrics('test'),
      logger: silentLogger(),
      clock,
      auth: authenticator({
        now: () => clock.now(),
        tokens: bearerTokens([]),
        signature: grafanaSignature([GRAFANA_SECRET]),
      }),
    });
    const url = await server.listen({ host: '127.0.0.1', port: 0 });
    await call('POST', '/api/datasources', {
      uid: NAME,
      name: NAME,
      type: 'prometheus',
      access: 'proxy',
      url: `http://127.0.0.1:${String(port)}`,
    });
    await call('POST', '/api/folders', { uid: NAME, title: NAME });
    await call('POST', '/api/v1/provisioning/contact-points', {
      uid: NAME,
      name: NAME,
      type: 'webhook',
      settings: {
        url: `${url}/v1/alerts/grafana`,
        httpMethod: 'POST',
        hmacConfig: { secret: GRAFANA_SECRET, header: SIGNATURE_HEADER, timestampHeader: TIMESTAMP_HEADER },
      },
    });
    await call('PUT', `/api/v1/provisioning/folder/${NAME}/rule-groups/${NAME}`, ruleGroup(NAME));
  }, 60_000);

  afterAll(async () => {
    await server.close();
    prometheus.server.close();
    for (const path of [
      `/api/v1/provisioning/folder/${NAME}/rule-groups/${NAME}`,
      `/api/v1/provisioning/contact-points/${NAME}`,
      `/api/folders/${NAME}?forceDeleteRules=true`,
      `/api/datasources/uid/${NAME}`,
    ])
      await call('DELETE', path).catch((error: unknown) => {
        console.warn(error);
      });
  }, 60_000);

  it.skipIf(auth.kind === 'token')(
    'come with users whose identity tokens are believed, and no changed ones',
    async () => {
      await call('GET', `/api/datasources/proxy/uid/${NAME}/api/v1/labels`);
      const token = prometheus.identities.at(-1) ?? '';
      const users = grafanaUsers({ url: GRAFANA_URL ?? '', proxySecrets: [PROXY_SECRET], orgId: 1 }, fetch);
      const headers = (given: string) => [PROXY_HEADER, PROXY_SECRET, USER_HEADER, given];
      const actor = { kind: 'person', id: expect.stringMatching(/^grafana:\d+$/) as string };
      expect(await users.user(headers(token), Date.now())).toMatchObject({ kind: 'user', actor });
      expect(await users.user(headers(token), Date.now() + 3_600_000)).toMatchObject({ kind: 'refused' });
      expect(await users.user(headers(`${token.slice(0, -8)}AAAAAAAA`), Date.now())).toMatchObject({ kind: 'refused' });
    },
  );

  it('are one and the same whether they are sent, listed or read of the history, silences and outages included', async () => {
    const firing = { status: 'firing', silencedBy: undefined, silencesEnded: undefined };
    const resolved = { ...firing, status: 'resolved' };

    prometheus.set(1);
    // Sent and signed by Grafana itself, before anybody looks.
    await expect.poll(seen, { timeout: 120_000, interval: 500 }).toEqual([firing]);
    const [report] = await reconciling.look();
    expect(report).toMatchObject({ result: 'ok', problem: undefined });
    expect(report?.known).toBeGreaterThanOrEqual(1);
    expect(seen()).toEqual([firing]);

    const now = Date.now();
    const silence = await call('POST', '/api/alertmanager/grafana/api/v2/silences', {
      matchers: [{ name: 'service', value: SERVICE, isRegex: false, isEqual: true }],
      startsAt: new Date(now).toISOString(),
      endsAt: new Date(now + 3_600_000).toISOString(),
      createdBy: 'tests',
      comment: 'a person holds it',
    });
    const id = String(Reflect.get(silence as object, 'silenceID'));
    const held = { ...firing, silencedBy: [id] };
    await looking([firing, held]);
    await call('DELETE', `/api/alertmanager/grafana/api/v2/silence/${id}`);
    const released = { ...firing, silencesEnded: [id] };
    await looking([firing, held, released]);

    // From here on nothing can be sent: resolved, fired and resolved again stand in the history alone.
    await server.close();
    prometheus.set(0);
    await looking([firing, held, released, resolved]);
    const before = Date.now();
    prometheus.set(1);
    const fires = async () =>
      JSON.stringify(await call('GET', '/api/alertmanager/grafana/api/v2/alerts')).includes(SERVICE);
    await expect.poll(fires, { timeout: 60_000, interval: 500 }).toBe(true);
    prometheus.set(0);
    await expect.poll(fires, { timeout: 60_000, interval: 500 }).toBe(false);
    await looking([firing, held, released, resolved, firing, resolved]);
    const [last, end] = ours().slice(-2);
    expect(last?.startsAt).toBeGreaterThan(before - 10_000);
    expect(end).toMatchObject({ startsAt: last?.startsAt, fingerprint: last?.fingerprint, labels: ours()[0]?.labels });
  });
});
