import type { Hold } from '@release-risk/contract/hold';
import type { DeploymentRecord } from '@release-risk/contract/deploymentRecord';
import type { Reason, ReasonCode } from '@release-risk/contract/rollback';
import type { ReleasePolicy } from './releasePolicy.ts';
import type { Assessment, RollbackRecord, Target } from './rollbackRecord.ts';

/** A step with the target that was named for it; `undefined` where this step has nothing to bring back. */
export interface PlannedStep {
  readonly id: string;
  readonly target: Target | undefined;
}

/** What the adapters say can be brought back now. */
export type PlanOutcome =
  | { readonly kind: 'planned'; readonly version: string | undefined; readonly steps: readonly PlannedStep[] }
  | { readonly kind: 'unclear'; readonly reason: string }
  | { readonly kind: 'unanswered'; readonly reason: string };

/** Everything a decision is made of. Times are epoch milliseconds. */
export interface Facts {
  readonly now: number;
  readonly record: RollbackRecord;
  readonly policy: ReleasePolicy;
  readonly assessment: Assessment;
  /** The newest deployment of the service that anybody told of, and that may run. */
  readonly newest: DeploymentRecord | undefined;
  /** Deployments between the release and what comes back: they go with it. */
  readonly goneWith: readonly DeploymentRecord[];
  /** Of the gateway and of the Alertmanager, those that concern this release now. */
  readonly holds: readonly Hold[];
  /** Why holds outside the gateway are not known; somebody may have placed one. */
  readonly holdsProblem: string | undefined;
  /** When the last rollback of this service ended that called a pipeline. */
  readonly lastRollbackAt: number | undefined;
  /** Another rollback brought this very version back and is being verified: its score is not calm yet. */
  readonly isBeingVerified: boolean;
  /** The version that another rollback of this service takes away now, where one is under way. */
  readonly underWay: string | undefined;
  /** That of one whose outcome nobody knows, and that may still be at it: this release came before its end. */
  readonly inDoubt: string | undefined;
  /** Versions that were rolled back. */
  readonly neverBack: readonly string[];
  readonly plan: PlanOutcome;
  /** Where the deployment serves several tenants: how many of them are High. */
  readonly tenants: { readonly high: number; readonly all: number } | undefined;
}

export type Guarded =
  /** Nothing is to be done, and nothing will be. */
  | { readonly kind: 'suppress'; readonly reasons: readonly [Reason, ...Reason[]] }
  /** Judged again at `until`. */
  | {
      readonly kind: 'defer';
      readonly until: number;
      readonly reasons: readonly [Reason, ...Reason[]];
      /** Nobody needs to hear of it: it is most likely over by then. */
      readonly quiet: boolean;
    }
  | { readonly kind: 'ask'; readonly reasons: readonly [Reason, ...Reason[]] }
  | { readonly kind: 'act' };

/** A release that is recovering while its alert still fires is looked at again after this. */
const RECOVERING_MS = 30_000;
/** So is one while another rollback of its service is under way. */
const UNDER_WAY_MS = 30_000;
/** A deployment that began, and of which nobody tells how it ended, may come to run for so long. */
const REPLACING_MS = 30 * 60_000;

/**
 * What may happen to a release now (design.md, section 7). In this order: nothing left to do, what passes by itself,
 * what needs a person, and only then the rollback. In `observe` mode the answer is what would have happened.
 */
export function guard(facts: Facts): Guarded {
  return nothingToDo(facts) ?? passing(facts) ?? person(facts) ?? { kind: 'act' };
}

/** What also a person's approval waits for, or is void by. */
export function inTheWay(facts: Facts): Guarded | undefined {
  return replacedNow(facts) ?? waitFor(facts, othersWaits(facts));
}

function nothingToDo(facts: Facts): Guarded | undefined {
  const { record, assessment } = facts;
  const over = replacedNow(facts);
  if (over !== undefined) return over;
  if (assessment.recovered && record.alert.firing.length === 0) {
    return { kind: 'suppress', reasons: [{ code: 'recovered', text: assessment.sentence }] };
  }
  return undefined;
}

function replacedNow(facts: Facts): Guarded | undefined {
  const { record, newest } = facts;
  if (newest === undefined || !replaced(record, newest) || replacingSince(facts) !== undefined) return undefined;
  return { kind: 'suppress', reasons: [{ code: 'superseded', text: `${newest.version} was deployed after it` }] };
}

/**
 * When a deployment began that is to take its place, where the version that goes is still seen running and nobody told
 * how that deployment ended: pipelines are cancelled without a word.
 */
