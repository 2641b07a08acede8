import { t } from '@grafana/i18n';
import type { Decision } from './release.ts';
import { RAW } from '../../risk/rawText.ts';

/** What was decided about a release, and by whom where that is known, in a few words. */
export function decisionWords(decision: Decision): string {
  switch (decision.kind) {
    case 'isRollback':
      return withName(t('app.releases.decision.isRollback', 'Rollback'), decision.by);
    case 'rolledBack':
      return withName(t('app.releases.decision.rolledBack', 'Rolled back'), decision.by);
    case 'rollbackAsked':
      return withName(t('app.releases.decision.rollbackAsked', 'Rollback asked for'), decision.by);
    case 'rollbackFailed':
      return withName(t('app.releases.decision.rollbackFailed', 'Rollback failed'), decision.by);
    case 'acknowledged':
      return withName(t('app.releases.decision.acknowledged', 'Taken care of'), decision.by);
    case 'live':
      return t('app.releases.decision.live', 'The newest');
    case 'replaced':
      return t('app.releases.decision.replaced', 'Stayed until the next');
  }
}

function withName(words: string, by: string | undefined): string {
  if (by === undefined || by === '') return words;
  return t('app.releases.decision.by', '{{words}} by {{name}}', {
    words,
    name: by,
    ...RAW,
  });
}
