import { t } from '@grafana/i18n';
import React from 'react';
import { useNavigate } from 'react-router-dom-v5-compat';
import { modelPath } from '../../app/paths.ts';
import { ModelList } from '../../config/list/ModelList.tsx';
import { WithSettings } from '../../config/WithSettings.tsx';
import { Page } from '../../runtime/Page.tsx';

/** The models of the app's settings. */
export default function ModelsPage(): React.JSX.Element {
  const navigate = useNavigate();
  return (
    <Page title={t('app.models.title', 'Models')} isInMenu>
      <WithSettings>
        {(settings) => (
          <ModelList
            settings={settings}
            onOpen={(name) => {
              navigate(modelPath(name));
            }}
          />
        )}
      </WithSettings>
    </Page>
  );
}
