import type { RiskModel } from '@release-risk/model/model';
import type { DashboardJson } from './dashboardJson.ts';
import { dashboardTitle, dashboardUid, type DashboardKind } from './dashboardNames.ts';
import { dashboardLinks } from './links.ts';

/** The dashboard schema of Grafana 12.2. */
const SCHEMA_VERSION = 42;

type Own = Pick<DashboardJson, 'panels' | 'templating' | 'annotations'>;

/** What all dashboards of a model have in common, around what one has of its own. */
export function frame(model: RiskModel, kind: DashboardKind, own: Own): DashboardJson {
  return {
    uid: dashboardUid(model.name, kind),
    title: dashboardTitle(model, kind),
    description: `Generated from the risk model ${model.name}. Do not edit: change the model and apply it.`,
    tags: ['release-risk', model.name],
    schemaVersion: SCHEMA_VERSION,
    editable: false,
    graphTooltip: 1,
    time: { from: 'now-6h', to: 'now' },
    refresh: '30s',
    timezone: 'browser',
    timepicker: {},
    links: dashboardLinks(model, kind),
    ...own,
  };
}
