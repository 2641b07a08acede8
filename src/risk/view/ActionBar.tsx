import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Button, LinkButton, useStyles2 } from '@grafana/ui';
import type { VerdictWord } from '@release-risk/contract/verdict';
import React, { useCallback, useId, useRef, useState } from 'react';
import type { ServiceActions } from '../act/actions.ts';
import { AcknowledgeForm } from './AcknowledgeForm.tsx';
import { DeedLine } from './DeedLine.tsx';
import { HoldForm } from './HoldForm.tsx';
import { Why } from './Why.tsx';
import { useDeed } from './useDeed.ts';

interface Props {
  readonly actions: ServiceActions;
  readonly verdict: VerdictWord;
}

/** What a person can do about a service now. What is not allowed stays visible and says why. */
export function ActionBar({ actions, verdict }: Props): React.JSX.Element {
  const styles = useStyles2(getStyles);
  const { hold, acknowledge, dashboard } = actions;
  const [open, setOpen] = useState<'hold' | 'acknowledge'>();
  const holding = useDeed();
  const acknowledging = useDeed();
  const why = useId();
  const holdButton = useRef<HTMLButtonElement>(null);
  const acknowledgeButton = useRef<HTMLButtonElement>(null);
  const closeHold = useCallback(() => {
    setOpen(undefined);
    holdButton.current?.focus();
  }, []);
  const closeAcknowledge = useCallback(() => {
    setOpen(undefined);
    acknowledgeButton.current?.focus();
  }, []);
  const canAcknowledge = verdict !== 'Low' && verdict !== 'NotEvaluated';
  const refused = [hold, ...(canAcknowledge ? [acknowledge] : [])].flatMap((one) => (one.ok ? [] : [one.why]));
  return (
    <div className={styles.actions}>
      <div className={styles.buttons}>
        {dashboard !== undefined && (
          <LinkButton href={dashboard} size="sm" variant="secondary" icon="apps">
            {t('panel.actions.openService', 'Open service')}
          </LinkButton>
        )}
        <Button
          ref={holdButton}
          size="sm"
          variant="secondary"
          icon="pause"
          disabled={!hold.ok}
          tooltip={hold.ok ? undefined : hold.why}
          aria-expanded={open === 'hold'}
          aria-describedby={why}
          onClick={() => {
            setOpen(open === 'hold' ? undefined : 'hold');
          }}
        >
          {t('panel.actions.hold', 'Hold rollback')}
        </Button>
        {canAcknowledge && (
          <Button
            ref={acknowledgeButton}
            size="sm"
            variant="secondary"
            icon="user"
            disabled={!acknowledge.ok}
            tooltip={acknowledge.ok ? undefined : acknowledge.why}
            aria-expanded={open === 'acknowledge'}
            aria-describedby={why}
            onClick={() => {
              setOpen(open === 'acknowledge' ? undefined : 'acknowledge');
            }}
          >
            {t('panel.actions.acknowledge', 'I take care of it')}
          </Button>
        )}
        <span id={why} className={styles.said}>
          {[...new Set(refused)].map((sentence) => (
            <Why key={sentence}>{sentence}</Why>
          ))}
          {open !== 'hold' && (
            <DeedLine
              deed={holding[0]}
              running={t('panel.hold.placing', 'Holding…')}
              done={t('panel.hold.placed', 'On hold')}
            />
          )}
          {open !== 'acknowledge' && (
            <DeedLine
              deed={acknowledging[0]}
              running={t('panel.acknowledge.sending', 'Writing it down…')}
              done={t('panel.acknowledge.sent', 'Written down')}
            />
          )}
        </span>
      </div>
      {open === 'hold' && hold.ok && <HoldForm hold={hold.run} deed={holding} close={closeHold} />}
      {open === 'acknowledge' && acknowledge.ok && (
        <AcknowledgeForm acknowledge={acknowledge.run} deed={acknowledging} close={closeAcknowledge} />
      )}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  actions: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(1) }),
  buttons: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(0.75) }),
  said: css({ display: 'inline-flex', flexDirection: 'column', minWidth: 0 }),
});
