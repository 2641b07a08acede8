import type { RollbackState } from '@release-risk/contract/rollback';
import { fakeGrafana } from '@release-risk/grafana/testing/fakeGrafana';
import { Webhook } from 'standardwebhooks';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FakeAnswer, FakeRequest } from '../adapters/testing/faultyServer.ts';
import { HOSTILE_TEXTS, hostileRollback, sampleEnded, sampleRollback } from '../testing/sampleRollback.ts';
import { channelSchema, openNotifier } from './channels.ts';
import { progressOf } from './grafanaAnnotation.ts';
import type { Notice, Sent } from './notifier.ts';
import { localParts, NEVER_ABORTED, noticeOf, SECRET, WEBHOOK_SECRET } from './testing/notice.ts';
import { openPeer, type Peer, type PeerFault } from './testing/peer.ts';

const secret = { env: 'SECRET' };
const signed = { env: 'WEBHOOK_SECRET' };

let peer: Peer;
let answer: (request: FakeRequest) => FakeAnswer;
beforeEach(async () => {
  answer = () => ({ status: 202, json: {} });
  peer = await openPeer((request) => answer(request));
});
afterEach(() => peer.stop());

const send = async (settings: object, notice: Notice): Promise<Sent> =>
  openNotifier(channelSchema.parse(settings), localParts(peer)).send(notice, NEVER_ABORTED);
const bodies = () => peer.requests.map(({ body }) => JSON.parse(body) as Readonly<Record<string, unknown>>);

const CHANNELS: readonly (readonly [string, () => object, string])[] = [
  ['PagerDuty', () => ({ kind: 'pagerduty', routingKey: secret, url: peer.url }), 'enqueue'],
  [
    'xMatters',
    () => ({
      kind: 'xmatters',
      url: `${peer.url}/api/integration/1/functions/x/triggers?apiKey=k`,
      user: 'rr',
      password: secret,
    }),
    'triggers',
  ],
  [
    'a plain webhook',
    () => ({ kind: 'webhook', format: 'plain', url: `${peer.url}/hooks/${SECRET}`, secret: signed }),
    SECRET,
  ],
  ['Teams', () => ({ kind: 'webhook', format: 'teams', url: `${peer.url}/hooks/${SECRET}` }), SECRET],
  ['Mattermost', () => ({ kind: 'webhook', format: 'mattermost', url: `${peer.url}/hooks/${SECRET}` }), SECRET],
  ['the annotation', () => ({ kind: 'grafanaAnnotation', url: peer.url, token: secret }), 'annotations'],
];

describe.each(CHANNELS)('%s', (_, settings, path) => {
  it.each<[string, PeerFault, Sent['kind']]>([
    ['500', { kind: 'answer', status: 500, body: 'oops' }, 'later'],
    ['502 after it was done', { kind: 'answerAfter', status: 502, body: '<html>' }, 'later'],
    ['429', { kind: 'answer', status: 429, headers: { 'retry-after': '17' } }, 'later'],
    ['a hang', { kind: 'hang' }, 'later'],
    ['a reset after it was sent', { kind: 'resetAfter' }, 'later'],
    ['400', { kind: 'answer', status: 400, body: '{"message":"no"}' }, 'refused'],
    ['401', { kind: 'answer', status: 401, body: `{"message":"wrong ${SECRET}"}` }, 'refused'],
    ['a redirect', { kind: 'answer', status: 302, headers: { location: 'http://169.254.169.254/' } }, 'refused'],
  ])('takes %s for what it is', async (_, fault, kind) => {
    peer.fail(path, fault);
    const sent = await send(settings(), noticeOf({ kind: 'trouble' }, { state: 'failed' }));
    expect(sent.kind).toBe(kind);
    expect(JSON.stringify(sent)).not.toContain(SECRET);
    expect(JSON.stringify(sent)).not.toContain('apiKey=k');
  });

  it.each(Object.entries(HOSTILE_TEXTS))('gets along with hostile texts: %s', async (_, text) => {
    answer = () => ({ status: 200, json: path === 'annotations' ? [] : {} });
    expect(
      await send(
        settings(),
        noticeOf({ kind: 'trouble', rollback: { ...hostileRollback(text), state: 'failed', acknowledgedBy: null } }),
      ),
    ).toMatchObject({
      kind: 'sent',
    });
  });

  it('where nothing listens is tried later', async () => {
    const gone = settings();
    await peer.stop();
    const sent = await send(gone, noticeOf({ kind: 'trouble' }, { state: 'failed' }));
    expect(sent.kind).toBe('later');
  });
});

