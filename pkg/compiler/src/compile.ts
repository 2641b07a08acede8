import type { PipelineContact, RiskModel } from '@release-risk/model/model';
import { RISK_PANEL_ID, dashboardUid } from './emit/dashboards/dashboardNames.ts';
import { emitDashboards, type EmittedDashboards } from './emit/dashboards/emitDashboards.ts';
import type { EmitDiagnostic, Emitted } from './emit/diagnostics.ts';
import { emitAlertRules } from './emit/grafana/alertRules.ts';
import { pipelineContactPoint, type ContactPoint, type Pipeline } from './emit/grafana/contactPoints.ts';
import type { RuleGroup } from './emit/grafana/ruleGroup.ts';
import { lokiValueRules } from './emit/loki/lokiValueRules.ts';
import { baselineRules, type DatasourceRules } from './emit/prometheus/baselineRules.ts';
import type { EmittedRules } from './emit/prometheus/diagnostics.ts';
import { scoreFile } from './emit/prometheus/scoreRules.ts';
import { frozenSignals } from './freezePlan.ts';
import { makePlan, planNormalized, type PlanContext } from './makePlan.ts';
import { normalize } from './normalize.ts';
import type { Plan } from './plan.ts';

/** The Grafana that rules and dashboards are written for. */
export interface GrafanaTarget {
  readonly folderUid: string;
  /** Grafana's datasources by logical name. */
  readonly bindings: Readonly<Record<string, { readonly uid: string }>>;
  readonly intervalSeconds: number;
  readonly panelInstalled: boolean;
}

export interface GrafanaObjects extends EmittedDashboards {
  /** One group, or with frozen baselines one for each service. */
  readonly groups: readonly RuleGroup[];
}

/** Everything a model becomes. What an emitter cannot do exactly it refuses with a reason; the others still stand. */
export interface Compiled {
  readonly plan: Plan;
  readonly grafana: Emitted<GrafanaObjects>;
  /** Recording rules behind `recorded` baselines, by datasource; empty without such baselines. */
  readonly baselines: EmittedRules<readonly DatasourceRules[]>;
  /** Readings of Loki signals for Loki's own ruler; empty without recorded baselines of Loki signals. */
  readonly lokiValues: EmittedRules<readonly DatasourceRules[]>;
  /** The whole model as rules of one Prometheus. */
  readonly score: EmittedRules<DatasourceRules>;
}

/**
 * A model, compiled. Pure and deterministic: the same model and context give the same bytes.
 *
 *     model
 *       | normalize     queries in one spelling, services in one order        -> fingerprint
 *       v
 *     normalized
 *       | plan          queries: guaranteed rows, baselines, samples, version
 *       |               expressions: present, grade, score, conditions
 *       v
 *     plan  ------------------------------------------------> execute (pkg/query, pkg/grafana)
 *       | emit
 *       +--> Grafana     rule group (act, review, veto), dashboards
 *       +--> Prometheus  baselines, the whole score, alerts
 *       +--> Loki        readings for the ruler
 */
export function compile(model: RiskModel, context: PlanContext, target: GrafanaTarget): Compiled {
  const plan = planNormalized(normalize(model), context);
  return {
    plan,
    grafana: grafanaObjects(model, plan, context, target),
    baselines: baselineRules(model),
    lokiValues: lokiValueRules(model),
    score: scoreFile(model, context),
  };
}

/** The contact point through which a model's rules reach `pipeline`; undefined where the model names none. */
export function contactPointOf(
  model: RiskModel,
  pipelineOf: (contact: PipelineContact) => Pipeline,
): ContactPoint | undefined {
  const contact = model.contactPoints.pipeline;
  if (contact === undefined) return undefined;
  const options = model.deployment && { versionLabel: model.deployment.versionLabel };
  return pipelineContactPoint(contact, pipelineOf(contact), options);
}

/** Rules and dashboards of one Grafana, or every reason why not. */
export function grafanaObjects(
  model: RiskModel,
  plan: Plan,
  { frozen = [] }: PlanContext,
  { folderUid, bindings, intervalSeconds, panelInstalled }: GrafanaTarget,
): Emitted<GrafanaObjects> {
  const dashboards = emitDashboards(model, plan, { bindings, frozen, panelInstalled });
  const dashboard = { uid: dashboardUid(model.name, 'service'), panelId: RISK_PANEL_ID };
  // With frozen baselines a deployment changes the rule: one for each service, so that it resets its own alerts only.
  const plans =
    frozenSignals(model).length === 0
      ? [plan]
      : plan.services.map((service) => makePlan(model, { services: [service], frozen }));
  const groups = plans.map((one) => emitAlertRules(model, one, { folderUid, bindings, intervalSeconds, dashboard }));
  const diagnostics = [dashboards, ...groups].flatMap((emitted): readonly EmitDiagnostic[] =>
    emitted.ok ? [] : emitted.diagnostics,
  );
  if (!dashboards.ok || diagnostics.length > 0) return { ok: false, diagnostics };
  return {
    ok: true,
    value: { ...dashboards.value, groups: groups.flatMap((group) => (group.ok ? [group.value] : [])) },
  };
}
