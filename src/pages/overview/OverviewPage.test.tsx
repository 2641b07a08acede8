import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import React from 'react';
import { describe, expect, it, vi } from 'vitest';
import { renderPage } from '../../app/testing/renderPage.tsx';
import { answering, settingsWith, shopScores } from '../../app/testing/shopAnswers.ts';
import {
  cannedHost,
  held,
  type Answering,
  type CannedAnswer,
  type CannedHostOptions,
} from '../../testing/cannedHost.ts';
import { readingsOf, SHOP } from '../../testing/shop.ts';
import OverviewPage from './OverviewPage.tsx';

vi.mock('../../runtime/Page.tsx', () => ({
  Page: ({ title, children }: { title: string; children: React.ReactNode }) => (
    <main>
      <h1>{title}</h1>
      {children}
    </main>
  ),
}));

const SETTINGS = '/api/plugins/releaserisk-app/settings';
const QUERY = '/api/ds/query';

function open(
  answers: Readonly<Record<string, CannedAnswer | Answering>> = {},
  address = '/overview',
  more: Partial<CannedHostOptions> & { readonly theme?: 'dark' | 'light' } = {},
) {
  const grafana = cannedHost({ answer: answering(answers), ...more });
  const page = renderPage({ host: grafana.host, path: 'overview', address, page: <OverviewPage />, ...more });
  return { grafana, page };
}

/** Names of the services that are listed, in their order. */
const listed = () => screen.getAllByRole('link').map((link) => link.textContent);

describe('Settings', () => {
  it('that cannot be read say why, and are read again by hand', async () => {
    let isDown = true;
    const { grafana } = open({
      [SETTINGS]: () => (isDown ? { status: 403, body: { message: 'no access' } } : settingsWith([SHOP])),
    });
    expect(await screen.findByText('The settings of Release Risk could not be read')).toBeVisible();
    expect(screen.getByText(/no access/)).toBeVisible();
    isDown = false;
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('link', { name: 'cart' })).toBeVisible();
    expect(grafana.sent().slice(0, 2)).toEqual([`GET ${SETTINGS}`, `GET ${SETTINGS}`]);
  });

  it('of a disabled app lead to the plugin', async () => {
    open({ [SETTINGS]: settingsWith([SHOP], { enabled: false }) });
    expect(await screen.findByText('RR705')).toBeVisible();
  });

  it('without a model lead an admin to the guided start', async () => {
    const { grafana } = open({ [SETTINGS]: settingsWith([]) }, '/overview', { permissions: ['plugins:write'] });
    const start = await screen.findByRole('link', { name: 'Make the first model' });
    expect(start).toHaveAttribute('href', '/a/releaserisk-app/start');
    expect(grafana.sent()).toEqual([`GET ${SETTINGS}`]);
  });

  it('without a model tell everybody else whom to ask', async () => {
    open({ [SETTINGS]: settingsWith([]) });
    expect(await screen.findByText(/Whoever manages plugins/)).toBeVisible();
    expect(screen.queryByRole('link')).toBeNull();
  });
});

describe('A model that fails', () => {
  it.each([
    ['that is corrupt', { ...SHOP, name: 'bad', signals: 7 }, 'The model bad cannot be read', 'RR704'],
    [
      'of a later version',
      { ...SHOP, name: 'bad', apiVersion: 'releaserisk/v9' },
      'needs a newer Release Risk',
      'RR703',
    ],
  ])('%s says so, and hides no other', async (_, document, words, code) => {
    open({ [SETTINGS]: settingsWith([document, SHOP]) });
    expect(await screen.findByText(new RegExp(words))).toBeVisible();
    expect(screen.getByText(code)).toBeVisible();
    expect(await screen.findByRole('link', { name: 'cart' })).toBeVisible();
    expect(listed()).toContain('pay');
  });

  it('whose datasource is gone says which one, and hides no other', async () => {
    const jsonData = { revision: 1, models: [{ ...SHOP, name: 'bad' }, SHOP], bindings: { bad: { logs: 'gone' } } };
    open({ [SETTINGS]: { body: { enabled: true, jsonData } } });
    expect(await screen.findByText(/No datasource for logs/)).toBeVisible();
    expect(await screen.findByRole('link', { name: 'cart' })).toBeVisible();
  });

  it('because its user may not query is told once, and asked again alone', async () => {
    let may = false;
    const { grafana } = open({
      [QUERY]: () => (may ? shopScores() : { status: 403, body: { message: 'Permissions needed: datasources:query' } }),
    });
    expect(await screen.findByText('RR706')).toBeVisible();
    expect(screen.getByText(/Scores are asked with your own rights/)).toBeVisible();
    may = true;
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('link', { name: 'cart' })).toBeVisible();
    expect(grafana.sent().filter((one) => one === `POST ${QUERY}`)).toHaveLength(2);
  });

  it('in part shows the rest, and which datasource did not answer', async () => {
    open({ [QUERY]: shopScores(undefined, { V_errors: 'loki is away' }) });
    expect(await screen.findByRole('link', { name: 'cart' })).toBeVisible();
    expect(screen.getAllByText(/loki is away/)[0]).toBeVisible();
    expect(screen.getByRole('button', { name: /2 Inconclusive/ })).toBeVisible();
  });
});

