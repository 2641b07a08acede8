import { t } from '@grafana/i18n';

export type RollbackColumn = 'service' | 'state' | 'versions' | 'acts' | 'since' | 'score';

/** Pixels. */
const WIDE_FROM = 1000;
const MEDIUM_FROM = 640;

/** The columns there is room for; what has none of its own stands below the service. */
export function rollbackColumns(width: number): readonly RollbackColumn[] {
  if (width < MEDIUM_FROM) return ['state', 'service'];
  if (width < WIDE_FROM) return ['state', 'service', 'versions', 'since'];
  return ['state', 'service', 'versions', 'acts', 'score', 'since'];
}

/** Pixels or a share; undefined: what is left. */
export const ROLLBACK_WIDTHS: Readonly<Record<RollbackColumn, number | string | undefined>> = {
  state: 168,
  service: undefined,
  versions: '20%',
  acts: 224,
  score: 64,
  since: 160,
};

export function rollbackColumnTitle(column: RollbackColumn): string {
  switch (column) {
    case 'state':
      return t('app.rollbacks.column.state', 'State');
    case 'service':
      return t('app.rollbacks.column.service', 'Service');
    case 'versions':
      return t('app.rollbacks.column.versions', 'Version that goes → comes back');
    case 'acts':
      return t('app.rollbacks.column.acts', 'Has to act');
    case 'score':
      return t('app.rollbacks.column.score', 'Score');
    case 'since':
      return t('app.rollbacks.column.since', 'Since');
  }
}
