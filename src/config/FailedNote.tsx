import { t } from '@grafana/i18n';
import { Alert, Button } from '@grafana/ui';
import React from 'react';

interface Props {
  /** What could not be done, a few words. */
  readonly title: string;
  readonly reason: string;
  readonly hint: string;
  readonly onAgain?: (() => void) | undefined;
}

/** Something that was asked and refused: why, what to do, and a way to ask again. */
export function FailedNote({ title, reason, hint, onAgain }: Props): React.JSX.Element {
  return (
    <Alert severity="error" title={title}>
      <div>{reason}</div>
      {hint !== '' && <div>{hint}</div>}
      {onAgain !== undefined && (
        <Button size="sm" variant="secondary" icon="sync" onClick={onAgain} style={{ marginTop: 8 }}>
          {t('app.apply.again', 'Try again')}
        </Button>
      )}
    </Alert>
  );
}
