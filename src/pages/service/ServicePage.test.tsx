import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import React from 'react';
import { describe, expect, it, vi } from 'vitest';
import { renderPage } from '../../app/testing/renderPage.tsx';
import { annotationsOf, answering, deployed, settingsWith, shopScores } from '../../app/testing/shopAnswers.ts';
import { cannedHost, type Answering, type CannedAnswer, type CannedHostOptions } from '../../testing/cannedHost.ts';
import { SHOP } from '../../testing/shop.ts';
import ServicePage from './ServicePage.tsx';

vi.mock('../../runtime/Page.tsx', () => ({
  Page: ({ title, children }: { title: string; children: React.ReactNode }) => (
    <main>
      <h1>{title}</h1>
      {children}
    </main>
  ),
}));
vi.mock('../../runtime/PanelChart.tsx', () => ({
  PanelChart: ({ frames }: { frames: readonly { fields: readonly { name: string }[] }[] }) => (
    <span>{frames.flatMap(({ fields }) => fields.map(({ name }) => name)).join(', ')}</span>
  ),
}));

const QUERY = '/api/ds/query';
const CART = '/service/shop?label.service=cart&label.cluster=x';

function open(
  answers: Readonly<Record<string, CannedAnswer | Answering>> = {},
  address = CART,
  more: Partial<CannedHostOptions> & { readonly theme?: 'dark' | 'light' } = {},
) {
  const grafana = cannedHost({ answer: answering(answers), ...more });
  const page = renderPage({ host: grafana.host, path: 'service/:model', address, page: <ServicePage />, ...more });
  return { grafana, page };
}

interface Body {
  readonly from: string;
  readonly to: string;
  readonly queries: readonly { readonly refId: string; readonly range?: boolean; readonly expr?: string }[];
}

/** Of every query that was sent. */
const bodies = ({ requests }: ReturnType<typeof open>['grafana']) =>
  requests.filter(({ path }) => path.startsWith(QUERY)).map(({ body }) => body as Body);

const RULE = {
  uid: 'rr-shop-act',
  name: 'Shop: High',
  state: 'firing',
  labels: { release_risk_model: 'shop', release_risk_rule: 'act', release_risk_fingerprint: 'x' },
};
const RULES = { body: { data: { groups: [{ name: 'g', rules: [RULE] }] } } };

describe('An address', () => {
  it.each([
    ['of a model that is gone', '/service/gone?label.service=cart', /There is no model gone/, 'Open the models'],
    ['without a service', '/service/shop', /does not know/, 'Open the overview'],
    ['with labels of something else', '/service/shop?label.pod=a', /does not know/, 'Open the overview'],
  ])('%s asks nothing and leads on', async (_, address, words, next) => {
    const { grafana } = open({}, address);
    expect(await screen.findByText(words)).toBeVisible();
    expect(screen.getByRole('link', { name: next })).toBeVisible();
    expect(grafana.sent()).toHaveLength(1);
  });

  it('of a model that is corrupt shows its diagnostics', async () => {
    open({ '/api/plugins/releaserisk-app/settings': settingsWith([{ ...SHOP, signals: 7 }]) });
    expect(await screen.findByText('RR704')).toBeVisible();
    expect(screen.getByRole('link', { name: 'Open the model' })).toHaveAttribute(
      'href',
      '/a/releaserisk-app/models/shop',
    );
  });
});