function replacingSince({
  record,
  newest,
  assessment,
}: Pick<Facts, 'record' | 'newest' | 'assessment'>): number | undefined {
  if (newest === undefined || newest.outcome !== undefined || !replaced(record, newest)) return undefined;
  return record.version !== '' && assessment.runningVersion === record.version
    ? Date.parse(newest.startedAt)
    : undefined;
}

/** Another version was deployed after the one that goes, or is being deployed and may still come to run. */
export function mayRunInstead(facts: Pick<Facts, 'now' | 'record' | 'newest' | 'assessment'>): boolean {
  if (facts.newest === undefined || !replaced(facts.record, facts.newest)) return false;
  const since = replacingSince(facts);
  return since === undefined || since + REPLACING_MS > facts.now;
}

/** Another version was deployed after the one that goes, or began to be. */
export function replaced(record: RollbackRecord, newest: DeploymentRecord): boolean {
  if (newest.version === record.version) return false;
  // What this rollback itself brought back does not take its place: the rest of it may be still to be done.
  if (isBroughtBackBy(record, newest.version)) return false;
  // Whatever release it was about when nobody could name it: what ran then was rolled back since, under its name.
  if (record.version === '') return newest.kind === 'rollback' && Date.parse(newest.startedAt) >= record.createdAt;
  const bad = record.deployment.startedAt;
  const since = bad === null ? record.alert.startedAt : Date.parse(bad);
  return Date.parse(newest.startedAt) > since;
}

function isBroughtBackBy({ calledFor, target }: RollbackRecord, version: string): boolean {
  // A call whose target names no version brings back what the whole rollback is to.
  return calledFor.includes(version) || (calledFor.includes('') && target === version);
}

export interface Wait extends Reason {
  readonly until: number;
}

function passing(facts: Facts): Guarded | undefined {
  return waitFor(facts, [...othersWaits(facts), ...timeWaits(facts)]);
}

function waitFor(facts: Facts, all: readonly Wait[]): Guarded | undefined {
  const [first, ...rest] = all.filter(({ until }) => until > facts.now);
  if (first === undefined) return undefined;
  const waits = [first, ...rest] as const;
  return {
    kind: 'defer',
    // Any of them may end the waiting of all; judging again is cheap.
    until: Math.min(...waits.map(({ until }) => until)),
    reasons: [reasonOf(first), ...rest.map(reasonOf)],
    quiet: facts.isBeingVerified || facts.assessment.recovered || waits.every(({ code }) => code === 'superseded'),
  };
}

const reasonOf = ({ code, text }: Wait): Reason => ({ code, text });

/** What others do or decided, and a rollback must not come between. */
function othersWaits(facts: Facts): Wait[] {
  const { now, newest, underWay } = facts;
  const waits = holdWaits(facts.holds);
  if (underWay !== undefined) {
    waits.push({ code: 'cooldown', text: `${named(underWay)} is being rolled back`, until: now + UNDER_WAY_MS });
  }
  const since = replacingSince(facts);
  if (since !== undefined) {
    const text = `${newest?.version ?? ''} is being deployed after it`;
    waits.push({ code: 'superseded', text, until: since + REPLACING_MS });
  }
  return waits;
}

const named = (version: string) => (version === '' ? 'another release' : version);

/** How long holds hold, and who says so. */
export function holdWaits(holds: readonly Hold[]): Wait[] {
  return holds.map(({ source, by, reason, until }) => ({
    code: source === 'silence' ? 'silenced' : 'held',
    text: `held by ${by.name}: ${reason}`,
    until: Date.parse(until),
  }));
}

function timeWaits({ now, record, policy, assessment, lastRollbackAt, isBeingVerified }: Facts): Wait[] {
  const waits: Wait[] = [];
  const deployedAt = startOf(record);
  if (deployedAt !== undefined) {
    waits.push({
      code: 'warming_up',
      text: `deployed ${spoken(now - deployedAt)} ago, judged from ${spoken(policy.warmUpMs)} on`,
      until: deployedAt + policy.warmUpMs,
    });
  }
  if (lastRollbackAt !== undefined) {
    waits.push({
      code: 'cooldown',
      text: `the last rollback ended ${spoken(now - lastRollbackAt)} ago, the next may follow after ${spoken(policy.cooldownMs)}`,
      until: lastRollbackAt + policy.cooldownMs,
    });
  }
  if (isBeingVerified) {
    const text = `the rollback to ${record.version} is being verified`;
    waits.push({ code: 'recovering', text, until: now + RECOVERING_MS });
  }
  if (assessment.recovered && !windowIsOver({ now, record, policy })) {
    waits.push({ code: 'recovering', text: assessment.sentence, until: now + RECOVERING_MS });
  }
  return waits;
}

