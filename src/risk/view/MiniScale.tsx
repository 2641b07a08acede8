import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import type { Bands } from '@release-risk/model/verdict';
import React from 'react';
import { shownScore } from './shownScore.ts';
import { toneColors, type Tone } from './tones.ts';

interface Props {
  /** 0..2 */
  readonly score: number | null;
  readonly bands: Bands;
  readonly tone: Tone;
}

/** A score and where it stands between its lines, in little room. */
export function MiniScale({ score, bands, tone }: Props): React.JSX.Element {
  const styles = useStyles2(getStyles, tone);
  if (score === null) return <span className={styles.number}>{shownScore(score)}</span>;
  return (
    <span className={styles.score}>
      <span className={styles.number}>{shownScore(score)}</span>
      <span className={styles.track} aria-hidden="true">
        <span className={styles.fill} style={{ width: `${score * 50}%` }} />
        <span className={styles.line} style={{ left: `${bands.low * 50}%` }} />
        <span className={styles.line} style={{ left: `${bands.high * 50}%` }} />
      </span>
    </span>
  );
}

const getStyles = (theme: GrafanaTheme2, tone: Tone) => ({
  score: css({ display: 'flex', alignItems: 'center', gap: theme.spacing(1) }),
  number: css({ fontWeight: theme.typography.fontWeightMedium }),
  track: css({
    position: 'relative',
    flex: '1 1 0',
    height: 6,
    maxWidth: 72,
    background: theme.colors.background.secondary,
    borderRadius: 1,
  }),
  fill: css({
    position: 'absolute',
    inset: '0 auto 0 0',
    background: toneColors(theme, tone).text,
    borderRadius: 1,
  }),
  line: css({ position: 'absolute', top: -2, bottom: -2, width: 1, background: theme.colors.text.secondary }),
});
