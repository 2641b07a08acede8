import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import React from 'react';
import { describe, expect, it, vi } from 'vitest';
import { renderPage } from '../../app/testing/renderPage.tsx';
import { annotationsOf, answering, deployed, settingsWith } from '../../app/testing/shopAnswers.ts';
import {
  cannedHost,
  held,
  type Answering,
  type CannedAnswer,
  type CannedHostOptions,
} from '../../testing/cannedHost.ts';
import ReleasesPage from './ReleasesPage.tsx';

vi.mock('../../runtime/Page.tsx', () => ({
  Page: ({ title, children }: { title: string; children: React.ReactNode }) => (
    <main>
      <h1>{title}</h1>
      {children}
    </main>
  ),
}));
vi.mock('../../runtime/PanelChart.tsx', () => ({
  PanelChart: ({ title }: { title: string }) => <span>{title}</span>,
}));

const NOTES = '/api/annotations';
const QUERY = '/api/ds/query';

const RECORDS = [
  deployed('1.3.0', '2026-11-20T12:00:00Z', { kind: 'rollback', author: 'pipeline' }),
  deployed('1.2.0', '2026-11-20T10:00:00Z', {
    author: 'anna',
    commit: 'abc',
    url: 'javascript:alert(1)',
    judged: { verdict: 'High', score: 1.6, at: '2026-11-20T10:30:00Z' },
  }),
  deployed('1.1.0', '2026-11-19T10:00:00Z', { author: 'boris', commit: 'def' }),
  deployed('9.0.0', '2026-11-18T10:00:00Z', { id: 'elsewhere', labels: { service: 'else' } }),
];

function open(
  answers: Readonly<Record<string, CannedAnswer | Answering>> = { [NOTES]: annotationsOf(RECORDS) },
  address = '/releases',
  more: Partial<CannedHostOptions> & { readonly theme?: 'dark' | 'light' } = {},
) {
  const grafana = cannedHost({ answer: answering(answers), ...more });
  const page = renderPage({ host: grafana.host, path: 'releases', address, page: <ReleasesPage />, ...more });
  return { grafana, page };
}

const versions = async () =>
  within(await screen.findByRole('table', { name: 'Releases, newest first' }))
    .getAllByRole('rowheader')
    .map((cell) => cell.textContent);

const COMPARED = '/releases?compare=cart+1.2.0&compare=cart+1.1.0';
const queries = ({ grafana }: ReturnType<typeof open>) => grafana.requests.filter(({ path }) => path.startsWith(QUERY));

describe('Releases', () => {
  it('that may not be read say why, and are read again by hand', async () => {
    let may = false;
    open({ [NOTES]: () => (may ? annotationsOf(RECORDS) : { status: 403, body: { message: 'annotations:read' } }) });
    expect(await screen.findByText('The releases could not be read')).toBeVisible();
    may = true;
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await versions()).toHaveLength(4);
  });

  it('of which there is none tell how a pipeline writes them down; what is not ours is none', async () => {
    open({ [NOTES]: { body: [{ id: 1, time: 1, text: 'x', data: { apiVersion: 'releaserisk/deployment/v9' } }] } });
    expect(await screen.findByText(/release-risk deploy start/)).toBeVisible();
  });

  it('are read in one request, newest first, each with what was decided', async () => {
    const { grafana } = open();
    expect(await versions()).toEqual(['1.3.0', '1.2.0', '1.1.0', '9.0.0']);
    expect(grafana.sent().slice(1)).toEqual(['GET /api/annotations?tags=release-risk&limit=500&type=annotation']);
    expect(screen.getByText('Rolled back by pipeline')).toBeVisible();
    expect(screen.getByText('Rollback by pipeline')).toBeVisible();
    expect(screen.queryByRole('link')).toBeNull();
  });

  it('are those that the address says', async () => {
    open(undefined, '/releases?service=else');
    expect(await versions()).toEqual(['9.0.0']);
  });

  it('of a model are those of its services', async () => {
    open(undefined, '/releases?model=shop');
    expect(await versions()).toEqual(['1.3.0', '1.2.0', '1.1.0']);
  });
});

