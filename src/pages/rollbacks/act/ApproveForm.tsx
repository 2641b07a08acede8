import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Button, useStyles2 } from '@grafana/ui';
import type { Decision } from '@release-risk/contract/gatewayApi';
import type { RollbackDetail } from '@release-risk/contract/rollback';
import React, { useEffect, useRef, useState } from 'react';
import { kindWord, migrationsWord } from '../../../app/rollbacks/rollbackWords.ts';
import { RAW } from '../../../risk/rawText.ts';
import { ActionForm } from '../../../risk/view/ActionForm.tsx';
import type { Clock } from '../../../risk/view/clock.ts';
import { LongText } from '../../../risk/view/LongText.tsx';
import { Notice } from '../../../risk/view/Notice.tsx';
import { spokenMoment } from '../../../risk/view/spokenTime.ts';
import { secondsOf } from '../../../risk/view/standing.ts';
import { TextField } from '../../../risk/view/TextField.tsx';
import type { useDeed } from '../../../risk/view/useDeed.ts';

interface Props {
  readonly rollback: RollbackDetail;
  readonly clock: Clock;
  readonly approve: (decision: Decision) => Promise<unknown>;
  readonly deed: ReturnType<typeof useDeed>;
  readonly close: () => void;
}

const TEXT_FITS = 160;

/** Exactly what an approval sends. It approves what is shown here, and nothing that came after it. */
export function ApproveForm({ rollback, clock, approve, deed: [deed, run], close }: Props): React.JSX.Element {
  const styles = useStyles2(getStyles);
  const [seen, setSeen] = useState(rollback);
  const [reason, setReason] = useState('');
  const summary = useRef<HTMLDivElement>(null);
  const { decision } = seen;
  const isNewer = JSON.stringify(whatIsSent(seen)) !== JSON.stringify(whatIsSent(rollback));
  // After the field, which takes the focus for itself: what is approved is read first.
  useEffect(() => {
    summary.current?.focus();
  }, [seen]);
  const go = async (): Promise<void> => {
    if (decision === null || isNewer) {
      summary.current?.focus();
      return;
    }
    const said = reason.trim();
    const work = async (): Promise<void> => {
      await approve({ ...decision, ...(said === '' ? {} : { reason: said }) });
    };
    if (await run(work)) close();
  };
  return (
    <ActionForm
      title={t('app.rollback.approve.title', 'Approve this rollback')}
      submit={
        seen.target === null
          ? t('app.rollback.approve.goUnknown', 'Approve it')
          : t('app.rollback.approve.go', 'Roll back to {{target}}', { target: shortened(seen.target), ...RAW })
      }
      running={t('app.rollback.approve.sending', 'Approving…')}
      deed={deed}
      onSubmit={() => void go()}
      close={close}
    >
      <div ref={summary} tabIndex={-1} className={styles.summary}>
        {isNewer && (
          <Notice
            tone="warning"
            icon="exclamation-triangle"
            title={t('app.rollback.approve.changed', 'It changed while you were reading. Nothing was sent.')}
            action={
              <Button
                size="sm"
                variant="secondary"
                onClick={() => {
                  setSeen(rollback);
                }}
              >
                {t('app.rollback.approve.look', 'Show what it is now')}
              </Button>
            }
          />
        )}
        <p className={styles.lead}>{t('app.rollback.approve.lead', 'This is what is sent, and nothing else:')}</p>
        <dl className={styles.facts}>
          <dt>{t('app.rollback.approve.service', 'Service')}</dt>
          <dd>
            <LongText text={seen.service} lines={1} after={TEXT_FITS} />
          </dd>
          <dt>{t('app.rollback.approve.goes', 'Goes away')}</dt>
          <dd>
            <LongText text={seen.deployment.version ?? '–'} lines={1} after={TEXT_FITS} />
          </dd>
          <dt>{t('app.rollback.approve.comes', 'Comes back')}</dt>
          <dd>
            <strong>
              <LongText
                text={seen.target ?? t('app.rollback.approve.noTarget', 'not known yet')}
                lines={2}
                after={TEXT_FITS}
              />
            </strong>
          </dd>
          <dt>{t('app.rollback.approve.migrations', 'Migrations')}</dt>
          <dd>{migrationsWord(seen.deployment.migrations)}</dd>
          {seen.until !== null && (
            <>
              <dt>{t('app.rollback.approve.expires', 'Can be approved until')}</dt>
              <dd>{spokenMoment(secondsOf(seen.until), clock.now, clock.timeZone)}</dd>
            </>
          )}
        </dl>
        {seen.steps.length > 0 ? (
          <ol className={styles.steps} aria-label={t('app.rollback.steps', 'Steps')}>
            {seen.steps.map(({ id, kind, adapter, target: to }) => (
              <li key={id}>
                <strong>{kindWord(kind)}</strong> <bdi className={styles.quiet}>{adapter}</bdi>
                {to !== null && (
                  <>
                    {': '}
                    <LongText text={to} lines={2} after={TEXT_FITS} />
                  </>
                )}
              </li>
            ))}
          </ol>
        ) : (
          <p className={styles.quiet}>
            {t(
              'app.rollback.approve.noSteps',
              'The exact target of each step is written down before anything is sent.',
            )}
          </p>
        )}
      </div>
      <TextField
        label={t('app.rollback.approve.reason', 'Reason (if you like)')}
        hint={t('app.rollback.reasonHint', 'Stands in the timeline and in the report')}
        value={reason}
        onChange={setReason}
        error={undefined}
      />
    </ActionForm>
  );
}

/** What an approval is about: when that changes, it has to be read again. */
function whatIsSent({ decision, target, deployment, steps }: RollbackDetail): unknown {
  const sent = steps.map(({ kind, adapter, target: to }) => [kind, adapter, to]);
  return [decision, target, deployment.version, deployment.migrations, sent];
}

const LONGEST_NAME = 40;

function shortened(text: string): string {
  return text.length > LONGEST_NAME ? `${text.slice(0, LONGEST_NAME)}…` : text;
}

const getStyles = (theme: GrafanaTheme2) => ({
  summary: css({
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(1),
    minWidth: 0,
    '&:focus': { outline: 'none' },
    '&:focus-visible': { outline: `2px solid ${theme.colors.primary.main}`, outlineOffset: 2 },
  }),
  lead: css({ margin: 0 }),
  facts: css({
    display: 'grid',
    gridTemplateColumns: 'minmax(88px, max-content) minmax(0, 1fr)',
    gap: theme.spacing(0.25, 1.5),
    margin: 0,
    '> dt': { color: theme.colors.text.secondary, fontWeight: theme.typography.fontWeightRegular },
    '> dd': { margin: 0, minWidth: 0, overflowWrap: 'anywhere' },
  }),
  steps: css({ margin: 0, paddingLeft: theme.spacing(2.5), overflowWrap: 'anywhere' }),
  quiet: css({ margin: 0, color: theme.colors.text.secondary }),
});
