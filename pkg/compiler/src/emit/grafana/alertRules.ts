import { isStatic } from '@release-risk/model/limit';
import type { RiskModel } from '@release-risk/model/model';
import { NODE, RULE_LABEL } from '../../conventions.ts';
import { identityKey, identityName } from '../../identity.ts';
import type { Plan, PlanExpression, PlanQuery } from '../../plan.ts';
import type { Emitted } from '../diagnostics.ts';
import { scoreAnnotations, vetoAnnotations, type AnnotationContext } from './annotations.ts';
import { vetoCondition, withDeployment, type Condition, type DeploymentUse } from './conditions.ts';
import { grafanaDuration } from './grafanaDuration.ts';
import { pipelineSettings, teamSettings } from './notification.ts';
import { reachable } from './reachable.ts';
import { lengthFindings, ruleFindings } from './ruleChecks.ts';
import type { AlertRule, NotificationSettings, RuleGroup } from './ruleGroup.ts';
import { mathNode, queryNode, thresholdNode, type Lines } from './ruleNodes.ts';
import type { RuleOptions } from './ruleOptions.ts';
import { shownNodes } from './sentence/shownNodes.ts';
import { shortHash, stableTitle, stableUid } from './uid.ts';
import { vetoGroups, type VetoGroup } from './vetoGroups.ts';

/** A look-up that blinks for a tick or two must not resolve an alert whose version it names. */
const MISSING_EVALUATIONS = 3;

interface Writer {
  readonly model: RiskModel;
  readonly plan: Plan;
  readonly options: RuleOptions;
  /** The service in the names of rules and group, where each service has its own. */
  readonly suffix: { readonly uid: string; readonly title: string };
}

/**
 * The alert rules of a model, for all services of the plan:
 *
 *     act     High for `policy.for`         -> pipeline (mode observe: team)   a failing query keeps its state
 *     veto..  one per datasource that has critical signals, where there are two or more: as act, without the others
 *     review  anything but Low, or any red  -> team                            a failing query is told
 *
 * `plan` must be made from `model`. Refuses, with every reason at once, what cannot be an exact rule.
 */
export function emitAlertRules(model: RiskModel, plan: Plan, options: RuleOptions): Emitted<RuleGroup> {
  const diagnostics = ruleFindings(model, plan, options);
  if (diagnostics.length > 0) return { ok: false, diagnostics };
  const writer: Writer = { model, plan, options, suffix: suffixOf(model, plan) };
  const rules = [
    actRule(writer),
    ...vetoGroups(model, plan).map((group) => vetoRule(writer, group)),
    reviewRule(writer),
  ];
  const tooLong = rules.flatMap(lengthFindings);
  if (tooLong.length > 0) return { ok: false, diagnostics: tooLong };
  return {
    ok: true,
    value: { title: groupTitle(writer), folderUid: options.folderUid, interval: options.intervalSeconds, rules },
  };
}

function actRule(writer: Writer): AlertRule {
  const { model } = writer;
  const condition = withDeployment(model, NODE.act, deploymentUse(model, true));
  return rule(writer, {
    kind: 'act',
    name: 'act',
    title: `${model.title}: High release risk`,
    severity: 'critical',
    condition,
    lines: { fires: model.bands.high, recovers: model.bands.recovery },
    for: model.policy.for,
    execErrState: 'KeepLast',
    noDataState: 'KeepLast',
    annotations: scoreAnnotations(annotationContext(writer, model.action.mode, model.deployment !== undefined)),
    settings: pipeline(model),
  });
}

function vetoRule(writer: Writer, { datasources, signals }: VetoGroup): AlertRule {
  const { model } = writer;
  const knowsDeployment = model.deployment !== undefined && datasources.includes(model.deployment.datasource);
  const veto = vetoCondition(model, signals);
  const { expressions, refId } = withDeployment(model, veto.refId, deploymentUse(model, knowsDeployment));
  // Without the version nobody can be sure which release is bad: at most, somebody is asked.
  const mode = model.action.mode === 'act' && !knowsDeployment && model.deployment ? 'ask' : model.action.mode;
  const plan = withServicesFrom(writer.plan, datasources, model);
  return rule(
    { ...writer, plan },
    {
      kind: 'veto',
      name: `veto_${datasources.join('_')}`,
      title: `${model.title}: veto by ${datasources.join(' and ')} alone`,
      severity: 'critical',
      condition: { expressions: [...veto.expressions, ...expressions], refId },
      lines: { fires: model.bands.high, recovers: model.bands.recovery },
      for: model.policy.for,
      execErrState: 'KeepLast',
      noDataState: 'KeepLast',
      annotations: vetoAnnotations(annotationContext(writer, mode, knowsDeployment), signals),
      settings: pipeline(model),
    },
  );
}

