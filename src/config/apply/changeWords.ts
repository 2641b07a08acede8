import { t } from '@grafana/i18n';
import type { Change, ObjectKind } from '@release-risk/grafana/state/change';
import type { Tone } from '../../risk/view/tones.ts';

export function stateWord(state: Change['state']): string {
  switch (state) {
    case 'create':
      return t('app.apply.state.create', 'create');
    case 'update':
      return t('app.apply.state.update', 'update');
    case 'delete':
      return t('app.apply.state.delete', 'delete');
    case 'unchanged':
      return t('app.apply.state.unchanged', 'unchanged');
    case 'editedByHand':
      return t('app.apply.state.edited', 'edited by hand');
    case 'foreign':
      return t('app.apply.state.foreign', 'someone else’s');
  }
}

export function kindWord(kind: ObjectKind): string {
  switch (kind) {
    case 'folder':
      return t('app.apply.kind.folder', 'Folder');
    case 'contact point':
      return t('app.apply.kind.contactPoint', 'Contact point');
    case 'rule group':
      return t('app.apply.kind.group', 'Rule group');
    case 'alert rule':
      return t('app.apply.kind.rule', 'Alert rule');
    case 'dashboard':
      return t('app.apply.kind.dashboard', 'Dashboard');
  }
}

export const TONE_OF_STATE: Readonly<Record<Change['state'], Tone>> = {
  create: 'good',
  update: 'warning',
  delete: 'bad',
  unchanged: 'quiet',
  editedByHand: 'bad',
  foreign: 'unknown',
};
