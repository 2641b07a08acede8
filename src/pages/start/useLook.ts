import { lookAt, type LookResult } from '@release-risk/propose/propose';
import { useMemo, useState } from 'react';
import { openServers } from '../../config/signals/openServers.ts';
import { useRemote, type Asked } from '../../config/useRemote.ts';
import type { Host } from '../../risk/host.ts';
import type { ChosenDatasources } from './datasourceChoice.ts';

/** Looks at which metrics and logs there are as soon as `isWanted`, and again when the datasources or labels change. */
export function useLook(
  host: Host,
  datasources: ChosenDatasources,
  labels: readonly string[] | undefined,
  isWanted: boolean,
): Asked<LookResult> {
  // What was found stays when a later step is opened.
  const [hasBegun, setBegun] = useState(isWanted);
  if (isWanted && !hasBegun) setBegun(true);
  const labelsKey = labels?.join(',');
  return useRemote(
    useMemo(() => {
      const { metrics, logs } = datasources;
      if (!hasBegun || (metrics === undefined && logs === undefined)) return undefined;
      return (signal: AbortSignal) =>
        lookAt(
          openServers(host, datasources, signal),
          { labels: labelsKey?.split(','), service: undefined },
          Date.now() / 1000,
          signal,
        );
    }, [host, datasources, labelsKey, hasBegun]),
  );
}
