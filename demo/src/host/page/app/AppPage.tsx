import { PluginContextProvider } from '@grafana/data';
import { locationSearchToObject } from '@grafana/runtime';
import { ErrorBoundaryAlert } from '@grafana/ui';
import React from 'react';
import { useLocation, useParams } from 'react-router-dom-v5-compat';
import { useApp } from './useApp.ts';
import { Said } from '../frame/Said.tsx';

/** The pages of an app, `/a/<id>/*`. */
export function AppPage(): React.JSX.Element {
  const { id = '' } = useParams();
  const { pathname, search } = useLocation();
  const loaded = useApp(id);
  if (loaded.kind === 'loading') return <Said busy />;
  if (loaded.kind === 'failed') return <Said>{loaded.reason}</Said>;
  const { app } = loaded;
  const Root = app.root;
  if (Root === undefined) return <Said>No root app page component found</Said>;
  return (
    <PluginContextProvider meta={app.meta}>
      <ErrorBoundaryAlert>
        <Root
          meta={app.meta}
          basename={pathname}
          path={pathname}
          query={locationSearchToObject(search)}
          onNavChanged={() => undefined}
        />
      </ErrorBoundaryAlert>
    </PluginContextProvider>
  );
}
