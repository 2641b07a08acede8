import { t } from '@grafana/i18n';
import type { StoredSettings } from '@release-risk/grafana/api/pluginSettings';
import React, { useMemo } from 'react';
import { SettingsGate } from '../../app/SettingsGate.tsx';
import { storedModels } from '../../app/storedModels.ts';
import { Page } from '../../runtime/Page.tsx';
import { Releases } from './Releases.tsx';

/** The releases of all services, and two of them side by side. */
export default function ReleasesPage(): React.JSX.Element {
  return (
    <Page title={t('app.releases.title', 'Releases')} isInMenu>
      <SettingsGate>{(settings) => <OfSettings settings={settings} />}</SettingsGate>
    </Page>
  );
}

function OfSettings({ settings }: { readonly settings: StoredSettings }): React.JSX.Element {
  const models = useMemo(() => storedModels(settings), [settings]);
  return <Releases models={models} />;
}
