import { datasourceProblem } from '@release-risk/grafana/api/datasources';
import { useEffect, useState } from 'react';
import type { Host } from '../../risk/host.ts';

/** Whether a datasource answers Grafana. */
export type DatasourceHealth =
  { readonly kind: 'asking' } | { readonly kind: 'ok' } | { readonly kind: 'failed'; readonly reason: string };

/** Asks Grafana about each of these datasources once, and of those that are new when they come. By uid. */
export function useHealth(host: Host, uids: readonly string[]): ReadonlyMap<string, DatasourceHealth> {
  const [health, setHealth] = useState<ReadonlyMap<string, DatasourceHealth>>(new Map());
  const key = [...new Set(uids)].sort().join('\n');
  useEffect(() => {
    const controller = new AbortController();
    const client = host.client(controller.signal);
    const tell = (uid: string, said: DatasourceHealth): void => {
      if (!controller.signal.aborted) setHealth((before) => new Map(before).set(uid, said));
    };
    for (const uid of key === '' ? [] : key.split('\n')) {
      tell(uid, { kind: 'asking' });
      datasourceProblem(client, uid).then(
        (problem) => {
          tell(uid, problem === undefined ? { kind: 'ok' } : { kind: 'failed', reason: problem });
        },
        (error: unknown) => {
          tell(uid, { kind: 'failed', reason: error instanceof Error ? error.message : String(error) });
        },
      );
    }
    return () => {
      controller.abort();
    };
  }, [host, key]);
  return health;
}
