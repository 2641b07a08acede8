import '../shims/publicPath.ts';
import { PanelPlugin } from '@grafana/data';
import React, { lazy, Suspense } from 'react';
import type { PanelProps } from '@grafana/data';
import type { RiskPanelOptions } from './options/stored.ts';

// Everything behind these two is loaded when a dashboard shows the panel, or somebody edits it.
const RiskPanel = lazy(() => import('./loadRiskPanel.ts').then(({ loadRiskPanel }) => loadRiskPanel()));

function Panel(props: PanelProps<RiskPanelOptions>): React.JSX.Element {
  return (
    <Suspense fallback={null}>
      <RiskPanel {...props} />
    </Suspense>
  );
}

export const plugin = new PanelPlugin<RiskPanelOptions>(Panel);