describe('a channel that the policy does not allow', () => {
  it('is refused, and its address is not told', async () => {
    const settings = {
      kind: 'webhook',
      format: 'teams',
      url: 'https://elsewhere.example/workflows/s3cr3t-key?sig=abcdefgh',
    };
    const sent = await send(settings, noticeOf());
    expect(sent.kind).toBe('refused');
    expect(JSON.stringify(sent)).not.toMatch(/s3cr3t|abcdefgh/);
  });
});

describe('PagerDuty', () => {
  const settings = () => ({ kind: 'pagerduty', routingKey: secret, url: peer.url });
  const person = { kind: 'person', id: 'grafana:7', name: 'Grace' } as const;

  it('is triggered under the id of the rollback, with everything one needs', async () => {
    const sent = await send(settings(), noticeOf({ kind: 'escalate' }));
    expect(sent).toEqual({ kind: 'sent', thread: { last: 'trigger' } });
    expect(bodies()[0]).toMatchObject({
      routing_key: SECRET,
      event_action: 'trigger',
      dedup_key: 'rb-7f3a',
      client_url: 'https://grafana.example.com/a/releaserisk-app/rollbacks/rb-7f3a',
      payload: { severity: 'critical', source: 'lead-bot / prod', timestamp: '2026-11-24T10:12:00.000Z' },
    });
  });

  it.each<[string, Partial<Notice>, Parameters<typeof noticeOf>[1], string | undefined]>([
    ['acknowledged with the rollback', { kind: 'state' }, { acknowledgedBy: person }, 'acknowledge'],
    ['acknowledged by an approval', { kind: 'started' }, { state: 'triggered', approvedBy: person }, 'acknowledge'],
    ['resolved at a good end', { kind: 'ended' }, { state: 'succeeded' }, 'resolve'],
    ['triggered again by trouble', { kind: 'trouble' }, { state: 'unknown' }, 'trigger'],
    ['left alone by a change of state', { kind: 'state' }, {}, undefined],
  ])('is %s', async (_, change, rollback, event) => {
    await send(settings(), noticeOf({ thread: { last: 'trigger' }, ...change }, rollback));
    expect(bodies()[0]?.['event_action']).toBe(event);
  });

  it.each([
    ['what was never triggered', {}],
    ['what is resolved already', { last: 'resolve' }],
  ])('does not resolve %s', async (_, thread) => {
    expect(await send(settings(), noticeOf({ kind: 'ended', rollback: sampleEnded(), thread }))).toEqual({
      kind: 'sent',
      thread,
    });
    expect(peer.requests).toEqual([]);
  });

  it('keeps its summary within what PagerDuty takes', async () => {
    await send(
      settings(),
      noticeOf({
        kind: 'trouble',
        rollback: { ...hostileRollback(HOSTILE_TEXTS.long), state: 'failed', acknowledgedBy: null },
      }),
    );
    const payload = bodies()[0]?.['payload'] as { summary: string };
    expect(payload.summary.length).toBeLessThanOrEqual(1024);
    expect(peer.requests[0]?.body.length ?? 0).toBeLessThan(512 * 1024);
  });
});

describe('xMatters', () => {
  it('hears the same id whenever the same notice is sent, and remembers the request', async () => {
    answer = () => ({ status: 202, json: { requestId: 'r-1' } });
    const settings = {
      kind: 'xmatters',
      url: `${peer.url}/triggers`,
      user: 'rr',
      password: secret,
      recipients: ['on-call'],
    };
    expect(await send(settings, noticeOf())).toEqual({ kind: 'sent', thread: { request: 'r-1' } });
    await send(settings, noticeOf());
    await send(settings, noticeOf({ id: 'another' }));
    const [first, second, third] = bodies().map(({ id }) => id);
    expect(first).toBe(second);
    expect(third).not.toBe(first);
    expect(bodies()[0]).toMatchObject({ recipients: [{ id: 'on-call' }], rollback: 'rb-7f3a', acknowledged: false });
    expect(peer.requests[0]?.headers.authorization).toBe(`Basic ${Buffer.from(`rr:${SECRET}`).toString('base64')}`);
  });
});

