import type { RiskModel } from '@release-risk/model/model';
import { NODE, REF, RULE_ANNOTATION } from '../../conventions.ts';
import { causeText, vetoCauseText } from './sentence/causeText.ts';
import { goFloat, literal, value } from './sentence/goText.ts';

/** What a rule's annotations need to know. */
export interface AnnotationContext {
  readonly model: RiskModel;
  /** The most that may follow an alert of this rule. */
  readonly action: 'observe' | 'ask' | 'act';
  /** The version is a label of the alert. */
  readonly joined: boolean;
  readonly dashboard: { readonly uid: string; readonly panelId: number } | undefined;
}

type Annotations = Readonly<Record<string, string>>;

/** Annotations of the act and the review rule. */
export function scoreAnnotations(context: AnnotationContext): Annotations {
  const { model } = context;
  const canary = model.control ? REF.canary : undefined;
  const verdict = verdictText(model);
  return {
    ...fixedAnnotations(context),
    [RULE_ANNOTATION.summary]: `${releaseText(context)}release risk ${verdict}`,
    [RULE_ANNOTATION.cause]: causeText(model, { anyNode: NODE.score, canary }),
    [RULE_ANNOTATION.verdict]: verdict,
    [RULE_ANNOTATION.score]: whereNumbers(`{{printf "%.2f" ${value(NODE.score)}}}`),
    [RULE_ANNOTATION.coverage]: whereNumbers(`{{printf "%.0f%%" ${value(NODE.coveragePercent)}}}`),
  };
}

/** Annotations of a veto rule: it knows no score and no coverage. */
export function vetoAnnotations(context: AnnotationContext, signals: RiskModel['signals']): Annotations {
  const { control } = context.model;
  const verdict = vetoVerdictText(control !== undefined);
  return {
    ...fixedAnnotations(context),
    [RULE_ANNOTATION.summary]: `${releaseText(context)}release risk ${verdict}`,
    [RULE_ANNOTATION.cause]: vetoCauseText(signals, { anyNode: NODE.veto, canary: control && REF.canary }),
    [RULE_ANNOTATION.verdict]: verdict,
  };
}

function fixedAnnotations(context: AnnotationContext): Annotations {
  const { model, dashboard } = context;
  return {
    [RULE_ANNOTATION.action]: actionText(context),
    [RULE_ANNOTATION.idempotencyKey]: keyText(context),
    ...(model.runbook === undefined ? {} : { [RULE_ANNOTATION.runbook]: literal(model.runbook) }),
    ...(dashboard === undefined
      ? {}
      : {
          [RULE_ANNOTATION.dashboard]: dashboard.uid,
          [RULE_ANNOTATION.panel]: String(dashboard.panelId),
        }),
  };
}

/** An unknown deployment at most asks. */
function actionText({ model, action, joined }: AnnotationContext): string {
  if (action !== 'act' || !joined || !model.deployment) return action;
  return `{{if $labels.${model.deployment.versionLabel}}}act{{else}}ask{{end}}`;
}

/** Identity and version, each escaped as in a URL, so that no two deployments share a key. */
function keyText({ model, joined }: AnnotationContext): string {
  const identity = model.identity.labels.map((label) => `{{with $labels.${label}}}{{urlquery .}}{{end}}`).join('/');
  if (!joined || !model.deployment) return `${identity}@`;
  const version = `$labels.${model.deployment.versionLabel}`;
  return `${identity}@{{with ${version}}}{{urlquery .}}{{end}}`;
}

/** "lead-bot 1.42.0: "; nothing in the alert of a failed evaluation, which is about no service. */
function releaseText({ model, joined }: AnnotationContext): string {
  const { labels } = model.identity;
  const identity = labels.map((label) => `{{$labels.${label}}}`).join(' / ');
  const version = joined && model.deployment ? `{{with $labels.${model.deployment.versionLabel}}} {{.}}{{end}}` : '';
  return `{{if $labels.${labels[0] ?? ''}}}${identity}${version}: {{end}}`;
}

function verdictText({ bands, control }: RiskModel): string {
  const score = value(NODE.score);
  const judged =
    `{{if gt ${value(NODE.veto)} 0.0}}High{{else if gt ${value(NODE.inconclusive)} 0.0}}Inconclusive` +
    `{{else if gt ${score} ${goFloat(bands.high)}}}High{{else if gt ${score} ${goFloat(bands.low)}}}Medium{{else}}Low{{end}}`;
  const running = control ? `{{if gt ${value(REF.canary)} 0.0}}${judged}{{else}}NotEvaluated{{end}}` : judged;
  return `{{if $values.${NODE.score}}}${running}{{else}}NotEvaluated{{end}}`;
}

/** A veto rule knows that it is High, and otherwise nothing: the score may be anything. */
function vetoVerdictText(control: boolean): string {
  const veto = `{{if gt ${value(NODE.veto)} 0.0}}High{{else}}NotEvaluated{{end}}`;
  const running = control ? `{{if gt ${value(REF.canary)} 0.0}}${veto}{{else}}NotEvaluated{{end}}` : veto;
  return `{{if $values.${NODE.veto}}}${running}{{else}}NotEvaluated{{end}}`;
}

function whereNumbers(text: string): string {
  return `{{if $values.${NODE.score}}}${text}{{end}}`;
}
