import { findDashboard } from '@release-risk/grafana/api/dashboards';
import { overviewUid, recordIn } from '@release-risk/grafana/state/record';
import type { RiskModel } from '@release-risk/model/model';
import { useEffect, useState } from 'react';
import type { Host } from '../../risk/host.ts';
import { fingerprintOf } from '../draft/checked.ts';

/** Whether rules and dashboards of a model are in Grafana, and of which of its versions. */
export type Applied =
  | { readonly kind: 'none' }
  /** `isSame`: what was applied decides as the model does. */
  | { readonly kind: 'applied'; readonly isSame: boolean }
  | { readonly kind: 'unknown'; readonly reason: string };

/** One request a model: beyond this many nobody waits for them. */
const ASKED = 20;

/** What was applied of each model, by its name, as it becomes known. */
export function useApplied(host: Host, models: readonly RiskModel[]): ReadonlyMap<string, Applied> {
  const [applied, setApplied] = useState<ReadonlyMap<string, Applied>>(new Map());
  useEffect(() => {
    const controller = new AbortController();
    const client = host.client(controller.signal);
    for (const model of models.slice(0, ASKED)) {
      const tell = (said: Applied): void => {
        if (!controller.signal.aborted) setApplied((before) => new Map(before).set(model.name, said));
      };
      findDashboard(client, overviewUid(model.name)).then(
        (found) => {
          const record = recordIn(found?.dashboard);
          const isSame = record?.fingerprint === fingerprintOf(model);
          tell(record === undefined ? { kind: 'none' } : { kind: 'applied', isSame });
        },
        (error: unknown) => {
          tell({ kind: 'unknown', reason: error instanceof Error ? error.message : String(error) });
        },
      );
    }
    return () => {
      controller.abort();
    };
  }, [host, models]);
  return applied;
}
