import { css, keyframes } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { useStyles2 } from '@grafana/ui';
import React from 'react';
import type { Layout } from './layout.ts';
import { srOnly } from './srOnly.ts';

const ROWS = { line: 0, small: 0, medium: 3, full: 6 } as const satisfies Record<Layout, number>;

/** The shape of what is to come. */
export function LoadingSkeleton({ layout }: { readonly layout: Layout }): React.JSX.Element {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.skeleton} aria-busy="true" data-testid="release-risk-loading">
      <span className={srOnly}>{t('panel.loading', 'The score is being read')}</span>
      <div className={styles.head}>
        <span className={styles.shape} />
        <span className={styles.block} style={{ width: '30%' }} />
        <span className={styles.block} style={{ width: '45%' }} />
      </div>
      {layout !== 'line' && <span className={styles.block} style={{ width: '70%' }} />}
      {Array.from({ length: ROWS[layout] }, (_, row) => (
        <span key={row} className={styles.row} />
      ))}
    </div>
  );
}

const breathing = keyframes({ '0%, 100%': { opacity: 1 }, '50%': { opacity: 0.5 } });

const getStyles = (theme: GrafanaTheme2) => {
  const block = {
    display: 'block',
    borderRadius: theme.shape.radius.default,
    background: theme.colors.background.secondary,
    [theme.transitions.handleMotion('no-preference')]: { animation: `${breathing} 1.8s ease-in-out infinite` },
  };
  return {
    skeleton: css({
      display: 'flex',
      flexDirection: 'column',
      gap: theme.spacing(1.5),
      overflow: 'hidden',
      height: '100%',
    }),
    head: css({ display: 'flex', alignItems: 'center', gap: theme.spacing(1.5) }),
    shape: css({ ...block, width: 40, height: 40, borderRadius: theme.shape.radius.circle, flex: 'none' }),
    block: css({ ...block, height: 22 }),
    row: css({ ...block, height: 20 }),
  };
};
