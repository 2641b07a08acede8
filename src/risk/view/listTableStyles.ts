import { css } from '@emotion/css';
import { colorManipulator, type GrafanaTheme2 } from '@grafana/data';

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
  /** A row that opens what it is about, wherever in it one clicks: see `open`. */
  row: css({
    position: 'relative',
    '> *': { borderBottom: `1px solid ${theme.colors.border.weak}` },
    '&:hover, &:focus-within': { background: colorManipulator.alpha(theme.colors.text.primary, 0.04) },
  }),
  /** The link or button of a row, as large as the row. */
  open: css({
    overflow: 'hidden',
    display: 'block',
    maxWidth: '100%',
    padding: 0,
    border: 0,
    background: 'none',
    color: theme.colors.text.primary,
    fontWeight: theme.typography.fontWeightMedium,
    textAlign: 'left',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    '&::after': { content: '""', position: 'absolute', inset: 0 },
    '&:focus-visible': { outline: 'none' },
    '&:focus-visible::after': { outline: `2px solid ${theme.colors.primary.main}`, outlineOffset: -2 },
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
