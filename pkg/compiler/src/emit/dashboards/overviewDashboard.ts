import type { RiskModel } from '@release-risk/model/model';
import type { Plan } from '../../plan.ts';
import { aboutText } from './aboutText.ts';
import { BUILT_IN } from './annotationQueries.ts';
import type { DashboardJson, Panel, Variable } from './dashboardJson.ts';
import { frame } from './frame.ts';
import { modelDocument } from './modelDocument.ts';
import { alertPanel, textPanel } from './panels.ts';
import { RELEASE_TAG } from './annotationQueries.ts';

const ID = { alerts: 3, releases: 4, about: 5 };
const TALLEST = 24;

interface Parts {
  readonly model: RiskModel;
  readonly plan: Plan;
  /** The table of services, its height in rows to be chosen here. */
  readonly services: ((height: number) => Panel) | undefined;
  readonly variables: readonly Variable[];
  readonly notes: readonly string[];
}

/** Every service of the model, worst first. It carries the model itself: its versions in Grafana are the history. */
export function overviewDashboard({ model, plan, services, variables, notes }: Parts): DashboardJson {
  const height = services === undefined ? 0 : Math.min(TALLEST, 4 + plan.services.length);
  const panels: Panel[] = [
    ...(services === undefined ? [] : [services(height)]),
    alertPanel(
      { id: ID.alerts, title: 'Alerts', gridPos: { x: 0, y: height, w: 12, h: 8 } },
      model.name,
      plan.labels,
      undefined,
    ),
    releaseList(height),
    textPanel(
      { id: ID.about, title: '', gridPos: { x: 0, y: height + 8, w: 24, h: 4 } },
      aboutText(model, plan, notes),
    ),
  ];
  return {
    ...frame(model, 'overview', {
      panels,
      templating: { list: variables },
      annotations: { list: [BUILT_IN] },
    }),
    releaseRisk: { format: 1, fingerprint: plan.fingerprint, model: modelDocument(model) },
  };
}

/** The latest releases that anyone wrote down, also from before the time range. The list can only ask for tags. */
function releaseList(y: number): Panel {
  return {
    id: ID.releases,
    type: 'annolist',
    title: 'Latest releases and rollbacks, of all models',
    gridPos: { x: 12, y, w: 12, h: 8 },
    options: {
      limit: 20,
      navigateAfter: '2h',
      navigateBefore: '30m',
      navigateToPanel: false,
      onlyFromThisDashboard: false,
      onlyInTimeRange: false,
      showTags: false,
      showTime: true,
      showUser: false,
      tags: [RELEASE_TAG],
    },
  };
}
