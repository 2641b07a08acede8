import { t } from '@grafana/i18n';
import { Button } from '@grafana/ui';
import React, { useEffect, useRef } from 'react';

interface Props {
  readonly back: () => void;
  /** A person has just opened the service: the keyboard goes along. */
  readonly takesFocus: boolean;
}

/** From one service to all. */
export function BackButton({ back, takesFocus }: Props): React.JSX.Element {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (takesFocus) button.current?.focus();
  }, [takesFocus]);
  return (
    <div>
      <Button ref={button} size="sm" fill="text" variant="secondary" icon="angle-left" onClick={back}>
        {t('panel.detail.back', 'All services')}
      </Button>
    </div>
  );
}
