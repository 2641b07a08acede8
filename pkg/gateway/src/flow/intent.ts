import { GATEWAY } from '../gatewayActor.ts';
import type { Intent } from '../adapters/adapter.ts';
import type { Change } from './change.ts';
import { next } from './decisions.ts';
import type { PlannedStep } from './guards.ts';
import type { ReleasePolicy } from './releasePolicy.ts';
import type { RollbackRecord, StepRecord, Target } from './rollbackRecord.ts';

/** The steps that are to come, with their targets: what people see before they decide. Nothing of it can be sent. */
export function stepsToCome(
  record: RollbackRecord,
  policy: ReleasePolicy,
  planned: readonly PlannedStep[],
): readonly StepRecord[] {
  const steps = policy.steps.flatMap(({ id, kind, adapter }): StepRecord[] => {
    const previous = record.steps.find((step) => step.id === id);
    // What was seen once may be otherwise by now, and the database comes after it.
    if (previous?.state === 'succeeded' && kind !== 'instances') return [previous];
    // Whether an earlier attempt happened after all is looked up before anything new is sent.
    if (previous?.state === 'unknown') return [{ ...previous, deadline: undefined, misses: 0, endedAt: undefined }];
    const target = isKept(previous) ? previous?.target : planned.find((step) => step.id === id)?.target;
    // What has nothing to bring back is no step of this rollback.
    if (target === undefined) return [];
    return [{ ...EMPTY_STEP, id, kind, adapter, target }];
  });
  return [...steps, { ...EMPTY_STEP, id: 'recovery', kind: 'recovery', adapter: 'score' }];
}

/** A step of an earlier attempt whose target stands: nothing new is planned for it. */
export function isKept(step: StepRecord | undefined): boolean {
  return step?.state === 'succeeded' || step?.state === 'unknown';
}

/** Every explicit target and correlation id, committed before anything is called. */
export function intended(
  record: RollbackRecord,
  policy: ReleasePolicy,
  planned: readonly PlannedStep[],
  now: number,
): Change {
  const steps = stepsToCome(record, policy, planned).map((step) =>
    step.kind === 'recovery' || step.state !== 'pending'
      ? step
      : { ...step, correlationId: correlationOf(record, step.id) },
  );
  return {
    record: next(record, now, { state: 'intent_persisted', steps, reasons: [], until: undefined }),
    told: [{ kind: 'intent_persisted', by: GATEWAY, text: `Targets: ${targetsOf(steps)}`, data: { steps } }],
    notice: 'started',
    dueAt: now,
  };
}

/** What comes back, as people name it. */
export function targetsOf(steps: readonly StepRecord[]): string {
  return steps.flatMap(({ id, target }) => (target === undefined ? [] : [`${id}: ${target.text}`])).join('; ');
}

const EMPTY_STEP = {
  state: 'pending',
  target: undefined,
  correlationId: undefined,
  externalId: undefined,
  url: undefined,
  calls: 0,
  callEndsAt: undefined,
  deadline: undefined,
  inDoubt: false,
  misses: 0,
  startedAt: undefined,
  endedAt: undefined,
  problem: undefined,
} as const;

/** The step that is under way or comes next. */
export function currentStep({ steps }: RollbackRecord): StepRecord | undefined {
  return steps.find(({ state }) => state !== 'succeeded');
}

/** What a call of this step is made of. Undefined where nothing explicit was persisted: then nothing is ever sent. */
export function intentOf(record: RollbackRecord, step: StepRecord): Intent | undefined {
  const { target, correlationId } = step;
  if (target === undefined || correlationId === undefined) return undefined;
  return {
    rollbackId: record.id,
    correlationId,
    service: record.service,
    labels: record.labels,
    badVersion: record.version,
    target,
    reason: record.assessment?.sentence ?? record.alert.summary,
    approvedBy: record.approvedBy?.name ?? GATEWAY.name,
  };
}

export function correlationOf({ id, attempt }: RollbackRecord, step: string): string {
  return `rr-${id}-${step}-${String(attempt)}`;
}

/** The version that is live afterwards, where a step of them knows one. */
export function versionOf(targets: readonly (Target | undefined)[]): string | undefined {
  return targets.find((target) => target?.version !== undefined)?.version;
}
