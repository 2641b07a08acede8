import { readPluginSettings, type StoredSettings } from '@release-risk/grafana/api/pluginSettings';
import { useCallback, useEffect, useState } from 'react';
import type { Host } from '../risk/host.ts';
import { abortable } from '../risk/read/abortable.ts';
import { remoteOf } from '../risk/read/remoteOf.ts';
import type { Remote } from '../risk/remote.ts';

/** The app's settings, and a way to read them again; what was read stays until the next answer is there. */
export function useSettings(host: Host): readonly [Remote<StoredSettings>, () => void] {
  const [settings, setSettings] = useState<Remote<StoredSettings>>({ kind: 'loading' });
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    const asked = remoteOf(abortable((signal) => readPluginSettings(host.client(signal))));
    const subscription = asked.subscribe(setSettings);
    return () => {
      subscription.unsubscribe();
    };
  }, [host, attempt]);
  const reload = useCallback(() => {
    setAttempt((count) => count + 1);
  }, []);
  return [settings, reload];
}
