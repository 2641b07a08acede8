import type { Clock } from '@release-risk/query/transport';
import type { AlertmanagerClient } from '../alertmanagerClient.ts';
import type { AlertSource } from './source.ts';

/** An Alertmanager of Prometheus. It has no history: what is listed no longer for a while has resolved. */
export function alertmanagerSource(client: AlertmanagerClient, clock: Clock): AlertSource {
  return {
    name: 'alertmanager',
    async look() {
      const at = clock.now();
      return {
        at,
        listed: await client.alerts(),
        readFrom: at,
        episodes: [],
        silences: [],
        isComplete: true,
        missing: 'resolved',
        ruleUrl: () => undefined,
      };
    },
  };
}
