import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { useStyles2 } from '@grafana/ui';
import { hasEnded, type Rollback } from '@release-risk/contract/rollback';
import React from 'react';
import { standOf, TONE_OF_STAND } from '../../app/rollbacks/rollbackStand.ts';
import { standMeaning, standWord, whoActs } from '../../app/rollbacks/rollbackWords.ts';
import { StandShape } from '../../app/rollbacks/StandShape.tsx';
import { VersionChange } from '../../app/rollbacks/VersionChange.tsx';
import { RAW } from '../../risk/rawText.ts';
import type { Clock } from '../../risk/view/clock.ts';
import { LongText } from '../../risk/view/LongText.tsx';
import { spokenAgo, spokenLength, spokenMoment } from '../../risk/view/spokenTime.ts';
import { secondsOf } from '../../risk/view/standing.ts';
import { toneColors, type Tone } from '../../risk/view/tones.ts';
import { toneCard } from '../../risk/view/toneCard.ts';

interface Props {
  readonly rollback: Rollback;
  readonly clock: Clock;
}

const TEXT_FITS = 300;

/** How far it is, whose turn it is, and why. */
export function RollbackHead({ rollback, clock }: Props): React.JSX.Element {
  const stand = standOf(rollback);
  const styles = useStyles2(getStyles, TONE_OF_STAND[stand]);
  const { state, service, sentence, reasons, attempt, createdAt } = rollback;
  const began = secondsOf(createdAt);
  return (
    <section className={styles.card} aria-label={t('app.rollback.now', 'How it stands')}>
      <div className={styles.line}>
        <StandShape stand={stand} size={36} className={styles.shape} />
        <div className={styles.text}>
          <h2 className={styles.state}>{standWord(rollback)}</h2>
          <div>{standMeaning(rollback)}</div>
        </div>
        <div className={styles.side}>
          <Turn rollback={rollback} clock={clock} />
        </div>
      </div>
      <div className={styles.versions}>
        <strong>
          <LongText text={service} lines={1} after={TEXT_FITS} />
        </strong>{' '}
        <VersionChange rollback={rollback} />
      </div>
      {sentence !== null && sentence !== '' && (
        <p className={styles.cause}>
          <LongText text={sentence} lines={3} after={TEXT_FITS} />
        </p>
      )}
      {reasons.length > 0 && (
        <div>
          <div className={styles.label}>
            {hasEnded(state)
              ? t('app.rollback.whyEnded', 'Why it ended so')
              : t('app.rollback.why', 'Why it is not simply done')}
          </div>
          <ul className={styles.reasons}>
            {reasons.map(({ code, text }) => (
              <li key={`${code} ${text}`}>
                <LongText text={text} lines={2} after={TEXT_FITS} />
              </li>
            ))}
          </ul>
        </div>
      )}
      <div className={styles.quiet}>
        {t('app.rollback.began', 'Begun {{moment}}, {{ago}}', {
          moment: spokenMoment(began, clock.now, clock.timeZone),
          ago: spokenAgo(clock.now - began),
        })}
        {attempt > 1 && ` · ${t('app.rollback.attempt', 'attempt {{n}}', { n: attempt })}`}
        {` · ${modeWord(rollback.mode)} · ${alertWord(rollback)}`}
      </div>
    </section>
  );
}

/** Whose turn it is, and how long for. */
function Turn({ rollback, clock }: Props): React.JSX.Element {
  const { until, state, acknowledgedBy } = rollback;
  const who = whoActs(rollback);
  const end = until === null ? undefined : secondsOf(until);
  return (
    <>
      {who !== undefined && <div>{t('app.rollback.turn', 'Has to act: {{who}}', { who, ...RAW })}</div>}
      {acknowledgedBy !== null && (
        <div>{t('app.rollback.acknowledged', '{{name}} takes care of it', { name: acknowledgedBy.name, ...RAW })}</div>
      )}
      {end !== undefined && !hasEnded(state) && (
        <div>
          {t('app.rollback.until', 'Until {{moment}} ({{length}} left)', {
            moment: spokenMoment(end, clock.now, clock.timeZone),
            length: spokenLength(end - clock.now),
          })}
        </div>
      )}
    </>
  );
}

/** What is read out when it changes. */
export function spokenHead(rollback: Rollback): string {
  return `${standWord(rollback)}. ${standMeaning(rollback)}`;
}

function modeWord(mode: Rollback['mode']): string {
  switch (mode) {
    case 'observe':
      return t('app.rollback.mode.observe', 'the model only observes');
    case 'ask':
      return t('app.rollback.mode.ask', 'the model asks people');
    case 'act':
      return t('app.rollback.mode.act', 'the model may act by itself');
  }
}

function alertWord({ alert: { firing, source } }: Rollback): string {
  if (source === 'person') return t('app.rollback.alert.person', 'started by a person');
  return firing
    ? t('app.rollback.alert.firing', 'its alert fires')
    : t('app.rollback.alert.resolved', 'its alert is over');
}

const getStyles = (theme: GrafanaTheme2, tone: Tone) => {
  const colors = toneColors(theme, tone);
  return {
    card: toneCard(theme, tone),
    line: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'flex-start', gap: theme.spacing(0.5, 1.5) }),
    shape: css({ flex: 'none', color: colors.text }),
    text: css({ flex: '1 1 220px', minWidth: 0 }),
    state: css({ margin: 0, color: colors.text, fontSize: theme.typography.h3.fontSize }),
    side: css({ flex: '0 1 auto', minWidth: 0, overflowWrap: 'anywhere', fontVariantNumeric: 'tabular-nums' }),
    versions: css({ fontSize: theme.typography.h5.fontSize, overflowWrap: 'anywhere' }),
    cause: css({ margin: 0 }),
    label: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
    reasons: css({ margin: 0, paddingLeft: theme.spacing(2.5) }),
    quiet: css({
      color: theme.colors.text.secondary,
      fontSize: theme.typography.bodySmall.fontSize,
      fontVariantNumeric: 'tabular-nums',
    }),
  };
};
