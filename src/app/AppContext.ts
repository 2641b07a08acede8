import type { StoredSettings } from '@release-risk/grafana/api/pluginSettings';
import { createContext, useContext } from 'react';
import type { Host } from '../risk/host.ts';
import type { Memory } from '../risk/read/surroundingsOf.ts';
import type { Remote } from '../risk/remote.ts';

/** What every page of the app has in common. */
export interface AppValues {
  readonly host: Host;
  readonly memory: Memory;
  /** The app's settings as they were read last; kept while they are read again. */
  readonly settings: Remote<StoredSettings>;
  /** Reads the settings again, such as after they were written. */
  readonly reloadSettings: () => void;
}

export const AppContext = createContext<AppValues | undefined>(undefined);

/** Throws outside the app. */
export function useApp(): AppValues {
  const values = useContext(AppContext);
  if (values === undefined) throw new TypeError('A page of the app was drawn outside of it');
  return values;
}
