import type { RiskModel } from '@release-risk/model/model';
import { explorePath } from '@release-risk/query/explorePath';
import type { GrafanaBindings } from '@release-risk/query/grafanaExecutor';
import type { Assessment } from '../flow/rollbackRecord.ts';

/** How much is shown before and after what is looked at, in milliseconds. */
const BEFORE = 3_600_000;
const AFTER = 900_000;

/**
 * Address of Grafana's Explore with the query of the first red signal around `at` (epoch milliseconds). Undefined where
 * none is red, or its datasource is none of this Grafana. `grafana` is the address people open, of any sub path.
 */
export function exploreLink(
  grafana: string,
  model: RiskModel,
  bindings: GrafanaBindings,
  assessment: Assessment,
  at: number,
): string | undefined {
  const red = assessment.signals.find(({ grade }) => grade === 2);
  const signal = model.signals.find(({ id }) => id === red?.id);
  const binding = signal && bindings[signal.datasource];
  if (signal === undefined || binding === undefined) return undefined;
  const range = { from: String(Math.round(at - BEFORE)), to: String(Math.round(at + AFTER)) };
  return `${grafana.replace(/\/+$/, '')}${explorePath(signal, binding, range)}`;
}
