import MarkdownIt from 'markdown-it';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HOSTILE_TEXTS, hostileRollback, sampleEnded } from '../testing/sampleRollback.ts';
import { channelSchema, openNotifier } from './channels.ts';
import type { Notice, Sent } from './notifier.ts';
import { fakeGithubIssues, fakeGitlabIssues, fakeJira, type FakeTracker } from './testing/fakeTrackers.ts';
import { localParts, NEVER_ABORTED, noticeOf, SECRET } from './testing/notice.ts';
import type { PeerFault } from './testing/peer.ts';

interface Kind {
  readonly name: string;
  readonly open: () => Promise<FakeTracker>;
  readonly settings: object;
  readonly find: string;
  readonly create: string;
  readonly update: string;
  readonly url: RegExp;
}

const token = { env: 'TOKEN' };
const KINDS: readonly Kind[] = [
  {
    name: 'jira',
    open: fakeJira,
    settings: { kind: 'jira', user: 'bot@example.com', token, project: 'OPS' },
    find: '/search/jql',
    create: 'POST /rest/api/3/issue',
    update: '/issue/OPS-1',
    url: /\/browse\/OPS-1$/,
  },
  {
    name: 'githubIssue',
    open: fakeGithubIssues,
    settings: { kind: 'githubIssue', token, repository: 'acme/bot' },
    find: 'GET /repos/acme/bot/issues',
    create: 'POST /repos/acme/bot/issues',
    update: '/issues/1',
    url: /^https:\/\/github\.com\/acme\/bot\/issues\/1$/,
  },
  {
    name: 'gitlabIssue',
    open: fakeGitlabIssues,
    settings: { kind: 'gitlabIssue', token, project: 'acme/bot' },
    find: 'GET /api/v4/projects/acme/bot/issues',
    create: 'POST /api/v4/projects/acme/bot/issues',
    update: '/issues/1',
    url: /^https:\/\/gitlab\.com\/acme\/bot\/-\/issues\/1$/,
  },
];

const LOST: readonly (readonly [string, PeerFault])[] = [
  ['the connection was reset', { kind: 'resetAfter' }],
  ['nothing ever came', { kind: 'hangAfter' }],
  ['a proxy answered 502', { kind: 'answerAfter', status: 502, body: '<html>' }],
  ['it was no JSON', { kind: 'answerAfter', status: 201, body: '{"key":' }],
];

