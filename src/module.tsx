import './shims/publicPath.ts';
import { AppPlugin } from '@grafana/data';
import React, { lazy, Suspense } from 'react';
import { LINKS } from './app/extensions.ts';

const App = lazy(() => import('./app/loadApp.ts').then(({ loadApp }) => loadApp()));

function Root(): React.JSX.Element {
  return (
    <Suspense fallback={null}>
      <App />
    </Suspense>
  );
}

const Config = lazy(() => import('./app/loadConfigPage.ts').then(({ loadConfigPage }) => loadConfigPage()));

function Configuration(): React.JSX.Element {
  return (
    <Suspense fallback={null}>
      <Config />
    </Suspense>
  );
}

export const plugin = new AppPlugin().setRootPage(Root).addConfigPage({
  // Grafana asks for the title before any text of the plugin is there.
  title: 'Configuration',
  icon: 'cog',
  id: 'configuration',
  body: Configuration,
});

for (const link of LINKS) plugin.addLink(link);
