import type { AppPlugin, AppPluginMeta } from '@grafana/data';
import { getBackendSrv } from '@grafana/runtime';
import { useEffect, useState } from 'react';
import { importAppPlugin } from '../plugin/import-plugin.ts';

export type LoadedApp =
  | { readonly kind: 'loading' }
  | { readonly kind: 'ok'; readonly app: AppPlugin }
  | { readonly kind: 'failed'; readonly reason: string };

/** An app with its settings as they are now, the way Grafana loads it for a page. */
export function useApp(id: string): LoadedApp {
  const [loaded, setLoaded] = useState<LoadedApp>({ kind: 'loading' });
  useEffect(() => {
    getBackendSrv()
      .get<AppPluginMeta>(`/api/plugins/${encodeURIComponent(id)}/settings`)
      .then(importAppPlugin)
      .then(
        (app) => {
          setLoaded({ kind: 'ok', app });
        },
        (error: unknown) => {
          setLoaded({ kind: 'failed', reason: error instanceof Error ? error.message : 'App not found' });
        },
      );
  }, [id]);
  return loaded;
}
