import { LoadingState, type DataFrame, type PanelData, type TimeRange } from '@grafana/data';
import { PanelRenderer } from '@grafana/runtime';
import React, { useMemo } from 'react';

interface Props {
  /** Which of Grafana's own panels draws it. */
  readonly kind: 'timeseries' | 'trend' | 'state-timeline';
  readonly title: string;
  readonly frames: readonly DataFrame[];
  readonly annotations?: readonly DataFrame[];
  readonly range: TimeRange;
  readonly timeZone: string;
  /** Of that panel; the same object while nothing changes. */
  readonly options: Readonly<Record<string, unknown>>;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  /** Somebody chose a part of it; epoch milliseconds. */
  readonly onRange?: (from: number, to: number) => void;
}

/** Data drawn by Grafana's own panel, as a dashboard draws it. Read out by what stands around it. */
export function PanelChart(props: Props): React.JSX.Element {
  const { kind, title, frames, annotations, range, timeZone, options, width, height, onRange } = props;
  const data = useMemo(
    (): PanelData => ({
      state: LoadingState.Done,
      series: [...frames],
      annotations: [...(annotations ?? [])],
      timeRange: range,
    }),
    [frames, annotations, range],
  );
  return (
    <PanelRenderer
      pluginId={kind}
      title={title}
      data={data}
      options={options}
      timeZone={timeZone}
      width={width}
      height={height}
      onChangeTimeRange={({ from, to }) => {
        onRange?.(from, to);
      }}
    />
  );
}
