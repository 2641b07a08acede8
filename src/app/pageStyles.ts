import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';

/** A page that is read from top to bottom, with its choices and its refreshing in one line at the top. */
export function pageStyles(theme: GrafanaTheme2) {
  return {
    page: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(1.5), minWidth: 0 }),
    top: css({
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      justifyContent: 'space-between',
      gap: theme.spacing(1, 2),
    }),
  };
}
