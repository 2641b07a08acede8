import { GATEWAY_API, problemSchema, type GatewayRoute, type Route } from '@release-risk/contract/gatewayApi';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { grafanaUsers } from '../auth/grafanaUser.ts';
import { GatewayError } from '../errors.ts';
import { StoreUnavailable } from '../store/store.ts';
import { startTestGateway, TOKENS, type TestGateway } from '../testing/gatewayServer.ts';
import { signedWebhook, webhookPayload, WEBHOOK_TIME } from '../testing/grafanaWebhook.ts';
import { SAMPLE_DEPLOYMENT, SAMPLE_VERDICT } from '../testing/recordingOperations.ts';
import { signedSlack, slackForm, slackPayload } from '../testing/slackRequest.ts';

const PROXY = 'proxy-route-secret-of-32-bytes-..';
const DECISION = { nonce: 'n0nce', revision: 4 };
const MANAGER = { kind: 'person', id: 'token:release-manager', name: 'release-manager' };

let gateway: TestGateway;
let identity: string;

beforeAll(async () => {
  const { publicKey, privateKey } = await generateKeyPair('ES256');
  const jwks = { keys: [{ ...(await exportJWK(publicKey)), kid: 'k', alg: 'ES256' }] };
  const iat = WEBHOOK_TIME / 1000;
  identity = await new SignJWT({
    sub: 'user:7',
    type: 'user',
    aud: 'org:1',
    name: 'Grace',
    username: 'grace',
    iat,
    exp: iat + 600,
  })
    .setProtectedHeader({ alg: 'ES256', kid: 'k', typ: 'jwt' })
    .sign(privateKey);
  const settings = { url: 'http://grafana', proxySecrets: [PROXY], orgId: 1 };
  const users = grafanaUsers(settings, async () => Promise.resolve(new Response(JSON.stringify(jwks))));
  gateway = await startTestGateway({ auth: { users }, limits: { failuresPerMinute: 100_000 } });
});
afterAll(async () => {
  await gateway.close();
});
beforeEach(() => {
  gateway.recorded.answer('verdict', async () => Promise.resolve(SAMPLE_VERDICT));
});

