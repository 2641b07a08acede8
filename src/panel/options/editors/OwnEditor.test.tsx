import '../../../risk/edit/testing/measured.ts';
import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import React, { useState } from 'react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Host } from '../../../risk/host.ts';
import type { OwnTarget, QueryTarget } from '../../own/ownTargets.ts';
import OwnEditor from './OwnEditor.tsx';
import { editorProps } from './testing/editorProps.ts';
import { fakeHost, LOGS, METRICS } from './testing/fakeHost.ts';

let host: Host;
vi.mock('./editorHost.ts', () => ({ editorHost: () => host }));

const LATENCY: QueryTarget = {
  kind: 'query',
  refId: 'A',
  datasource: METRICS,
  expr: 'avg by (service) (latency)',
  legend: 'Latency',
  replaced: { $__rate_interval: '60s' },
  refused: [],
};
const ERRORS: QueryTarget = {
  ...LATENCY,
  refId: 'B',
  datasource: LOGS,
  expr: 'sum by (service) (count_over_time({app="x"}[1m]))',
  legend: '',
  replaced: {},
};
const CSV: OwnTarget = { kind: 'panel', refId: 'C', datasource: 'csv' };

beforeEach(() => {
  host = fakeHost().host;
});

function edit(targets: readonly OwnTarget[] | undefined, value: unknown = {}) {
  const written = vi.fn<(value: unknown) => void>();
  const showModel = vi.fn<(name: string) => void>();
  function Edited() {
    const [own, setOwn] = useState(value);
    const instanceState = targets === undefined ? undefined : { targets, showModel };
    const onChange = (next: unknown) => {
      written(next);
      setOwn(next);
    };
    return <OwnEditor {...editorProps({ value: own, onChange, instanceState })} />;
  }
  const { container } = render(<Edited />);
  return { container, showModel, last: () => written.mock.lastCall?.[0] };
}

const open = async (title: string) => {
  const card = screen.getByRole('region', { name: title });
  await userEvent.click(within(card).getByRole('button', { name: new RegExp(title), expanded: false }));
  return within(card);
};

