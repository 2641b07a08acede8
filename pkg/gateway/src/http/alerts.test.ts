import { SIGNATURE_HEADER, TIMESTAMP_HEADER } from '@release-risk/compiler/emit/grafana/contactPoints';
import { acceptedSchema, problemSchema } from '@release-risk/contract/gatewayApi';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { StoreUnavailable } from '../store/store.ts';
import { startTestGateway, TOKENS, type TestGateway } from '../testing/gatewayServer.ts';
import {
  signedWebhook,
  webhookAlert,
  webhookPayload,
  WEBHOOK_TIME,
  type SignedRequest,
} from '../testing/grafanaWebhook.ts';

let gateway: TestGateway;

beforeEach(async () => {
  gateway = await startTestGateway();
});
afterEach(async () => {
  await gateway.close();
});

const PATH = '/v1/alerts/grafana';

async function post(path: string, { headers, body }: SignedRequest) {
  const response = await fetch(gateway.url + path, { method: 'POST', headers, body: new Uint8Array(body) });
  const text = await response.text();
  const json: unknown = text === '' ? undefined : JSON.parse(text);
  return { status: response.status, json, headers: response.headers };
}

async function problemOf(request: SignedRequest, path = PATH) {
  const { status, json } = await post(path, request);
  return { status, code: problemSchema.parse(json).error.code };
}

const accepts = () => gateway.recorded.callsOf('accept');
const metricLines = async (name: string) =>
  (await gateway.metrics.text()).split('\n').filter((line) => line.startsWith(name) && !line.endsWith(' 0'));

