import type { RollbackDetail } from '@release-risk/contract/rollback';
import { ROLLBACK_STATES } from '@release-risk/contract/rollback';
import { ANNA, rollbackInState, rollbackSample, stepSample } from '@release-risk/contract/testing/rollbackSamples';
import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import React from 'react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { renderPage } from '../../app/testing/renderPage.tsx';
import { GATEWAY_ADDRESS } from '../../risk/addresses.ts';
import { cannedHost, type Answering, type CannedAnswer, type CannedRequest } from '../../testing/cannedHost.ts';
import RollbackPage from './RollbackPage.tsx';

vi.mock('../../runtime/Page.tsx', () => ({
  Page: ({ title, children }: { title: string; children: React.ReactNode }) => (
    <main>
      <h1>{title}</h1>
      {children}
    </main>
  ),
}));

const DECIDE = 'releaserisk-app.rollbacks:decide';
const ONE_OF_EACH_STAND = ['received', 'deferred', 'awaiting_approval', 'triggered', 'rejected', 'unknown'] as const;
const ADMIN = [DECIDE, 'plugins:write'];
const problem = (status: number, code: string, message: string, hint = 'Look again.'): CannedAnswer => ({
  status,
  body: { error: { code, message, hint } },
});

interface Opened {
  rollback: RollbackDetail;
  /** Answers to what is written, by the end of its path. */
  readonly writes?: Readonly<Record<string, CannedAnswer | Answering>>;
  readonly show?: (rollback: RollbackDetail) => CannedAnswer;
  readonly holds?: CannedAnswer;
  readonly permissions?: readonly string[];
  readonly user?: string | undefined;
  readonly gatewayUrl?: string;
}

/** The page of a rollback that the test changes as it likes. */
function open(given: Opened) {
  const answer: Answering = (request) => {
    const { path, method } = request;
    if (path.startsWith('/api/plugins/')) {
      const jsonData = { models: [{ name: 'telegram-lead-bot' }], gatewayUrl: given.gatewayUrl ?? 'https://gateway' };
      return { body: { enabled: true, jsonData } };
    }
    const place = path.slice(GATEWAY_ADDRESS.length);
    if (method === 'GET' && place === '/v1/holds') return given.holds ?? { body: { holds: [] } };
    if (method === 'GET') return given.show?.(given.rollback) ?? { body: given.rollback };
    const found = Object.entries(given.writes ?? {}).find(([end]) => place.endsWith(end))?.[1];
    if (found === undefined) throw new Error(`nobody answers ${method} ${place}`);
    return typeof found === 'function' ? found(request) : found;
  };
  const grafana = cannedHost({
    answer,
    permissions: given.permissions ?? [DECIDE],
    ...('user' in given ? { user: given.user } : {}),
  });
  const page = renderPage({
    host: grafana.host,
    path: 'rollbacks/:id',
    address: `/rollbacks/${given.rollback.id}`,
    page: <RollbackPage />,
  });
  const written = (): readonly CannedRequest[] => grafana.requests.filter(({ method }) => method !== 'GET');
  return { grafana, page, written };
}

const sample = (parts: Partial<RollbackDetail> = {}): RollbackDetail => rollbackSample(Date.now(), parts);
const listed = ({ timeline: _timeline, notes: _notes, ...rollback }: RollbackDetail) => rollback;
const button = (name: string | RegExp) => screen.findByRole('button', { name });
/** Looks again as the page does when somebody comes back to it. */
const lookAgain = async (ms = 4_000): Promise<void> => {
  await act(() => vi.advanceTimersByTimeAsync(ms));
};

afterEach(() => {
  vi.useRealTimers();
});