describe('The editor of own queries', () => {
  it('waits for the panel to say what it reads', () => {
    edit(undefined);
    expect(screen.getByText('Looking for the queries of this panel…')).toBeInTheDocument();
  });

  it('says how to begin where there is no query', () => {
    edit([]);
    expect(screen.getByText(/This panel has no query yet/)).toBeInTheDocument();
    expect(screen.queryByText('Turn into a model')).toBeNull();
  });

  it('reads settings that are broken as none at all', () => {
    edit([LATENCY], { labels: 'x', signals: 7 });
    expect(screen.getByRole('region', { name: 'Latency' })).toBeInTheDocument();
  });

  it('marks the card with something to do, and says it beside the field', async () => {
    edit([LATENCY, ERRORS], { signals: { B: { limit: { sigmas: 3 } } } });
    expect(screen.getByRole('button', { name: /Query B.*to do/ })).toBeInTheDocument();
    const card = await open('Query B');
    expect(card.getByText(/The limit has no floor/)).toBeInTheDocument();
  });

  it('says that a variable cannot stand in a score', async () => {
    edit([{ ...LATENCY, refused: ['$__range'] }]);
    expect(screen.getByText(/\$__range depends on what is looked at/)).toBeInTheDocument();
  });

  it('says what a variable was taken for', () => {
    edit([LATENCY]);
    expect(screen.getByText(/\$__rate_interval is 60s here/)).toBeInTheDocument();
  });

  it('offers only fixed lines for what no alert rule can ask, and says so', async () => {
    edit([LATENCY, CSV]);
    const card = await open('Query C');
    expect(card.getByText(/Only in this panel: no alert rule can ask csv/)).toBeInTheDocument();
    expect(card.getByLabelText('Red beyond')).toBeInTheDocument();
    expect(card.queryByText('Judged by')).toBeNull();
  });

  it('shares the weights among all signals, those of this panel alone, too', () => {
    edit([LATENCY, ERRORS, CSV], { signals: { A: { weight: 30 }, C: { limit: { above: 3 } } } });
    expect(screen.getByRole('button', { name: /Latency.*60%/ })).toBeInTheDocument();
    expect(screen.getByRole('button', { name: /Query C.*20%/ })).toBeInTheDocument();
  });

  it('writes only the signal that was changed, and leaves those of other queries', async () => {
    const { last } = edit([LATENCY], { title: 'Bot', signals: { Z: { weight: 1 } } });
    await userEvent.type(screen.getByLabelText('Title'), 'P');
    expect(last()).toMatchObject({ title: 'Bot', signals: { Z: { weight: 1 }, A: { title: 'P', weight: 10 } } });
  });

  it('is free of accessibility findings', async () => {
    const { container } = edit([LATENCY]);
    await userEvent.click(screen.getByRole('button', { name: 'Turn into a model' }));
    const { violations } = await axe.run(container, { rules: { 'color-contrast': { enabled: false } } });
    expect(violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html ?? ''}`)).toEqual([]);
  });
});

describe('Turning own queries into a model', () => {
  const turn = () => userEvent.click(screen.getByRole('button', { name: 'Turn into a model' }));
  const save = async (name = 'Save to Release Risk') => userEvent.click(await screen.findByRole('button', { name }));

  it('waits until nothing is left to do', async () => {
    edit([LATENCY], { signals: { A: { weight: 1.5 } } });
    await turn();
    expect(screen.getByText('Mend what is marked above first.')).toBeInTheDocument();
  });

  it('is not possible without a query that a rule could ask', async () => {
    edit([CSV]);
    await turn();
    expect(screen.getByText(/None of these queries is of Prometheus or Loki/)).toBeInTheDocument();
  });

  it('says what is left out', async () => {
    edit([LATENCY, CSV], { signals: { C: { limit: { above: 3 } } } });
    await turn();
    expect(screen.getByText('Left out, since no rule can ask them: C')).toBeInTheDocument();
  });

  it('does not offer to save to those who may not', async () => {
    host = fakeHost({ may: [] }).host;
    edit([LATENCY]);
    await turn();
    expect(screen.getByText(/An administrator can keep it/)).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: /Save/ })).toBeNull();
  });

  it('saves over nobody who was faster, and saves when asked again', async () => {
    const { host: found, fake } = fakeHost();
    host = found;
    edit([LATENCY], { title: 'Bot' });
    await turn();
    await screen.findByRole('button', { name: 'Save to Release Risk' });
    await vi.waitFor(() => {
      expect(fake.requests).toHaveLength(1);
    });
    fake.plugins.set('releaserisk-app', { enabled: true, jsonData: { revision: 3, models: [{ name: 'theirs' }] } });
    await save();
    expect(await screen.findByText(/Somebody else changed the settings/)).toBeInTheDocument();
    await save();
    expect(await screen.findByText(/Saved as bot/)).toBeInTheDocument();
    expect(fake.plugins.get('releaserisk-app')).toMatchObject({
      enabled: true,
      jsonData: {
        revision: 4,
        models: [{ name: 'theirs' }, { name: 'bot', title: 'Bot' }],
        bindings: { bot: { metrics: METRICS.uid } },
      },
    });
  });

  it('says why it was not saved', async () => {
    const { host: found, fake } = fakeHost();
    host = found;
    fake.before = ({ method }) => (method === 'POST' ? { status: 403, body: { message: 'no' } } : undefined);
    edit([LATENCY]);
    await turn();
    await save();
    expect(await screen.findByText(/It was not saved: .*plugins:write/)).toBeInTheDocument();
  });

  it('says that a model of the same name is replaced, and replaces it in its place', async () => {
    const models = [{ name: 'bot' }, { name: 'other' }];
    const { host: found, fake } = fakeHost({ settings: { enabled: true, jsonData: { revision: 1, models } } });
    host = found;
    edit([LATENCY], { title: 'Bot' });
    await turn();
    expect(await screen.findByText(/has a model bot already/)).toBeInTheDocument();
    await save('Replace bot in Release Risk');
    await screen.findByText(/Saved as bot/);
    expect(fake.plugins.get('releaserisk-app')).toMatchObject({
      jsonData: { models: [{ name: 'bot', kind: 'RiskModel' }, { name: 'other' }] },
    });
  });

  it('is to be saved again after a change', async () => {
    edit([LATENCY], { title: 'Bot' });
    await turn();
    await save();
    await screen.findByText(/Saved as bot/);
    await userEvent.type(screen.getByLabelText('Title'), 'P');
    expect(screen.queryByText(/Saved as bot/)).toBeNull();
    expect(screen.getByRole('button', { name: 'Replace bot in Release Risk' })).toBeEnabled();
  });

  it('lets the panel show the saved model', async () => {
    const { showModel } = edit([LATENCY], { title: 'Bot' });
    await turn();
    await save();
    await userEvent.click(await screen.findByRole('button', { name: 'Show the model here' }));
    expect(showModel).toHaveBeenCalledWith('bot');
  });
});
