import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import type { PluginPageProps } from '@grafana/runtime';
import React from 'react';

/** What Grafana puts around the page of an app: title, information, actions, and the page's own tabs. */
export function PluginPage({ children, pageNav, subTitle, info = [], actions, renderTitle }: PluginPageProps) {
  const styles = useStyles2(getStyles);
  const title = pageNav?.text ?? '';
  return (
    <main className={styles.page}>
      {(title !== '' || actions !== undefined) && (
        <header className={styles.header}>
          <div>
            {title !== '' && (renderTitle === undefined ? <h1>{title}</h1> : renderTitle(title))}
            {(subTitle ?? pageNav?.subTitle) !== undefined && <p>{subTitle ?? pageNav?.subTitle}</p>}
          </div>
          {info.map(({ label, value }) => (
            <dl key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </dl>
          ))}
          {actions}
        </header>
      )}
      {children}
    </main>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  page: css({ padding: theme.spacing(2), maxWidth: '100%' }),
  header: css({ display: 'flex', gap: theme.spacing(2), justifyContent: 'space-between', flexWrap: 'wrap' }),
});
