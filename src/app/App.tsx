import { t } from '@grafana/i18n';
import { ErrorBoundaryAlert } from '@grafana/ui';
import React, { lazy, Suspense, useMemo } from 'react';
import { Navigate, Route, Routes } from 'react-router-dom-v5-compat';
import { OncePerTick } from '../risk/read/oncePerTick.ts';
import { ScoreMemory } from '../risk/read/scoreMemory.ts';
import { grafanaHost } from '../runtime/grafanaHost.ts';
import { AppContext } from './AppContext.ts';
import { PageLoading } from './PageLoading.tsx';
import { useSettings } from './useSettings.ts';

const OverviewPage = lazy(() => import('../pages/overview/OverviewPage.tsx'));

/** What was seen stays when a person goes from page to page. */
const MEMORY = { once: new OncePerTick(), scores: new ScoreMemory() };

/** The app: its pages, each loaded when it is first opened. */
export default function App(): React.JSX.Element {
  const host = useMemo(grafanaHost, []);
  const [settings, reloadSettings] = useSettings(host);
  const values = useMemo(() => ({ host, memory: MEMORY, settings, reloadSettings }), [host, settings, reloadSettings]);
  return (
    <AppContext.Provider value={values}>
      <ErrorBoundaryAlert title={t('app.broken', 'This page went wrong')}>
        <Suspense fallback={<PageLoading />}>
          <Routes>
            <Route path="overview" element={<OverviewPage />} />
            <Route path="*" element={<Navigate to="overview" replace />} />
          </Routes>
        </Suspense>
      </ErrorBoundaryAlert>
    </AppContext.Provider>
  );
}
