import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';

/** The two tables of a comparison look alike. */
export const getComparedStyles = (theme: GrafanaTheme2) => ({
  table: css({
    width: '100%',
    borderCollapse: 'collapse',
    fontVariantNumeric: 'tabular-nums',
    'th, td': { padding: theme.spacing(0.5, 1), textAlign: 'left', verticalAlign: 'top', overflowWrap: 'anywhere' },
    'thead th': { fontWeight: theme.typography.fontWeightMedium },
    'tbody th': {
      width: '30%',
      color: theme.colors.text.secondary,
      fontWeight: theme.typography.fontWeightRegular,
    },
    'tbody tr': { borderTop: `1px solid ${theme.colors.border.weak}` },
  }),
  figure: css({ width: '1%', whiteSpace: 'nowrap' }),
  differs: css({ fontWeight: theme.typography.fontWeightMedium }),
  quiet: css({ margin: 0, color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
});
