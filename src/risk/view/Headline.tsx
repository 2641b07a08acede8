import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { useStyles2 } from '@grafana/ui';
import type { ServiceVerdict } from '@release-risk/contract/verdict';
import type { RiskModel } from '@release-risk/model/model';
import React from 'react';
import type { Remote } from '../remote.ts';
import type { Earlier } from '../surroundings.ts';
import type { Clock } from './clock.ts';
import { ScoreNumber } from './ScoreNumber.tsx';
import { ScoreScale } from './ScoreScale.tsx';
import { knownScore } from './shownScore.ts';
import type { Standing } from './standing.ts';
import { TONE_OF_VERDICT, toneColors, type Tone } from './tones.ts';
import { Trend } from './Trend.tsx';
import { VerdictShape } from './VerdictShape.tsx';
import { consequence, verdictWord } from './verdictWords.ts';

interface Props {
  readonly service: ServiceVerdict;
  readonly model: RiskModel;
  readonly standing: Standing;
  readonly earlier: Remote<Earlier | undefined>;
  /** Epoch seconds. */
  readonly at: number;
  readonly clock: Clock;
  readonly wide: boolean;
}

/** The verdict, what follows from it, and where the score stands between its lines. */
export function Headline({ service, model, standing, earlier, at, clock, wide }: Props): React.JSX.Element {
  const styles = useStyles2(getStyles, TONE_OF_VERDICT[standing.verdict]);
  const score = knownScore(service);
  return (
    <div className={cx(styles.headline, wide && styles.wide)}>
      <div className={styles.verdict}>
        <VerdictShape word={standing.word} size={wide ? 44 : 36} className={styles.shape} />
        <div className={styles.words}>
          <span className={styles.first}>
            <span className={styles.word}>{verdictWord(standing.word)}</span>
            {standing.word !== standing.verdict && (
              <span className={styles.chip}>
                <VerdictShape word={standing.verdict} size={12} /> {verdictWord(standing.verdict)}
              </span>
            )}
            {service.veto && <VetoMark />}
          </span>
          <span className={styles.consequence}>{consequence(standing, clock.now, clock.timeZone)}</span>
        </div>
      </div>
      <div className={styles.score}>
        <div className={styles.figures}>
          <ScoreNumber score={score} />
          <Trend score={score} at={at} earlier={earlier} />
        </div>
        <ScoreScale
          score={score}
          bands={model.bands}
          signals={service.signals}
          tone={TONE_OF_VERDICT[standing.verdict]}
        />
      </div>
    </div>
  );
}

/** A critical signal is red: High whatever the score says. */
export function VetoMark(): React.JSX.Element {
  const styles = useStyles2(getVetoStyles);
  return (
    <span className={styles}>
      <svg viewBox="0 0 16 16" width={11} height={11} aria-hidden="true" focusable="false">
        <path
          d="M8 1a7 7 0 1 0 0 14a7 7 0 1 0 0-14zM3.200 3.200l9.600 9.600"
          fill="none"
          stroke="currentColor"
          strokeWidth={2}
        />
      </svg>
      {t('panel.verdict.veto', 'Veto')}
    </span>
  );
}

const getVetoStyles = (theme: GrafanaTheme2) =>
  css({
    display: 'inline-flex',
    alignItems: 'center',
    gap: 3,
    padding: theme.spacing(0, 0.75),
    borderRadius: theme.shape.radius.pill,
    border: `1px solid ${theme.colors.error.border}`,
    color: theme.colors.error.text,
    fontSize: theme.typography.bodySmall.fontSize,
    fontWeight: theme.typography.fontWeightMedium,
    lineHeight: '16px',
    whiteSpace: 'nowrap',
  });

const getStyles = (theme: GrafanaTheme2, tone: Tone) => {
  const colors = toneColors(theme, tone);
  return {
    headline: css({ display: 'grid', gap: theme.spacing(1), gridTemplateColumns: 'minmax(0, 1fr)' }),
    wide: css({
      gridTemplateColumns: 'minmax(0, 1fr) minmax(280px, 46%)',
      columnGap: theme.spacing(3),
      alignItems: 'center',
    }),
    verdict: css({ display: 'flex', alignItems: 'center', gap: theme.spacing(1.5), minWidth: 0 }),
    shape: css({ flex: 'none', color: colors.text }),
    words: css({ display: 'flex', flexDirection: 'column', minWidth: 0 }),
    first: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(0, 1) }),
    word: css({
      color: colors.text,
      fontSize: theme.typography.h2.fontSize,
      fontWeight: theme.typography.fontWeightBold,
      lineHeight: 1.15,
    }),
    chip: css({
      display: 'inline-flex',
      alignItems: 'center',
      gap: 4,
      color: colors.text,
      fontWeight: theme.typography.fontWeightMedium,
    }),
    consequence: css({ color: theme.colors.text.primary, lineHeight: 1.3 }),
    score: css({ display: 'flex', flexDirection: 'column', gap: 2, minWidth: 0 }),
    figures: css({ display: 'flex', alignItems: 'baseline', gap: theme.spacing(1), flexWrap: 'wrap' }),
  };
};
