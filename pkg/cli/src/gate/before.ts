import type { FrozenAt } from '@release-risk/compiler/frozen';
import { frozenSignals } from '@release-risk/compiler/freezePlan';
import { makeHistoryPlan, makePlan } from '@release-risk/compiler/makePlan';
import type { NotReady, Outcome } from '@release-risk/contract/verdict';
import { comparison, missingReason } from '@release-risk/model/explain';
import { formatShare } from '@release-risk/model/format';
import type { Identity, Signal } from '@release-risk/model/model';
import { isReportOnly } from '@release-risk/model/score';
import type { Evaluation, ServiceEvaluation } from '@release-risk/query/evaluate';
import { execute, rowOf } from '@release-risk/query/executor';
import { type BaselineHistory, takeBaselines } from '../deployment/takeBaselines.ts';
import { CliError, usageError } from '../errors.ts';
import type { Session } from '../evaluation/session.ts';
import { lastingFailure } from './cannotHeal.ts';
import { gatewayFindings, type GatewayLook } from './gatewayFindings.ts';
import type { GateOptions } from './options.ts';
import type { Ending, GateResult } from './result.ts';
import { gatedServices } from './services.ts';

interface Finding extends NotReady {
  readonly outcome: Exclude<Outcome, 'pass' | 'error'>;
}

/**
 * The check ahead of a deployment, at `at` (epoch seconds): the environment is not over the line and nothing is red,
 * every signal that counts has a reading, every baseline stands on enough history, and the gateway, where there is a
 * look at it, neither holds the service nor rolls it back. Rejects with a CliError where nothing could be evaluated.
 */
export async function checkBefore(
  session: Session,
  options: GateOptions,
  at: number,
  look: GatewayLook | undefined,
  signal: AbortSignal,
): Promise<GateResult> {
  const minHistory = minHistoryOption(options.minHistory);
  const services = await gatedServices(session, options.allServices === true, at, signal);
  const { frozen, history: frozenHistory } = await frozenNow(session, services, at, signal);
  const plan = makePlan(session.model, { services, frozen });
  const evaluation = await session.evaluate(plan, at, signal);
  const lasting = lastingFailure(evaluation, true);
  if (lasting) throw lasting;
  if (evaluation.unanswered) throw unanswered(evaluation);
  const history = [...frozenHistory, ...(await histories(session, services, frozen, at, signal))];
  const view = look !== undefined && 'seen' in look ? look.seen : { holds: [], open: [] };
  const findings = evaluation.services.map((one) => [
    ...gatewayFindings(view, session.model.identity.labels, one.service, 1000 * at).map((notReady): Finding => ({
      ...notReady,
      outcome: 'fail',
    })),
    ...lineFindings(session, one, options.failOn),
    ...readingFindings(session, one),
    ...historyFindings(session, one, history, minHistory),
  ]);
  return {
    evaluation,
    endings: findings.map(endingOf),
    evaluations: 1,
    answered: 1,
    interrupted: false,
    notReady: findings.flat().map(({ outcome: _outcome, ...notReady }) => notReady),
    warnings: look !== undefined && 'unseen' in look ? [look.unseen] : [],
    error: undefined,
  };
}

function minHistoryOption(text: string): number {
  const share = Number(text);
  if (text.trim() !== '' && share >= 0 && share <= 1) return share;
  throw usageError(`--min-history ${JSON.stringify(text)} is not a share`, 'Write a number from 0 to 1, such as 0.5.');
}

function unanswered(evaluation: Evaluation): CliError {
  const failure = evaluation.failures.find(({ query }) => 'signal' in query.purpose);
  const reason = failure?.reason ?? 'no query of any signal was answered';
  return new CliError({
    code: 'RR613',
    reason: `Nothing answered: ${reason}`,
    hint: failure?.hint ?? 'Check the datasources with `release-risk score`.',
  });
}

