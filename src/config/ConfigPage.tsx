import { t } from '@grafana/i18n';
import { Button, ErrorBoundaryAlert } from '@grafana/ui';
import React, { useState } from 'react';
import { AppProvider } from '../app/AppProvider.tsx';
import { EditorOf } from './editor/EditorOf.tsx';
import { ModelList } from './list/ModelList.tsx';
import { GatewayPart } from './gateway/GatewayPart.tsx';
import { WithSettings } from './WithSettings.tsx';

/** The tab "Configuration" on the plugin's own page: its models and the editor of the one that is opened, and the gateway. */
export default function ConfigPage(): React.JSX.Element {
  const [name, setName] = useState<string>();
  return (
    <AppProvider>
      <ErrorBoundaryAlert title={t('app.broken', 'This page went wrong')}>
        <WithSettings>
          {(settings) =>
            name === undefined ? (
              <>
                <ModelList settings={settings} onOpen={setName} />
                <GatewayPart settings={settings} />
              </>
            ) : (
              <>
                <Button
                  size="sm"
                  fill="text"
                  icon="arrow-left"
                  onClick={() => {
                    setName(undefined);
                  }}
                >
                  {t('app.config.toModels', 'To the models')}
                </Button>
                <EditorOf key={name} name={name} settings={settings} onOpen={setName} />
              </>
            )
          }
        </WithSettings>
      </ErrorBoundaryAlert>
    </AppProvider>
  );
}
