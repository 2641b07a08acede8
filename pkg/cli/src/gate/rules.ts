import type { RiskModel } from '@release-risk/model/model';
import { spokenDuration } from '@release-risk/model/spokenDuration';
import { durationOption } from '../arguments/duration.ts';
import { momentOption } from '../arguments/moment.ts';
import { usageError } from '../errors.ts';
import type { Session } from '../evaluation/session.ts';
import type { GateOptions } from './options.ts';
import type { GateRules } from './watch.ts';

/** A CI job waits for the gate: the action window may be hours. */
const LONGEST_DEFAULT_WINDOW = 15 * 60;
const SHORTEST_INTERVAL = 1;

/** What the options and the model say; lengths in milliseconds. */
export interface GatePlan {
  readonly window: number;
  readonly interval: number;
  readonly warmUp: number;
  /** Epoch milliseconds, where the options or the record name it. */
  readonly deployedAt: number | undefined;
  readonly version: string | undefined;
  readonly standsFor: number;
  readonly failOn: GateRules['failOn'];
  /** What was decided for the caller, as sentences. */
  readonly notes: readonly string[];
}

/** Reads the options of a gate that watches. Throws RR601. */
export function gatePlan(session: Session, options: GateOptions, now: number): GatePlan {
  const { policy } = session.model;
  const interval = durationOption('--interval', options.interval, 'positive');
  if (interval < SHORTEST_INTERVAL) {
    throw usageError(
      '--interval is shorter than a second',
      'The servers would be asked without a pause; use 10s or more.',
    );
  }
  const { records } = session;
  const recorded = records.map(({ finishedAt, startedAt }) => Date.parse(finishedAt ?? startedAt));
  const latest = recorded.length === 0 ? undefined : Math.max(...recorded);
  const since = options.since === undefined ? latest : momentOption('--since', options.since, now);
  return {
    window: 1000 * windowOf(session.model, options),
    interval: 1000 * interval,
    warmUp: 1000 * (options.warmUp === undefined ? policy.warmUp : durationOption('--warm-up', options.warmUp, 'zero')),
    deployedAt: since,
    version: options.version ?? (records.length === 1 ? records[0]?.version : undefined),
    standsFor: 1000 * policy.for,
    failOn: options.failOn,
    notes: windowNotes(session.model, options),
  };
}

function windowOf(model: RiskModel, options: GateOptions): number {
  if (options.window !== undefined) return durationOption('--window', options.window, 'positive');
  return Math.min(model.policy.actionWindow, LONGEST_DEFAULT_WINDOW);
}

function windowNotes(model: RiskModel, options: GateOptions): string[] {
  const { actionWindow } = model.policy;
  if (options.window !== undefined || actionWindow <= LONGEST_DEFAULT_WINDOW) return [];
  const [watched, whole] = [spokenDuration(LONGEST_DEFAULT_WINDOW), spokenDuration(actionWindow)];
  return [`watching ${watched}; the model's action window is ${whole} (--window changes it)`];
}

/**
 * The moments the gate goes by: warm-up counts from the deployment, the window from the end of the warm-up or from
 * the gate's start, whichever is later.
 */
export function rulesOf(plan: GatePlan, deployedAt: number, startedAt: number): GateRules {
  const warmUpEndsAt = deployedAt + plan.warmUp;
  const windowEndsAt = Math.max(warmUpEndsAt, startedAt) + plan.window;
  return { warmUpEndsAt, windowEndsAt, standsFor: plan.standsFor, failOn: plan.failOn };
}
