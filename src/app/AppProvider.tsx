import React, { useMemo } from 'react';
import { OncePerTick } from '../risk/read/oncePerTick.ts';
import { ScoreMemory } from '../risk/read/scoreMemory.ts';
import { grafanaHost } from '../runtime/grafanaHost.ts';
import { AppContext } from './AppContext.ts';
import { useSettings } from './useSettings.ts';

/** What was seen stays when a person goes from page to page. */
const MEMORY = { once: new OncePerTick(), scores: new ScoreMemory() };

/** What the pages of the app, and the tab on its plugin's page, have in common. */
export function AppProvider({ children }: { readonly children: React.ReactNode }): React.JSX.Element {
  const host = useMemo(grafanaHost, []);
  const [settings, reloadSettings] = useSettings(host);
  const values = useMemo(() => ({ host, memory: MEMORY, settings, reloadSettings }), [host, settings, reloadSettings]);
  return <AppContext.Provider value={values}>{children}</AppContext.Provider>;
}
