import type { Plan } from '@release-risk/compiler/plan';
import { identityName } from '@release-risk/compiler/identity';
import { explain } from '@release-risk/model/explain';
import type { Identity, RiskModel } from '@release-risk/model/model';
import { NO_READING, type Fault, type Reading, type ReadingPart } from '@release-risk/model/reading';
import { score, type ServiceScore } from '@release-risk/model/score';
import { execute, rowOf, type Execution, type QueryFailure, type QueryOutcome, type Sources } from './executor.ts';

/** What is known of the running version, from the model's deployment query. */
export interface RunningVersion {
  readonly version: string;
  /** Seconds since it was deployed. */
  readonly age: number;
}

/** One service at one tick. */
export interface ServiceEvaluation {
  readonly service: Identity;
  readonly name: string;
  /** False where the model compares canaries and none is running: there is no verdict then. */
  readonly evaluated: boolean;
  readonly result: ServiceScore;
  readonly sentence: string;
  readonly running: RunningVersion | undefined;
}

export interface Evaluation {
  /** Epoch seconds. */
  readonly at: number;
  readonly fingerprint: string;
  /** In the plan's order. */
  readonly services: readonly ServiceEvaluation[];
  readonly failures: readonly QueryFailure[];
  readonly warnings: readonly string[];
  /** True when not one query of a signal was answered: nothing could be evaluated at all. */
  readonly unanswered: boolean;
}

/** Executes the plan at a moment (epoch seconds) and scores every service of it. Rejects only on abort. */
export async function evaluate(
  model: RiskModel,
  plan: Plan,
  sources: Sources,
  at: number,
  signal?: AbortSignal,
): Promise<Evaluation> {
  return scoreExecution(model, plan, await execute(plan, sources, at, signal));
}

/** Scores what an execution brought: the same function for every executor. */
export function scoreExecution(model: RiskModel, plan: Plan, execution: Execution): Evaluation {
  const bySignal = new Map<string, QueryOutcome[]>();
  for (const outcome of execution.outcomes) {
    const { purpose } = outcome.query;
    const key = 'signal' in purpose ? purpose.signal : purpose.kind;
    bySignal.set(key, [...(bySignal.get(key) ?? []), outcome]);
  }
  const signalOutcomes = execution.outcomes.filter(({ query }) => 'signal' in query.purpose);
  return {
    at: execution.at,
    fingerprint: plan.fingerprint,
    services: plan.services.map((service) => {
      const readings = model.signals.map((signal) => readingOf(plan, bySignal.get(signal.id) ?? [], service));
      const result = score(model, readings);
      return {
        service,
        name: identityName(plan.labels, service),
        evaluated: isEvaluated(plan, bySignal.get('canary')?.[0], service),
        result,
        sentence: explain(model, result),
        running: runningVersion(plan, bySignal.get('deployment')?.[0], service),
      };
    }),
    failures: execution.outcomes.flatMap((outcome) => (outcome.ok ? [] : [outcome.failure])),
    warnings: execution.warnings,
    unanswered: signalOutcomes.every((outcome) => !outcome.ok),
  };
}

function readingOf(plan: Plan, outcomes: readonly QueryOutcome[], service: Identity): Reading {
  const numbers: Record<ReadingPart, number> = { ...NO_READING };
  let fault: Fault | undefined;
  for (const outcome of outcomes) {
    const { purpose } = outcome.query;
    if (!('signal' in purpose) || purpose.kind === 'history') continue;
    const { kind } = purpose;
    const row = rowOf(plan, outcome, service);
    if (row?.kind === 'number') numbers[kind] = row.value;
    const reason = outcome.ok ? (row?.kind === 'unclear' ? row.reason : undefined) : outcome.failure.reason;
    if (reason !== undefined && (fault === undefined || comesBefore(kind, fault.part))) fault = { part: kind, reason };
  }
  return { ...numbers, fault };
}

/** The order in which scoring misses parts: the fault told is that of the part it stumbles over first. */
const PARTS: readonly ReadingPart[] = ['value', 'mean', 'deviation', 'samples'];

function comesBefore(a: ReadingPart, b: ReadingPart): boolean {
  return PARTS.indexOf(a) < PARTS.indexOf(b);
}

function isEvaluated(plan: Plan, canary: QueryOutcome | undefined, service: Identity): boolean {
  if (!canary?.ok) return true;
  const row = rowOf(plan, canary, service);
  return row?.kind !== 'number' || row.value > 0;
}

function runningVersion(plan: Plan, outcome: QueryOutcome | undefined, service: Identity): RunningVersion | undefined {
  if (outcome?.query.purpose.kind !== 'deployment') return undefined;
  const row = rowOf(plan, outcome, service);
  const version = row?.kind === 'number' ? row.labels[outcome.query.purpose.versionLabel] : undefined;
  return row?.kind === 'number' && version !== undefined ? { version, age: row.value } : undefined;
}
