import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Icon, Input, RadioButtonGroup, useStyles2 } from '@grafana/ui';
import React from 'react';
import { FilterChoice } from '../../app/FilterChoice.tsx';
import type { StoredModel } from '../../app/storedModels.ts';
import type { Grouping, OverviewFilter } from './overviewFilter.ts';

interface Props {
  readonly filter: OverviewFilter;
  readonly change: (filter: OverviewFilter) => void;
  readonly models: readonly StoredModel[];
  readonly tenants: readonly string[];
}

/** What can be left out of all services; only what there is to choose from. */
export function OverviewFilters({ filter, change, models, tenants }: Props): React.JSX.Element {
  const styles = useStyles2(getStyles);
  const groupings: readonly { readonly label: string; readonly value: Grouping }[] = [
    { label: t('app.overview.group.none', 'Worst first'), value: 'none' },
    { label: t('app.overview.group.model', 'By model'), value: 'model' },
    ...(tenants.length > 0 ? [{ label: t('app.overview.group.tenant', 'By tenant'), value: 'tenant' as const }] : []),
  ];
  return (
    <div className={styles.filters} role="search">
      <Input
        className={styles.search}
        value={filter.search}
        prefix={<Icon name="search" />}
        aria-label={t('app.overview.search', 'Find a service, version or cause')}
        placeholder={t('app.overview.search', 'Find a service, version or cause')}
        onChange={(event) => {
          change({ ...filter, search: event.currentTarget.value });
        }}
      />
      {(models.length > 1 || filter.model !== '') && (
        <div className={styles.choice}>
          <FilterChoice
            label={t('app.overview.model', 'Model')}
            all={t('app.overview.allModels', 'All models')}
            value={filter.model}
            options={models.map(({ name, model }) => ({ value: name, label: model?.title ?? name }))}
            onChange={(model) => {
              change({ ...filter, model });
            }}
          />
        </div>
      )}
      {(tenants.length > 0 || filter.tenant !== '') && (
        <div className={styles.choice}>
          <FilterChoice
            label={t('app.overview.tenant', 'Tenant')}
            all={t('app.overview.allTenants', 'All tenants')}
            value={filter.tenant}
            options={tenants.map((value) => ({ value, label: value }))}
            onChange={(tenant) => {
              change({ ...filter, tenant });
            }}
          />
        </div>
      )}
      {(groupings.length > 2 || models.length > 1) && (
        <RadioButtonGroup
          aria-label={t('app.overview.group.label', 'Order')}
          options={[...groupings]}
          value={filter.group}
          onChange={(group) => {
            change({ ...filter, group });
          }}
        />
      )}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  filters: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(1) }),
  search: css({ flex: '1 1 240px', maxWidth: 400 }),
  choice: css({ flex: '0 1 220px', minWidth: 150 }),
});
