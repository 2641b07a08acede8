import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { toneColors, type Tone } from './tones.ts';

/** What matters most, on the soft ground of how it stands. */
export function toneCard(theme: GrafanaTheme2, tone: Tone): string {
  const colors = toneColors(theme, tone);
  return css({
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(1),
    minWidth: 0,
    padding: theme.spacing(1.25, 1.5),
    borderRadius: theme.shape.radius.default,
    borderLeft: `4px solid ${colors.border}`,
    background: colors.soft,
  });
}
