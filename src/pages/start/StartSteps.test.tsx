import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import React, { useState } from 'react';
import { describe, expect, it } from 'vitest';
import { appAround, renderInApp, type AppAround } from '../../config/testing/appAround.tsx';
import { sampleDocument } from './startDocument.ts';
import { StartSteps } from './StartSteps.tsx';
import { BEGINNING, type StartState } from './startState.ts';

function start(around: AppAround, first: StartState = BEGINNING, theme: 'dark' | 'light' = 'dark') {
  let last = first;
  function Steps() {
    const [state, setState] = useState(first);
    last = state;
    return <StartSteps state={state} onState={setState} first={undefined} />;
  }
  return { ...renderInApp(around, <Steps />, { theme }), last: () => last };
}

const DOCUMENT = sampleDocument([]);

describe('The guided start', () => {
  it('says what to do in a Grafana without datasources, and offers the sample all the same', async () => {
    const around = appAround();
    const { last } = start({ ...around, host: { ...around.host, datasources: () => [] } });
    expect(screen.getByText('This Grafana has no Prometheus and no Loki yet')).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'Add a datasource' })).toHaveAttribute(
      'href',
      '/connections/datasources/new',
    );
    await userEvent.click(screen.getByRole('button', { name: 'Take the sample model' }));
    expect(last()).toMatchObject({ step: 'score', document: { name: 'lead-bot' } });
    expect(await screen.findByText('There is no score')).toBeInTheDocument();
  });

  it.each([
    [403, { message: 'You will need permissions: datasources:query' }, /datasources:query/],
    [502, '<html><title>Bad Gateway</title></html>', /Bad Gateway|failed/],
  ])('tells why datasources cannot be looked at: %i', async (status, body, words) => {
    const around = appAround();
    for (const uid of ['uid-metrics', 'uid-logs']) {
      for (const path of [
        'api/v1/label/__name__/values',
        'api/v1/labels',
        'api/v1/metadata',
        'labels',
        'series',
        'label/service/values',
      ]) {
        around.answers.set(`GET /api/datasources/uid/${uid}/resources/${path}`, { status, body });
      }
    }
    start(around);
    await userEvent.click(screen.getByRole('button', { name: 'Look what there is' }));
    expect(await screen.findByText('The datasources could not be looked at')).toBeInTheDocument();
    expect(screen.getAllByText(words)[0]).toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Try again' })).toBeInTheDocument();
  });

  it('without anything to propose begins with a preset', async () => {
    const around = appAround();
    const nothing = { status: 200, body: { status: 'success', data: [] } };
    around.answers.set('GET /api/datasources/uid/uid-metrics/resources/api/v1/label/__name__/values', nothing);
    around.answers.set('GET /api/datasources/uid/uid-metrics/resources/api/v1/metadata', {
      status: 200,
      body: { status: 'success', data: {} },
    });
    const { last } = start(around, { step: 'services', logs: null });
    expect(await screen.findByText('There is nothing to propose')).toBeInTheDocument();
    await userEvent.type(screen.getByLabelText('Name of the service'), 'shop');
    await userEvent.click(screen.getByRole('button', { name: 'Take the preset' }));
    expect(last()).toMatchObject({ step: 'score', document: { name: 'shop', identity: { services: ['shop'] } } });
  });

  it('says what keeps a draft from being scored, and leads back', async () => {
    const { last } = start(appAround(), { step: 'score', document: { ...DOCUMENT, signals: [] } });
    expect(await screen.findByText('There is nothing to score yet')).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Choose signals' }));
    expect(last().step).toBe('signals');
  });

  it('goes past a step, and back to it', async () => {
    const { last } = start(appAround(), { step: 'score', document: { ...DOCUMENT, signals: [] } });
    await userEvent.click(screen.getByRole('button', { name: 'Skip this step' }));
    expect(last().step).toBe('save');
    await userEvent.click(screen.getByRole('button', { name: 'Back' }));
    expect(last().step).toBe('score');
  });
});

