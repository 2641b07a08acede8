import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { useStyles2 } from '@grafana/ui';
import type { SignalVerdict } from '@release-risk/contract/verdict';
import { formatScore } from '@release-risk/model/format';
import React from 'react';
import { shownScore } from './shownScore.ts';

interface Props {
  readonly one: SignalVerdict;
  /** The most that any signal can add: the full length. */
  readonly mostPoints: number;
}

/** What a signal adds to the score, of the most that it can add. */
export function PointsBar({ one, mostPoints }: Props): React.JSX.Element {
  const styles = useStyles2(getStyles);
  const { points, maxPoints } = one;
  if (maxPoints === 0) return <span className={styles.none}>{shownScore(null)}</span>;
  return (
    <span className={styles.whole}>
      <span className={styles.room} aria-hidden="true">
        <span className={styles.most} style={{ width: `${(100 * maxPoints) / mostPoints}%` }}>
          <span className={styles.points} style={{ width: `${Math.min(100, (100 * points) / maxPoints)}%` }} />
        </span>
      </span>
      <span className={styles.figures}>
        {t('panel.signals.pointsOf', '{{points}} of {{most}}', {
          points: formatScore(points),
          most: formatScore(maxPoints),
        })}
      </span>
    </span>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  none: css({ color: theme.colors.text.secondary }),
  whole: css({ display: 'flex', flexDirection: 'column', gap: 1, minWidth: 64 }),
  figures: css({ whiteSpace: 'nowrap' }),
  room: css({ order: 2, display: 'block', maxWidth: 96 }),
  most: css({
    display: 'block',
    height: 6,
    borderRadius: 1,
    border: `1px solid ${theme.colors.border.strong}`,
    overflow: 'hidden',
  }),
  points: css({ display: 'block', height: '100%', background: theme.colors.text.primary }),
});