describe('The page of a rollback', () => {
  it('is headed by its state, service and versions, and says why it asks and until when', async () => {
    open({ rollback: sample() });
    expect(
      await screen.findByRole('heading', { level: 1, name: 'Waits for approval: lead-bot 1.478.0 → 1.477.3' }),
    ).toBeVisible();
    expect(screen.getByText('Veto: error rate 32.9% vs usual 0.185% (n=219)')).toBeVisible();
    expect(screen.getByText('the model asks before it acts')).toBeVisible();
    expect(screen.getByText(/^Until .* \(2[34] min left\)$/)).toBeVisible();
    expect(screen.getByText('Has to act: somebody who may approve')).toBeVisible();
  });

  it.each(ROLLBACK_STATES)('says in words how it stands while %s', async (state) => {
    open({ rollback: rollbackInState(Date.now(), state) });
    const card = await screen.findByRole('region', { name: 'How it stands' });
    const word = within(card).getByRole('heading', { level: 2 }).textContent ?? '';
    expect(word).toMatch(/^[A-Z][a-z ]+$/);
    expect(screen.getAllByRole('status')[0]).toHaveTextContent(new RegExp(`^${word}\\. .{10,}`));
  });

  it.each(ONE_OF_EACH_STAND)('is without faults to axe while %s', async (state) => {
    const { page } = open({ rollback: rollbackInState(Date.now(), state) });
    await button('Add a note…');
    const { violations } = await axe.run(page.container, {
      rules: { 'color-contrast': { enabled: false }, region: { enabled: false } },
    });
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
  });

  it('says that the rest of it waits, and lets it be held, while something is still to be called', async () => {
    const steps = [stepSample({ id: 'flags', kind: 'config', state: 'succeeded' }), stepSample()];
    const reasons = [{ code: 'held' as const, text: 'held by Vera: CRM migration' }];
    open({ rollback: rollbackInState(Date.now(), 'intent_persisted', { steps, reasons }) });
    expect(await screen.findByRole('heading', { level: 2, name: 'Waits before its next call' })).toBeVisible();
    expect(screen.getByText('held by Vera: CRM migration')).toBeVisible();
    expect(screen.getByText('Has to act: the gateway')).toBeVisible();
    expect(await button('Hold…')).toBeVisible();
  });

  it.each([
    ['awaiting_approval', ['Approve…', 'Reject…', 'Hold…', 'I take care of it…', 'Add a note…']],
    ['deferred', ['Hold…', 'I take care of it…', 'Add a note…']],
    ['triggered', ['I take care of it…', 'Add a note…']],
    ['succeeded', ['Add a note…']],
    ['rejected', ['Try again…', 'Add a note…']],
    ['unknown', ['Try again…', 'I take care of it…', 'Add a note…']],
    ['dead_letter', ['Try again…', 'I take care of it…', 'Add a note…']],
  ] as const)('offers for %s exactly %j', async (state, names) => {
    open({ rollback: rollbackInState(Date.now(), state) });
    await button('Add a note…');
    const offered = screen.getAllByRole('button').map(({ textContent }) => textContent);
    expect(offered.filter((one) => one?.endsWith('…'))).toEqual(names);
  });

  it('shows each step with its target, state, address and problem, and no address that is none', async () => {
    open({
      rollback: rollbackInState(Date.now(), 'failed', {
        steps: [
          stepSample({ state: 'succeeded', url: 'https://ci.example.com/1' }),
          stepSample({ id: 'db', kind: 'database', state: 'failed', problem: 'locked', url: 'javascript:alert(1)' }),
        ],
      }),
    });
    const [code, database] = await screen
      .findAllByRole('listitem')
      .then((all) => all.filter(({ textContent }) => /^(Done|Failed)/.test(textContent ?? '')));
    expect(within(code ?? document.body).getByRole('link')).toHaveAttribute('href', 'https://ci.example.com/1');
    expect(code).toHaveTextContent('1.477.3 (sha 9d1e4a7c)');
    expect(database).toHaveTextContent('locked');
    expect(within(database ?? document.body).queryByRole('link')).toBeNull();
  });

  it('shows of a long story how it began and how it stands, and says how much is between', async () => {
    const [first] = sample().timeline;
    if (first === undefined) throw new Error('The sample has a line');
    const line = (text: string) => ({ ...first, text });
    const newest = Array.from({ length: 40 }, (_, at) => line(`line ${String(at + 1962)}`));
    open({ rollback: sample({ timeline: [line('line 1'), ...newest], leftOut: { after: 1, lines: 1960 } }) });
    await userEvent.click(await button('Show 41 of 2001'));
    const texts = screen.getAllByRole('listitem').map(({ textContent }) => textContent ?? '');
    const story = texts.flatMap((text) => /line \d+/.exec(text)?.[0] ?? []);
    expect(story).toEqual([...newest.map(({ text }) => text).reverse(), 'line 1']);
    expect(texts.filter((text) => text.includes('1960 lines before this are not shown'))).toEqual([
      expect.stringContaining('line 1962'),
    ]);
  });

  it('links to the service only where its model is in the settings', async () => {
    open({ rollback: sample() });
    expect(await screen.findByRole('link', { name: 'The service’s page' })).toHaveAttribute(
      'href',
      '/a/releaserisk-app/service/telegram-lead-bot?label.service=lead-bot',
    );
  });

  it('does not where it is not', async () => {
    open({ rollback: sample({ model: 'of-a-file' }) });
    await button('Approve…');
    expect(screen.queryByRole('link', { name: 'The service’s page' })).toBeNull();
  });

  it('looks again every few seconds and says what changed, but not while nobody sees it', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    const given: Opened = { rollback: sample() };
    const { grafana } = open(given);
    await button('Approve…');
    const shows = () => grafana.sent().filter((one) => one.endsWith('/v1/rollbacks/rb-7f3a')).length;
    const hidden = vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden');
    document.dispatchEvent(new Event('visibilitychange'));
    const before = shows();
    await lookAgain(60_000);
    expect(shows()).toBe(before);
    hidden.mockRestore();
    given.rollback = rollbackInState(Date.now(), 'triggered', { id: 'rb-7f3a' });
    document.dispatchEvent(new Event('visibilitychange'));
    await lookAgain();
    expect(await screen.findByRole('heading', { level: 1, name: /^Rolling back: / })).toBeVisible();
    expect(screen.getAllByRole('status')[0]).toHaveTextContent('Rolling back. The pipeline took it and is at work.');
  });

  it('keeps what it knew while the gateway is down, and says since when', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    let isDown = false;
    open({ rollback: sample(), show: (rollback) => (isDown ? { status: 502 } : { body: rollback }) });
    await button('Approve…');
    isDown = true;
    await lookAgain();
    expect(await screen.findByText(/^As it stood at .*: The rollback gateway does not answer$/)).toBeVisible();
    expect(screen.getByRole('heading', { level: 2, name: 'Waits for approval' })).toBeVisible();
    isDown = false;
    await lookAgain();
    await waitFor(() => {
      expect(screen.queryByText(/^As it stood at/)).toBeNull();
    });
  });
});

