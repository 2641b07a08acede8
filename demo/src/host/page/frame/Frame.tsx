import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { config } from '@grafana/runtime';
import { TextLink, useStyles2 } from '@grafana/ui';
import React from 'react';
import { useLocation } from 'react-router-dom-v5-compat';
import { Toasts } from './Toasts.tsx';

/** The page around everything: that it is no Grafana, where one can go, and what Grafana would tell in passing. */
export function Frame({ children }: { readonly children: React.ReactNode }): React.JSX.Element {
  const styles = useStyles2(getStyles);
  const solo = useLocation().pathname.startsWith('/d-solo/');
  return (
    <div className={solo ? styles.solo : styles.page}>
      <aside className={styles.banner} data-testid="stand-in" aria-label="What this page is">
        <strong>Stand-in for Grafana:</strong> the built plugin in a page of its own. Grafana’s panels, alert rules and
        Explore are not here.
      </aside>
      {!solo && (
        <nav className={styles.nav} aria-label="Pages">
          {config.bootData.navTree.map(({ text, url = '/' }) => (
            <TextLink key={url} href={url} inline={false}>
              {text}
            </TextLink>
          ))}
        </nav>
      )}
      {children}
      <Toasts />
    </div>
  );
}

const BANNER_PX = 28;

const getStyles = (theme: GrafanaTheme2) => ({
  page: css({ minHeight: '100vh' }),
  solo: css({ height: '100vh', display: 'flex', flexDirection: 'column' }),
  banner: css({
    height: BANNER_PX,
    lineHeight: `${String(BANNER_PX)}px`,
    flexShrink: 0,
    padding: theme.spacing(0, 2),
    overflow: 'hidden',
    whiteSpace: 'nowrap',
    textOverflow: 'ellipsis',
    color: theme.colors.warning.contrastText,
    background: theme.colors.warning.main,
  }),
  nav: css({
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(1, 3),
    padding: theme.spacing(1, 2),
    borderBottom: `1px solid ${theme.colors.border.weak}`,
  }),
});
