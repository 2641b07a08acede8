import { ROLLBACK_STATES, type RollbackDetail } from '@release-risk/contract/rollback';
import { listedRollback, rollbackInState } from '@release-risk/contract/testing/rollbackSamples';
import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import React from 'react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { renderPage } from '../../app/testing/renderPage.tsx';
import { GATEWAY_ADDRESS } from '../../risk/addresses.ts';
import { cannedHost, type CannedAnswer } from '../../testing/cannedHost.ts';
import RollbacksPage from './RollbacksPage.tsx';

vi.mock('../../runtime/Page.tsx', () => ({
  Page: ({ title, children }: { title: string; children: React.ReactNode }) => (
    <main>
      <h1>{title}</h1>
      {children}
    </main>
  ),
}));

const one = (state: RollbackDetail['state'], parts: Partial<RollbackDetail> = {}): RollbackDetail =>
  rollbackInState(Date.now(), state, { service: `of ${state}`, labels: { service: state }, ...parts });
const listOf = (rollbacks: readonly RollbackDetail[], next: string | null = null): CannedAnswer => ({
  body: { rollbacks: rollbacks.map(listedRollback), next },
});

/** A gateway that answers by the query. */
function open(answer: (query: URLSearchParams) => CannedAnswer, address = '/rollbacks') {
  const queries: string[] = [];
  const grafana = cannedHost({
    answer: ({ path }) => {
      if (path.startsWith('/api/plugins/')) {
        return { body: { enabled: true, jsonData: { models: [], gatewayUrl: 'https://gateway' } } };
      }
      const [place, query = ''] = path.split('?');
      if (place !== `${GATEWAY_ADDRESS}/v1/rollbacks`) throw new Error(`nobody answers ${path}`);
      queries.push(query);
      return answer(new URLSearchParams(query));
    },
  });
  const page = renderPage({ host: grafana.host, path: 'rollbacks', address, page: <RollbacksPage /> });
  return { page, queries };
}

const services = async (name = 'Rollbacks, open ones first') =>
  within(await screen.findByRole('table', { name }))
    .getAllByRole('rowheader')
    .map((cell) => within(cell).getByRole('link').textContent);

afterEach(() => {
  vi.useRealTimers();
});

describe('Rollbacks', () => {
  it('that wait for a person stand first, then those that are open, also when they are old', async () => {
    const old = one('deferred', { id: 'old' });
    const { queries } = open((query) =>
      query.get('state') === 'open'
        ? listOf([old, one('awaiting_approval')])
        : listOf([one('succeeded'), one('awaiting_approval'), one('failed')]),
    );
    expect(await services()).toEqual(['of awaiting_approval', 'of deferred', 'of succeeded', 'of failed']);
    expect([...queries].sort()).toEqual(['limit=50', 'state=open&limit=200']);
    expect(screen.getByRole('status')).toHaveTextContent('2 open rollbacks');
  });

  it('of every state have a word, whose turn it is and the way to their page, and no fault to axe', async () => {
    const { page } = open(() => listOf(ROLLBACK_STATES.map((state) => one(state))));
    await services();
    const rows = screen.getAllByRole('row').slice(1);
    const words = rows.map((row) => within(row).getAllByRole('cell')[0]?.textContent);
    expect(new Set(words).size).toBe(ROLLBACK_STATES.length);
    expect(screen.getByRole('link', { name: 'of unknown' })).toHaveAttribute(
      'href',
      '/a/releaserisk-app/rollbacks/rb-unknown',
    );
    const { violations } = await axe.run(page.container, {
      rules: { 'color-contrast': { enabled: false }, region: { enabled: false } },
    });
    expect(violations.map(({ id }) => id)).toEqual([]);
  });

  it('are those that the address says', async () => {
    const { queries } = open(() => listOf([one('failed')]), '/rollbacks?state=failed&labels=service%3Da%5C%2Cb');
    await services();
    expect(queries).toEqual(['labels=service%3Da%5C%2Cb&state=failed&limit=50']);
  });

  it.each([
    ['there were none yet', '/rollbacks', /There was no rollback yet/],
    ['none is like that', '/rollbacks?state=failed', 'No rollback is like that.'],
  ])('say that %s', async (_, address, words) => {
    open(() => listOf([]), address);
    expect(await screen.findByText(words)).toBeVisible();
  });

  it('with an unknown state in the address are all', async () => {
    const { queries } = open(() => listOf([one('failed')]), '/rollbacks?state=nonsense');
    await services();
    expect(queries).toHaveLength(2);
  });

  it('that follow are read when somebody wants them, each once, and a failure leaves the rest', async () => {
    let isDown = true;
    const { queries } = open((query) => {
      if (query.get('before') === null) return listOf([one('failed')], 'c1');
      return isDown ? { status: 502 } : listOf([one('failed'), one('rejected')]);
    }, '/rollbacks?state=failed');
    const older = await screen.findByRole('button', { name: 'Show older ones' });
    await userEvent.click(older);
    expect(await screen.findByText('The rollback gateway does not answer')).toBeVisible();
    expect(await services()).toEqual(['of failed']);
    isDown = false;
    await userEvent.click(older);
    expect(await services('Older rollbacks')).toEqual(['of rejected']);
    expect(queries.at(-1)).toBe('state=failed&limit=50&before=c1');
    expect(screen.queryByRole('button', { name: 'Show older ones' })).toBeNull();
  });

  it('are read again from time to time, not while paused, and stay when the gateway goes', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    const user = userEvent.setup({ advanceTimers: (ms) => vi.advanceTimersByTimeAsync(ms) });
    let isDown = false;
    const { queries } = open(() => (isDown ? { status: 502 } : listOf([one('failed')])), '/rollbacks?state=failed');
    await services();
    await act(() => vi.advanceTimersByTimeAsync(10_000));
    await waitFor(() => {
      expect(queries).toHaveLength(2);
    });
    isDown = true;
    await act(() => vi.advanceTimersByTimeAsync(10_000));
    expect(await screen.findByText(/^As it stood at/)).toBeVisible();
    expect(await services()).toEqual(['of failed']);
    await user.click(screen.getByRole('button', { name: 'Pause refreshing' }));
    const before = queries.length;
    await act(() => vi.advanceTimersByTimeAsync(60_000));
    expect(queries).toHaveLength(before);
  });
});