describe('The way to the gateway', () => {
  it.each([
    ['that does not answer', { status: 502 }, 'The rollback gateway does not answer'],
    ['that takes too long', { status: 504 }, 'The rollback gateway does not answer'],
    ['with a wrong secret', problem(401, 'GW102', 'Not authorized'), 'The gateway does not accept this Grafana'],
    ['to something unknown', problem(404, 'GW104', 'There is no rollback'), 'The gateway does not know this rollback'],
    ['to a store that is down', problem(503, 'GW107', 'x'), 'The gateway cannot write anything down'],
    [
      'to another server',
      { status: 404, body: '<html>nginx</html>' },
      'Something else than a rollback gateway answers',
    ],
    ['to another version', { body: { id: 'rb' } }, 'The gateway’s answer is not understood'],
    [
      'that an older plugin does not know',
      { status: 404, body: { message: 'plugin route match not found' } },
      'Grafana has an older version of the plugin loaded',
    ],
    ['after the session ended', { status: 401, body: { message: 'Unauthorized' } }, 'You are not signed in any more'],
    ['of too many', problem(429, 'GW110', 'Too many requests', 'Wait 3 s.'), 'The gateway refused'],
  ] as const)('%s says so, and asks again by hand', async (_, answer, title) => {
    let isMended = false;
    open({ rollback: sample(), show: (rollback) => (isMended ? { body: rollback } : answer) });
    expect(await screen.findByRole('heading', { name: title })).toBeVisible();
    const again = screen.queryByRole('button', { name: 'Try again' });
    if (again === null) {
      expect(screen.getByRole('link', { name: 'To all rollbacks' })).toBeVisible();
      return;
    }
    isMended = true;
    await userEvent.click(again);
    expect(await button('Approve…')).toBeEnabled();
  });

  it.each([
    ['an admin to the configuration', ADMIN, 1],
    ['others to an admin', [], 0],
  ])('that is not set up sends %s, and asks nothing', async (_, permissions, links) => {
    const { grafana } = open({ rollback: sample(), gatewayUrl: '', permissions });
    expect(await screen.findByRole('heading', { name: 'No rollback gateway is set up' })).toBeVisible();
    expect(screen.queryAllByRole('link', { name: 'Open the configuration' })).toHaveLength(links);
    expect(grafana.sent().filter((one) => one.includes('plugin-proxy'))).toEqual([]);
  });
});

