import type { PanelProps } from '@grafana/data';
import React from 'react';
import type { RiskPanelOptions } from './options/options.ts';

export default function RiskPanel({ data }: PanelProps<RiskPanelOptions>): React.JSX.Element {
  return <pre>{data.state}</pre>;
}
