import { t } from '@grafana/i18n';
import React, { useState } from 'react';
import { useParams } from 'react-router-dom-v5-compat';
import { useApp } from '../../app/AppContext.ts';
import { GatewayGate } from '../../app/gateway/GatewayGate.tsx';
import { rollbacksPath } from '../../app/paths.ts';
import { SettingsGate } from '../../app/SettingsGate.tsx';
import { storedModels } from '../../app/storedModels.ts';
import { Page } from '../../runtime/Page.tsx';
import { RollbackLook } from './RollbackLook.tsx';

/** One rollback: how far it is, what somebody has to decide, and how it came to that. */
export default function RollbackPage(): React.JSX.Element {
  const { host } = useApp();
  const { id = '' } = useParams();
  const [title, setTitle] = useState<string>();
  return (
    <Page
      title={title ?? t('app.rollback.title', 'Rollback')}
      parent={{ title: t('app.rollbacks.title', 'Rollbacks'), address: host.address(rollbacksPath) }}
    >
      <SettingsGate>
        {(settings) => (
          <GatewayGate settings={settings}>
            <RollbackLook key={id} id={id} models={storedModels(settings).map(({ name }) => name)} onTitle={setTitle} />
          </GatewayGate>
        )}
      </SettingsGate>
    </Page>
  );
}