function reviewRule(writer: Writer): AlertRule {
  const { model } = writer;
  return rule(writer, {
    kind: 'review',
    name: 'review',
    title: `${model.title}: release needs a look`,
    severity: 'warning',
    condition: withDeployment(model, NODE.review, model.deployment ? 'version' : 'none'),
    lines: { fires: model.bands.low },
    // People hear at once, before anything is rolled back; keeping it firing is what stops it from flapping.
    for: 0,
    execErrState: 'Error',
    noDataState: 'NoData',
    annotations: scoreAnnotations(annotationContext(writer, 'observe', model.deployment !== undefined)),
    settings: teamSettings(model),
  });
}

interface RuleParts extends Pick<AlertRule, 'title' | 'execErrState' | 'noDataState' | 'annotations'> {
  readonly kind: 'act' | 'review' | 'veto';
  readonly name: string;
  readonly severity: string;
  readonly condition: Condition;
  readonly lines: Lines;
  readonly for: number;
  readonly settings: NotificationSettings | null;
}

function rule(writer: Writer, parts: RuleParts): AlertRule {
  const { model, plan, options, suffix } = writer;
  return {
    uid: stableUid(`rr-${model.name}-${parts.name}${suffix.uid}`),
    folderUID: options.folderUid,
    ruleGroup: groupTitle(writer),
    title: stableTitle(parts.title + suffix.title),
    condition: NODE.fires,
    data: [...dataOf(writer, parts), thresholdNode(NODE.fires, parts.condition.refId, parts.lines)],
    noDataState: parts.noDataState,
    execErrState: parts.execErrState,
    for: grafanaDuration(parts.for),
    keep_firing_for: grafanaDuration(model.policy.keepFiringFor),
    missingSeriesEvalsToResolve: MISSING_EVALUATIONS,
    isPaused: false,
    labels: sorted({
      [RULE_LABEL.model]: model.name,
      [RULE_LABEL.fingerprint]: plan.fingerprint,
      [RULE_LABEL.rule]: parts.kind,
      [RULE_LABEL.severity]: parts.severity,
    }),
    annotations: sorted(parts.annotations),
    notification_settings: parts.settings,
  };
}

/** In the order in which Grafana gives them back. */
function sorted(texts: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(texts).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Queries and expressions the condition or an annotation needs, and no others: one silent query is NoData for all. */
function dataOf({ model, plan, options }: Writer, { condition, annotations }: RuleParts): AlertRule['data'] {
  const own = new Set(condition.expressions.map(({ refId }) => refId));
  const expressions: PlanExpression[] = [
    ...plan.expressions.filter(({ refId }) => !own.has(refId)),
    ...condition.expressions,
    ...shownNodes(model.signals),
  ];
  const shown = Object.values(annotations).flatMap((text) =>
    [...text.matchAll(/\.([A-Z][A-Z0-9]*(?:_[a-z0-9_]+)?)\.Value/g)].map((match) => match[1] ?? ''),
  );
  const needed = reachable(expressions, [condition.refId, ...shown]);
  return [
    ...plan.queries
      .filter(({ refId }) => needed.has(refId))
      .map((query) => queryNode(query, options.bindings[query.datasource]?.uid ?? '')),
    ...expressions.filter(({ refId }) => needed.has(refId)).map(mathNode),
  ];
}

/** The services are asked of a datasource the rule depends on anyway: any can answer, it is a constant. */
function withServicesFrom(plan: Plan, datasources: readonly string[], model: RiskModel): Plan {
  const [first] = datasources;
  const type = first === undefined ? undefined : model.datasources[first]?.type;
  const moved = (query: PlanQuery): PlanQuery =>
    query.purpose.kind !== 'services' ||
    first === undefined ||
    type === undefined ||
    datasources.includes(query.datasource)
      ? query
      : { ...query, datasource: first, type };
  return { ...plan, queries: plan.queries.map(moved) };
}

/** By age only where Grafana itself calls the pipeline; the gateway has guards of its own. */
function deploymentUse({ action, contactPoints, deployment }: RiskModel, known: boolean): DeploymentUse {
  if (deployment === undefined || !known) return 'none';
  return action.mode !== 'observe' && contactPoints.pipeline?.kind === 'direct' ? 'age' : 'version';
}

/** While a model only observes, no pipeline hears of it: the team sees what would have been done. */
function pipeline(model: RiskModel): NotificationSettings | null {
  const contact = model.action.mode === 'observe' ? undefined : model.contactPoints.pipeline;
  return contact === undefined ? teamSettings(model) : pipelineSettings(model, contact);
}

function annotationContext(
  { model, options }: Writer,
  action: AnnotationContext['action'],
  joined: boolean,
): AnnotationContext {
  return { model, action, joined, dashboard: options.dashboard };
}

function suffixOf(model: RiskModel, { labels, services }: Plan): Writer['suffix'] {
  const [service] = services;
  const frozen = model.signals.some(
    (signal) => !isStatic(signal.limit) && 'baseline' in signal && signal.baseline.kind === 'frozen',
  );
  if (!frozen || service === undefined) return { uid: '', title: '' };
  return { uid: `_${shortHash(identityKey(labels, service))}`, title: ` (${identityName(labels, service)})` };
}

function groupTitle({ model, suffix }: Writer): string {
  return stableTitle(`Release risk ${model.name}${suffix.title}`);
}
