import { t } from '@grafana/i18n';
import type { Layout } from './layout.ts';

export type ListColumn = 'verdict' | 'service' | 'score' | 'version' | 'cause';

/** The columns there is room for; where the cause has none of its own, it stands under the service's name. */
export function listColumns(layout: Layout): readonly ListColumn[] {
  return layout === 'full' ? ['verdict', 'service', 'score', 'version', 'cause'] : ['verdict', 'service', 'score'];
}

export function listColumnTitle(column: ListColumn): string {
  switch (column) {
    case 'verdict':
      return t('panel.list.verdict', 'Verdict');
    case 'service':
      return t('panel.list.service', 'Service');
    case 'score':
      return t('panel.score.label', 'Score');
    case 'version':
      return t('panel.list.version', 'Version');
    case 'cause':
      return t('panel.list.cause', 'Cause');
  }
}