/** Where nobody knows when it was deployed, it was before its alert. */
function windowIsOver({ now, record, policy }: Pick<Facts, 'now' | 'record' | 'policy'>): boolean {
  return now - (startOf(record) ?? record.createdAt) > policy.actionWindowMs;
}

function startOf({ deployment }: RollbackRecord): number | undefined {
  return deployment.startedAt === null ? undefined : Date.parse(deployment.startedAt);
}

function person(facts: Facts): Guarded | undefined {
  const [first, ...rest] = [...aboutRelease(facts), ...aboutVerdict(facts), ...aboutTarget(facts), ...aboutMode(facts)];
  return first === undefined ? undefined : { kind: 'ask', reasons: [first, ...rest] };
}

function aboutRelease(facts: Facts): Reason[] {
  const { now, record, policy, holdsProblem, newest, inDoubt } = facts;
  const reasons: Reason[] = [];
  const { deployment } = record;
  if (holdsProblem !== undefined) reasons.push({ code: 'silences_unknown', text: holdsProblem });
  const add = (code: ReasonCode, text: string) => reasons.push({ code, text });
  if (record.version === '' || deployment.startedAt === null) {
    add('deployment_unknown', 'nobody knows which deployment this is about');
  }
  if (inDoubt !== undefined) {
    add('outcome_unknown', `how the rollback of ${named(inDoubt)} went is not known: it may still be at it`);
  }
  if (replacingSince(facts) !== undefined) {
    add('superseded', `${newest?.version ?? ''} began to be deployed after it, and nobody told how that ended`);
  }
  if (record.attempt > 1) {
    add('person', `attempt ${String(record.attempt)} was begun by a person: what follows upon it is, too`);
  }
  if (deployment.kind === 'rollback') {
    add('deployment_is_rollback', 'the release is a rollback itself: going back again could go round in circles');
  }
  if (windowIsOver({ now, record, policy })) {
    add('window_over', `deployed more than ${spoken(policy.actionWindowMs)} ago`);
  }
  return reasons;
}

function aboutVerdict({ assessment, record, tenants, policy }: Facts): Reason[] {
  const reasons: Reason[] = [];
  const add = (code: ReasonCode, text: string) => reasons.push({ code, text });
  if (assessment.problem !== undefined) add('not_evaluated', assessment.problem);
  else if (assessment.verdict === 'NotEvaluated') add('not_evaluated', 'no canary is running');
  else if (assessment.verdict !== 'High') add('not_high', `${assessment.verdict ?? 'unknown'}: ${assessment.sentence}`);
  if (record.alert.firing.length === 0)
    add('not_high', 'the alert does not fire any more, and the service is not calm');
  if (policy.quorum !== undefined && (tenants === undefined || tenants.high < policy.quorum.share * tenants.all)) {
    const share = `${String(Math.round(policy.quorum.share * 100))} %`;
    add(
      'quorum',
      tenants === undefined
        ? `how many ${policy.quorum.label}s are High is not known`
        : `${String(tenants.high)} of ${String(tenants.all)} ${policy.quorum.label}s are High, ${share} are needed`,
    );
  }
  return reasons;
}

function aboutTarget({ plan, record, neverBack, policy, goneWith }: Facts): Reason[] {
  if (policy.steps.length === 0) return [{ code: 'no_steps', text: 'no step is configured for it' }];
  if (plan.kind !== 'planned') return [{ code: 'target_unknown', text: plan.reason }];
  const reasons: Reason[] = [];
  if (plan.version !== undefined && neverBack.includes(plan.version)) {
    reasons.push({ code: 'target_was_bad', text: `${plan.version} was rolled back itself` });
  }
  const { migrations } = record.deployment;
  if (migrations === 'destructive' || migrations === 'unknown') {
    const what =
      migrations === 'unknown'
        ? 'whether the release migrated the database is not known'
        : 'its migrations are destructive';
    reasons.push({ code: 'migrations', text: what });
  }
  const others = goneWith.filter((one) => one.migrations === 'destructive' || one.migrations === 'unknown');
  if (others.length > 0) {
    const text = `${others.map(({ version }) => version).join(', ')} would go, too, and migrated the database for good, or nobody knows`;
    reasons.push({ code: 'migrations', text });
  }
  return reasons;
}

function aboutMode({ policy }: Facts): Reason[] {
  return policy.mode === 'act' ? [] : [{ code: 'ask_mode', text: 'rollbacks of it are approved by people' }];
}

/** A span of time for people: `45 s`, `12 min`, `2 h`. */
export function spoken(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 120) return `${String(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 120 ? `${String(minutes)} min` : `${String(Math.round(minutes / 60))} h`;
}
