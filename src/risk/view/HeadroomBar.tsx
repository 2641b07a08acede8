import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React from 'react';

/** The bar ends a quarter behind the red line. */
const END = 1.25;

/** How far a reading is on its way to red, with the lines where yellow and red begin. Its figure is in the details. */
export function HeadroomBar({ headroom }: { readonly headroom: number | null }): React.JSX.Element | null {
  const styles = useStyles2(getStyles);
  if (headroom === null) return null;
  const used = Math.min(Math.max(headroom, 0), END) / END;
  const color = headroom > 1 ? styles.red : headroom > 0.5 ? styles.yellow : styles.green;
  return (
    <span className={styles.track} aria-hidden="true">
      <span className={color} style={{ width: `${used * 100}%` }} />
      <span className={styles.line} style={{ left: `${50 / END}%` }} />
      <span className={styles.line} style={{ left: `${100 / END}%` }} />
    </span>
  );
}

const getStyles = (theme: GrafanaTheme2) => {
  const fill = (background: string) =>
    css({ position: 'absolute', inset: '1px auto 1px 0', background, borderRadius: 1 });
  return {
    track: css({
      position: 'relative',
      display: 'block',
      width: 64,
      height: 6,
      marginTop: 2,
      marginLeft: 'auto',
      background: theme.colors.background.secondary,
    }),
    green: fill(theme.colors.success.main),
    yellow: fill(theme.colors.warning.main),
    red: fill(theme.colors.error.main),
    line: css({ position: 'absolute', top: -1, bottom: -1, width: 1, background: theme.colors.text.secondary }),
  };
};