describe.each(KINDS)('a ticket in $name', ({ name, open, settings, find, create, update, url }) => {
  let tracker: FakeTracker;
  beforeEach(async () => {
    tracker = await open();
  });
  afterEach(() => tracker.stop());

  const send = (notice: Notice, secret?: string): Promise<Sent> =>
    openNotifier(channelSchema.parse({ ...settings, url: tracker.url }), localParts(tracker, secret)).send(
      notice,
      NEVER_ABORTED,
    );
  const started = () => noticeOf({ id: 'n1', kind: 'started' }, { state: 'triggered' });
  const threadOf = (sent: Sent) => {
    if (sent.kind !== 'sent') throw new Error(sent.reason);
    return sent.thread;
  };

  it('is created once, and its address comes back', async () => {
    const thread = threadOf(await send(started()));
    expect(thread['url']).toMatch(url);
    threadOf(await send(noticeOf({ id: 'n2', kind: 'trouble', thread })));
    threadOf(await send(noticeOf({ id: 'n3', kind: 'trouble' })));
    expect(tracker.tickets).toHaveLength(1);
    expect(tracker.tickets[0]?.title).toBe('Release lead-bot / prod 1.42.0: High risk');
    expect(tracker.tickets[0]?.description).toContain('Error rate 4.12%');
  });

  it('is described anew at the end, once for each end', async () => {
    const thread = threadOf(await send(started()));
    const ended = threadOf(await send(noticeOf({ id: 'n2', kind: 'ended', rollback: sampleEnded(), thread })));
    expect(tracker.tickets[0]?.description).toContain('Rolled back lead-bot');
    expect(ended['revision']).toBe('11');
    const before = tracker.requests.length;
    threadOf(await send(noticeOf({ id: 'n3', kind: 'state', rollback: sampleEnded(), thread: ended })));
    expect(tracker.requests).toHaveLength(before);
  });

  it('is not created for what is only brought up to date', async () => {
    expect(await send(noticeOf({ kind: 'state' }))).toEqual({ kind: 'sent', thread: {} });
    expect(tracker.requests).toEqual([]);
  });

  it('belongs to its own rollback', async () => {
    await send(started());
    await send(noticeOf({ id: 'n9', kind: 'started' }, { id: 'rb-other' }));
    expect(tracker.tickets).toHaveLength(2);
  });

  it.each(LOST)('exists once although %s', async (_, fault) => {
    tracker.fail(create, fault);
    expect(await send(started())).toMatchObject({ kind: 'later', afterMs: 60_000 });
    expect(threadOf(await send(started()))['url']).toMatch(url);
    expect(tracker.tickets).toHaveLength(1);
  });

  it.each<[string, PeerFault, Sent['kind']]>([
    ['fails', { kind: 'answer', status: 500, body: 'oops' }, 'later'],
    ['is too much', { kind: 'answer', status: 429, headers: { 'retry-after': '30' } }, 'later'],
    ['hangs', { kind: 'hang' }, 'later'],
    ['is reset', { kind: 'reset' }, 'later'],
    ['is no JSON', { kind: 'answer', status: 200, body: '<html>sign in' }, 'later'],
    ['is something else', { kind: 'answer', status: 200, body: '{"issues":[{"key":7}]}' }, 'later'],
    ['is forbidden', { kind: 'answer', status: 403, body: '{"message":"no"}' }, 'refused'],
    ['redirects', { kind: 'answer', status: 302, headers: { location: 'http://169.254.169.254/' } }, 'refused'],
  ])('is not created where the search %s', async (_, fault, kind) => {
    tracker.fail(find, fault);
    expect(await send(started())).toMatchObject({ kind });
    expect(tracker.tickets).toEqual([]);
  });

  it.each([
    [410, 'refused'],
    [422, 'refused'],
    [503, 'later'],
  ] as const)('whose update is answered by %i is %s', async (status, kind) => {
    const thread = threadOf(await send(started()));
    tracker.fail(update, { kind: 'answer', status, body: '{}' });
    expect(await send(noticeOf({ id: 'n2', kind: 'ended', rollback: sampleEnded(), thread }))).toMatchObject({ kind });
  });

  it('is refused for a wrong token, which is not told', async () => {
    const sent = await send(started(), 'wrong-token-0123');
    expect(sent.kind).toBe('refused');
    expect(JSON.stringify(sent)).not.toMatch(/wrong-token|xoxb/);
    expect(JSON.stringify(sent)).not.toContain(SECRET);
  });

  it.each(Object.entries(HOSTILE_TEXTS))('shows hostile texts as text: %s', async (_, text) => {
    const sent = await send(noticeOf({ kind: 'started', rollback: hostileRollback(text) }));
    expect(sent.kind).toBe('sent');
    const [ticket] = tracker.tickets;
    expect(ticket?.title).not.toMatch(/[\r\n\u0000-\u001f\u202e]/);
    const description = ticket?.description ?? '';
    if (name === 'jira') {
      expect([...description.matchAll(/"type":"([a-zA-Z]+)"/g)].map(([, type]) => type)).not.toContain('mention');
      expect(description).not.toMatch(/"href":"(?!https:\/\/grafana\.example\.com)/);
      return;
    }
    // As a reader that lets HTML and bare addresses through, as these trackers do.
    const html = new MarkdownIt({ html: true, linkify: true }).render(description);
    const elements = new Set([...html.matchAll(/<([a-z0-9]+)/g)].map(([, element]) => element));
    for (const element of ['img', 'script', 'h1', 'h2', 'code', 's', 'em', 'del'])
      expect(elements).not.toContain(element);
    expect(
      [...html.matchAll(/href="([^"]*)"/g)].every(([, to]) => to?.startsWith('https://grafana.example.com/')),
    ).toBe(true);
    expect(description).not.toContain('@everyone');
  });
});

describe('an issue in GitHub', () => {
  it('is found behind a hundred newer ones', async () => {
    const tracker = await fakeGithubIssues();
    const notifier = openNotifier(
      channelSchema.parse({ kind: 'githubIssue', token, repository: 'acme/bot', url: tracker.url }),
      localParts(tracker),
    );
    await notifier.send(noticeOf({ kind: 'started' }), NEVER_ABORTED);
    for (let number = 2; number < 180; number++)
      tracker.tickets.push({ number, title: 'other', description: '', labels: [] });
    const sent = await notifier.send(noticeOf({ id: 'n2', kind: 'trouble' }), NEVER_ABORTED);
    expect(sent).toMatchObject({ kind: 'sent', thread: { key: '1' } });
    await tracker.stop();
  });
});
