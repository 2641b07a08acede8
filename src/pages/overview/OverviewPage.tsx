import { t } from '@grafana/i18n';
import React from 'react';
import { useApp } from '../../app/AppContext.ts';
import { Page } from '../../runtime/Page.tsx';

/** All services of all models, worst first. */
export default function OverviewPage(): React.JSX.Element {
  const { settings } = useApp();
  return <Page title={t('app.overview.title', 'Overview')}>{settings.kind}</Page>;
}
