import '../../../risk/edit/testing/measured.ts';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import React from 'react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Host } from '../../../risk/host.ts';
import { LEAD_BOT as MODEL } from '../../../risk/view/testing/leadBotModel.ts';
import { modelDocument } from '@release-risk/compiler/emit/dashboards/modelDocument';
import BindingsEditor from './BindingsEditor.tsx';
import ModelNameEditor from './ModelNameEditor.tsx';
import { editorProps } from './testing/editorProps.ts';
import { fakeHost, LOGS, METRICS } from './testing/fakeHost.ts';

let host: Host;
vi.mock('./editorHost.ts', () => ({ editorHost: () => host }));

const DOCUMENT = modelDocument(MODEL);
const ready = (jsonData: object) => ({ settings: { enabled: true, jsonData } });

beforeEach(() => {
  host = fakeHost(ready({ models: [DOCUMENT] })).host;
});

describe('The editor of the model', () => {
  it('says that the app is not there, and looks again when asked', async () => {
    const { host: without, fake } = fakeHost({ settings: undefined });
    host = without;
    render(<ModelNameEditor {...editorProps()} />);
    expect(await screen.findByText(/The models cannot be read: .*nothing to say/)).toBeInTheDocument();
    fake.plugins.set('releaserisk-app', { enabled: true, jsonData: { models: [DOCUMENT] } });
    await userEvent.click(screen.getByRole('button', { name: 'Look again' }));
    expect(await screen.findByRole('combobox', { name: 'Model of this panel' })).toBeInTheDocument();
  });

  it('says that the app is switched off, with a way to it', async () => {
    host = fakeHost({ settings: { enabled: false, jsonData: { models: [DOCUMENT] } } }).host;
    render(<ModelNameEditor {...editorProps()} />);
    expect(await screen.findByText(/is switched off/)).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'Open the plugin' })).toHaveAttribute('href', '/plugins/releaserisk-app');
  });

  it('says that there is no model yet, and where to make one', async () => {
    host = fakeHost().host;
    render(<ModelNameEditor {...editorProps()} />);
    expect(await screen.findByText(/holds no model yet/)).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'Open Release Risk' })).toHaveAttribute('href', '/a/releaserisk-app');
  });

  it('says that the chosen model is gone, and still shows which', async () => {
    render(<ModelNameEditor {...editorProps({ value: 'gone' })} />);
    expect(await screen.findByText('Release Risk has no model gone: it was renamed or removed.')).toBeInTheDocument();
    expect(screen.getByRole('combobox')).toHaveValue('gone');
  });

  it('says that the chosen model cannot be read, and hides no other for it', async () => {
    host = fakeHost(ready({ models: [{ name: 'broken' }, DOCUMENT] })).host;
    render(<ModelNameEditor {...editorProps({ value: 'broken' })} />);
    expect(await screen.findByText(/This model cannot be read/)).toBeInTheDocument();
  });

  it('says which model is asked while none is chosen, where the dashboard carries one', async () => {
    host = fakeHost().host;
    render(<ModelNameEditor {...editorProps({ options: { model: DOCUMENT } })} />);
    expect(await screen.findByText(new RegExp(`While none is chosen: ${MODEL.name}`))).toBeInTheDocument();
  });

  it('picks a model by keyboard', async () => {
    const onChange = vi.fn();
    const { container } = render(<ModelNameEditor {...editorProps({ onChange })} />);
    await userEvent.click(await screen.findByRole('combobox', { name: 'Model of this panel' }));
    await userEvent.keyboard('{ArrowDown}{Enter}');
    expect(onChange).toHaveBeenCalledWith(MODEL.name);
    const { violations } = await axe.run(container, { rules: { 'color-contrast': { enabled: false } } });
    expect(violations.map(({ id }) => id)).toEqual([]);
  });
});

describe('The editor of the datasources', () => {
  const options = { source: 'live', modelName: MODEL.name };

  it('waits for a model', async () => {
    render(<BindingsEditor {...editorProps({ options: { source: 'live' } })} />);
    expect(await screen.findByText(/Choose a model first/)).toBeInTheDocument();
  });

  it('says that the datasource of the settings is gone, as the panel does', async () => {
    host = fakeHost(ready({ models: [DOCUMENT], bindings: { [MODEL.name]: { metrics: 'gone' } } })).host;
    render(<BindingsEditor {...editorProps({ options })} />);
    expect(await screen.findByText(/the settings of Release Risk say is gone/)).toBeInTheDocument();
  });

  it('says that nothing decides between two', async () => {
    const second = { ...METRICS, uid: 'uid-2', name: 'Other', isDefault: false };
    host = fakeHost({
      ...ready({ models: [DOCUMENT] }),
      datasources: [{ ...METRICS, isDefault: false }, second, LOGS],
    }).host;
    render(<BindingsEditor {...editorProps({ options })} />);
    expect(await screen.findByText('Nothing decides which one is meant: choose it here.')).toBeInTheDocument();
  });

  it('says what is asked while nothing is picked', async () => {
    render(<BindingsEditor {...editorProps({ options })} />);
    expect(await screen.findByText('Metrics, the default of this Grafana')).toBeInTheDocument();
    expect(screen.getByText('Logs, the only one of its kind')).toBeInTheDocument();
  });

  it('says that the picked one is gone, but takes a variable as it is', async () => {
    render(<BindingsEditor {...editorProps({ options, value: { metrics: 'gone', logs: '$logs' } })} />);
    expect(await screen.findByText('This datasource is gone, or is of another kind.')).toBeInTheDocument();
    expect(screen.getAllByText(/is gone/)).toHaveLength(1);
  });
});