describe('a webhook', () => {
  it('is signed as Standard Webhooks, under the same id over retries', async () => {
    const settings = { kind: 'webhook', format: 'plain', url: `${peer.url}/hook`, secret: signed };
    await send(settings, noticeOf());
    await send(settings, noticeOf());
    const [first, second] = peer.requests;
    const headers = first?.headers as Record<string, string>;
    expect(new Webhook(WEBHOOK_SECRET).verify(first?.body ?? '', headers)).toMatchObject({
      apiVersion: 'releaserisk/notice/v1',
      kind: 'ask',
      rollback: { id: 'rb-7f3a' },
    });
    expect(() => new Webhook(WEBHOOK_SECRET).verify(`${first?.body ?? ''} `, headers)).toThrow();
    expect(second?.headers['webhook-id']).toBe(headers['webhook-id']);
  });

  it('is not opened with a secret that signs nothing', async () => {
    const settings = { kind: 'webhook', format: 'plain', url: `${peer.url}/hook`, secret };
    await expect(send(settings, noticeOf())).rejects.toMatchObject({ code: 'GW202' });
    expect(peer.requests).toEqual([]);
  });

  it('tells stakeholders nothing of the inside', async () => {
    await send(
      { kind: 'webhook', format: 'plain', url: `${peer.url}/hook`, secret: signed, audience: 'stakeholders' },
      noticeOf(),
    );
    expect(peer.requests[0]?.body).not.toMatch(/Error rate|1\.42|n0nce|grafana/);
  });

  it('is a card in Teams, with links as buttons and no mention', async () => {
    await send({ kind: 'webhook', format: 'teams', url: `${peer.url}/hook` }, noticeOf());
    const [attachment] = bodies()[0]?.['attachments'] as {
      content: { type: string; actions: { title: string }[]; msteams: object };
    }[];
    expect(attachment?.content.type).toBe('AdaptiveCard');
    expect(attachment?.content.actions.map(({ title }) => title)).toEqual([
      'Rollback',
      'Panel',
      'Explore',
      'Deployment',
      'Runbook',
    ]);
    expect(attachment?.content.msteams).not.toHaveProperty('entities');
  });

  it.each(['@all', '@channel', '@here ', 'x @ada'])('calls nobody in Mattermost: %s', async (text) => {
    await send(
      { kind: 'webhook', format: 'mattermost', url: `${peer.url}/hook` },
      noticeOf({ rollback: hostileRollback(text) }),
    );
    expect(String(bodies()[0]?.['text'])).not.toContain('@');
  });

  it('never gets a nonce in a format that others can read', async () => {
    for (const format of ['teams', 'mattermost'])
      await send({ kind: 'webhook', format, url: `${peer.url}/hook` }, noticeOf());
    for (const { body } of peer.requests) expect(body).not.toContain('n0nce');
  });
});

describe('the annotation in Grafana', () => {
  const settings = () => ({ kind: 'grafanaAnnotation', url: peer.url, token: secret });
  const behind = (grafana: ReturnType<typeof fakeGrafana>) => {
    const parts = localParts(peer);
    const { kind: _kind, ...egress } = { kind: 'fake', ...parts.egress };
    return openNotifier(channelSchema.parse(settings()), { ...parts, egress: { ...egress, send: grafana.transport } });
  };

  it('is one, from asking to the end, then a region', async () => {
    const grafana = fakeGrafana();
    const notifier = behind(grafana);
    await notifier.send(noticeOf(), NEVER_ABORTED);
    await notifier.send(noticeOf(), NEVER_ABORTED);
    await notifier.send(noticeOf({ id: 'n2', kind: 'ended', rollback: sampleEnded() }), NEVER_ABORTED);
    expect(grafana.annotations).toHaveLength(1);
    expect(grafana.annotations[0]).toMatchObject({
      time: Date.parse('2026-11-24T10:12:01.000Z'),
      timeEnd: Date.parse('2026-11-24T10:21:00.000Z'),
      data: { id: 'rb-7f3a', state: 'done', from: '1.42.0', to: '1.41.0', by: 'Grace Hopper' },
    });
    expect(grafana.annotations[0]?.['tags']).toContain('rollback:rb-7f3a');
  });

  it('is one although its first answer was lost', async () => {
    const grafana = fakeGrafana();
    let isFirst = true;
    grafana.after = ({ method }) => {
      if (method === 'POST' && isFirst) {
        isFirst = false;
        throw new Error('reset');
      }
    };
    const notifier = behind(grafana);
    expect(await notifier.send(noticeOf(), NEVER_ABORTED)).toMatchObject({ kind: 'later' });
    expect(await notifier.send(noticeOf(), NEVER_ABORTED)).toMatchObject({ kind: 'sent' });
    expect(grafana.annotations).toHaveLength(1);
  });

  it.each<[RollbackState, string | undefined]>([
    ['received', undefined],
    ['deferred', undefined],
    ['suppressed', undefined],
    ['awaiting_approval', 'asked'],
    ['approved', 'accepted'],
    ['verifying', 'accepted'],
    ['succeeded', 'done'],
    ['rejected', 'failed'],
    ['unknown', 'failed'],
  ])('says of %s: %s', (state, progress) => {
    expect(progressOf({ rollback: sampleRollback({ state }), page: undefined })?.state).toBe(progress);
  });
});