describe('Two releases', () => {
  it('are chosen in the list, and the address says so; a third one cannot be', async () => {
    const { page } = open();
    await versions();
    await userEvent.click(screen.getByRole('checkbox', { name: /Compare 1\.2\.0/ }));
    await userEvent.click(screen.getByRole('checkbox', { name: /Compare 1\.1\.0/ }));
    expect(page.address()).toBe(COMPARED);
    expect(screen.getByRole('checkbox', { name: /Compare 1\.3\.0/ })).toBeDisabled();
  });

  it('are asked for at the end of each watch, the older one first', async () => {
    const opened = open(undefined, COMPARED);
    const table = await screen.findByRole('table', { name: 'Signals at the end of the watch' });
    await waitFor(() => {
      expect(within(table).getAllByText('5')).toHaveLength(2);
    });
    const moments = queries(opened).map(({ body }) => Number((body as { readonly to: string }).to) / 1000);
    const start = Date.UTC(2026, 10, 19, 10) / 1000;
    expect(moments).toEqual([expect.any(Number), expect.any(Number)]);
    expect(moments[0]).toBeGreaterThan(start);
    expect(moments[1]).toBeLessThan(Date.UTC(2026, 10, 20, 12) / 1000);
    const facts = screen.getByRole('table', { name: 'What was released' });
    expect(
      within(facts)
        .getAllByRole('columnheader')
        .map((cell) => cell.textContent),
    ).toEqual(['1.1.0', '1.2.0']);
    expect(within(facts).getByRole('rowheader', { name: /Commit \(differs\)/ })).toBeVisible();
  });

  it('that no model scores are compared by what was written down', async () => {
    open(undefined, '/releases?compare=elsewhere');
    expect(await screen.findByText('No model scores these releases.')).toBeVisible();
    expect(screen.queryByRole('button', { name: /Draw the score/ })).toBeNull();
  });

  it('of which the past is not there any more say so in their column', async () => {
    open({ [NOTES]: annotationsOf(RECORDS), [QUERY]: { status: 403, body: { message: 'may not query' } } }, COMPARED);
    expect((await screen.findAllByText(/may not query/))[0]).toBeVisible();
  });

  it('have their curves drawn only when somebody wants it, two requests at a time, ended by leaving', async () => {
    const answers: ReturnType<typeof held<CannedAnswer>>[] = [];
    let curves = false;
    const answer = answering({ [NOTES]: annotationsOf(RECORDS) });
    const opened = open(
      {
        [NOTES]: annotationsOf(RECORDS),
        [QUERY]: (request) => {
          if (!curves) return answer(request);
          const one = held<CannedAnswer>();
          answers.push(one);
          return one.promise;
        },
      },
      '/releases?compare=cart+1.2.0',
    );
    const draw = await screen.findByRole('button', { name: 'Draw the score during the watch' });
    expect(screen.getByText(/Costs 12 requests/)).toBeVisible();
    await waitFor(() => {
      expect(opened.grafana.inFlight()).toBe(0);
      expect(queries(opened)).toHaveLength(1);
    });
    curves = true;
    await userEvent.click(draw);
    await waitFor(() => {
      expect(opened.grafana.inFlight()).toBe(2);
    });
    opened.page.unmount();
    await waitFor(() => {
      expect(opened.grafana.inFlight()).toBe(0);
    });
    expect(answers).toHaveLength(2);
  });

  it('cost each moment once: the end of the watch is known already', async () => {
    const opened = open(undefined, '/releases?compare=cart+1.2.0');
    await userEvent.click(await screen.findByRole('button', { name: 'Draw the score during the watch' }));
    expect(await screen.findByText('Score during the watch')).toBeVisible();
    await waitFor(() => {
      expect(screen.queryByRole('status')).toBeNull();
    });
    expect(queries(opened)).toHaveLength(12);
    expect(screen.getByRole('list', { name: '1.2.0' }).children).toHaveLength(12);
  });
});

describe('axe', () => {
  it.each(['dark', 'light'] as const)('finds nothing in the %s theme', async (theme) => {
    const { page } = open(undefined, COMPARED, { theme });
    await versions();
    await screen.findByRole('table', { name: 'Signals at the end of the watch' });
    const { violations } = await axe.run(page.container, { rules: { 'color-contrast': { enabled: false } } });
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
  });

  it('nor where the settings hold no model', async () => {
    const { page } = open({
      [NOTES]: annotationsOf(RECORDS),
      '/api/plugins/releaserisk-app/settings': settingsWith([]),
    });
    await versions();
    const { violations } = await axe.run(page.container, { rules: { 'color-contrast': { enabled: false } } });
    expect(violations).toEqual([]);
  });
});
