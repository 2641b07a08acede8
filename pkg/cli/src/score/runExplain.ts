import type { Plan } from '@release-risk/compiler/plan';
import type { RiskModel } from '@release-risk/model/model';
import { plain } from '@release-risk/model/plainText';
import type { Evaluation, ServiceEvaluation } from '@release-risk/query/evaluate';
import { momentOption, spokenMoment } from '../arguments/moment.ts';
import type { GlobalOptions } from '../commandContext.ts';
import type { EvaluationOptions } from '../evaluation/options.ts';
import { openSession, planFor, wantedServices } from '../evaluation/session.ts';
import { EXIT, type ExitCode } from '../exitCode.ts';
import type { Io } from '../io.ts';
import { jsonText } from '../report/jsonText.ts';
import { uniqueFailures } from '@release-risk/query/failedQueries';
import { toServiceVerdict, worstFirst } from '@release-risk/query/serviceVerdict';
import { type Style, styleFor } from '../terminal/style.ts';
import { wrapped } from '../terminal/width.ts';
import { arithmetic } from './arithmetic.ts';
import { failureLines } from './scoreText.ts';
import { verdictBadge } from './serviceText.ts';

export interface ExplainOptions extends EvaluationOptions {
  readonly at?: string;
  readonly queries?: boolean;
}

/** Says in words how each service came to its verdict. Ends 3 when nothing could be evaluated. */
export async function runExplain(
  io: Io,
  globals: GlobalOptions,
  file: string,
  options: ExplainOptions,
): Promise<ExitCode> {
  const now = io.clock.now();
  const at = (options.at === undefined ? now : momentOption('--at', options.at, now)) / 1000;
  const session = await openSession(io, file, options);
  const services = await wantedServices(session, at, io.interrupted);
  const plan = planFor(session, services);
  const evaluation = await session.evaluate(plan, at, io.interrupted);
  const queries = options.queries === true ? plan.queries : [];
  if (globals.format === 'json') io.stdout.write(jsonText(io.stdout, explanation(session.model, evaluation, queries)));
  else io.stdout.write(explanationText(styleFor(io, io.stdout, globals), session.model, evaluation, queries));
  return evaluation.unanswered ? EXIT.error : EXIT.ok;
}

function ordered(model: RiskModel, evaluation: Evaluation): readonly ServiceEvaluation[] {
  return [...evaluation.services].sort((a, b) => worstFirst(toServiceVerdict(model, a), toServiceVerdict(model, b)));
}

function explanation(model: RiskModel, evaluation: Evaluation, queries: Plan['queries']): unknown {
  return {
    apiVersion: 'releaserisk/explanation/v1',
    model: model.name,
    fingerprint: evaluation.fingerprint,
    evaluatedAt: new Date(evaluation.at * 1000).toISOString(),
    services: ordered(model, evaluation).map((one) => {
      const { service, labels, verdict, score, sentence } = toServiceVerdict(model, one);
      const signals = model.signals.flatMap((signal, at) => {
        const scored = one.result.signals[at];
        return scored === undefined ? [] : [{ id: signal.id, arithmetic: arithmetic(model, signal, scored) }];
      });
      return { service, labels, verdict, score, sentence, signals };
    }),
    failures: uniqueFailures(evaluation),
    queries: queries.map(({ refId, datasource, type, form, expr }) => ({ query: refId, datasource, type, form, expr })),
  };
}

function explanationText(style: Style, model: RiskModel, evaluation: Evaluation, queries: Plan['queries']): string {
  const lines = ordered(model, evaluation).flatMap((one) => [...serviceLines(style, model, one), '']);
  const asked = queries.flatMap(({ refId, datasource, expr, form }) => [
    `  ${style.bold(refId)} ${style.dim(`${datasource}${form.kind === 'range' ? `, ${form.reducer} over a range` : ''}`)}`,
    `    ${plain(expr)}`,
  ]);
  return `${[
    ...lines,
    ...failureLines(style, uniqueFailures(evaluation)),
    ...(asked.length > 0 ? [style.dim('QUERIES'), ...asked, ''] : []),
    style.dim(
      `evaluated ${spokenMoment(evaluation.at * 1000)} ${style.marks.dot} fingerprint ${evaluation.fingerprint}`,
    ),
  ].join('\n')}\n`;
}

function serviceLines(style: Style, model: RiskModel, one: ServiceEvaluation): readonly string[] {
  const verdict = toServiceVerdict(model, one);
  const head = `${verdictBadge(style, verdict)}  ${style.bold(plain(verdict.service))}`;
  const sentence = wrapped(plain(verdict.sentence), style.width - 2).map((line) => `  ${line}`);
  if (!one.evaluated) return [head, ...sentence];
  const signals = model.signals.flatMap((signal, at) => {
    const scored = one.result.signals[at];
    if (scored === undefined) return [];
    const told = arithmetic(model, signal, scored).flatMap((line) => wrapped(plain(line), style.width - 4));
    return ['', `  ${style.bold(plain(signal.title))}`, ...told.map((line) => `    ${line}`)];
  });
  return [head, ...sentence, ...signals];
}
