import { t } from '@grafana/i18n';

export type ReleaseColumn = 'select' | 'verdict' | 'version' | 'service' | 'decision' | 'who' | 'when' | 'length';

/** Pixels. */
const WIDE_FROM = 900;
const MEDIUM_FROM = 560;

interface Shown {
  readonly selectable: boolean;
  readonly service: boolean;
}

/** The columns there is room for; what has none of its own stands below the version. */
export function releaseColumns(width: number, { selectable, service }: Shown): readonly ReleaseColumn[] {
  const first: readonly ReleaseColumn[] = selectable ? ['select'] : [];
  if (width < MEDIUM_FROM) return [...first, 'verdict', 'version'];
  const named: readonly ReleaseColumn[] = service ? ['service'] : [];
  if (width < WIDE_FROM) return [...first, 'verdict', ...named, 'version', 'decision', 'when'];
  return [...first, 'verdict', ...named, 'version', 'decision', 'who', 'when', 'length'];
}

/** Pixels or a share; undefined: what is left. */
export const RELEASE_WIDTHS: Readonly<Record<ReleaseColumn, number | string | undefined>> = {
  select: 44,
  verdict: 170,
  version: undefined,
  service: '18%',
  decision: '22%',
  who: '12%',
  when: 160,
  length: 110,
};

export function releaseColumnTitle(column: ReleaseColumn): string {
  switch (column) {
    case 'select':
      return t('app.releases.column.select', 'Compare');
    case 'verdict':
      return t('app.releases.column.verdict', 'Verdict');
    case 'version':
      return t('app.releases.column.version', 'Version');
    case 'service':
      return t('app.releases.column.service', 'Service');
    case 'decision':
      return t('app.releases.column.decision', 'Decision');
    case 'who':
      return t('app.releases.column.who', 'Author');
    case 'when':
      return t('app.releases.column.when', 'Released');
    case 'length':
      return t('app.releases.column.length', 'Stayed');
  }
}
