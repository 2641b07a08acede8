import type { Plan } from '@release-risk/compiler/plan';
import type { Evaluation } from '@release-risk/query/evaluate';
import { QueryError } from '@release-risk/query/errors';
import { plain } from '@release-risk/model/plainText';
import { planFor, type Session } from '../evaluation/session.ts';
import type { Io } from '../io.ts';
import { verdictWord } from '@release-risk/query/serviceVerdict';
import { lastingError, lastingFailure } from './cannotHeal.ts';
import { endingsOf, type LastWords } from './endings.ts';
import type { GateProgress } from './progress.ts';
import type { GateResult } from './result.ts';
import { type GatePlan, rulesOf } from './rules.ts';
import { gatedServices } from './services.ts';
import { nextWait, observe, openWatch, type GateRules, type Observed, type Watch } from './watch.ts';

/** One look at all services, or why there was none. */
type Look =
  | { readonly evaluation: Evaluation; readonly problem: undefined }
  | { readonly evaluation: undefined; readonly problem: LastWords };

/**
 * Watches a release until its gate ends or is interrupted. Rejects with a CliError for what waiting cannot change:
 * credentials, an unknown service.
 */
export async function watchRelease(
  io: Io,
  session: Session,
  plan: GatePlan,
  all: boolean,
  progress: GateProgress,
): Promise<GateResult> {
  const startedAt = io.clock.now();
  const look = looker(session, all, io.interrupted);
  let watch: Watch = openWatch(1);
  let rules: GateRules | undefined;
  let last: Evaluation | undefined;
  let problem: LastWords | undefined;
  while (watch.outcomes === undefined && !io.interrupted.aborted) {
    const now = io.clock.now();
    const seen = await unlessInterrupted(io, look(now / 1000, watch.evaluations === 0));
    if (seen === undefined) break;
    last = seen.evaluation ?? last;
    problem = seen.problem;
    rules ??= rulesOf(plan, plan.deployedAt ?? deployedAt(seen.evaluation, plan.version) ?? startedAt, startedAt);
    const observed = observedOf(seen.evaluation, watch.services.length);
    watch = observe(rules, withServices(watch, observed.length), observed, now);
    progress.evaluated({ now, startedAt, warmUp: plan.warmUp, rules, watch, evaluation: seen.evaluation, problem });
    if (watch.outcomes !== undefined) break;
    const wait = nextWait(rules, watch, plan.interval, io.clock.now());
    await io.clock.sleep(Math.max(1, wait), io.interrupted).catch(() => undefined);
  }
  progress.ended();
  const interrupted = watch.outcomes === undefined;
  const { endings, error } = endingsOf({ watch, rules, plan, startedAt, endedAt: io.clock.now(), last, problem });
  return {
    evaluation: last,
    endings,
    evaluations: watch.evaluations,
    answered: watch.answered,
    interrupted,
    notReady: [],
    warnings: [...plan.notes, ...otherVersions(last, plan.version)],
    error,
  };
}

async function unlessInterrupted<T>(io: Io, work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (io.interrupted.aborted) return undefined;
    throw error;
  }
}

/** Looks at the services again and again; which they are is asked until it is known. */
function looker(session: Session, all: boolean, signal: AbortSignal): (at: number, first: boolean) => Promise<Look> {
  let known: Plan | undefined;
  return async (at, first) => {
    try {
      known ??= planFor(session, await gatedServices(session, all, at, signal));
    } catch (error) {
      if (!(error instanceof QueryError)) throw error;
      const lasting = lastingError(error, first);
      if (lasting) throw lasting;
      return { evaluation: undefined, problem: { reason: error.message, hint: error.hint } };
    }
    const evaluation = await session.evaluate(known, at, signal);
    const lasting = lastingFailure(evaluation, first);
    if (lasting) throw lasting;
    return { evaluation, problem: undefined };
  };
}

function observedOf(evaluation: Evaluation | undefined, services: number): readonly Observed[] {
  if (evaluation === undefined) return Array.from({ length: services }, () => 'Unanswered');
  return evaluation.services.map((one) => (evaluation.unanswered ? 'Unanswered' : verdictWord(one)));
}

/** Until the services are known, one stands for all of them; it has only seen silence. */
function withServices(watch: Watch, count: number): Watch {
  return watch.services.length === count ? watch : { ...watch, services: openWatch(count).services };
}

/** When the model's own look-up says that the newest of the services was deployed; of the expected version only. */
function deployedAt(evaluation: Evaluation | undefined, version: string | undefined): number | undefined {
  const ages = (evaluation?.services ?? []).flatMap(({ running }) =>
    running !== undefined && (version === undefined || running.version === version) ? [running.age] : [],
  );
  return evaluation === undefined || ages.length === 0 ? undefined : 1000 * (evaluation.at - Math.min(...ages));
}

function otherVersions(evaluation: Evaluation | undefined, version: string | undefined): readonly string[] {
  if (version === undefined) return [];
  return (evaluation?.services ?? []).flatMap(({ name, running }) =>
    running === undefined || running.version === version
      ? []
      : [
          `${plain(name)} runs version ${plain(running.version)} by the model's look-up, ${plain(version)} was expected`,
        ],
  );
}
