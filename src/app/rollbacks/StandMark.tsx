import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React from 'react';
import { toneColors, type Tone } from '../../risk/view/tones.ts';
import { TONE_OF_STAND, type Stand } from './rollbackStand.ts';
import { StandShape } from './StandShape.tsx';

interface Props {
  readonly stand: Stand;
  readonly children: string;
}

/** How something stands: its shape and its word. */
export function StandMark({ stand, children }: Props): React.JSX.Element {
  const styles = useStyles2(getStyles, TONE_OF_STAND[stand]);
  return (
    <span className={styles.mark}>
      <StandShape stand={stand} size={16} className={styles.shape} />
      <span>{children}</span>
    </span>
  );
}

const getStyles = (theme: GrafanaTheme2, tone: Tone) => ({
  mark: css({
    display: 'inline-flex',
    alignItems: 'center',
    gap: theme.spacing(0.75),
    minWidth: 0,
    color: toneColors(theme, tone).text,
    fontWeight: theme.typography.fontWeightMedium,
  }),
  shape: css({ flex: 'none' }),
});
