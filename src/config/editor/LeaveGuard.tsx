import { t } from '@grafana/i18n';
import { Button, Modal } from '@grafana/ui';
import React, { useEffect, useState } from 'react';
import { guardLeaving } from '../../runtime/leaveGuard.ts';

interface Props {
  /** Forgets what was typed. */
  readonly onDiscard: () => void;
}

/** There while something is unsaved: asks before the page is left. */
export function LeaveGuard({ onDiscard }: Props): React.JSX.Element | null {
  const [leave, setLeave] = useState<() => void>();
  useEffect(
    () =>
      guardLeaving((go) => {
        setLeave(() => go);
      }),
    [],
  );
  if (leave === undefined) return null;
  const stay = () => {
    setLeave(undefined);
  };
  return (
    <Modal isOpen title={t('app.config.leave.title', 'Leave without saving?')} onDismiss={stay}>
      <p>
        {t(
          'app.config.leave.about',
          'The model is not saved. What you typed can wait here until this tab of the browser is closed.',
        )}
      </p>
      <Modal.ButtonRow>
        <Button variant="secondary" onClick={stay}>
          {t('app.config.leave.stay', 'Stay')}
        </Button>
        <Button
          variant="destructive"
          fill="outline"
          onClick={() => {
            onDiscard();
            leave();
          }}
        >
          {t('app.config.leave.discard', 'Discard and leave')}
        </Button>
        <Button onClick={leave}>{t('app.config.leave.keep', 'Keep it and leave')}</Button>
      </Modal.ButtonRow>
    </Modal>
  );
}
