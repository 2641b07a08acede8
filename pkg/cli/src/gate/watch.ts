import type { Outcome, VerdictWord } from '@release-risk/contract/verdict';

/** What a gate decides by. Moments are epoch milliseconds, lengths milliseconds. */
export interface GateRules {
  /** Nothing is judged before. */
  readonly warmUpEndsAt: number;
  /** No pass before; never before `warmUpEndsAt`. */
  readonly windowEndsAt: number;
  /** How long the failing verdict must stand without a break. */
  readonly standsFor: number;
  readonly failOn: 'medium' | 'high';
}

/** What one evaluation says about one service; `Unanswered` when no query of any signal was answered. */
export type Observed = VerdictWord | 'Unanswered';

interface ServiceWatch {
  /** Since when every evaluation failed; undefined while the last one did not. */
  readonly failingSince: number | undefined;
  readonly last: Observed | undefined;
  /** Judged evaluations without a verdict. */
  readonly unclear: number;
}

/** Where a gate stands. Plain data; `observe` is the only thing that moves it. */
export interface Watch {
  readonly services: readonly ServiceWatch[];
  /** Evaluations in all, warm-up included. */
  readonly evaluations: number;
  /** Those of them that are judged, and those of these in which anything was answered. */
  readonly judged: number;
  readonly answered: number;
  /** The first evaluation at or after the window's end: from here the gate only waits for what is undecided. */
  readonly closingSince: number | undefined;
  /** By service; undefined while the gate is open. */
  readonly outcomes: readonly Outcome[] | undefined;
}

/** A gate before its first evaluation. */
export function openWatch(services: number): Watch {
  const service: ServiceWatch = { failingSince: undefined, last: undefined, unclear: 0 };
  return {
    services: Array.from({ length: services }, () => service),
    evaluations: 0,
    judged: 0,
    answered: 0,
    closingSince: undefined,
    outcomes: undefined,
  };
}

/** Whether a verdict is one that the gate fails on when it stands. */
export function isFailing(observed: Observed | undefined, failOn: GateRules['failOn']): boolean {
  return observed === 'High' || (observed === 'Medium' && failOn === 'medium');
}

/** Whether a verdict tells nothing: then a gate neither passes nor fails. */
export function isUnclear(observed: Observed | undefined): boolean {
  return observed === 'Inconclusive' || observed === 'NotEvaluated' || observed === 'Unanswered';
}

/**
 * The next state of a gate after an evaluation at `now`, one observation per service.
 *
 * - During warm-up nothing is judged.
 * - It fails as soon as the failing verdict of a service stood for `standsFor` without a break; an evaluation that
 *   tells nothing is a break.
 * - It passes only at the window's end, and only when every service is then clear of it.
 * - A failing verdict that has not stood long enough at the end keeps the gate open until it stands or clears, for
 *   `standsFor` at the most; what is still undecided then is inconclusive.
 * - A gate in whose window nothing was ever answered ends in an error.
 */
export function observe(rules: GateRules, watch: Watch, observed: readonly Observed[], now: number): Watch {
  if (watch.outcomes !== undefined) return watch;
  if (now < rules.warmUpEndsAt) {
    const services = watch.services.map((one, at) => ({ ...one, last: observed[at] }));
    return { ...watch, services, evaluations: watch.evaluations + 1 };
  }
  const next: Watch = {
    services: watch.services.map((one, at) => judged(rules, one, observed[at] ?? 'Unanswered', now)),
    evaluations: watch.evaluations + 1,
    judged: watch.judged + 1,
    answered: watch.answered + (observed.every((one) => one === 'Unanswered') ? 0 : 1),
    closingSince: watch.closingSince ?? (now >= rules.windowEndsAt ? now : undefined),
    outcomes: undefined,
  };
  return { ...next, outcomes: outcomesOf(rules, next, now) };
}

function judged(rules: GateRules, before: ServiceWatch, last: Observed, now: number): ServiceWatch {
  return {
    last,
    failingSince: isFailing(last, rules.failOn) ? (before.failingSince ?? now) : undefined,
    unclear: before.unclear + Number(isUnclear(last)),
  };
}

function outcomesOf(rules: GateRules, watch: Watch, now: number): readonly Outcome[] | undefined {
  const stood = watch.services.map(
    ({ failingSince }) => failingSince !== undefined && now - failingSince >= rules.standsFor,
  );
  if (stood.includes(true)) return stood.map((failed) => (failed ? 'fail' : 'inconclusive'));
  if (watch.closingSince === undefined) return undefined;
  if (watch.answered === 0) return watch.services.map(() => 'error');
  const undecided = watch.services.some(({ failingSince }) => failingSince !== undefined);
  if (undecided && now - watch.closingSince < rules.standsFor) return undefined;
  return watch.services.map(({ failingSince, last }) =>
    failingSince !== undefined || isUnclear(last) ? 'inconclusive' : 'pass',
  );
}

const RANK: Readonly<Record<Outcome, number>> = { fail: 0, error: 1, inconclusive: 2, pass: 3 };

/** Orders outcomes, the worst first. */
export function byOutcome(a: Outcome, b: Outcome): number {
  return RANK[a] - RANK[b];
}

/** The outcome of a gate over several services: all must pass, the worst decides. */
export function worstOutcome(outcomes: readonly Outcome[]): Outcome {
  return outcomes.reduce((worst, one) => (byOutcome(one, worst) < 0 ? one : worst), 'pass');
}

/**
 * How long to wait for the next evaluation, in milliseconds: the interval, or less where a boundary (end of warm-up,
 * end of the window, a failing verdict about to have stood long enough) comes earlier.
 */
export function nextWait(rules: GateRules, watch: Watch, interval: number, now: number): number {
  const boundaries = [
    rules.warmUpEndsAt,
    rules.windowEndsAt,
    ...(watch.closingSince === undefined ? [] : [watch.closingSince + rules.standsFor]),
    ...watch.services.flatMap(({ failingSince }) =>
      failingSince === undefined ? [] : [failingSince + rules.standsFor],
    ),
  ];
  return Math.min(interval, ...boundaries.map((at) => at - now).filter((wait) => wait > 0));
}
