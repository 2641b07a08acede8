import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';

/** A table of many rows, each as high as the others of its kind, whatever is in it. */
export const listTableStyles = (theme: GrafanaTheme2) => ({
  table: css({
    width: '100%',
    tableLayout: 'fixed',
    borderCollapse: 'separate',
    borderSpacing: 0,
    fontVariantNumeric: 'tabular-nums',
    overflowAnchor: 'none',
  }),
  head: css({
    padding: theme.spacing(0.5, 1),
    borderBottom: `1px solid ${theme.colors.border.medium}`,
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    fontWeight: theme.typography.fontWeightRegular,
    textAlign: 'left',
    whiteSpace: 'nowrap',
  }),
  cell: css({
    overflow: 'hidden',
    padding: theme.spacing(0, 1),
    fontWeight: theme.typography.fontWeightRegular,
    textAlign: 'left',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  }),
  /** Two lines below what a cell is about, where columns are left out. */
  below: css({
    display: '-webkit-box',
    WebkitBoxOrient: 'vertical',
    WebkitLineClamp: 2,
    overflow: 'hidden',
    whiteSpace: 'normal',
    lineHeight: 1.3,
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
  }),
});
