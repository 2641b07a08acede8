import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { useStyles2 } from '@grafana/ui';
import type { ServiceVerdict } from '@release-risk/contract/verdict';
import React from 'react';
import { LongText } from './LongText.tsx';
import { knownScore, shownScore } from './shownScore.ts';
import { spokenAgo } from './spokenTime.ts';
import type { Standing } from './standing.ts';
import { TONE_OF_VERDICT, toneColors, type Tone } from './tones.ts';
import { VerdictShape } from './VerdictShape.tsx';
import { verdictWord } from './verdictWords.ts';

interface Props {
  readonly service: ServiceVerdict;
  readonly standing: Standing;
  /** How many other services stand behind this one. */
  readonly others: number;
  /** Pixels. */
  readonly width: number;
  /** Seconds; only of an old verdict, of which what is known is not what is. */
  readonly age: number | undefined;
}

/** About so many pixels wide is a character of the cause. */
const CHARACTER = 7.2;
const NAME_FITS = 24;

/** The worst service in one line: shape, word, score, cause. */
export function OneLine({ service, standing, others, width, age }: Props): React.JSX.Element {
  const styles = useStyles2(getStyles, TONE_OF_VERDICT[standing.verdict]);
  const isNarrow = width < 350;
  return (
    <div className={cx(styles.line, age !== undefined && styles.old)}>
      <VerdictShape word={standing.word} size={24} className={styles.shape} />
      <strong className={styles.word}>{verdictWord(standing.word)}</strong>
      <span className={styles.score}>{shownScore(knownScore(service))}</span>
      {!isNarrow && (
        <span className={styles.name}>
          <LongText text={service.service} lines={1} after={NAME_FITS} />
        </span>
      )}
      <h3 className={styles.cause} title={service.sentence}>
        <LongText
          text={service.sentence}
          lines={1}
          after={Math.max(20, (width - (isNarrow ? 150 : 320)) / CHARACTER)}
        />
      </h3>
      {age !== undefined && <span className={styles.others}>{spokenAgo(age)}</span>}
      {others > 0 && <span className={styles.others}>{t('panel.line.others', '+{{n}} more', { n: others })}</span>}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2, tone: Tone) => {
  const { text } = toneColors(theme, tone);
  return {
    line: css({ display: 'flex', alignItems: 'center', gap: theme.spacing(1), flex: '1 0 auto', minWidth: 0 }),
    old: css({ filter: 'grayscale(0.8)' }),
    shape: css({ flex: 'none', color: text }),
    word: css({ color: text, fontSize: theme.typography.h5.fontSize, whiteSpace: 'nowrap' }),
    score: css({
      fontSize: theme.typography.h5.fontSize,
      fontVariantNumeric: 'tabular-nums',
      fontWeight: theme.typography.fontWeightMedium,
    }),
    name: css({ flex: '0 1 auto', minWidth: 40, maxWidth: '30%', color: theme.colors.text.secondary }),
    cause: css({ flex: '1 1 0', minWidth: 0, margin: 0, fontSize: theme.typography.body.fontSize, lineHeight: 1.3 }),
    others: css({ color: theme.colors.text.secondary, whiteSpace: 'nowrap' }),
  };
};
