import { Webhook } from 'standardwebhooks';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { GatewayError } from '../../errors.ts';
import { describeAdapter, intentOf, type AdapterWorld } from '../testing/describeAdapter.ts';
import { fakeWebhookReceiver, type FakeWebhookReceiver } from '../testing/fakeWebhookReceiver.ts';
import { localEgress } from '../testing/localEgress.ts';
import { GOOD_COMMIT, ROLLBACK_REQUEST } from '../testing/releases.ts';
import { settle } from '../testing/settle.ts';
import { filled, webhookSettingsSchema } from './settings.ts';
import { signatureHeaders, signingKeyOf } from '../../egress/webhookSignature.ts';
import { webhookAdapter } from './webhookAdapter.ts';

const signal = new AbortController().signal;
const OTHER = `whsec_${Buffer.from('another secret, of the next year').toString('base64')}`;

interface WebhookWorld extends AdapterWorld {
  readonly receiver: FakeWebhookReceiver;
}

async function worldOf(settings: object = {}): Promise<WebhookWorld> {
  const receiver = await fakeWebhookReceiver();
  const parsed = webhookSettingsSchema.parse({
    kind: 'webhook',
    url: `${receiver.url}/hook`,
    secret: { env: 'SECRET' },
    statusUrl: `${receiver.url}/status?id={correlationId}&as={externalId}`,
    verifyUrl: `${receiver.url}/live`,
    ...settings,
  });
  return {
    receiver,
    adapter: webhookAdapter(parsed, {
      egress: localEgress(receiver),
      readSecret: (secret) => ('env' in secret && secret.env === 'OTHER' ? OTHER : receiver.secret),
    }),
    request: ROLLBACK_REQUEST,
    executions: (id) => receiver.executions.filter((one) => one === id).length,
    end: (id, how) => {
      receiver.end(id, how);
    },
    breakRequests: (sort, fault, times) => {
      receiver.break(sort, fault, times);
    },
    mend: () => {
      receiver.mend();
    },
    addresses: () => receiver.requests.map(({ url }) => url),
    close: () => receiver.close(),
  };
}

const TOLD = { plansByReading: false };
describeAdapter('A webhook with a status', () => worldOf(), TOLD);
describeAdapter('A webhook that is not idempotent', () => worldOf({ idempotent: false }), TOLD);
describeAdapter('A webhook that tells nothing more', () => worldOf({ statusUrl: undefined, verifyUrl: undefined }), {
  ...TOLD,
  finds: false,
  endsAtOnce: true,
});

