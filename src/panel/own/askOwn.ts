import { SERVICES_AT_MOST } from '@release-risk/compiler/emit/dashboards/dashboardChecks';
import { identityName } from '@release-risk/compiler/identity';
import { explain } from '@release-risk/model/explain';
import type { Identity, RiskModel } from '@release-risk/model/model';
import { isPresent } from '@release-risk/model/present';
import { score } from '@release-risk/model/score';
import { scoreExecution, type Evaluation, type ServiceEvaluation } from '@release-risk/query/evaluate';
import { uniqueFailures } from '@release-risk/query/failedQueries';
import { executeInGrafana, type GrafanaBindings } from '@release-risk/query/grafanaExecutor';
import { toServiceVerdict, worstFirst } from '@release-risk/query/serviceVerdict';
import type { Host } from '../../risk/host.ts';
import type { Judged } from '../../risk/judged.ts';
import { allServices, askLive, leftOut, postingQueries } from '../../risk/read/askLive.ts';
import { evaluated } from '../../risk/read/judge.ts';
import { planOf } from '../../risk/read/planOf.ts';
import { modelWithoutQueries, type PanelSignals } from './panelSignals.ts';
import type { OwnModel } from './ownModel.ts';
import type { OwnQueries } from '../options/ownQueries.ts';

/** Own queries to be judged. */
export interface OwnQuestion {
  readonly own: OwnQueries;
  /** Undefined where no target is of Prometheus or Loki. */
  readonly made: Extract<OwnModel, { ok: true }> | undefined;
  readonly bindings: GrafanaBindings;
  readonly panel: PanelSignals;
  readonly service: Identity | undefined;
  /** Epoch seconds. */
  readonly at: number;
}

/**
 * Own queries, judged. Those of Prometheus and Loki are a model like any other and score as its rule would; signals of
 * other datasources are added on top, here and nowhere else.
 */
export async function askOwn(host: Host, question: OwnQuestion, signal: AbortSignal): Promise<Judged> {
  const { made, bindings, panel, service, at } = question;
  if (made !== undefined && panel.signals.length === 0) {
    return askLive(host, { model: made.model, bindings, service, frozen: [], at }, signal);
  }
  const base = made === undefined ? undefined : await queried(host, made.model, question, signal);
  const model = made?.model ?? modelWithoutQueries(question.own);
  const combined: RiskModel = { ...model, signals: [...model.signals, ...panel.signals] };
  const services = base?.evaluation.services ?? alone(combined, service === undefined ? panel.services : [service]);
  return {
    model: combined,
    fingerprint: base?.evaluation.fingerprint ?? '',
    origin: 'live',
    at,
    services: services.map((one) => toServiceVerdict(combined, withPanel(combined, one, panel))).sort(worstFirst),
    failures: base === undefined ? [] : uniqueFailures(base.evaluation),
    warnings: base === undefined ? [] : [...base.evaluation.warnings, ...base.warnings],
    panelOnly: panel.signals.map(({ id }) => id),
  };
}

async function queried(
  host: Host,
  model: RiskModel,
  { bindings, service, panel, at }: OwnQuestion,
  signal: AbortSignal,
): Promise<{ readonly evaluation: Evaluation; readonly warnings: readonly string[] }> {
  const post = postingQueries(host, signal);
  const services = service === undefined ? await allServices({ model, bindings, at }, post, signal) : [service];
  const plan = planOf(model, services.slice(0, SERVICES_AT_MOST));
  const { execution } = await executeInGrafana(plan, bindings, post, at, signal);
  // What the panel's own answers say is shown also where nothing else was answered.
  const isAnswered = plan.services.some((one) => panel.readings(one).some(({ value }) => isPresent(value)));
  const evaluation = isAnswered ? scoreExecution(model, plan, execution) : evaluated(model, plan, execution);
  return { evaluation, warnings: leftOut(services.length, plan.services.length) };
}

/** Services that only the panel's own answers know. */
function alone(model: RiskModel, services: readonly Identity[]): readonly ServiceEvaluation[] {
  return (services.length === 0 ? [{}] : services).map((service): ServiceEvaluation => {
    const result = score({ ...model, signals: [] }, []);
    const name = identityName(model.identity.labels, service) || model.title;
    return { service, name, evaluated: true, result, sentence: '', running: undefined };
  });
}

function withPanel(combined: RiskModel, one: ServiceEvaluation, panel: PanelSignals): ServiceEvaluation {
  const readings = [...one.result.signals.map(({ reading }) => reading), ...panel.readings(one.service)];
  const result = score(combined, readings);
  return { ...one, result, sentence: explain(combined, result) };
}
