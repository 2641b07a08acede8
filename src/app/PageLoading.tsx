import { t } from '@grafana/i18n';
import { LoadingPlaceholder } from '@grafana/ui';
import React from 'react';

/** While a page or what it shows is on its way. */
export function PageLoading(): React.JSX.Element {
  return <LoadingPlaceholder text={t('app.loading', 'Loading...')} />;
}
