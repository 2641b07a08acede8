import {
  EventBusSrv,
  type FieldConfigSource,
  getPanelOptionsWithDefaults,
  type PanelPlugin,
  PluginContextProvider,
  type TimeRange,
} from '@grafana/data';
import { ErrorBoundaryAlert, PanelChrome } from '@grafana/ui';
import React, { useEffect, useMemo, useRef, useState } from 'react';
import { importPanelPlugin } from '../plugin/import-plugin.ts';
import { templateSrv } from '../services/variables.ts';
import type { Panel } from './dashboard.ts';
import { usePanelData } from './usePanelData.ts';

export interface PanelViewProps {
  readonly panel: Panel;
  readonly dashboard: { readonly uid: string; readonly title: string };
  readonly range: TimeRange;
  /** Changes whenever the panel is to be asked again, though its range is the same: chosen variables. */
  readonly asked: string;
  readonly width: number;
  readonly height: number;
  readonly onChangeRange: (fromMs: number, toMs: number) => void;
}

const NO_FIELD_CONFIG: FieldConfigSource = { defaults: {}, overrides: [] };

/** One panel of our plugin in Grafana's own frame. */
export function PanelView(props: PanelViewProps): React.JSX.Element {
  const { panel, width, height } = props;
  const plugin = usePlugin(panel.type);
  const data = usePanelData(panel, props.dashboard, props.range, props.asked, width);
  const failed = typeof plugin === 'string' ? plugin : undefined;
  return (
    <PanelChrome
      title={panel.title}
      description={panel.description}
      width={width}
      height={height}
      padding="md"
      displayMode={panel.transparent ? 'transparent' : 'default'}
      {...(data === undefined ? {} : { loadingState: data.state })}
      {...(data?.error?.message === undefined ? {} : { statusMessage: data.error.message })}
    >
      {(innerWidth, innerHeight) => (
        <ErrorBoundaryAlert>
          {failed !== undefined && <p role="alert">{failed}</p>}
          {typeof plugin === 'object' && data !== undefined && (
            <Body {...props} plugin={plugin} data={data} width={innerWidth} height={innerHeight} />
          )}
        </ErrorBoundaryAlert>
      )}
    </PanelChrome>
  );
}

type BodyProps = PanelViewProps & {
  readonly plugin: PanelPlugin;
  readonly data: NonNullable<ReturnType<typeof usePanelData>>;
};

function Body({ panel, plugin, data, width, height, onChangeRange }: BodyProps): React.JSX.Element {
  const [changed, setChanged] = useState<Panel['options']>();
  const events = useMemo(() => new EventBusSrv(), []);
  const drawn = useRef(0);
  drawn.current += 1;
  const Component = plugin.panel;
  const { options, fieldConfig } = useMemo(
    () =>
      getPanelOptionsWithDefaults({
        plugin,
        currentOptions: changed ?? panel.options,
        currentFieldConfig: panel.fieldConfig ?? NO_FIELD_CONFIG,
        isAfterPluginChange: false,
      }),
    [plugin, changed, panel],
  );
  if (Component === null) return <p role="alert">{panel.type} draws nothing</p>;
  return (
    <PluginContextProvider meta={plugin.meta}>
      <Component
        id={panel.id}
        data={data}
        title={panel.title}
        timeRange={data.timeRange}
        timeZone="browser"
        options={options}
        fieldConfig={fieldConfig}
        transparent={panel.transparent}
        width={width}
        height={height}
        renderCounter={drawn.current}
        replaceVariables={(text, scoped, format) => templateSrv.replace(text, scoped, format)}
        onOptionsChange={setChanged}
        onFieldConfigChange={() => undefined}
        onChangeTimeRange={({ from, to }) => {
          onChangeRange(from, to);
        }}
        eventBus={events}
      />
    </PluginContextProvider>
  );
}

/** The plugin, a sentence about why there is none, or nothing yet. */
function usePlugin(id: string): PanelPlugin | string | undefined {
  const [plugin, setPlugin] = useState<PanelPlugin | string>();
  useEffect(() => {
    importPanelPlugin(id).then(setPlugin, (error: unknown) => {
      setPlugin(error instanceof Error ? error.message : String(error));
    });
  }, [id]);
  return plugin;
}
