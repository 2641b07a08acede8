import { t } from '@grafana/i18n';
import React from 'react';
import { Page } from '../../runtime/Page.tsx';

/** The models of the app's settings. */
export default function ModelsPage(): React.JSX.Element {
  return <Page title={t('app.models.title', 'Models')}>{null}</Page>;
}
