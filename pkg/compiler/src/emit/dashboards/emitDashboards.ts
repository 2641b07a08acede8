import type { RiskModel } from '@release-risk/model/model';
import type { FrozenAt } from '../../frozen.ts';
import { makePlan } from '../../makePlan.ts';
import type { Plan } from '../../plan.ts';
import type { EmitDiagnostic, Emitted } from '../diagnostics.ts';
import { chosenPlan } from './chosenPlan.ts';
import type { DashboardJson } from './dashboardJson.ts';
import { dashboardFindings, dashboardGaps, SERVICES_AT_MOST } from './dashboardChecks.ts';
import { namesOf, type Names } from './names.ts';
import { overviewDashboard } from './overviewDashboard.ts';
import { recordingDatasource } from './recordedScore.ts';
import { releasesDashboard } from './releasesDashboard.ts';
import { serviceDashboard } from './serviceDashboard.ts';
import { servicesTable } from './servicesTable.ts';
import { canBeChosen, datasourceVariables, identityVariables, type Bindings } from './variables.ts';

/** What dashboards depend on beside model and plan. */
export interface DashboardOptions {
  /** Grafana's datasources by logical name. */
  readonly bindings: Bindings;
  /** What deployments froze: the same the plan was made with. */
  readonly frozen?: readonly FrozenAt[];
  /** Whether Grafana has the risk panel. Without it the panel is folded away and the core panels stand alone. */
  readonly panelInstalled?: boolean;
}

export interface EmittedDashboards {
  /** Overview, service, releases. */
  readonly dashboards: readonly DashboardJson[];
  /** What they cannot show and why; empty as a rule. */
  readonly gaps: readonly EmitDiagnostic[];
}

/**
 * The dashboards of a model. Every number on them comes out of the plan's own queries and expressions: the overview
 * asks for all services at once (above 300 it reads what recording rules wrote), the others for the one service that
 * their variables choose. `plan` must be made from `model`, with the frozen baselines of the options; throws TypeError
 * otherwise.
 */
export function emitDashboards(model: RiskModel, plan: Plan, options: DashboardOptions): Emitted<EmittedDashboards> {
  const { bindings, frozen = [], panelInstalled = false } = options;
  const diagnostics = dashboardFindings(plan, bindings);
  if (diagnostics.length > 0) return { ok: false, diagnostics };
  if (JSON.stringify(makePlan(model, { services: plan.services, frozen })) !== JSON.stringify(plan))
    throw new TypeError(`The plan of the dashboards was not made from the model ${model.name} with these options`);
  const gaps = dashboardGaps(model, plan);
  const notes = gaps.map(({ message, hint }) => `${message}. ${hint}`);
  const chosen = chosenPlan(model, plan, frozen);
  const choosable = plan.services.filter((service) => canBeChosen(plan.labels, service));
  const variables = [
    ...identityVariables(model, choosable, chosen.names),
    ...datasourceVariables(model, chosen.names, bindings),
  ];
  const parts = { model, plan, chosen, variables, notes };
  return {
    ok: true,
    value: {
      dashboards: [
        overviewDashboard({
          model,
          plan,
          services: overviewTable(model, plan, chosen.names),
          variables: datasourceVariables(model, namesOf(plan, model.datasources), bindings),
          notes,
        }),
        serviceDashboard({ ...parts, panelInstalled }),
        releasesDashboard(parts),
      ],
      gaps,
    },
  };
}

function overviewTable(model: RiskModel, plan: Plan, serviceVariables: Names) {
  if (plan.services.length <= SERVICES_AT_MOST) return servicesTable(model, plan, { kind: 'plan' }, serviceVariables);
  const datasource = recordingDatasource(model);
  return datasource === undefined
    ? undefined
    : servicesTable(model, plan, { kind: 'recorded', datasource }, serviceVariables);
}
