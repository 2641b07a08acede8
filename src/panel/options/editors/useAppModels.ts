import { useSyncExternalStore } from 'react';
import type { Host } from '../../../risk/host.ts';
import { appModelsOf, type AppModels } from './appModels.ts';

/** The models of the app's settings, as they become known. */
export function useAppModels(host: Host): AppModels {
  const store = appModelsOf(host);
  return useSyncExternalStore(store.subscribe, store.current);
}
