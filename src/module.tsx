import './shims/publicPath.ts';
import { AppPlugin } from '@grafana/data';
import React, { lazy, Suspense } from 'react';

const App = lazy(() => import('./app/loadApp.ts').then(({ loadApp }) => loadApp()));

function Root(): React.JSX.Element {
  return (
    <Suspense fallback={null}>
      <App />
    </Suspense>
  );
}

export const plugin = new AppPlugin().setRootPage(Root);
