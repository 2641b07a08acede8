import { GATEWAY } from '../gatewayActor.ts';
import type { Change } from './change.ts';
import { lookBefore, wordsOf } from './decisions.ts';
import { givenUp } from './endings.ts';
import { holdWaits, mayRunInstead, replaced, type Wait } from './guards.ts';
import { knownDeployments } from './handleDelivery.ts';
import { holdsNow } from './holdsNow.ts';
import { look } from './look.ts';
import { newestDeployment } from './newestDeployment.ts';
import type { FlowParts } from './parts.ts';
import type { RollbackRecord, StepRecord } from './rollbackRecord.ts';
import type { Rules } from './rules.ts';
import { servicesOfRecord } from './servicesOfRecord.ts';
import { withStep } from './stepChange.ts';

/** What came between the intent and a call. */
export type Obstacle =
  | { readonly kind: 'held'; readonly waits: readonly [Wait, ...Wait[]] }
  | { readonly kind: 'replaced'; readonly by: string };

/**
 * Looks right before a call whether somebody holds the release, or deployed another version: the pipeline may have
 * asked for time, or an earlier step may have taken long. Silences that cannot be read stop nothing that was decided.
 */
export async function obstacleOf(
  parts: FlowParts,
  record: RollbackRecord,
  rules: Rules,
  signal: AbortSignal,
): Promise<Obstacle | undefined> {
  const services = await servicesOfRecord(parts, record, rules, signal);
  const { holds } = await holdsNow(parts, record, rules, services, signal);
  const now = parts.clock.now();
  const [first, ...rest] = holdWaits(holds).filter(({ until }) => until > now);
  if (first !== undefined) return { kind: 'held', waits: [first, ...rest] };
  const deployments = await knownDeployments(parts, rules.model, services[0] ?? record.labels, signal);
  const newest = newestDeployment(deployments, now);
  if (newest === undefined || !replaced(record, newest)) return undefined;
  const { assessment } = await look(parts, record, rules, signal);
  return mayRunInstead({ now, record, newest, assessment }) ? { kind: 'replaced', by: newest.version } : undefined;
}

/** A part was done: it goes on when nobody holds it any more, and not at all where another version was deployed. */
export function stopped(record: RollbackRecord, step: StepRecord, obstacle: Obstacle, now: number): Change {
  if (obstacle.kind === 'replaced') {
    const text = `${obstacle.by} was deployed meanwhile: what is left of the rollback is not done`;
    return givenUp(record, step, now, 'superseded', text);
  }
  const { waits } = obstacle;
  const until = Math.min(...waits.map((wait) => wait.until));
  const reasons = waits.map(({ code, text }) => ({ code, text }));
  return {
    // Its time begins anew when it may go on.
    record: withStep(record, step.id, { deadline: undefined }, { state: 'intent_persisted', reasons, until }, now),
    told: [
      {
        kind: 'paused',
        by: GATEWAY,
        text: `${step.id}: waits before its call: ${wordsOf(reasons)}`,
        data: { reasons },
      },
    ],
    notice: 'state',
    dueAt: lookBefore(until, now),
  };
}