/** A frozen baseline does not exist before its deployment: the one that would be taken now stands for it. */
async function frozenNow(
  session: Session,
  services: readonly Identity[],
  at: number,
  signal: AbortSignal,
): Promise<{ frozen: readonly FrozenAt[]; history: readonly BaselineHistory[] }> {
  if (frozenSignals(session.model).length === 0) return { frozen: [], history: [] };
  return takeBaselines(session.model, session.sources, services, at, signal);
}

/** How much history every other baseline stands on; a count that failed is no history. */
async function histories(
  session: Session,
  services: readonly Identity[],
  frozen: readonly FrozenAt[],
  at: number,
  signal: AbortSignal,
): Promise<readonly BaselineHistory[]> {
  const isFrozen = new Set(frozenSignals(session.model).map(({ id }) => id));
  const plan = makeHistoryPlan(session.model, { services, frozen });
  const { outcomes } = await execute(plan, session.sources, at, signal);
  return outcomes.flatMap((outcome) => {
    const { purpose } = outcome.query;
    if (purpose.kind !== 'history' || isFrozen.has(purpose.signal)) return [];
    return services.map((service): BaselineHistory => {
      const row = rowOf(plan, outcome, service);
      const count = row?.kind === 'number' ? row.value : 0;
      return { service, signal: purpose.signal, count, expected: purpose.expected };
    });
  });
}

function lineFindings(
  { model }: Session,
  { name, result, evaluated, sentence }: ServiceEvaluation,
  failOn: GateOptions['failOn'],
): Finding[] {
  const over = result.verdict === 'High' || (failOn === 'medium' && result.verdict === 'Medium');
  const red = model.signals.flatMap((signal, at): Finding[] => {
    const scored = result.signals[at];
    if (scored?.grade !== 2 || isReportOnly(signal)) return [];
    const problem = `${signal.title} is red already: ${comparison(signal, scored)}`;
    return [{ service: name, signal: signal.id, problem, outcome: 'fail' }];
  });
  if (red.length > 0 || !over || !evaluated) return red;
  const problem = `the environment is ${result.verdict} already: ${sentence}`;
  return [{ service: name, signal: null, problem, outcome: 'fail' }];
}

/** A canary runs only after the deployment: what compares it has no reading yet. */
function comparesCanary(signal: Signal): boolean {
  return 'baseline' in signal && signal.baseline.kind === 'control';
}

function readingFindings({ model }: Session, { name, result }: ServiceEvaluation): Finding[] {
  return model.signals.flatMap((signal, at): Finding[] => {
    const scored = result.signals[at];
    if (scored?.missing === undefined || isReportOnly(signal) || comparesCanary(signal)) return [];
    const problem = `${signal.title} has no reading: ${missingReason(signal, scored)}`;
    return [{ service: name, signal: signal.id, problem, outcome: 'inconclusive' }];
  });
}

function historyFindings(
  { model }: Session,
  { name, service }: ServiceEvaluation,
  history: readonly BaselineHistory[],
  minHistory: number,
): Finding[] {
  const { labels } = model.identity;
  const own = history.filter((one) => labels.every((label) => one.service[label] === service[label]));
  return own.flatMap(({ signal: id, count, expected }): Finding[] => {
    const signal = model.signals.find((one) => one.id === id);
    if (signal === undefined || isReportOnly(signal) || count >= expected * minHistory) return [];
    const share = `${count} of ${expected} samples (${formatShare(count / expected)})`;
    const problem = `the baseline of ${signal.title} stands on ${share}, ${formatShare(minHistory)} are needed`;
    return [{ service: name, signal: id, problem, outcome: 'inconclusive' }];
  });
}

function endingOf(findings: readonly Finding[]): Ending {
  const decisive = findings.find(({ outcome }) => outcome === 'fail') ?? findings[0];
  if (decisive === undefined)
    return { outcome: 'pass', reason: 'Ready: the environment is calm, every signal reads, no baseline is cold' };
  const more = findings.length === 1 ? '' : `, and ${findings.length - 1} more`;
  return { outcome: decisive.outcome, reason: `Not ready: ${decisive.problem}${more}` };
}
