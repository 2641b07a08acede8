import { stableTitle, stableUid } from '../grafana/uid.ts';
import type { RiskModel } from '@release-risk/model/model';

export type DashboardKind = 'overview' | 'service' | 'releases';

/** The uid of a model's dashboard: at most 40 characters, the same after every compilation. */
export function dashboardUid(model: string, kind: DashboardKind): string {
  return stableUid(kind === 'overview' ? `rr-${model}` : `rr-${model}-${kind}`);
}

const TITLES: Readonly<Record<DashboardKind, string>> = {
  overview: 'release risk',
  service: 'release risk of a service',
  releases: 'releases and risk',
};

export function dashboardTitle(model: Pick<RiskModel, 'title'>, kind: DashboardKind): string {
  return stableTitle(`${model.title}: ${TITLES[kind]}`);
}

/** The risk panel on the service dashboard; alert rules link to it. */
export const RISK_PANEL_ID = 1;
