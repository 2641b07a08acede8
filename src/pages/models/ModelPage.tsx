import { t } from '@grafana/i18n';
import React from 'react';
import { useParams } from 'react-router-dom-v5-compat';
import { modelsPath } from '../../app/paths.ts';
import { Page } from '../../runtime/Page.tsx';

/** The editor of one model. */
export default function ModelPage(): React.JSX.Element {
  const { name = '' } = useParams();
  return (
    <Page title={name} parent={{ title: t('app.models.title', 'Models'), address: modelsPath }}>
      {null}
    </Page>
  );
}
