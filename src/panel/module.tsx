import '../shims/publicPath.ts';
import { PanelPlugin } from '@grafana/data';
import { initPluginTranslations } from '@grafana/i18n';
import React, { lazy, Suspense } from 'react';
import type { PanelProps } from '@grafana/data';
import { panelOptions } from './options/editors/panelOptions.tsx';
import type { RiskPanelOptions } from './options/stored.ts';

const PANEL_ID = 'releaserisk-panel';

// Everything behind this is loaded when a dashboard shows the panel, or somebody edits it.
const RiskPanel = lazy(() => import('./loadRiskPanel.ts').then(({ loadRiskPanel }) => loadRiskPanel()));

// The names of the options are asked for before the panel is drawn: Grafana has its texts by then.
void initPluginTranslations(PANEL_ID);

function Panel(props: PanelProps<RiskPanelOptions>): React.JSX.Element {
  return (
    <Suspense fallback={null}>
      <RiskPanel {...props} />
    </Suspense>
  );
}

export const plugin = new PanelPlugin<RiskPanelOptions>(Panel).setPanelOptions(panelOptions);