describe('A decision', () => {
  it('is approved with the nonce and revision that were shown, and with what is sent shown before', async () => {
    const given: Opened = {
      rollback: sample(),
      writes: {
        '/approve': () => {
          given.rollback = rollbackInState(Date.now(), 'approved', { id: 'rb-7f3a' });
          return { body: listed(given.rollback) };
        },
      },
    };
    const { written } = open(given);
    await userEvent.click(await button('Approve…'));
    const form = screen.getByRole('form', { name: 'Approve this rollback' });
    expect(written()).toEqual([]);
    for (const shown of ['1.478.0', '1.477.3', 'flags at revision 88', '1.477.3 (sha 9d1e4a7c)', /only additions/]) {
      expect(within(form).getByText(shown)).toBeVisible();
    }
    await userEvent.type(within(form).getByLabelText(/^Reason/), 'customers lose leads');
    await userEvent.click(within(form).getByRole('button', { name: 'Roll back to 1.477.3' }));
    expect(await screen.findByRole('heading', { level: 2, name: 'Approved' })).toBeVisible();
    expect(written().map(({ path, body }) => [path.slice(GATEWAY_ADDRESS.length), body])).toEqual([
      ['/v1/rollbacks/rb-7f3a/approve', { nonce: 'n-4', revision: 4, reason: 'customers lose leads' }],
    ]);
    expect(screen.queryByRole('form')).toBeNull();
  });

  it('is not sent while something newer has not been read', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    const user = userEvent.setup({ advanceTimers: (ms) => vi.advanceTimersByTimeAsync(ms) });
    const given: Opened = {
      rollback: sample(),
      writes: { '/approve': () => ({ body: listed(given.rollback) }) },
    };
    const { written } = open(given);
    await user.click(await button('Approve…'));
    given.rollback = sample({ target: '1.476.0', decision: { nonce: 'n-5', revision: 5 }, revision: 5 });
    await lookAgain();
    expect(await screen.findByText(/It changed while you were reading/)).toBeVisible();
    await user.click(await button('Roll back to 1.477.3'));
    expect(written()).toEqual([]);
    await user.click(await button('Show what it is now'));
    await user.click(await button('Roll back to 1.476.0'));
    await waitFor(() => {
      expect(written().map(({ body }) => body)).toEqual([{ nonce: 'n-5', revision: 5 }]);
    });
  });

  it('that lost the race did nothing, and says who decided what meanwhile', async () => {
    const given: Opened = {
      rollback: sample(),
      writes: {
        '/approve': () => {
          const { timeline } = given.rollback;
          const entry = { at: new Date().toISOString(), kind: 'rejected', by: ANNA, text: 'Rejected: a fix is out' };
          given.rollback = rollbackInState(Date.now(), 'rejected', { id: 'rb-7f3a', timeline: [...timeline, entry] });
          return problem(409, 'GW105', 'It was rejected already', 'Look at it again.');
        },
      },
    };
    open(given);
    await userEvent.click(await button('Approve…'));
    await userEvent.click(await button('Roll back to 1.477.3'));
    const lost = (await screen.findByText('Nothing was done: somebody was faster')).closest('[role=status]');
    await waitFor(() => {
      expect(lost).toHaveTextContent('Anna Petrova, just now: Rejected: a fix is out');
    });
    expect(lost).toHaveTextContent('It was rejected already');
    expect(screen.queryByRole('form')).toBeNull();
    expect(screen.getByRole('heading', { level: 2, name: 'Rejected' })).toBeVisible();
    await userEvent.click(await button('I see'));
    expect(screen.queryByText('Nothing was done: somebody was faster')).toBeNull();
  });

  it.each([
    [
      'by the gateway',
      problem(403, 'GW106', 'You wrote this release', 'Somebody else has to.'),
      /You wrote this release/,
    ],
    ['by Grafana', { status: 403, body: { message: 'plugin proxy route access denied' } }, /rollbacks:decide/],
    ['by a gateway that is down', { status: 502 }, /does not answer/],
  ] as const)('that is refused %s says so beside the button, and what was typed stays', async (_, answer, words) => {
    open({ rollback: sample(), writes: { '/approve': answer } });
    await userEvent.click(await button('Approve…'));
    await userEvent.type(screen.getByLabelText(/^Reason/), 'mine');
    await userEvent.click(await button('Roll back to 1.477.3'));
    expect(await within(screen.getByRole('form')).findByText(words)).toBeVisible();
    expect(screen.getByLabelText(/^Reason/)).toHaveValue('mine');
  });

  it('that rejects wants a reason', async () => {
    const { written } = open({ rollback: sample(), writes: { '/reject': { body: listed(sample()) } } });
    await userEvent.click(await button('Reject…'));
    await userEvent.click(await button('Reject it'));
    expect(await screen.findByText(/Say why/)).toBeVisible();
    expect(written()).toEqual([]);
    await userEvent.type(screen.getByLabelText('Reason'), 'known noise');
    await userEvent.click(await button('Reject it'));
    await waitFor(() => {
      expect(written().map(({ body }) => body)).toEqual([{ nonce: 'n-4', revision: 4, reason: 'known noise' }]);
    });
  });

  it.each([
    ['a hold', 'Hold…', '/v1/holds', { labels: { service: 'lead-bot' }, reason: 'why not' }],
    ['a note', 'Add a note…', '/v1/rollbacks/rb-7f3a/notes', { text: 'why not' }],
    ['an acknowledgement', 'I take care of it…', '/v1/rollbacks/rb-7f3a/acknowledge', { note: 'why not' }],
  ])('is %s with what was typed, then closes and gives the focus back', async (_, opener, place, body) => {
    const hold = {
      id: 'h',
      labels: {},
      reason: 'why not',
      by: ANNA,
      from: new Date().toISOString(),
      until: new Date().toISOString(),
      source: 'gateway',
    };
    const { written } = open({
      rollback: sample(),
      writes: {
        '/holds': { status: 201, body: hold },
        '/notes': { body: sample() },
        '/acknowledge': { body: listed(sample()) },
      },
    });
    await userEvent.click(await button(opener));
    const form = screen.getByRole('form');
    await userEvent.type(within(form).getByRole('textbox'), 'why not');
    await userEvent.keyboard('{Tab}{Enter}');
    await waitFor(() => {
      expect(screen.queryByRole('form')).toBeNull();
    });
    expect(written()[0]?.path).toBe(`${GATEWAY_ADDRESS}${place}`);
    expect(written()[0]?.body).toMatchObject(body);
    expect(await button(opener)).toHaveFocus();
  });

  it('is another attempt with a reason and the revision that is there', async () => {
    const rollback = rollbackInState(Date.now(), 'unknown', { id: 'rb-7f3a', revision: 9 });
    const { written } = open({ rollback, writes: { '/retry': { body: listed(rollback) } } });
    await userEvent.click(await button('Try again…'));
    await userEvent.type(screen.getByLabelText('Reason'), 'looked: it did not run');
    await userEvent.click(await button('Start attempt 2'));
    await waitFor(() => {
      expect(written().map(({ body }) => body)).toEqual([{ reason: 'looked: it did not run', revision: 9 }]);
    });
  });

  it.each([
    ['whoever lacks the permission', { permissions: [] }, /lacks the permission releaserisk-app.rollbacks:decide/],
    ['whoever is not signed in', { user: undefined }, /Sign in to do this/],
  ])('is not offered to %s, who is told why', async (_, more, words) => {
    open({ rollback: sample(), ...more });
    expect(await button('Approve…')).toBeDisabled();
    expect(screen.getByText(words)).toBeVisible();
  });

  it('closes on Escape without anything being sent', async () => {
    const { written } = open({ rollback: sample() });
    await userEvent.click(await button('Approve…'));
    await userEvent.keyboard('{Escape}');
    expect(screen.queryByRole('form')).toBeNull();
    expect(written()).toEqual([]);
  });
});

