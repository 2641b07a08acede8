import { LISTED_ALERTS, type ListedAlert } from '@release-risk/grafana/api/alerts';
import { LISTED_SILENCES, type Silence } from '@release-risk/grafana/api/silences';
import type { Clock, Transport } from '@release-risk/query/transport';
import type { z } from 'zod';

export interface AlertmanagerClientParts {
  /** Base address, with its prefix where it has one. */
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly send: Transport;
  readonly clock: Clock;
}

/** An Alertmanager of Prometheus, as far as it is asked. Rejects where it does not answer, or answers something else. */
export interface AlertmanagerClient {
  /** What fires now, silenced or not. */
  alerts(): Promise<readonly ListedAlert[]>;
  /** Those that have ended are among them for a while. */
  silences(): Promise<readonly Silence[]>;
}

const MAX_BYTES = 32 * 1024 * 1024;
const TIMEOUT_MS = 10_000;

export function alertmanagerClient({ url, headers = {}, send, clock }: AlertmanagerClientParts): AlertmanagerClient {
  const base = url.replace(/\/+$/, '');

  const read = async <T>(path: string, schema: z.ZodType<T>, signal: AbortSignal): Promise<T> => {
    const response = await send({
      method: 'GET',
      url: `${base}/api/v2/${path}`,
      headers: { accept: 'application/json', ...headers },
      signal,
    });
    if (response.status !== 200) throw new Error(`The Alertmanager answered ${String(response.status)}`);
    return schema.parse(JSON.parse(await response.text(MAX_BYTES)));
  };

  const readInTime = async <T>(path: string, schema: z.ZodType<T>): Promise<T> => {
    const over = new AbortController();
    const done = new AbortController();
    const alarm = clock.sleep(TIMEOUT_MS, done.signal).then(
      () => {
        over.abort();
        throw new Error(`The Alertmanager did not answer within ${String(TIMEOUT_MS / 1000)} s`);
      },
      () => new Promise<never>(() => undefined),
    );
    try {
      return await Promise.race([read(path, schema, over.signal), alarm]);
    } finally {
      done.abort();
    }
  };

  return {
    alerts: () => readInTime('alerts?active=true&silenced=true&inhibited=true', LISTED_ALERTS),
    silences: () => readInTime('silences', LISTED_SILENCES),
  };
}
