import { LISTED_ALERTS } from '@release-risk/grafana/api/alerts';
import type { Clock, Transport } from '@release-risk/query/transport';
import type { AlertSource } from './source.ts';

export interface AlertmanagerSourceParts {
  /** Base address, with its prefix where it has one. */
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly send: Transport;
  readonly clock: Clock;
}

const MAX_BYTES = 32 * 1024 * 1024;
const TIMEOUT_MS = 10_000;

/** An Alertmanager of Prometheus. It has no history: what is listed no longer for a while has resolved. */
export function alertmanagerSource({ url, headers = {}, send, clock }: AlertmanagerSourceParts): AlertSource {
  return {
    name: 'alertmanager',
    async look() {
      const at = clock.now();
      const over = new AbortController();
      const done = new AbortController();
      const alarm = clock.sleep(TIMEOUT_MS, done.signal).then(
        () => {
          over.abort();
          throw new Error(`The Alertmanager did not answer within ${String(TIMEOUT_MS / 1000)} s`);
        },
        () => new Promise<never>(() => undefined),
      );
      const read = async () => {
        const response = await send({
          method: 'GET',
          url: `${url.replace(/\/+$/, '')}/api/v2/alerts?active=true&silenced=true&inhibited=true`,
          headers: { accept: 'application/json', ...headers },
          signal: over.signal,
        });
        if (response.status !== 200) throw new Error(`The Alertmanager answered ${String(response.status)}`);
        return LISTED_ALERTS.parse(JSON.parse(await response.text(MAX_BYTES)));
      };
      try {
        const listed = await Promise.race([read(), alarm]);
        return {
          at,
          listed,
          readFrom: at,
          episodes: [],
          silences: [],
          isComplete: true,
          missing: 'resolved',
          ruleUrl: () => undefined,
        };
      } finally {
        done.abort();
      }
    },
  };
}
