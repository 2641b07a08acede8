import { t } from '@grafana/i18n';
import React from 'react';
import { GatewayGate } from '../../app/gateway/GatewayGate.tsx';
import { SettingsGate } from '../../app/SettingsGate.tsx';
import { Page } from '../../runtime/Page.tsx';
import { Rollbacks } from './Rollbacks.tsx';

/** What was rolled back, and what somebody has to decide. */
export default function RollbacksPage(): React.JSX.Element {
  return (
    <Page title={t('app.rollbacks.title', 'Rollbacks')} isInMenu>
      <SettingsGate>
        {(settings) => (
          <GatewayGate settings={settings}>
            <Rollbacks />
          </GatewayGate>
        )}
      </SettingsGate>
    </Page>
  );
}
