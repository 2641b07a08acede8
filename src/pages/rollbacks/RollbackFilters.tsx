import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { useStyles2 } from '@grafana/ui';
import { ROLLBACK_STATES, type Rollback, type RollbackState } from '@release-risk/contract/rollback';
import { labelsQuery } from '@release-risk/contract/labelsQuery';
import React from 'react';
import { FilterChoice } from '../../app/FilterChoice.tsx';
import { stateWord } from '../../app/rollbacks/rollbackWords.ts';
import type { RollbackFilter } from './rollbackFilter.ts';

interface Props {
  readonly filter: RollbackFilter;
  readonly change: (filter: RollbackFilter) => void;
  /** Those that are shown: whose services can be chosen. */
  readonly rollbacks: readonly Rollback[];
}

/** Which rollbacks are shown. */
export function RollbackFilters({ filter, change, rollbacks }: Props): React.JSX.Element {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.filters} role="search">
      <div className={styles.choice}>
        <FilterChoice
          label={t('app.rollbacks.filter.state', 'State')}
          all={t('app.rollbacks.filter.allStates', 'All states, open first')}
          value={filter.state === 'all' ? '' : filter.state}
          options={[
            { value: 'open', label: t('app.rollbacks.filter.open', 'Open') },
            ...ROLLBACK_STATES.map((state) => ({ value: state, label: stateWord(state) })),
          ]}
          onChange={(state) => {
            change({ ...filter, state: state === '' ? 'all' : (state as RollbackState | 'open') });
          }}
        />
      </div>
      <div className={styles.choice}>
        <FilterChoice
          label={t('app.rollbacks.filter.service', 'Service')}
          all={t('app.rollbacks.filter.allServices', 'All services')}
          value={filter.labels}
          options={services(rollbacks, filter.labels)}
          onChange={(labels) => {
            change({ ...filter, labels });
          }}
        />
      </div>
    </div>
  );
}

/** Services by their labels; the chosen one also while nothing of it is shown. */
function services(rollbacks: readonly Rollback[], chosen: string): { value: string; label: string }[] {
  const known = new Map(rollbacks.map(({ labels, service }) => [labelsQuery(labels), service] as const));
  if (chosen !== '' && !known.has(chosen)) known.set(chosen, chosen);
  return [...known].map(([value, label]) => ({ value, label })).sort((a, b) => (a.label < b.label ? -1 : 1));
}

const getStyles = (theme: GrafanaTheme2) => ({
  filters: css({ flex: '1 1 320px', display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(1) }),
  choice: css({ flex: '0 1 240px', minWidth: 160 }),
});
