import { t } from '@grafana/i18n';
import { LinkButton } from '@grafana/ui';
import React from 'react';
import { EditorNote } from '../../risk/edit/EditorNote.tsx';
import type { Saving } from './useSaving.ts';
import { RAW } from '../../risk/rawText.ts';

interface Props {
  readonly saving: Saving;
  /** The address of the plugin's own page. */
  readonly pluginAddress: string;
}

/** What came of saving, read out. A conflict has a place of its own. */
export function SavedNote({ saving, pluginAddress }: Props): React.JSX.Element | null {
  switch (saving.kind) {
    case 'no':
    case 'saving':
    case 'conflict':
      return null;
    case 'saved':
      return (
        <EditorNote tone="success" isAnswer>
          {t(
            'app.config.save.saved',
            'Saved. Panels use it from their next look on; rules and dashboards when it is applied.',
          )}
        </EditorNote>
      );
    case 'nameTaken':
      return (
        <EditorNote tone="error" isAnswer>
          {t('app.config.save.nameTaken', 'Not saved: another model is called {{name}}.', {
            name: saving.name,
            ...RAW,
          })}
        </EditorNote>
      );
    case 'disabled':
      return (
        <EditorNote
          tone="error"
          isAnswer
          action={
            <LinkButton size="sm" variant="secondary" href={pluginAddress}>
              {t('app.config.save.openPlugin', 'Open the plugin')}
            </LinkButton>
          }
        >
          {t(
            'app.config.save.disabled',
            'Not saved: Release Risk was switched off meanwhile. Enable it on its plugin page, then save; what you typed stays.',
          )}
        </EditorNote>
      );
    case 'failed':
      return (
        <EditorNote tone="error" isAnswer>
          {t('app.config.save.failed', 'Not saved: {{reason}}.', { reason: saving.reason, ...RAW })} {nextStep(saving)}{' '}
          {t('app.config.save.kept', 'What you typed stays here.')}
        </EditorNote>
      );
  }
}

function nextStep({ code, hint }: Extract<Saving, { kind: 'failed' }>): string {
  switch (code) {
    case 'forbidden':
      return t('app.config.save.forbidden', 'Saving needs the permission plugins:write, which administrators have.');
    case 'tooLarge':
      return t(
        'app.config.save.tooLarge',
        'Remove a model, let a query find the services, or keep models in files and apply them with release-risk apply.',
      );
    case 'notJson':
    case 'redirected':
      return t('app.config.save.otherPage', 'A page of a proxy or a login came back: sign in again in another tab.');
    case 'unreachable':
    case 'serverError':
    case 'timeout':
      return t('app.config.save.restarting', 'Grafana may be restarting: wait a little and save again.');
    default:
      return hint;
  }
}