describe('Saving the model of a start', () => {
  const SETTINGS = 'releaserisk-app';
  const withSettings = (models: readonly object[] = [], enabled = true) => {
    const around = appAround();
    around.fake.plugins.set(SETTINGS, { enabled, jsonData: { revision: 3, models, bindings: {}, other: 'kept' } });
    return around;
  };

  it('writes it beside the others, with its bindings, and keeps what else there is', async () => {
    const around = withSettings([{ name: 'other' }]);
    const { last } = start(around, { step: 'save', document: DOCUMENT });
    await userEvent.type(screen.getByLabelText('Owner'), 'Team');
    await userEvent.click(screen.getByRole('button', { name: 'Save the model' }));
    await waitFor(() => {
      expect(last().step).toBe('apply');
    });
    expect(around.fake.plugins.get(SETTINGS)).toMatchObject({
      enabled: true,
      jsonData: {
        revision: 4,
        other: 'kept',
        models: [{ name: 'other' }, { name: 'lead-bot', owner: 'Team' }],
        bindings: { 'lead-bot': { metrics: 'uid-metrics', logs: 'uid-logs' } },
      },
    });
  });

  it('does not touch a model that somebody saved meanwhile under its name', async () => {
    const around = withSettings([{ name: 'lead-bot', title: 'Theirs' }]);
    const { last } = start(around, { step: 'save', document: DOCUMENT });
    await userEvent.click(screen.getByRole('button', { name: 'Save the model' }));
    expect(await screen.findByText('Somebody saved a model of this name meanwhile')).toBeInTheDocument();
    expect(last()).toMatchObject({ step: 'save', document: { name: 'lead-bot' } });
    expect(around.fake.writes()).toEqual([]);
  });

  it('does not switch on an app that somebody switched off', async () => {
    const around = withSettings([], false);
    start(around, { step: 'save', document: DOCUMENT });
    await userEvent.click(screen.getByRole('button', { name: 'Save the model' }));
    expect(await screen.findByText('The app is switched off')).toBeInTheDocument();
    expect(around.fake.writes()).toEqual([]);
  });

  it('is refused in words where Grafana refuses it', async () => {
    const around = withSettings();
    around.answers.set(`POST /api/plugins/${SETTINGS}/settings`, { status: 403, body: { message: 'Access denied' } });
    start(around, { step: 'save', document: DOCUMENT });
    await userEvent.click(screen.getByRole('button', { name: 'Save the model' }));
    expect(await screen.findByText('It was not saved')).toBeInTheDocument();
    expect(screen.getByText(/plugins:write/)).toBeInTheDocument();
  });

  it('is left to others by who may not: they get the text', () => {
    start(appAround([]), { step: 'save', document: DOCUMENT });
    expect(screen.queryByRole('button', { name: 'Save the model' })).not.toBeInTheDocument();
    expect(screen.getByRole('region', { name: 'The model as YAML' })).toHaveTextContent('name: lead-bot');
  });

  it('wants a name that is none of another model', async () => {
    start(appAround(), { step: 'save', document: DOCUMENT });
    await userEvent.clear(screen.getByLabelText('Name'));
    expect(screen.getByLabelText('Name')).toHaveAccessibleDescription(/A model needs a name/);
    await userEvent.type(screen.getByLabelText('Name'), 'My Model');
    expect(screen.getByLabelText('Name')).toHaveAccessibleDescription(/Small letters/);
    expect(screen.getByRole('button', { name: 'Save the model' })).toBeDisabled();
  });
});

describe('The steps', () => {
  it.each([
    ['bind', 'dark'],
    ['bind', 'light'],
    ['save', 'dark'],
    ['save', 'light'],
  ] as const)('are free of accessibility findings at %s when they are %s', async (step, theme) => {
    const { container } = start(appAround(), { step, document: DOCUMENT }, theme);
    const { violations } = await axe.run(container, { rules: { 'color-contrast': { enabled: false } } });
    expect(violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html ?? ''}`)).toEqual([]);
  });
});
