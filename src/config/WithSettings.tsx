import { t } from '@grafana/i18n';
import { LinkButton } from '@grafana/ui';
import type { StoredSettings } from '@release-risk/grafana/api/pluginSettings';
import React from 'react';
import { useApp } from '../app/AppContext.ts';
import { PageLoading } from '../app/PageLoading.tsx';
import { EditorNote } from '../risk/edit/EditorNote.tsx';
import { FailedNote } from './FailedNote.tsx';
import { PLUGIN_ADDRESS } from '../risk/addresses.ts';

interface Props {
  readonly children: (settings: StoredSettings) => React.ReactNode;
}

/** What needs the app's settings, once they are there; else why they are not. */
export function WithSettings({ children }: Props): React.JSX.Element {
  const { host, settings, reloadSettings } = useApp();
  switch (settings.kind) {
    case 'loading':
      return <PageLoading />;
    case 'failed':
      return (
        <FailedNote
          title={t('app.config.settings.failed', 'The settings of Release Risk could not be read')}
          reason={settings.reason}
          hint={settings.hint}
          onAgain={reloadSettings}
        />
      );
    case 'ok':
      return (
        <>
          {!settings.value.enabled && (
            <EditorNote
              tone="warning"
              action={
                <LinkButton size="sm" variant="secondary" href={host.address(PLUGIN_ADDRESS)}>
                  {t('app.config.save.openPlugin', 'Open the plugin')}
                </LinkButton>
              }
            >
              {t(
                'app.config.settings.disabled',
                'Release Risk is switched off: enable it before anything can be saved.',
              )}
            </EditorNote>
          )}
          {children(settings.value)}
        </>
      );
  }
}