describe('A webhook', () => {
  let world: WebhookWorld;
  beforeEach(async () => {
    world = await worldOf();
  });
  afterEach(() => world.close());

  it('carries the target, the correlation id and the reason', async () => {
    const intent = { ...(await intentOf(world, signal)), reason: 'a "b"\n' };
    await world.adapter.trigger(intent, signal);
    const [delivery] = world.receiver.deliveries;
    expect(delivery?.headers).toMatchObject({
      'idempotency-key': intent.correlationId,
      'webhook-id': intent.correlationId,
    });
    expect(JSON.parse(delivery?.body ?? '')).toEqual({
      type: 'release-risk.rollback',
      timestamp: intent.target.fields['plannedAt'],
      data: {
        rollbackId: intent.rollbackId,
        correlationId: intent.correlationId,
        service: 'lead-bot',
        labels: ROLLBACK_REQUEST.labels,
        badVersion: '1.42.0',
        target: { version: '1.41.0', commit: GOOD_COMMIT, artifact: 'registry.example.com/lead-bot:1.41.0' },
        reason: 'a "b"\n',
        approvedBy: intent.approvedBy,
      },
    });
  });

  it('is byte for byte the same when it is sent again, and carried out once', async () => {
    const intent = await intentOf(world, signal);
    world.receiver.break('calls', 'reset', 1);
    world.receiver.break('calls', 'badGateway', 2);
    expect((await settle(world.adapter, intent, signal)).kind).toBe('under way');
    expect(new Set(world.receiver.deliveries.map(({ body }) => body)).size).toBe(1);
    expect(world.receiver.deliveries).toHaveLength(4);
    expect(world.receiver.executions).toEqual([intent.correlationId]);
  });

  it.each([410, 400, 404, 301, 307, 308])('takes %i for a refusal', async (status) => {
    world.receiver.traps.status = status;
    expect((await world.adapter.trigger(await intentOf(world, signal), signal)).kind).toBe('rejected');
  });

  it.each([303, 408, 500, 503])('does not know what %i means', async (status) => {
    world.receiver.traps.status = status;
    expect((await world.adapter.trigger(await intentOf(world, signal), signal)).kind).toBe('unknown');
  });

  it('goes by the correlation id where the receiver says none', async () => {
    world.receiver.traps.isSilent = true;
    const intent = await intentOf(world, signal);
    expect(await world.adapter.trigger(intent, signal)).toEqual({
      kind: 'accepted',
      externalId: intent.correlationId,
      url: undefined,
    });
  });

  it('goes to a person where nothing can be looked up and sending again is not safe', async () => {
    const blind = await worldOf({ idempotent: false, statusUrl: undefined });
    try {
      expect(blind.adapter.searchable).toEqual({ kind: 'never' });
      blind.receiver.break('calls', 'hang', 1);
      expect((await settle(blind.adapter, await intentOf(blind, signal), signal)).kind).toBe('person');
      expect(blind.receiver.deliveries).toHaveLength(1);
    } finally {
      await blind.close();
    }
  });

  it('is signed with both secrets while one is being changed', async () => {
    const rotating = await worldOf({ otherSecret: { env: 'OTHER' } });
    try {
      await rotating.adapter.trigger(await intentOf(rotating, signal), signal);
      const [delivery] = rotating.receiver.deliveries;
      const headers = delivery?.headers as Record<string, string>;
      for (const secret of [rotating.receiver.secret, OTHER]) {
        expect(new Webhook(secret).verify(delivery?.body ?? '', headers)).toBeDefined();
      }
      expect(() =>
        new Webhook(`whsec_${Buffer.alloc(32).toString('base64')}`).verify(delivery?.body ?? '', headers),
      ).toThrow();
    } finally {
      await rotating.close();
    }
  });
});

describe('A signature', () => {
  it('is that of the reference library', () => {
    const at = Date.UTC(2026, 10, 24, 12, 0, 0, 999);
    const reference = new Webhook(OTHER).sign('rr-1', new Date(at), '{"ü":1}');
    const key = signingKeyOf(OTHER, 'secret');
    expect(signatureHeaders([key], 'rr-1', at, '{"ü":1}')['webhook-signature']).toBe(reference);
  });

  it.each([
    '',
    'whsec_',
    'whsec_c2hvcnQ=',
    'whsec_not base64 at all, is it?',
    `whsec_${Buffer.alloc(65).toString('base64')}`,
  ])('refuses the secret %j', (secret) => {
    expect(() => signingKeyOf(secret, 'secret')).toThrow(GatewayError);
  });
});

describe('An address with values', () => {
  it.each([
    ['rr-1', 'https://x.test/a/rr-1'],
    ['../../b', 'https://x.test/a/..%2F..%2Fb'],
    ['..', 'https://x.test/a/%2E%2E'],
    ['a?b#c', 'https://x.test/a/a%3Fb%23c'],
    ['@evil.test', 'https://x.test/a/%40evil.test'],
    ['{correlationId}', 'https://x.test/a/%7BcorrelationId%7D'],
  ])('keeps %j in its place', (externalId, expected) => {
    expect(filled('https://x.test/a/{externalId}', { correlationId: 'c', externalId })).toBe(expected);
  });
});

describe('The settings for a webhook refuse', () => {
  it.each([
    [{ statusUrl: 'https://{externalId}.example.com/' }],
    [{ statusUrl: 'https://example.com/{other}' }],
    [{ statusUrl: 'https://example.com/{externalId' }],
    [{ verifyUrl: 'ftp://example.com/' }],
    [{ url: 'ftp://example.com/' }],
    [{ secret: OTHER }],
    [{ method: 'PUT' }],
  ])('%j', (settings) => {
    const whole = { kind: 'webhook', url: 'https://example.com/', secret: { env: 'S' }, ...settings };
    expect(webhookSettingsSchema.safeParse(whole).success).toBe(false);
  });
});
