import { t } from '@grafana/i18n';
import React from 'react';
import { EditorNote } from '../../risk/edit/EditorNote.tsx';
import type { GatewaySaved } from './saveGateway.ts';

interface Props {
  readonly saving: { readonly kind: 'no' | 'saving' } | GatewaySaved;
}

/** What became of saving. */
export function SavedGatewayNote({ saving }: Props): React.JSX.Element | null {
  switch (saving.kind) {
    case 'no':
    case 'saving':
      return null;
    case 'saved':
      return (
        <EditorNote tone="success" isAnswer>
          {t('app.config.gateway.saved', 'Saved.')}
        </EditorNote>
      );
    case 'conflict':
      return (
        <EditorNote tone="warning" isAnswer>
          {t(
            'app.config.gateway.conflict',
            'Somebody else wrote another address meanwhile; nothing was written. Look at it, then save again.',
          )}{' '}
          <bdi>{saving.theirs.url}</bdi>
        </EditorNote>
      );
    case 'disabled':
      return (
        <EditorNote tone="warning" isAnswer>
          {t('app.config.settings.disabled', 'Release Risk is switched off: enable it before anything can be saved.')}
        </EditorNote>
      );
    case 'failed':
      return (
        <EditorNote tone="error" isAnswer>
          <div>{saving.reason}</div>
          {saving.hint !== '' && <div>{saving.hint}</div>}
        </EditorNote>
      );
  }
}
