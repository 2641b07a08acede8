import { carriedModel } from '@release-risk/compiler/emit/dashboards/carriedModel';
import type { GrafanaClient } from '@release-risk/grafana/client';
import { readHistoryState } from '@release-risk/grafana/state/history';
import type { RiskModel } from '@release-risk/model/model';
import { ApplyError } from './errors.ts';

/**
 * The model as it was applied in a version of its history (`readHistory` of pkg/grafana lists them): applying it again
 * is undoing. Rejects with ApplyError where there is no such version, or none that can be applied.
 */
export async function earlierModel(client: GrafanaClient, name: string, version: number): Promise<RiskModel> {
  const state = await readHistoryState(client, name, version);
  if (state === undefined) throw new ApplyError({ name: 'versionMissing', version });
  const carried = carriedModel(state.dashboard);
  if (carried.kind === 'model') return carried.model;
  const reason = carried.kind === 'none' ? 'It holds no model.' : carried.reason;
  throw new ApplyError({ name: 'versionWithoutModel', version, reason });
}
