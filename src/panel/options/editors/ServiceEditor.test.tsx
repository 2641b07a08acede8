import '../../../risk/edit/testing/measured.ts';
import { VariableOrigin } from '@grafana/data';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import React from 'react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Host } from '../../../risk/host.ts';
import ServiceEditor from './ServiceEditor.tsx';
import SourceEditor from './SourceEditor.tsx';
import { editorProps } from './testing/editorProps.ts';
import { fakeHost } from './testing/fakeHost.ts';

let host: Host;
vi.mock('./editorHost.ts', () => ({ editorHost: () => host }));

beforeEach(() => {
  host = fakeHost().host;
});

const getSuggestions = () => [
  { value: 'service:queryparam', label: 'service', origin: VariableOrigin.Template },
  { value: '__url_time_range', label: 'Time range', origin: VariableOrigin.BuiltIn },
];

describe('The editor of the service', () => {
  it('says that the dashboard has no such variable', () => {
    render(<ServiceEditor {...editorProps({ value: { service: '${gone:raw}' }, getSuggestions })} />);
    expect(screen.getByText(/has no variable gone/)).toBeInTheDocument();
    expect(screen.getByRole('combobox', { name: 'service' })).toHaveAttribute('aria-invalid', 'true');
  });

  it('takes a name as it is', () => {
    render(<ServiceEditor {...editorProps({ value: { service: 'lead-bot' }, getSuggestions })} />);
    expect(screen.queryByText(/has no variable/)).toBeNull();
  });

  it('begins with a variable for each label that names a service', async () => {
    const onChange = vi.fn();
    const options = { source: 'own', own: { labels: ['tenant', 'service'] } };
    render(<ServiceEditor {...editorProps({ options, onChange })} />);
    await userEvent.click(screen.getByRole('radio', { name: 'One service' }));
    expect(onChange).toHaveBeenCalledWith({ tenant: '$tenant', service: '$service' });
  });

  it('forgets the service when all are wanted', async () => {
    const onChange = vi.fn();
    render(<ServiceEditor {...editorProps({ value: { service: '$service' }, onChange, getSuggestions })} />);
    expect(screen.queryByText(/has no variable/)).toBeNull();
    await userEvent.click(screen.getByRole('radio', { name: 'All services' }));
    expect(onChange).toHaveBeenCalledWith(undefined);
  });
});

describe('The editor of the source', () => {
  const model = { name: 'bot' };

  it('has nothing chosen where the panel was just added, and offers no plan that is not there', () => {
    render(<SourceEditor {...editorProps()} />);
    expect(screen.getAllByRole('radio').filter((radio) => (radio as HTMLInputElement).checked)).toEqual([]);
    expect(screen.queryByRole('radio', { name: 'Plan of this dashboard' })).toBeNull();
  });

  it('says that a plan was generated, and that one may switch', () => {
    render(<SourceEditor {...editorProps({ value: 'targets', options: { model } })} />);
    expect(screen.getByText(/was generated from the model bot.*You may switch/)).toBeInTheDocument();
  });

  it('warns that the queries of a plan are no signals', () => {
    render(<SourceEditor {...editorProps({ value: 'own', options: { model } })} />);
    expect(screen.getByText(/are the plan of bot, not signals/)).toBeInTheDocument();
  });

  it('writes what is chosen', async () => {
    const onChange = vi.fn();
    render(<SourceEditor {...editorProps({ value: 'own', onChange })} />);
    await userEvent.click(screen.getByRole('radio', { name: 'A model' }));
    expect(onChange).toHaveBeenCalledWith('live');
  });
});
