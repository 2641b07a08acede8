import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { TextLink, useStyles2 } from '@grafana/ui';
import type { Step } from '@release-risk/contract/rollback';
import React from 'react';
import { STAND_OF_STEP } from '../../app/rollbacks/rollbackStand.ts';
import { kindWord, stepWord } from '../../app/rollbacks/rollbackWords.ts';
import { StandMark } from '../../app/rollbacks/StandMark.tsx';
import type { Clock } from '../../risk/view/clock.ts';
import { httpAddress } from '../../risk/view/httpAddress.ts';
import { LongText } from '../../risk/view/LongText.tsx';
import { spokenLength } from '../../risk/view/spokenTime.ts';
import { secondsOf } from '../../risk/view/standing.ts';
import { SectionTitle } from '../service/SectionTitle.tsx';

interface Props {
  readonly steps: readonly Step[];
  readonly clock: Clock;
}

const TEXT_FITS = 160;

/** What is sent, in its order, each with its explicit target and how far it is. */
export function RollbackSteps({ steps, clock }: Props): React.JSX.Element {
  const styles = useStyles2(getStyles);
  return (
    <section>
      <SectionTitle title={t('app.rollback.steps', 'Steps')} />
      {steps.length === 0 ? (
        <p className={styles.quiet}>
          {t('app.rollback.noSteps', 'None yet: exact targets are written down before anything is sent.')}
        </p>
      ) : (
        <ol className={styles.list}>
          {steps.map((step) => (
            <StepRow key={step.id} step={step} clock={clock} />
          ))}
        </ol>
      )}
    </section>
  );
}

function StepRow({ step, clock }: { readonly step: Step; readonly clock: Clock }): React.JSX.Element {
  const styles = useStyles2(getStyles);
  const { kind, adapter, state, target, problem, startedAt, endedAt, calls, correlationId, externalId } = step;
  const href = httpAddress(step.url ?? undefined);
  const isOwnName = externalId !== null && externalId !== correlationId;
  return (
    <li className={styles.step}>
      <div className={styles.state}>
        <StandMark stand={STAND_OF_STEP[state]}>{stepWord(state)}</StandMark>
      </div>
      <div className={styles.what}>
        <div>
          <strong>{kindWord(kind)}</strong> <bdi className={styles.quiet}>{adapter}</bdi>
        </div>
        <div>
          {target === null ? (
            <span className={styles.quiet}>{t('app.rollback.noTarget', 'no target of its own')}</span>
          ) : (
            <LongText text={target} lines={2} after={TEXT_FITS} />
          )}
        </div>
        {problem !== null && (
          <div className={styles.problem}>
            <LongText text={problem} lines={3} after={TEXT_FITS} />
          </div>
        )}
        {(correlationId !== null || isOwnName) && (
          <div className={styles.small}>
            {correlationId !== null && (
              <>
                {t('app.rollback.correlation', 'correlation')} <code className={styles.code}>{correlationId}</code>{' '}
              </>
            )}
            {isOwnName && (
              <>
                {t('app.rollback.external', 'there')} <code className={styles.code}>{externalId}</code>
              </>
            )}
          </div>
        )}
      </div>
      <div className={styles.took}>
        {startedAt !== null && spokenLength((endedAt === null ? clock.now : secondsOf(endedAt)) - secondsOf(startedAt))}
        {calls > 1 && (
          <div>{t('app.rollback.calls', '{{count}} calls', { count: calls, defaultValue_one: '{{count}} call' })}</div>
        )}
        {href !== undefined && (
          <div>
            <TextLink
              href={href}
              external
              inline={false}
              variant="bodySmall"
              aria-label={t('app.rollback.openStepOf', 'Open {{kind}} where it runs', { kind: kindWord(kind) })}
            >
              {t('app.rollback.openStep', 'Open')}
            </TextLink>
          </div>
        )}
      </div>
    </li>
  );
}

const getStyles = (theme: GrafanaTheme2) => {
  const small = { fontSize: theme.typography.bodySmall.fontSize, color: theme.colors.text.secondary } as const;
  return {
    list: css({ margin: 0, padding: 0, listStyle: 'none' }),
    step: css({
      display: 'flex',
      flexWrap: 'wrap',
      gap: theme.spacing(0.5, 1.5),
      padding: theme.spacing(1, 0),
      borderTop: `1px solid ${theme.colors.border.weak}`,
    }),
    state: css({ flex: '0 0 150px' }),
    what: css({ flex: '1 1 240px', minWidth: 0, overflowWrap: 'anywhere' }),
    took: css({ ...small, flex: '0 0 auto', minWidth: 64, fontVariantNumeric: 'tabular-nums' }),
    problem: css({ color: theme.colors.error.text }),
    small: css(small),
    code: css({ padding: 0, border: 0, background: 'none', color: 'inherit', fontSize: 'inherit' }),
    quiet: css({ margin: 0, color: theme.colors.text.secondary }),
  };
};
