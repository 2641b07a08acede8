import { t } from '@grafana/i18n';
import { ErrorBoundaryAlert } from '@grafana/ui';
import React, { lazy, Suspense } from 'react';
import { Navigate, Route, Routes } from 'react-router-dom-v5-compat';
import { AppProvider } from './AppProvider.tsx';
import { PageLoading } from './PageLoading.tsx';

const OverviewPage = lazy(() => import('../pages/overview/OverviewPage.tsx'));
const ServicePage = lazy(() => import('../pages/service/ServicePage.tsx'));
const ReleasesPage = lazy(() => import('../pages/releases/ReleasesPage.tsx'));
const RollbacksPage = lazy(() => import('../pages/rollbacks/RollbacksPage.tsx'));
const RollbackPage = lazy(() => import('../pages/rollbacks/RollbackPage.tsx'));
const ModelsPage = lazy(() => import('../pages/models/ModelsPage.tsx'));
const StartPage = lazy(() => import('../pages/start/StartPage.tsx'));
const ModelPage = lazy(() => import('../pages/models/ModelPage.tsx'));

/** The app: its pages, each loaded when it is first opened. */
export default function App(): React.JSX.Element {
  return (
    <AppProvider>
      <ErrorBoundaryAlert title={t('app.broken', 'This page went wrong')}>
        <Suspense fallback={<PageLoading />}>
          <Routes>
            <Route path="overview" element={<OverviewPage />} />
            <Route path="service/:model" element={<ServicePage />} />
            <Route path="releases" element={<ReleasesPage />} />
            <Route path="rollbacks" element={<RollbacksPage />} />
            <Route path="rollbacks/:id" element={<RollbackPage />} />
            <Route path="models" element={<ModelsPage />} />
            <Route path="models/:name" element={<ModelPage />} />
            <Route path="start" element={<StartPage />} />
            <Route path="*" element={<Navigate to="overview" replace />} />
          </Routes>
        </Suspense>
      </ErrorBoundaryAlert>
    </AppProvider>
  );
}