interface Call {
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

async function call(name: GatewayRoute, { path, headers = {}, body }: Call = {}) {
  const { method, path: template }: Route = GATEWAY_API[name];
  const raw = body instanceof Uint8Array ? new Uint8Array(body) : body === undefined ? undefined : JSON.stringify(body);
  const response = await fetch(
    gateway.url + (path ?? template.replace('{id}', 'rb-7f3a').replace('{service}', 'lead-bot')),
    {
      method,
      headers: { ...(raw === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      ...(raw === undefined ? {} : { body: raw }),
    },
  );
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.startsWith('application/json') === true;
  const json: unknown = isJson ? JSON.parse(text) : text;
  return { status: response.status, json, headers: response.headers };
}

const bearer = (scope: keyof typeof TOKENS) => ({ authorization: `Bearer ${TOKENS[scope]}` });
const signed = signedWebhook(webhookPayload());
const form = slackForm(slackPayload());

/** A good call of every route. */
const GOOD: { readonly [R in GatewayRoute]: Call } = {
  grafanaAlerts: { headers: signed.headers, body: signed.body },
  alertmanagerAlerts: { headers: bearer('alerts'), body: webhookPayload(undefined, { version: '4' }) },
  putDeployment: { headers: bearer('pipeline'), body: SAMPLE_DEPLOYMENT },
  listDeployments: { headers: bearer('read'), path: '/v1/deployments?labels=service%3Dlead-bot' },
  listRollbacks: { headers: bearer('read'), path: '/v1/rollbacks?state=open&labels=service%3Da%5C%2Cb&limit=7' },
  showRollback: { headers: bearer('read') },
  report: { headers: bearer('read') },
  approve: { headers: bearer('person'), body: DECISION },
  reject: { headers: bearer('person'), body: { ...DECISION, reason: 'It is the database' } },
  acknowledge: { headers: bearer('person'), body: {} },
  note: { headers: bearer('person'), body: { text: ' Sales were told. ' } },
  retry: { headers: bearer('person'), body: { reason: 'Runner was down', revision: 4 } },
  listHolds: { headers: bearer('read') },
  hold: { headers: bearer('person'), body: { labels: {}, reason: 'Sale day', until: '2026-11-24T18:00:00Z' } },
  endHold: { headers: bearer('person') },
  verdict: { headers: bearer('read') },
  flaggerConfirm: { headers: bearer('read'), body: { name: 'lead-bot', namespace: 'prod' } },
  flaggerRollback: { headers: bearer('read'), body: { name: 'lead-bot', namespace: 'prod' } },
  slackInteractions: { headers: signedSlack(form), body: form },
  metrics: {},
  health: {},
  ready: {},
  openapi: {},
};
const ROUTES = Object.keys(GATEWAY_API) as GatewayRoute[];
const GUARDED = ROUTES.filter((name) => GATEWAY_API[name].access !== 'nobody');

/** Credentials of nobody, as somebody would make them up. */
const SPOOFED = (): readonly Readonly<Record<string, string>>[] => [
  {},
  { authorization: `Bearer ${'x'.repeat(40)}` },
  { 'x-release-risk-proxy': 'x'.repeat(33), 'x-grafana-id': identity },
  { 'x-grafana-id': identity },
  { 'x-grafana-user': 'admin', 'x-webauth-user': 'admin' },
];

describe('Every route', () => {
  it.each(ROUTES)('%s answers in the shape of the API', async (name) => {
    const route: Route = GATEWAY_API[name];
    const { status, json, headers } = await call(name, GOOD[name]);
    expect(status).toBe(name === 'flaggerRollback' ? 403 : (route.status ?? 200));
    expect(route.answer.safeParse(json).error).toBeUndefined();
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
  });

  it.each(GUARDED)(
    '%s refuses whoever shows nothing, a wrong token or a spoofed proxy, in the same words',
    async (name) => {
      const { body, path } = GOOD[name];
      const before = gateway.recorded.calls.length;
      for (const headers of SPOOFED()) {
        const type: Record<string, string> =
          name === 'slackInteractions' ? { 'content-type': 'application/x-www-form-urlencoded' } : {};
        const answer = await call(name, {
          body,
          ...(path === undefined ? {} : { path }),
          headers: { ...type, ...headers },
        });
        const words = problemSchema.parse(answer.json).error;
        expect([answer.status, words.code, words.message]).toEqual([401, 'GW102', 'Not authorized']);
      }
      expect(gateway.recorded.calls.length).toBe(before);
    },
  );

  it.each(GUARDED.filter((name) => !['grafanaSignature', 'slack'].includes(GATEWAY_API[name].access)))(
    '%s is open to no token of another scope',
    async (name) => {
      const needed: Readonly<Record<string, readonly string[]>> = {
        alertToken: ['alerts'],
        pipeline: ['pipeline'],
        read: ['read', 'person'],
        person: ['person'],
      };
      for (const scope of Object.keys(TOKENS) as (keyof typeof TOKENS)[]) {
        const { status } = await call(name, { ...GOOD[name], headers: bearer(scope) });
        const isOpen = needed[GATEWAY_API[name].access]?.includes(scope) === true;
        expect([scope, status === 401]).toEqual([scope, !isOpen]);
      }
    },
  );

  it('that there is none of is not there, and says nothing of what was asked', async () => {
    for (const path of ['/', '/v2/rollbacks', '/v1/rollbacks/a/b/c', '/..%2f..%2fetc/passwd', '/v1/holds/']) {
      const { status, json } = await call('health', { path });
      expect([path, status, problemSchema.parse(json).error.message]).toEqual([path, 404, 'There is no such route']);
    }
    expect((await call('approve', { path: '/v1/holds', headers: {} })).status).toBe(401);
  });
});

describe('What people decide', () => {
  it.each<readonly [GatewayRoute, string, readonly unknown[]]>([
    ['approve', 'approve', ['rb-7f3a', DECISION, MANAGER, ['releases@example.com']]],
    ['reject', 'reject', ['rb-7f3a', { ...DECISION, reason: 'It is the database' }, MANAGER]],
    ['acknowledge', 'acknowledge', ['rb-7f3a', undefined, MANAGER]],
    ['note', 'note', ['rb-7f3a', 'Sales were told.', MANAGER]],
    ['retry', 'retry', ['rb-7f3a', { reason: 'Runner was down', revision: 4 }, MANAGER, ['releases@example.com']]],
    ['endHold', 'endHold', ['rb-7f3a', MANAGER]],
  ])('%s is done as the person of the token', async (route, operation, given) => {
    await call(route, GOOD[route]);
    expect(gateway.recorded.calls.at(-1)).toEqual({ name: operation, arguments: given });
  });

  it('is done as the user whom Grafana signed, behind the proxy route', async () => {
    const headers = { 'x-release-risk-proxy': PROXY, 'x-grafana-id': identity };
    expect((await call('approve', { ...GOOD.approve, headers })).status).toBe(200);
    const by = { kind: 'person', id: 'grafana:7', name: 'Grace' };
    expect(gateway.recorded.calls.at(-1)?.arguments.slice(2)).toEqual([by, ['grace', 'Grace']]);
  });

  it('is nobody of whom the proxy tells without a token, even with a good token beside it', async () => {
    const headers = { 'x-release-risk-proxy': PROXY, ...bearer('person') };
    expect((await call('approve', { ...GOOD.approve, headers })).status).toBe(401);
  });

  it('can be read behind the proxy route by whoever Grafana lets through', async () => {
    expect((await call('listRollbacks', { headers: { 'x-release-risk-proxy': PROXY } })).status).toBe(200);
  });

  it.each<readonly [GatewayRoute, unknown]>([
    ['approve', {}],
    ['approve', { nonce: '', revision: 1 }],
    ['approve', { nonce: 'x', revision: -1 }],
    ['approve', { nonce: 'x', revision: 1.5 }],
    ['approve', { ...DECISION, force: true }],
    ['approve', [DECISION]],
    ['note', { text: '   ' }],
    ['note', {}],
    ['retry', { reason: 'x', revision: 1 }],
    ['hold', { labels: {}, reason: 'Sale day', until: 'tomorrow' }],
    ['hold', { labels: { a: 1 }, reason: 'Sale day', until: '2026-11-24T18:00:00Z' }],
    ['putDeployment', { id: 'x' }],
  ])('%s is not understood as %j', async (name, body) => {
    const { status, json } = await call(name, { ...GOOD[name], body });
    expect([status, problemSchema.parse(json).error.code]).toEqual([400, 'GW101']);
  });

  it.each<readonly [unknown, number, string]>([
    [new GatewayError({ code: 'GW104', what: 'rollback' }), 404, 'GW104'],
    [new GatewayError({ code: 'GW105', problem: 'Somebody was faster', remedy: 'Look again.' }), 409, 'GW105'],
    [new GatewayError({ code: 'GW106', problem: 'Its author may not' }), 403, 'GW106'],
    [new StoreUnavailable('locked'), 503, 'GW107'],
    [new TypeError('x is undefined'), 500, 'GW100'],
    ['a text', 500, 'GW100'],
  ])('fails as %s with %i', async (error, status, code) => {
    gateway.recorded.answer('approve', async () => Promise.reject(error as Error));
    const answer = await call('approve', GOOD.approve);
    expect([answer.status, problemSchema.parse(answer.json).error.code]).toEqual([status, code]);
  });
});

describe('What is read', () => {
  it('is asked for as the query says', async () => {
    await call('listRollbacks', GOOD.listRollbacks);
    expect(gateway.recorded.calls.at(-1)?.arguments).toEqual([
      { state: 'open', labels: { service: 'a,b' }, limit: 7, before: undefined },
    ]);
  });

  it.each([
    'state=gone',
    'limit=0',
    'limit=1e9',
    'labels=a',
    'labels=a%3D1,a%3D2',
    'labels=%3D1',
    'x=1',
    'limit=1&limit=2',
  ])('is not understood with ?%s', async (query) => {
    const { status, json } = await call('listRollbacks', { headers: bearer('read'), path: `/v1/rollbacks?${query}` });
    expect([status, problemSchema.parse(json).error.code]).toEqual([400, 'GW101']);
  });

  it.each([
    ['', 'text/markdown; charset=utf-8', '# Report'],
    ['?format=html', 'text/html; charset=utf-8', '<h1>Report</h1>'],
  ])('as a report%s is %s', async (query, type, text) => {
    const answer = await call('report', { headers: bearer('read'), path: `/v1/rollbacks/rb-7f3a/report${query}` });
    expect([answer.headers.get('content-type'), answer.json]).toEqual([type, text]);
    if (type.startsWith('text/html')) expect(answer.headers.get('content-security-policy')).toContain('sandbox');
  });

  it('of a service may have any name', async () => {
    const name = 'acme / lead-bot / 100% ünï';
    await call('verdict', { headers: bearer('read'), path: `/v1/verdicts/${encodeURIComponent(name)}?model=bot` });
    expect(gateway.recorded.calls.at(-1)?.arguments).toEqual([{ service: name, labels: {}, model: 'bot' }]);
  });
});

describe("Flagger's hooks", () => {
  it.each([
    [{ ok: true, verdict: 'Low' }, 200, 403],
    [{ ok: false, verdict: 'Medium' }, 403, 403],
    [{ ok: false, verdict: 'High' }, 403, 200],
    [{ ok: false, verdict: 'High', held: true }, 403, 403],
    [{ ok: false, verdict: 'Inconclusive', score: null }, 403, 403],
    [{ ok: false, verdict: 'Low', rollback: 'triggered' }, 403, 200],
    [{ ok: false, verdict: 'Low', rollback: 'awaiting_approval' }, 403, 403],
  ] as const)('answer %j: go on with %i, roll back with %i', async (change, confirm, rollback) => {
    gateway.recorded.answer('verdict', async () => Promise.resolve({ ...SAMPLE_VERDICT, ...change }));
    expect((await call('flaggerConfirm', GOOD.flaggerConfirm)).status).toBe(confirm);
    expect((await call('flaggerRollback', GOOD.flaggerRollback)).status).toBe(rollback);
  });

  it('never roll back nor go on where there is no verdict', async () => {
    for (const error of [new GatewayError({ code: 'GW104', what: 'model' }), new Error('boom')]) {
      gateway.recorded.answer('verdict', async () => Promise.reject(error));
      for (const name of ['flaggerConfirm', 'flaggerRollback'] as const)
        expect((await call(name, GOOD[name])).status).toBeGreaterThanOrEqual(400);
    }
  });

  it('ask about the service that the metadata names', async () => {
    const metadata = { service: 'bot', model: 'm', labels: 'tenant=acme,env=prod' };
    await call('flaggerConfirm', { ...GOOD.flaggerConfirm, body: { name: 'x', namespace: 'y', metadata } });
    const asked = { service: 'bot', labels: { tenant: 'acme', env: 'prod' }, model: 'm' };
    expect(gateway.recorded.calls.at(-1)?.arguments).toEqual([asked]);
  });
});

describe('A gateway that cannot do its work', () => {
  it('lives, and says why it is not ready', async () => {
    gateway.recorded.answer('problems', async () => Promise.resolve(['the disk is full']));
    expect(await call('ready')).toMatchObject({
      status: 503,
      json: { status: 'not ready', problems: ['the disk is full'] },
    });
    expect((await call('health')).status).toBe(200);
  });
});
