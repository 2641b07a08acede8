import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { useStyles2 } from '@grafana/ui';
import type { SignalVerdict } from '@release-risk/contract/verdict';
import { formatNumber, formatScore } from '@release-risk/model/format';
import type { Bands } from '@release-risk/model/verdict';
import React from 'react';
import { scoreRange, type ScoreRange } from './scoreRange.ts';
import { toneColors, type Tone } from './tones.ts';

interface Props {
  /** 0..2, or null where there is none. */
  readonly score: number | null;
  readonly bands: Bands;
  readonly signals: readonly SignalVerdict[];
  readonly tone: Tone;
}

const TOP = 2;

/** A place on the scale, as a CSS length from its left end. */
function place(score: number): string {
  return `${(Math.min(Math.max(score, 0), TOP) / TOP) * 100}%`;
}

/** The score on its way from 0 to 2, between the lines where Medium and High begin. */
export function ScoreScale({ score, bands, signals, tone }: Props): React.JSX.Element {
  const styles = useStyles2(getStyles, bands, tone);
  const range = score === null ? undefined : scoreRange(signals);
  return (
    <div role="img" aria-label={spoken(score, bands, range)} className={styles.scale}>
      <div className={styles.track}>
        <span className={styles.zones} />
        {range && (
          <span
            className={styles.range}
            style={{ left: place(range.best), width: `calc(${place(range.worst)} - ${place(range.best)})` }}
          />
        )}
        <span className={styles.recovery} style={{ left: place(bands.recovery) }} />
        <span className={styles.line} style={{ left: place(bands.low) }} />
        <span className={styles.line} style={{ left: place(bands.high) }} />
        {score !== null && <span className={styles.marker} style={{ left: place(score) }} />}
      </div>
      <div className={styles.labels}>
        <span style={{ left: 0, transform: 'none' }}>{formatNumber(0)}</span>
        <span style={{ left: place(bands.low) }}>{formatNumber(bands.low)}</span>
        <span style={{ left: place(bands.high) }}>{formatNumber(bands.high)}</span>
        <span style={{ right: 0, transform: 'none' }}>{formatNumber(TOP)}</span>
      </div>
    </div>
  );
}

function spoken(score: number | null, bands: Bands, range: ScoreRange | undefined): string {
  const lines = t('panel.score.lines', 'Medium above {{low}}, High above {{high}}, recovered below {{recovery}}', {
    low: formatScore(bands.low),
    high: formatScore(bands.high),
    recovery: formatScore(bands.recovery),
  });
  if (score === null) return t('panel.score.spokenNone', 'No score. {{lines}}', { lines });
  const known = t('panel.score.spoken', 'Score {{score}} of 2. {{lines}}', { score: formatScore(score), lines });
  if (range === undefined) return known;
  const missing = t('panel.score.spokenRange', 'With what is missing it lies between {{best}} and {{worst}}', {
    best: formatScore(range.best),
    worst: formatScore(range.worst),
  });
  return `${known}. ${missing}`;
}

const getStyles = (theme: GrafanaTheme2, bands: Bands, tone: Tone) => {
  const { colors } = theme;
  const [low, high] = [place(bands.low), place(bands.high)];
  const zones = [
    `${colors.success.main} 0 ${low}`,
    `${colors.warning.main} ${low} ${high}`,
    `${colors.error.main} ${high} 100%`,
  ];
  return {
    scale: css({ padding: theme.spacing(0.5, 0.75, 0) }),
    track: css({ position: 'relative', height: 10 }),
    zones: css({
      position: 'absolute',
      inset: '2px 0',
      borderRadius: theme.shape.radius.pill,
      background: `linear-gradient(to right, ${zones.join(', ')})`,
      opacity: theme.isDark ? 0.4 : 0.35,
    }),
    range: css({
      position: 'absolute',
      top: 0,
      bottom: 0,
      borderRadius: theme.shape.radius.default,
      border: `1px solid ${colors.text.secondary}`,
      background: `repeating-linear-gradient(135deg, ${colors.text.secondary} 0 1.5px, transparent 1.5px 5px)`,
      opacity: 0.75,
    }),
    line: css({
      position: 'absolute',
      top: -2,
      bottom: -3,
      width: 2,
      marginLeft: -1,
      background: colors.text.primary,
    }),
    recovery: css({
      position: 'absolute',
      top: 0,
      bottom: 0,
      borderLeft: `1px dashed ${colors.text.secondary}`,
    }),
    marker: css({
      position: 'absolute',
      top: -2,
      width: 14,
      height: 14,
      marginLeft: -7,
      transform: 'rotate(45deg)',
      borderRadius: 2,
      border: `2px solid ${colors.background.primary}`,
      background: toneColors(theme, tone).text,
      boxShadow: `0 0 0 1px ${toneColors(theme, tone).text}`,
      [theme.transitions.handleMotion('no-preference')]: { transition: 'left 300ms ease-out' },
    }),
    labels: css({
      position: 'relative',
      height: 15,
      marginTop: 4,
      color: colors.text.secondary,
      fontSize: 11,
      lineHeight: '15px',
      fontVariantNumeric: 'tabular-nums',
      '> span': { position: 'absolute', transform: 'translateX(-50%)' },
    }),
  };
};
