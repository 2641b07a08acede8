import { next } from './decisions.ts';
import type { RollbackRecord, StepRecord } from './rollbackRecord.ts';

/** Somebody who did not answer clearly is asked again after this, in milliseconds. */
export const UNSURE_MS = 10_000;

/** The next revision of a record, one step of it changed. */
export function withStep(
  record: RollbackRecord,
  id: string,
  changes: Partial<StepRecord>,
  more: Partial<RollbackRecord>,
  now: number,
): RollbackRecord {
  const steps = record.steps.map((step) => (step.id === id ? { ...step, ...changes } : step));
  return next(record, now, { ...more, steps });
}

/** Its time is over. */
export function isOver({ deadline }: StepRecord, now: number): boolean {
  return deadline !== undefined && now > deadline;
}
