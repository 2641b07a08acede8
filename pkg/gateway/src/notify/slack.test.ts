import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HOSTILE_TEXTS, hostileRollback, sampleEnded } from '../testing/sampleRollback.ts';
import type { Notice, Sent } from './notifier.ts';
import { slackNotifier, slackSettingsSchema } from './slack.ts';
import { readSlackAction } from './slackAction.ts';
import { fakeSlack, type FakeSlack } from './testing/fakeSlack.ts';
import { localParts, NEVER_ABORTED, noticeOf, SECRET } from './testing/notice.ts';
import type { PeerFault } from './testing/peer.ts';

let slack: FakeSlack;
beforeEach(async () => {
  slack = await fakeSlack();
});
afterEach(() => slack.stop());

const settingsFor = (url: string) =>
  slackSettingsSchema.parse({
    kind: 'slack',
    token: { env: 'SLACK_TOKEN' },
    channel: 'C0123456789',
    url: `${url}/api`,
  });
const send = (notice: Notice, secret?: string): Promise<Sent> =>
  slackNotifier(settingsFor(slack.url), localParts(slack, secret)).send(notice, NEVER_ABORTED);
const threadOf = (sent: Sent) => {
  if (sent.kind !== 'sent') throw new Error(sent.reason);
  return sent.thread;
};
const first = () => {
  const [message] = slack.messages;
  if (message === undefined) throw new Error('Nothing was posted.');
  return message;
};

describe('a message in Slack', () => {
  it('says what is wrong, where it comes from and what can be done', async () => {
    const thread = threadOf(await send(noticeOf()));
    expect(thread).toEqual({ channel: 'C0123456789', ts: first().ts, revision: '4' });
    expect(first().text).toContain('Roll back lead-bot / prod 1.42.0 to 1.41.0?');
    const shown = JSON.stringify(first().blocks);
    for (const words of [
      'Error rate 4.12%',
      'score 1.62 of 2',
      '1.42.0 → 1.41.0',
      '3f2a9c1',
      'Ada Lovelace',
      '2026-11-24 10:00 UTC, 12 min before the alert',
    ]) {
      expect(shown).toContain(words);
    }
    expect(slack.marks().map((mark) => mark.split('|')[1])).toEqual([
      'Rollback',
      'Panel',
      'Explore',
      'Deployment',
      'Runbook',
    ]);
  });

  it('has buttons that carry the very decision they are made for', async () => {
    await send(noticeOf());
    const actions = first().blocks.find(({ type }) => type === 'actions');
    const values = (actions?.['elements'] as { value: string }[]).map(({ value }) => readSlackAction(value));
    expect(values).toEqual([
      { action: 'approve', rollback: 'rb-7f3a', nonce: 'n0nce', revision: 4 },
      { action: 'reject', rollback: 'rb-7f3a', nonce: 'n0nce', revision: 4 },
      { action: 'hold', rollback: 'rb-7f3a' },
      { action: 'acknowledge', rollback: 'rb-7f3a' },
    ]);
  });

  it('is brought up to date in place, without buttons once it has ended', async () => {
    const thread = threadOf(await send(noticeOf()));
    const ended = noticeOf({ id: 'n2', kind: 'state', rollback: sampleEnded(), thread });
    expect(threadOf(await send(ended))).toEqual({ ...thread, revision: '11' });
    expect(slack.messages).toHaveLength(1);
    expect(first().text).toContain('Rolled back');
    expect(first().blocks.map(({ type }) => type)).not.toContain('actions');
  });

  it('is not sent again for a state that it shows already', async () => {
    const thread = threadOf(await send(noticeOf()));
    const before = slack.requests.length;
    expect(threadOf(await send(noticeOf({ id: 'n2', kind: 'state', thread })))).toEqual(thread);
    expect(slack.requests).toHaveLength(before);
  });

  it('tells news beneath itself, the urgent also to the channel', async () => {
    const thread = threadOf(await send(noticeOf()));
    await send(noticeOf({ id: 'n2', kind: 'escalate', thread }));
    await send(noticeOf({ id: 'n3', kind: 'ended', rollback: sampleEnded(), thread }));
    expect(slack.messages.map(({ thread_ts, broadcast }) => [thread_ts, broadcast])).toEqual([
      [undefined, false],
      [thread['ts'], true],
      [thread['ts'], false],
    ]);
    expect(slack.messages[1]?.text).toContain('Nobody has taken care yet');
  });

  it('begins anew where somebody deleted it', async () => {
    slack.settings.remembersIds = true;
    const thread = threadOf(await send(noticeOf()));
    slack.messages.splice(0);
    const again = threadOf(await send(noticeOf({ id: 'n2', kind: 'ended', rollback: sampleEnded(), thread })));
    expect(slack.messages).toHaveLength(1);
    expect(again['ts']).toBe(first().ts);
  });
});

