import { dateTime, EventBusSrv, LoadingState, type PanelData } from '@grafana/data';
import { PanelContextProvider } from '@grafana/ui';
import { renderHook } from '@testing-library/react';
import React from 'react';
import { describe, expect, it, vi } from 'vitest';
import type { HostDatasource } from '../risk/host.ts';
import type { EditorState } from './options/editors/editorState.ts';
import { readOptions } from './options/options.ts';
import type { PanelInput } from './panelInput.ts';
import { usePublishedTargets } from './usePublishedTargets.ts';

const METRICS: HostDatasource = { uid: 'm', name: 'M', type: 'prometheus', isDefault: true, scrapeInterval: 15 };
const MOMENT = dateTime(0);
const timeRange = { from: MOMENT, to: MOMENT, raw: { from: MOMENT, to: MOMENT } };

function dataWith(expr: string): PanelData {
  const targets = [{ refId: 'A', datasource: { uid: 'm' }, expr }];
  const request = { targets } as unknown as NonNullable<PanelData['request']>;
  return { state: LoadingState.Done, series: [], timeRange, request };
}

function input(source: string, expr: string): PanelInput {
  return {
    source: readOptions({ source, modelName: 'x' }),
    data: dataWith(expr),
    timeRange,
    replace: (text) => text,
    replaceInQuery: (text) => text,
    meant: '',
    attempt: 0,
  };
}

function publish(first: PanelInput) {
  const onInstanceStateChange = vi.fn<(state: EditorState) => void>();
  const write = vi.fn();
  const context = { eventsScope: 'test', eventBus: new EventBusSrv(), onInstanceStateChange };
  const datasources = () => [METRICS];
  const { rerender } = renderHook(
    (props: PanelInput) => {
      usePublishedTargets(props, datasources, write);
    },
    {
      initialProps: first,
      wrapper: ({ children }) => <PanelContextProvider value={context}>{children}</PanelContextProvider>,
    },
  );
  return { published: onInstanceStateChange, write, rerender };
}

describe('What the panel tells its option editors', () => {
  it('is nothing while its targets are no signals', () => {
    expect(publish(input('live', 'a')).published).not.toHaveBeenCalled();
  });

  it('is told again only when it changes, or each refresh would draw the options anew', () => {
    const { published, rerender } = publish(input('own', 'a'));
    rerender(input('own', 'a'));
    expect(published).toHaveBeenCalledTimes(1);
    rerender(input('own', 'b'));
    expect(published.mock.calls.map(([{ targets }]) => targets)).toMatchObject([[{ expr: 'a' }], [{ expr: 'b' }]]);
  });

  it('lets them switch to a model with both options at once', () => {
    const { published, write } = publish(input('own', 'a'));
    published.mock.lastCall?.[0].showModel('bot');
    expect(write).toHaveBeenCalledWith({ source: 'live', modelName: 'bot' });
  });
});
