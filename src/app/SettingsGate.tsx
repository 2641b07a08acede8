import { t } from '@grafana/i18n';
import { Button } from '@grafana/ui';
import type { StoredSettings } from '@release-risk/grafana/api/pluginSettings';
import React from 'react';
import { LongText } from '../risk/view/LongText.tsx';
import { Notice } from '../risk/view/Notice.tsx';
import { useApp } from './AppContext.ts';
import { PageLoading } from './PageLoading.tsx';
import { PageProblem } from './PageProblem.tsx';

interface Props {
  readonly children: (settings: StoredSettings) => React.ReactNode;
}

const TEXT_FITS = 260;

/** What is drawn of the app's settings, and what is said while there are none. */
export function SettingsGate({ children }: Props): React.JSX.Element {
  const { settings, reloadSettings } = useApp();
  switch (settings.kind) {
    case 'loading':
      return <PageLoading />;
    case 'failed':
      return (
        <Notice
          tone="bad"
          icon="exclamation-triangle"
          title={t('app.settings.unread', 'The settings of Release Risk could not be read')}
          action={
            <Button size="sm" variant="secondary" icon="sync" onClick={reloadSettings}>
              {t('app.again', 'Try again')}
            </Button>
          }
        >
          <LongText text={settings.reason} lines={3} after={TEXT_FITS} />{' '}
          <LongText text={settings.hint} lines={3} after={TEXT_FITS} />
        </Notice>
      );
    case 'ok':
      if (settings.value.enabled) return <>{children(settings.value)}</>;
      return <PageProblem problem={{ code: 'RR705', name: 'appUnavailable', detail: '' }} again={reloadSettings} />;
  }
}
