import { t } from '@grafana/i18n';
import { Button } from '@grafana/ui';
import React from 'react';
import { FailedNote } from '../FailedNote.tsx';
import { Part } from '../Part.tsx';
import { PreflightStrip } from './PreflightStrip.tsx';
import type { AskedChecks } from './useChecks.ts';

interface Props {
  readonly checks: AskedChecks;
  readonly isAsking: boolean;
  readonly onAgain: () => void;
}

/** What must hold before a model is applied, with a way to look again. */
export function ChecksPart({ checks, isAsking, onAgain }: Props): React.JSX.Element {
  return (
    <Part
      title={t('app.apply.preflight.title', 'Checks')}
      action={
        <Button size="sm" variant="secondary" icon="sync" disabled={isAsking} onClick={onAgain}>
          {t('app.apply.preflight.again', 'Check again')}
        </Button>
      }
    >
      {checks.remote.kind === 'failed' ? (
        <FailedNote
          title={t('app.apply.preflight.broken', 'The checks did not run')}
          reason={checks.remote.reason}
          hint={checks.remote.hint}
          onAgain={checks.again}
        />
      ) : (
        <PreflightStrip checks={checks.known} />
      )}
    </Part>
  );
}