describe('Holds of the service', () => {
  const hold = (parts: object) => ({
    id: 'h1',
    labels: { service: 'lead-bot' },
    reason: 'CRM migration',
    by: ANNA,
    from: new Date().toISOString(),
    until: new Date(Date.now() + 3_600_000).toISOString(),
    source: 'gateway',
    ...parts,
  });

  it('are those of its labels, and can be ended; a silence only in Grafana', async () => {
    const { written } = open({
      rollback: sample(),
      holds: {
        body: {
          holds: [
            hold({}),
            hold({ id: 'h2', source: 'silence', labels: {} }),
            hold({ id: 'h3', labels: { service: 'other' } }),
          ],
        },
      },
      writes: { '/holds/h1': { body: { holds: [] } } },
    });
    const ends = await screen.findAllByRole('button', { name: 'End hold' });
    expect(ends).toHaveLength(2);
    expect(ends[1]).toHaveAttribute('aria-disabled', 'true');
    expect(screen.getByText(/It is a silence/)).toBeVisible();
    await userEvent.click(ends[0] ?? document.body);
    await waitFor(() => {
      expect(written().map(({ method, path }) => `${method} ${path}`)).toEqual([
        `DELETE ${GATEWAY_ADDRESS}/v1/holds/h1`,
      ]);
    });
  });
});