describe('a message whose answer was lost', () => {
  const LOST: readonly (readonly [string, PeerFault])[] = [
    ['the connection was reset', { kind: 'resetAfter' }],
    ['nothing ever came', { kind: 'hangAfter' }],
    ['a proxy answered 502', { kind: 'answerAfter', status: 502, body: '<html><title>Bad gateway</title>' }],
    ['it was cut off', { kind: 'answerAfter', status: 200, body: '{"ok":tr' }],
  ];

  it.each(LOST)('appears once: %s', async (_, fault) => {
    slack.fail('chat.postMessage', fault);
    expect(await send(noticeOf())).toMatchObject({ kind: 'later' });
    expect(threadOf(await send(noticeOf()))['ts']).toBe(first().ts);
    expect(slack.messages).toHaveLength(1);
  });

  it.each(LOST)('appears once beneath the first as well: %s', async (_, fault) => {
    const thread = threadOf(await send(noticeOf()));
    const news = noticeOf({ id: 'n2', kind: 'trouble', thread });
    slack.fail('chat.postMessage', fault);
    expect(await send(news)).toMatchObject({ kind: 'later' });
    threadOf(await send(news));
    expect(slack.messages).toHaveLength(2);
  });

  it('is found behind two hundred others', async () => {
    slack.fail('chat.postMessage', { kind: 'resetAfter' });
    await send(noticeOf());
    const mine = first();
    for (let other = 0; other < 250; other++) {
      slack.messages.push({
        ...mine,
        ts: `${String(1_795_600_000 + other)}.000000`,
        metadata: { event_type: 'another_app' },
      });
    }
    expect(threadOf(await send(noticeOf()))['ts']).toBe(mine.ts);
  });

  it('appears once where the channel may not be read, by the id it is sent with', async () => {
    slack.settings.remembersIds = true;
    slack.errors.set('conversations.history', 'missing_scope');
    slack.fail('chat.postMessage', { kind: 'resetAfter' });
    expect(await send(noticeOf())).toMatchObject({ kind: 'later' });
    threadOf(await send(noticeOf()));
    expect(slack.messages).toHaveLength(1);
  });

  it('is not written while nobody can say whether it stands there', async () => {
    slack.fail('conversations.history', { kind: 'answer', status: 503 });
    expect(await send(noticeOf())).toMatchObject({ kind: 'later' });
    expect(slack.messages).toEqual([]);
  });
});

describe('what Slack refuses', () => {
  const soon = new Date(Date.now() + 90_000).toUTCString();
  it.each<[string, Readonly<Record<string, string>>, number, number]>([
    ['seconds', { 'retry-after': '30' }, 30_000, 30_000],
    ['a date', { 'retry-after': soon }, 60_000, 90_000],
    ['nothing', {}, 60_000, 60_000],
    ['an absurd number', { 'retry-after': '1000000000' }, 60_000, 3_600_000],
    ['something else', { 'retry-after': 'soon' }, 60_000, 60_000],
  ])('by 429 with %s is sent later', async (_, headers, least, most) => {
    slack.fail('chat.postMessage', { kind: 'answer', status: 429, headers });
    const sent = await send(noticeOf());
    expect(sent.kind).toBe('later');
    const afterMs = sent.kind === 'later' ? (sent.afterMs ?? -1) : -1;
    expect(afterMs).toBeGreaterThanOrEqual(least);
    expect(afterMs).toBeLessThanOrEqual(most);
  });

  it.each([
    ['channel_not_found', 'refused'],
    ['is_archived', 'refused'],
    ['token_revoked', 'refused'],
    ['invalid_blocks', 'refused'],
    ['ratelimited', 'later'],
    ['internal_error', 'later'],
    ['service_unavailable', 'later'],
  ] as const)('with ok: false and %s is %s', async (error, kind) => {
    slack.errors.set('chat.postMessage', error);
    const sent = await send(noticeOf());
    expect(sent).toMatchObject({ kind });
    expect(sent.kind === 'sent' ? '' : sent.reason).toContain(error);
  });

  it('for a wrong token is said without the token', async () => {
    const sent = await send(noticeOf(), 'xoxb-wrong-token-1');
    expect(sent).toEqual({
      kind: 'refused',
      reason: 'Slack refused conversations.history: invalid_auth (check the token)',
    });
  });

  it('and a page that echoes the token does not bring it into the reason', async () => {
    slack.fail('conversations.history', { kind: 'answer', status: 403, body: `denied for Bearer ${SECRET}` });
    const sent = await send(noticeOf());
    expect(sent.kind).toBe('refused');
    expect(JSON.stringify(sent)).not.toContain(SECRET);
  });

  it('rejects only when it is told to stop', async () => {
    slack.fail('conversations.history', { kind: 'hang' });
    const stop = new AbortController();
    const sending = slackNotifier(settingsFor(slack.url), localParts(slack)).send(noticeOf(), stop.signal);
    stop.abort(new Error('shutting down'));
    await expect(sending).rejects.toThrow('shutting down');
  });
});

describe('hostile texts', () => {
  it.each(Object.entries(HOSTILE_TEXTS))('call nobody and lead nowhere in Slack: %s', async (_, text) => {
    const sent = await send(noticeOf({ rollback: hostileRollback(text), kind: 'trouble' }));
    expect(sent.kind).toBe('sent');
    expect(slack.marks().filter((mark) => !mark.startsWith('https://grafana.example.com/'))).toEqual([]);
    expect(JSON.stringify(first().blocks)).not.toMatch(/"verbatim":false|\\u0000|\\u001b|‮/);
  });
});