describe('A service', () => {
  it('that its user may not ask about says so, and is asked again by hand', async () => {
    let may = false;
    open({ [QUERY]: () => (may ? shopScores() : { status: 403, body: { message: 'no' } }) });
    expect(await screen.findByText('RR706')).toBeVisible();
    may = true;
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('Signals over time')).toBeVisible();
  });

  it('is asked by the labels of its model, whatever else the address says', async () => {
    const { grafana } = open();
    expect(await screen.findByText('Signals over time')).toBeVisible();
    expect(bodies(grafana)[0]?.queries[0]?.expr).toContain('"cart"');
    expect(JSON.stringify(bodies(grafana)[0])).not.toContain('cluster');
  });

  it('shows its score, signals, alerts and deployments in a bounded number of requests', async () => {
    const { grafana } = open({
      '/api/prometheus': RULES,
      '/api/annotations': annotationsOf([
        deployed('1.2.0', '2026-11-20T10:00:00Z', { author: 'anna' }),
        deployed('1.1.0', '2026-11-19T10:00:00Z', {
          judged: { verdict: 'Low', score: 0.1, at: '2026-11-19T12:00:00Z' },
        }),
      ]),
    });
    const table = await screen.findByRole('table', { name: 'Deployments' });
    expect(
      within(table)
        .getAllByRole('rowheader')
        .map((cell) => cell.textContent),
    ).toEqual(['1.2.0', '1.1.0']);
    expect(within(table).getByText('Stayed until the next')).toBeVisible();
    await waitFor(() => {
      expect(grafana.sent().filter((one) => one.includes('rules/history'))).toHaveLength(1);
    });
    // Settings, score, curves, score of ten minutes ago, rules, silences, annotations, history.
    expect(grafana.requests).toHaveLength(8);
  });

  it('whose readings over time fail still shows everything else', async () => {
    open({
      [QUERY]: ({ body }) =>
        (body as Body).queries.some(({ range }) => range === true)
          ? { status: 500, body: { message: 'too many points' } }
          : shopScores(),
    });
    expect(await screen.findByText(/The readings of this time could not be read/)).toBeVisible();
    expect(screen.getByText('Deployments')).toBeVisible();
  });

  it('whose deployments may not be read says so', async () => {
    open({ '/api/annotations': { status: 403, body: { message: 'Permissions needed: annotations:read' } } });
    expect(await screen.findByText(/The deployments could not be read/)).toBeVisible();
  });

  it('tells how its alert changed, as Grafana keeps it', async () => {
    open(
      {
        '/api/prometheus': RULES,
        '/api/v1/rules/history': {
          body: {
            schema: { fields: ['time', 'text', 'prev', 'next'].map((name) => ({ name })) },
            data: {
              values: [
                [1_790_000_600_000_000, 1_790_000_300_000, 1_790_000_200_000],
                ['x {alertname=a, service=cart}', 'x {alertname=a, service=pay}', 'x {alertname=a, service=cart}'],
                ['Pending', 'Normal', 'Normal'],
                ['Alerting', 'Pending', 'Normal (Updated)'],
              ],
            },
          },
        },
      },
      `${CART}&from=1790000000000&to=1790003600000`,
    );
    const table = await screen.findByRole('table', { name: 'Alerts and rollbacks' });
    expect(within(table).getAllByRole('rowheader')).toHaveLength(1);
    expect(within(table).getByText('pending → firing')).toBeVisible();
  });

  it('is asked for the end of the time that the address says, and not again by itself', async () => {
    const { grafana } = open({}, `${CART}&from=1790000000000&to=1790003600000`);
    await screen.findByText('Signals over time');
    expect(bodies(grafana)[0]?.to).toBe('1790003600000');
    const curves = bodies(grafana).find(({ queries }) => queries.some(({ range }) => range === true));
    expect([curves?.from, curves?.to]).toEqual(['1790000000000', '1790003600000']);
    expect(screen.getByRole('button', { name: /Refresh every 30 s/ })).toBeVisible();
  });

  it('of a time that cannot be read is shown for the last hours', async () => {
    open({}, `${CART}&from=bogus&to=-`);
    expect(await screen.findByText('Signals over time')).toBeVisible();
  });

  it('leads each signal to Explore only whoever may explore', async () => {
    open({}, CART, { permissions: ['datasources:explore'] });
    expect((await screen.findAllByRole('link', { name: 'Open queue in Explore' }))[0]).toHaveAttribute(
      'href',
      expect.stringContaining('/explore?'),
    );
  });

  it('can be held by whoever may, and is read again then', async () => {
    const { grafana } = open(
      { '/api/alertmanager': ({ method }) => (method === 'GET' ? { body: [] } : { body: { silenceID: 'a' } }) },
      CART,
      {
        permissions: ['alert.silences:create'],
      },
    );
    await userEvent.click(await screen.findByRole('button', { name: 'Hold rollback' }));
    await userEvent.type(screen.getByRole('textbox', { name: /reason/i }), 'looking');
    const before = bodies(grafana).length;
    await userEvent.click(within(screen.getByRole('form')).getByRole('button', { name: /hold/i }));
    await waitFor(() => {
      expect(grafana.sent()).toContain('POST /api/alertmanager/grafana/api/v2/silences');
      expect(bodies(grafana).length).toBeGreaterThan(before);
    });
  });
});

describe('axe', () => {
  it.each(['dark', 'light'] as const)('finds nothing in the %s theme', async (theme) => {
    const { page } = open({ '/api/annotations': annotationsOf([deployed('1.2.0', '2026-11-20T10:00:00Z')]) }, CART, {
      theme,
    });
    await screen.findByRole('table', { name: 'Deployments' });
    const { violations } = await axe.run(page.container, { rules: { 'color-contrast': { enabled: false } } });
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
  });
});
