import type { IconName } from '@grafana/data';
import { t } from '@grafana/i18n';
import type { Act } from './possibleActs.ts';

export const ACT_ICONS: Readonly<Record<Act, IconName>> = {
  approve: 'check',
  reject: 'times',
  retry: 'repeat',
  hold: 'pause',
  acknowledge: 'user',
  note: 'comment-alt',
};

/** What the button is called. */
export function actWord(act: Act): string {
  switch (act) {
    case 'approve':
      return t('app.rollback.act.approve', 'Approve…');
    case 'reject':
      return t('app.rollback.act.reject', 'Reject…');
    case 'retry':
      return t('app.rollback.act.retry', 'Try again…');
    case 'hold':
      return t('app.rollback.act.hold', 'Hold…');
    case 'acknowledge':
      return t('app.rollback.act.acknowledge', 'I take care of it…');
    case 'note':
      return t('app.rollback.act.note', 'Add a note…');
  }
}

/** What is said after it was done. */
export function actDone(act: Act): string {
  switch (act) {
    case 'approve':
      return t('app.rollback.act.approved', 'Approved');
    case 'reject':
      return t('app.rollback.act.rejected', 'Rejected');
    case 'retry':
      return t('app.rollback.act.retried', 'A new attempt has begun');
    case 'hold':
      return t('app.rollback.act.held', 'On hold');
    case 'acknowledge':
      return t('app.rollback.act.acknowledged', 'Written down');
    case 'note':
      return t('app.rollback.act.noted', 'Written down');
  }
}
