import { getBackendSrv } from '@grafana/runtime';
import { useEffect, useState } from 'react';
import { type Dashboard, readDashboard } from './dashboard.ts';

export type LoadedDashboard =
  | { readonly kind: 'loading' }
  | { readonly kind: 'ok'; readonly dashboard: Dashboard }
  | { readonly kind: 'failed'; readonly reason: string };

/** The dashboard of a uid, as Grafana's API answers it. */
export function useDashboard(uid: string): LoadedDashboard {
  const [loaded, setLoaded] = useState<LoadedDashboard>({ kind: 'loading' });
  useEffect(() => {
    let left = false;
    const settle = (next: LoadedDashboard) => {
      if (!left) setLoaded(next);
    };
    getBackendSrv()
      .get<{ dashboard: unknown }>(`/api/dashboards/uid/${encodeURIComponent(uid)}`, undefined, undefined, {
        showErrorAlert: false,
      })
      .then(({ dashboard }) => {
        settle({ kind: 'ok', dashboard: readDashboard(dashboard) });
      })
      .catch((error: unknown) => {
        settle({ kind: 'failed', reason: reasonOf(error) });
      });
    return () => {
      left = true;
    };
  }, [uid]);
  return loaded;
}

function reasonOf(error: unknown): string {
  if (error instanceof Error) return error.message;
  const data = typeof error === 'object' && error !== null && 'data' in error ? error.data : undefined;
  return typeof data === 'object' && data !== null && 'message' in data ? String(data.message) : String(error);
}
