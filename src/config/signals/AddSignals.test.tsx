import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import React from 'react';
import { describe, expect, it, vi } from 'vitest';
import { appAround, renderInApp, type AppAround } from '../testing/appAround.tsx';
import AddSignals from './AddSignals.tsx';

const DOCUMENT = {
  identity: { labels: ['service'], services: ['a'] },
  datasources: { prom: 'prometheus' },
  signals: [],
};
const PANEL = {
  id: 4,
  title: 'Error rate',
  datasource: { uid: 'uid-metrics' },
  fieldConfig: { defaults: { unit: 'percentunit' } },
  targets: [{ refId: 'A', expr: 'sum by (service) (rate(errors{zone="$zone"}[$__rate_interval])) / 2' }],
};
const SEARCH = 'GET /api/search';

function withDashboard(panels: readonly object[], list: readonly object[] = []): AppAround {
  const around = appAround();
  around.answers.set(SEARCH, { status: 200, body: [{ uid: 'team', title: 'Team', folderTitle: 'Shop' }] });
  around.answers.set('GET /api/dashboards/uid/team', {
    status: 200,
    body: { dashboard: { uid: 'team', title: 'Team', panels, templating: { list } }, meta: {} },
  });
  return around;
}

function add(around: AppAround, first?: { uid: string; panel: string | undefined }) {
  const onAdd = vi.fn<(signals: readonly object[]) => void>();
  const shown = renderInApp(
    around,
    <AddSignals
      document={DOCUMENT}
      bindings={{ prom: 'uid-metrics' }}
      onAdd={onAdd}
      ways={['dashboard', 'rule']}
      first={first}
    />,
  );
  return { ...shown, onAdd };
}

describe('Signals from a dashboard', () => {
  it('are not to be had where searching is refused, which is said by name', async () => {
    const around = appAround();
    around.answers.set(SEARCH, { status: 403, body: { message: 'Access denied' } });
    add(around);
    expect(await screen.findByText(/dashboards:read/)).toBeInTheDocument();
  });

  it('say that a dashboard is gone', async () => {
    add(appAround(), { uid: 'nothing', panel: undefined });
    expect(await screen.findByText('That dashboard is not there any more.')).toBeInTheDocument();
  });

  it('want a value for a variable that nothing knows, and are added with it', async () => {
    const { onAdd } = add(withDashboard([PANEL]), { uid: 'team', panel: '4' });
    expect(await screen.findByLabelText('Query')).toHaveAccessibleDescription(/Nothing says what \$zone is/);
    expect(screen.getByRole('button', { name: 'Add as a signal' })).toBeDisabled();
    await userEvent.type(screen.getByLabelText('Value of $zone'), 'eu');
    await userEvent.click(screen.getByRole('button', { name: 'Add as a signal' }));
    expect(onAdd.mock.lastCall?.[0]).toEqual([
      expect.objectContaining({
        title: 'Error rate',
        datasource: 'prom',
        unit: 'ratio',
        query: 'sum by (service) (rate(errors{zone="eu"}[60s])) / 2',
      }),
    ]);
  });

  it('refuse what depends on the range that is looked at', async () => {
    const panel = { ...PANEL, targets: [{ refId: 'A', expr: 'sum by (service) (increase(x[$__range]))' }] };
    add(withDashboard([panel]), { uid: 'team', panel: undefined });
    expect(await screen.findByLabelText('Query')).toHaveAccessibleDescription(/\$__range depends on the range/);
  });

  it('are found by searching', async () => {
    add(withDashboard([PANEL], [{ name: 'zone', current: { value: 'eu' } }]));
    await userEvent.click(await screen.findByRole('button', { name: /Team/ }));
    await waitFor(() => {
      expect(screen.getByLabelText('Query')).toHaveValue('sum by (service) (rate(errors{zone="eu"}[60s])) / 2');
    });
  });

  it('are free of accessibility findings', async () => {
    const { container } = add(withDashboard([PANEL]), { uid: 'team', panel: undefined });
    await screen.findByLabelText('Query');
    const { violations } = await axe.run(container, { rules: { 'color-contrast': { enabled: false } } });
    expect(violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html ?? ''}`)).toEqual([]);
  });
});

describe('Signals from an alert rule', () => {
  it('are not to be had where reading is refused', async () => {
    const around = appAround();
    around.answers.set(SEARCH, { status: 200, body: [] });
    around.answers.set('GET /api/v1/provisioning/alert-rules', { status: 403, body: { message: 'Access denied' } });
    add(around);
    await userEvent.click(screen.getByRole('radio', { name: 'From an alert rule' }));
    expect(await screen.findByText(/alert\.rules:read/)).toBeInTheDocument();
  });

  it('are the queries of the team’s rules, and none of those that models made', async () => {
    const around = appAround();
    around.answers.set(SEARCH, { status: 200, body: [] });
    const data = [{ refId: 'A', datasourceUid: 'uid-metrics', model: { expr: 'sum by (service) (up)' } }];
    around.answers.set('GET /api/v1/provisioning/alert-rules', {
      status: 200,
      body: [
        { uid: 'r', title: 'Is up', data },
        { uid: 'm', title: 'Of a model', labels: { release_risk_model: 'shop' }, data },
      ],
    });
    const { onAdd } = add(around);
    await userEvent.click(screen.getByRole('radio', { name: 'From an alert rule' }));
    await userEvent.click(await screen.findByRole('button', { name: /Is up/ }));
    expect(screen.queryByText('Of a model')).not.toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Add as a signal' }));
    expect(onAdd.mock.lastCall?.[0]).toEqual([
      expect.objectContaining({ title: 'Is up', query: 'sum by (service) (up)' }),
    ]);
  });
});
