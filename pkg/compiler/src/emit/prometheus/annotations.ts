import type { RiskModel } from '@release-risk/model/model';
import { RULE_ANNOTATION } from '../../conventions.ts';
import type { Plan } from '../../plan.ts';
import type { AlertingRule } from './ruleFile.ts';
import { outputSeries } from './outputSeries.ts';
import { SERIES, type RecordedSeries } from './series.ts';
import { goNumber, goString, seriesOfService, type Narrowed } from './templates.ts';

interface Writer {
  readonly model: RiskModel;
  readonly plan: Plan;
  /** A template expression: the rows of a series about the alert's own service, that pass a test. */
  readonly rows: (series: RecordedSeries, narrowed?: Narrowed) => string;
}

/** What an alert says beside its labels: asked of the recorded series when it fires, so it is about that moment. */
export function annotationsOf(model: RiskModel, plan: Plan, rule: 'act' | 'review'): AlertingRule['annotations'] {
  const writer: Writer = {
    model,
    plan,
    rows: (series, narrowed) => `${seriesOfService(series, plan.labels, narrowed)} | query`,
  };
  const release = plan.labels.map((label) => `{{ $labels.${label} }}`).join(' / ');
  const version = model.deployment ? `{{ with $labels.${model.deployment.versionLabel} }} {{ . }}{{ end }}` : '';
  return {
    [RULE_ANNOTATION.summary]: `${release}${version}: ${rule === 'act' ? 'release risk is High' : 'release needs a look'}`,
    [RULE_ANNOTATION.verdict]: verdictText(writer),
    [RULE_ANNOTATION.score]: numberText(writer, plan.outputs.score, '%.2f'),
    [RULE_ANNOTATION.coverage]: numberText(writer, plan.outputs.coverage, '%.2f'),
    [RULE_ANNOTATION.cause]: causeText(writer),
    [RULE_ANNOTATION.action]: rule === 'act' ? actionText(model) : 'observe',
    [RULE_ANNOTATION.idempotencyKey]: keyText(model, plan),
    ...(model.runbook === undefined ? {} : { [RULE_ANNOTATION.runbook]: `{{ ${goString(model.runbook)} }}` }),
  };
}

/** An unknown deployment at most asks. */
function actionText({ action: { mode }, deployment }: RiskModel): string {
  if (mode !== 'act' || !deployment) return mode;
  return `{{ if $labels.${deployment.versionLabel} }}act{{ else }}ask{{ end }}`;
}

/** Identity and version, each escaped as in a URL, so that no two deployments share a key. */
function keyText({ deployment }: RiskModel, { labels }: Plan): string {
  const identity = labels.map((label) => `{{ urlquery $labels.${label} }}`).join('/');
  if (!deployment) return `${identity}@`;
  return `${identity}@{{ with $labels.${deployment.versionLabel} }}{{ urlquery . }}{{ end }}`;
}

function verdictText(writer: Writer): string {
  const { model, plan } = writer;
  const score = withFirst(
    writer,
    plan.outputs.score,
    `{{ if gt $first ${goNumber(model.bands.high)} }}High{{ else if gt $first ${goNumber(model.bands.low)} }}Medium{{ else }}Low{{ end }}`,
  );
  const unless = (refId: string, then: string, otherwise: string) =>
    withFirst(writer, refId, `{{ if gt $first 0.0 }}${then}{{ else }}${otherwise}{{ end }}`);
  return unless(plan.outputs.veto, 'High', unless(plan.outputs.inconclusive, 'Inconclusive', score));
}

function numberText(writer: Writer, refId: string, format: string): string {
  return withFirst(writer, refId, `{{ printf ${goString(format)} $first }}`);
}

function withFirst({ model, plan, rows }: Writer, refId: string, text: string): string {
  const series = outputSeries(model, plan).get(refId);
  if (series === undefined) throw new TypeError(`The plan has no output ${refId}`);
  return `{{ with ${rows(series)} }}{{ $first := . | first | value }}${text}{{ end }}`;
}

/** `Veto: Error rate. API latency p95 adds 0.60. Missing: Queue depth. ` */
function causeText({ model, rows }: Writer): string {
  const titles = model.signals.map(({ id, title }) => `{{ if eq . ${goString(id)} }}{{ ${goString(title)} }}{{ end }}`);
  const title = '{{ template "title" .Labels.signal }}';
  const of = (name: RecordedSeries['name']): RecordedSeries => ({ name, labels: { model: model.name } });
  const critical = model.signals.filter((signal) => signal.critical).map(({ id }) => id);
  return [
    `{{ define "title" }}${titles.join('')}{{ end }}`,
    `{{ range ${rows(of(SERIES.grade), { matcher: `signal=~"${critical.join('|')}"`, test: '== 2' })} }}Veto: ${title}. {{ end }}`,
    `{{ range ${rows(of(SERIES.points), { test: '> 0' })} | sortByLabel "signal" }}${title} adds {{ printf "%.2f" .Value }}. {{ end }}`,
    `{{ range ${rows(of(SERIES.present), { test: '== 0' })} | sortByLabel "signal" }}Missing: ${title}. {{ end }}`,
  ].join('');
}