describe('While it is read', () => {
  it('the page says so, and leaving it ends the requests', async () => {
    const answer = held<CannedAnswer>();
    const { grafana, page } = open({ [QUERY]: () => answer.promise });
    expect(await screen.findByTestId('release-risk-loading')).toBeVisible();
    await waitFor(() => {
      expect(grafana.inFlight()).toBe(1);
    });
    page.unmount();
    await waitFor(() => {
      expect(grafana.inFlight()).toBe(0);
    });
  });
});

describe('All services', () => {
  it('are asked in one request for each model, at one moment', async () => {
    const { grafana } = open({ [SETTINGS]: settingsWith([SHOP, { ...SHOP, name: 'other', title: 'Other' }]) });
    await waitFor(() => {
      expect(listed()).toEqual(['cart', 'cart', 'pay', 'pay']);
    });
    expect(grafana.sent()).toEqual([`GET ${SETTINGS}`, `POST ${QUERY}`, `POST ${QUERY}`]);
    const [first, second] = grafana.requests.slice(1).map(({ body }) => body as { readonly to: string });
    expect(first?.to).toBe(second?.to);
  });

  it('stand worst first, and each leads to its page', async () => {
    open();
    const cart = await screen.findByRole('link', { name: 'cart' });
    expect(cart).toHaveAttribute('href', '/a/releaserisk-app/service/shop?label.service=cart');
    expect(listed()).toEqual(['cart', 'pay']);
    expect(screen.getByText(/Evaluated at/)).toBeVisible();
  });

  it('are chosen by their verdict, and the address says so', async () => {
    const { page } = open();
    await userEvent.click(await screen.findByRole('button', { name: /1 Medium/ }));
    expect(listed()).toEqual(['cart']);
    expect(page.address()).toBe('/overview?verdict=Medium');
    await userEvent.click(screen.getByRole('button', { name: /1 Medium/ }));
    expect(page.address()).toBe('/overview');
  });

  it('are what the address says, and a way back where that is nothing', async () => {
    const { page } = open({}, '/overview?search=nobody&verdict=Bogus&group=bogus');
    expect(await screen.findByText('No service is like that.')).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Show all services' }));
    expect(listed()).toEqual(['cart', 'pay']);
    expect(page.address()).not.toContain('search');
  });

  it('stand in groups, each with its counts', async () => {
    open({ [SETTINGS]: settingsWith([SHOP, { ...SHOP, name: 'other', title: 'Other' }]) }, '/overview?group=model');
    const group = await screen.findByRole('rowheader', { name: /Other/ });
    expect(within(group).getByText(/2 services/)).toBeVisible();
  });

  it('are gone through by the arrows', async () => {
    open();
    (await screen.findByRole('link', { name: 'cart' })).focus();
    await userEvent.keyboard('{ArrowDown}');
    expect(screen.getByRole('link', { name: 'pay' })).toHaveFocus();
    await userEvent.keyboard('{Home}');
    expect(screen.getByRole('link', { name: 'cart' })).toHaveFocus();
  });

  it('are asked again every half minute, until somebody pauses it', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    try {
      const { grafana } = open();
      await screen.findByRole('link', { name: 'cart' });
      const asked = () => grafana.sent().filter((one) => one === `POST ${QUERY}`).length;
      await vi.advanceTimersByTimeAsync(31_000);
      await waitFor(() => {
        expect(asked()).toBe(2);
      });
      screen.getByRole('button', { name: 'Pause refreshing' }).click();
      await vi.advanceTimersByTimeAsync(61_000);
      expect(asked()).toBe(2);
    } finally {
      vi.useRealTimers();
    }
  });

  it('of which there are 300 are drawn only where they are in sight', async () => {
    const read = Array.from({ length: 300 }, (_, at) => readingsOf(`s${String(at).padStart(3, '0')}`, 1, 0, at % 7));
    const listedServices = read.map(({ service }) => service['service']);
    const document = { ...SHOP, identity: { labels: ['service'], services: listedServices } };
    open({ [SETTINGS]: settingsWith([document]), [QUERY]: shopScores(read) });
    const table = await screen.findByRole('table');
    expect(table).toHaveAttribute('aria-rowcount', '301');
    expect(within(table).getAllByRole('link').length).toBeLessThan(60);
  });
});

describe('axe', () => {
  it.each(['dark', 'light'] as const)('finds nothing in the %s theme', async (theme) => {
    const { page } = open({ [SETTINGS]: settingsWith([{ ...SHOP, name: 'bad', signals: 7 }, SHOP]) }, '/overview', {
      theme,
    });
    await screen.findByRole('link', { name: 'cart' });
    const { violations } = await axe.run(page.container, { rules: { 'color-contrast': { enabled: false } } });
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
  });
});
