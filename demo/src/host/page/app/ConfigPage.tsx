import { css } from '@emotion/css';
import { type GrafanaTheme2, PluginContextProvider } from '@grafana/data';
import { locationSearchToObject, locationService } from '@grafana/runtime';
import { ErrorBoundaryAlert, Tab, TabsBar, useStyles2 } from '@grafana/ui';
import React from 'react';
import { useLocation, useParams } from 'react-router-dom-v5-compat';
import { useApp } from './useApp.ts';
import { Said } from '../frame/Said.tsx';

/** The configuration of an app, `/plugins/<id>?page=<page>`. */
export function ConfigPage(): React.JSX.Element {
  const styles = useStyles2(getStyles);
  const { id = '' } = useParams();
  const { search } = useLocation();
  const loaded = useApp(id);
  if (loaded.kind === 'loading') return <Said busy />;
  if (loaded.kind === 'failed') return <Said>{loaded.reason}</Said>;
  const { app } = loaded;
  const pages = app.configPages ?? [];
  const query = locationSearchToObject(search);
  const page = pages.find((one) => one.id === query['page']) ?? pages[0];
  return (
    <main className={styles.page}>
      <h1>{app.meta.name}</h1>
      {page === undefined ? (
        <p>This app has no configuration page.</p>
      ) : (
        <>
          <TabsBar>
            {pages.map((one) => (
              <Tab
                key={one.id}
                label={one.title}
                active={one === page}
                onChangeTab={() => {
                  locationService.partial({ page: one.id });
                }}
              />
            ))}
          </TabsBar>
          <PluginContextProvider meta={app.meta}>
            <ErrorBoundaryAlert>
              <page.body plugin={app} query={query} />
            </ErrorBoundaryAlert>
          </PluginContextProvider>
        </>
      )}
    </main>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({ page: css({ padding: theme.spacing(2) }) });
