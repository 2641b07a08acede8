import { t } from '@grafana/i18n';
import type { Layout } from './layout.ts';

export type SignalColumn = 'signal' | 'now' | 'usual' | 'difference' | 'samples' | 'points' | 'curve' | 'explore';

/** From this width (pixels) on a short table has room for the difference, too. */
const DIFFERENCE_FROM = 460;

/** The columns there is room for; what is left out stands in each row's details. */
export function signalColumns(layout: Layout, width: number): readonly SignalColumn[] {
  if (layout === 'full') return ['signal', 'now', 'usual', 'difference', 'samples', 'points', 'curve', 'explore'];
  if (width < DIFFERENCE_FROM) return ['signal', 'now', 'usual', 'points'];
  return ['signal', 'now', 'usual', 'difference', 'points'];
}

export function columnTitle(column: SignalColumn): string {
  switch (column) {
    case 'signal':
      return t('panel.signals.signal', 'Signal');
    case 'now':
      return t('panel.signals.now', 'Now');
    case 'usual':
      return t('panel.signals.usual', 'Usual');
    case 'difference':
      return t('panel.signals.difference', 'Difference');
    case 'samples':
      return t('panel.signals.samples', 'n');
    case 'points':
      return t('panel.signals.points', 'Points');
    case 'curve':
      return t('panel.signals.curve', 'Course');
    case 'explore':
      return t('panel.signals.explore', 'Explore');
  }
}