describe('An alert of Grafana', () => {
  it('is acknowledged once it was taken in', async () => {
    const { status, json } = await post(PATH, signedWebhook());
    expect({ status, json: acceptedSchema.parse(json) }).toEqual({ status: 202, json: { accepted: 1, known: 0 } });
    expect(accepts()).toEqual([['grafana', gateway.recorded.accepted]]);
    expect(gateway.recorded.accepted).toMatchObject([{ status: 'firing', labels: { service: 'lead-bot' } }]);
    expect(await metricLines('release_risk_gateway_deliveries_total')).toEqual([
      'release_risk_gateway_deliveries_total{source="grafana",result="accepted"} 1',
    ]);
  });

  it('that is repeated with a new time is known', async () => {
    await post(PATH, signedWebhook());
    const { json } = await post(PATH, signedWebhook(webhookPayload(), { at: WEBHOOK_TIME + 60_000 }));
    expect(json).toEqual({ accepted: 0, known: 1 });
  });

  it('whose very request is sent again one second later is acknowledged and has no effect', async () => {
    const request = signedWebhook(webhookPayload([webhookAlert(), webhookAlert({ startsAt: '2026-11-24T10:00:00Z' })]));
    await post(PATH, request);
    gateway.clock.advance(1000);
    expect(await post(PATH, request)).toMatchObject({ status: 202, json: { accepted: 0, known: 2 } });
    expect(accepts()).toHaveLength(1);
  });

  it('that could not be stored may be sent again as it is', async () => {
    gateway.recorded.answer('accept', async () => Promise.reject(new StoreUnavailable('disk full')));
    const request = signedWebhook();
    const refused = await post(PATH, request);
    expect(refused.status).toBe(503);
    expect(problemSchema.parse(refused.json).error.code).toBe('GW107');
    expect(JSON.stringify(refused.json)).not.toContain('disk full');
    expect(refused.headers.get('retry-after')).toBe('5');
    gateway.recorded.answer('accept', async () => Promise.resolve({ accepted: 1, known: 0 }));
    expect(await post(PATH, request)).toMatchObject({ status: 202, json: { accepted: 1, known: 0 } });
    expect(await metricLines('release_risk_gateway_deliveries_total')).toContain(
      'release_risk_gateway_deliveries_total{source="grafana",result="unavailable"} 1',
    );
  });

  it('of a payload that was truncated makes the gateway look for itself', async () => {
    await post(PATH, signedWebhook(webhookPayload([webhookAlert()], { truncatedAlerts: 4 })));
    expect(gateway.recorded.callsOf('reconcileSoon')).toHaveLength(1);
  });

  it('of a custom template is refused by the names of what it lacks, and those that can be used are kept', async () => {
    const alert = Object.fromEntries(Object.entries(webhookAlert()).filter(([name]) => name !== 'fingerprint'));
    const { status, json } = await post(PATH, signedWebhook(webhookPayload([alert, webhookAlert()])));
    expect(status).toBe(422);
    expect(problemSchema.parse(json).error).toMatchObject({
      code: 'GW103',
      message: 'The alert cannot be used: alerts[0] lacks a usable fingerprint',
    });
    expect(gateway.recorded.accepted).toHaveLength(1);
  });

  it('is refused without a reason, whatever is wrong with its credentials', async () => {
    const good = signedWebhook();
    const flipped = Buffer.from(good.body);
    flipped[100] = (flipped[100] ?? 0) ^ 1;
    const wrong: readonly SignedRequest[] = [
      { ...good, body: flipped },
      signedWebhook(webhookPayload(), { secret: 'somebody-elses-secret-of-32-byte' }),
      signedWebhook(webhookPayload(), { at: WEBHOOK_TIME - 301_000 }),
      signedWebhook(webhookPayload(), { at: WEBHOOK_TIME + 301_000 }),
      {
        ...good,
        headers: { ...good.headers, [SIGNATURE_HEADER]: (good.headers[SIGNATURE_HEADER] ?? '').toUpperCase() },
      },
      { ...good, headers: { ...good.headers, [TIMESTAMP_HEADER]: '' } },
      { ...good, headers: { 'content-type': 'application/json', authorization: `Bearer ${TOKENS.alerts}` } },
    ];
    const answers = await Promise.all(wrong.map(async (request) => post(PATH, request)));
    for (const { status, json } of answers) expect({ status, json }).toEqual({ status: 401, json: answers[0]?.json });
    expect(accepts()).toEqual([]);
  });

  it('is refused when its parsed body was written anew', async () => {
    const spaced = signedWebhook(Buffer.from(JSON.stringify(webhookPayload(), null, 2)));
    const again = Buffer.from(JSON.stringify(JSON.parse(spaced.body.toString())));
    expect(await problemOf({ ...spaced, body: again })).toEqual({ status: 401, code: 'GW102' });
    expect((await post(PATH, spaced)).status).toBe(202);
  });

  it.each<readonly [string, Buffer, number, string]>([
    ['50,000 levels', Buffer.from('['.repeat(50_000) + ']'.repeat(50_000)), 400, 'GW101'],
    ['__proto__', Buffer.from('{"__proto__":{"a":1},"alerts":[]}'), 400, 'GW101'],
    ['a key twice', Buffer.from('{"alerts":[],"alerts":[]}'), 400, 'GW101'],
    ['nothing', Buffer.alloc(0), 400, 'GW101'],
    ['no JSON', Buffer.from('alerts=1'), 400, 'GW101'],
    ['no UTF-8', Buffer.from([0x7b, 0xff, 0x7d]), 400, 'GW101'],
    ['an array', Buffer.from('[]'), 422, 'GW103'],
    ['null', Buffer.from('null'), 422, 'GW103'],
  ])('is refused where its signed body holds %s', async (_what, body, status, code) => {
    expect(await problemOf(signedWebhook(body))).toEqual({ status, code });
    expect(accepts()).toEqual([]);
  });

  it('is refused where it is compressed, or says that it is', async () => {
    const packed = signedWebhook(gzipSync(JSON.stringify(webhookPayload())));
    for (const encoding of ['gzip', 'deflate', 'br', 'gzip, identity']) {
      const request = { ...packed, headers: { ...packed.headers, 'content-encoding': encoding } };
      expect(await problemOf(request)).toEqual({ status: 415, code: 'GW109' });
    }
    expect(await problemOf(packed)).toEqual({ status: 400, code: 'GW101' });
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'application/jsonp'])(
    'is refused as %s',
    async (type) => {
      const request = signedWebhook();
      const answer = await problemOf({ ...request, headers: { ...request.headers, 'content-type': type } });
      expect(answer).toEqual({ status: 415, code: 'GW109' });
    },
  );

  it('hears 500 and no more where nobody foresaw what went wrong', async () => {
    gateway.recorded.answer('accept', async () => Promise.reject(new Error('password=hunter2 at /etc/secret')));
    const { status, json } = await post(PATH, signedWebhook());
    expect({ status, code: problemSchema.parse(json).error.code }).toEqual({ status: 500, code: 'GW100' });
    expect(JSON.stringify(json)).not.toMatch(/hunter2|secret/);
  });
});

describe('An alert of an Alertmanager', () => {
  const request = (token: string): SignedRequest => ({
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: Buffer.from(JSON.stringify(webhookPayload([webhookAlert()], { version: '4' }))),
  });
  const path = '/v1/alerts/alertmanager';

  it('is acknowledged with a token for alerts', async () => {
    expect(await post(path, request(TOKENS.alerts))).toMatchObject({ status: 202, json: { accepted: 1, known: 0 } });
    expect(accepts()[0]?.[0]).toBe('alertmanager');
  });

  it.each([TOKENS.read, TOKENS.pipeline, TOKENS.person, 'x'.repeat(40)])(
    'is refused with another one',
    async (token) => {
      expect(await problemOf(request(token), path)).toEqual({ status: 401, code: 'GW102' });
    },
  );

  it('with the same labels and beginning is the one that Grafana sent', async () => {
    await post(PATH, signedWebhook());
    expect(await post(path, request(TOKENS.alerts))).toMatchObject({ json: { accepted: 0, known: 1 } });
  });
});
