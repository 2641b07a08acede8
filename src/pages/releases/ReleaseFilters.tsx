import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { useStyles2 } from '@grafana/ui';
import React from 'react';
import { FilterChoice } from '../../app/FilterChoice.tsx';
import type { StoredModel } from '../../app/storedModels.ts';
import type { ReleaseFilter } from './releaseFilter.ts';

interface Props {
  readonly filter: ReleaseFilter;
  readonly change: (filter: ReleaseFilter) => void;
  readonly models: readonly StoredModel[];
  /** Names of the services that have releases. */
  readonly services: readonly string[];
}

/** Whose releases are shown. */
export function ReleaseFilters({ filter, change, models, services }: Props): React.JSX.Element {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.filters} role="search">
      <div className={styles.choice}>
        <FilterChoice
          label={t('app.releases.service', 'Service')}
          all={t('app.releases.allServices', 'All services')}
          value={filter.service}
          options={withChosen(services, filter.service).map((value) => ({ value, label: value }))}
          onChange={(service) => {
            change({ ...filter, service });
          }}
        />
      </div>
      {(models.length > 1 || filter.model !== '') && (
        <div className={styles.choice}>
          <FilterChoice
            label={t('app.releases.model', 'Model')}
            all={t('app.releases.allModels', 'All models')}
            value={filter.model}
            options={models.map(({ name, model }) => ({ value: name, label: model?.title ?? name }))}
            onChange={(model) => {
              change({ ...filter, model });
            }}
          />
        </div>
      )}
    </div>
  );
}

function withChosen(services: readonly string[], chosen: string): readonly string[] {
  return chosen === '' || services.includes(chosen) ? services : [chosen, ...services];
}

const getStyles = (theme: GrafanaTheme2) => ({
  filters: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(1) }),
  choice: css({ flex: '0 1 260px', minWidth: 180 }),
});
