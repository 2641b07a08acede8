import { t } from '@grafana/i18n';
import type { StoredSettings } from '@release-risk/grafana/api/pluginSettings';
import React, { useMemo } from 'react';
import { SettingsGate } from '../../app/SettingsGate.tsx';
import { storedModels } from '../../app/storedModels.ts';
import { Page } from '../../runtime/Page.tsx';
import { NoModels } from './NoModels.tsx';
import { Overview } from './Overview.tsx';

/** All services of all models, worst first. */
export default function OverviewPage(): React.JSX.Element {
  return (
    <Page title={t('app.overview.title', 'Overview')}>
      <SettingsGate>{(settings) => <OfSettings settings={settings} />}</SettingsGate>
    </Page>
  );
}

function OfSettings({ settings }: { readonly settings: StoredSettings }): React.JSX.Element {
  const models = useMemo(() => storedModels(settings), [settings]);
  return models.length === 0 ? <NoModels /> : <Overview models={models} />;
}
