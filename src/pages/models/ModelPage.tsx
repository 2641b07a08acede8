import { t } from '@grafana/i18n';
import React from 'react';
import { useNavigate, useParams } from 'react-router-dom-v5-compat';
import { useApp } from '../../app/AppContext.ts';
import { modelPath, modelsPath } from '../../app/paths.ts';
import { EditorOf } from '../../config/editor/EditorOf.tsx';
import { WithSettings } from '../../config/WithSettings.tsx';
import { Page } from '../../runtime/Page.tsx';

/** The editor of one model. */
export default function ModelPage(): React.JSX.Element {
  const { host } = useApp();
  const { name = '' } = useParams();
  const navigate = useNavigate();
  return (
    <Page title={name} parent={{ title: t('app.models.title', 'Models'), address: host.address(modelsPath) }}>
      <WithSettings>
        {(settings) => (
          <EditorOf
            // Another model is another draft.
            key={name}
            name={name}
            settings={settings}
            onOpen={(to) => {
              navigate(to === undefined ? modelsPath : modelPath(to));
            }}
          />
        )}
      </WithSettings>
    </Page>
  );
}
