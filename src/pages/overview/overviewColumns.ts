import { t } from '@grafana/i18n';

export type OverviewColumn = 'verdict' | 'service' | 'model' | 'score' | 'version' | 'cause';

/** Pixels from which on every column has room. */
const WIDE_FROM = 820;
/** Pixels below which the verdict stands beside the name. */
const MEDIUM_FROM = 520;

/** The columns there is room for. `models`: whether services of several models stand side by side. */
export function overviewColumns(width: number, models: boolean): readonly OverviewColumn[] {
  if (width < MEDIUM_FROM) return ['verdict', 'service'];
  if (width < WIDE_FROM) return ['verdict', 'service', 'score'];
  return models
    ? ['verdict', 'service', 'model', 'score', 'version', 'cause']
    : ['verdict', 'service', 'score', 'version', 'cause'];
}

/** Pixels or a share; undefined: what is left. */
export const COLUMN_WIDTHS: Readonly<Record<OverviewColumn, number | string | undefined>> = {
  verdict: 130,
  service: '20%',
  model: '14%',
  score: 130,
  version: 180,
  cause: undefined,
};

export function overviewColumnTitle(column: OverviewColumn): string {
  switch (column) {
    case 'verdict':
      return t('app.overview.column.verdict', 'Verdict');
    case 'service':
      return t('app.overview.column.service', 'Service');
    case 'model':
      return t('app.overview.column.model', 'Model');
    case 'score':
      return t('app.overview.column.score', 'Score');
    case 'version':
      return t('app.overview.column.version', 'Version');
    case 'cause':
      return t('app.overview.column.cause', 'Cause');
  }
}
