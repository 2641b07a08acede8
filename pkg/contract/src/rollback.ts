import { z } from 'zod';
import { VERDICT_WORDS } from './verdict.ts';

/**
 * How far a rollback is. Each is a row that was committed before anything else happened:
 * received -> enriched -> (deferred | awaiting_approval | approved) -> intent_persisted -> triggering -> triggered ->
 * verifying -> succeeded. `deferred` waits for a guard to end and is judged again; `suppressed` needed nothing done
 * (observed only, or the service recovered); `unknown` may have happened and needs a person; `dead_letter` could not be
 * worked on at all.
 */
export const ROLLBACK_STATES = [
  'received',
  'enriched',
  'deferred',
  'awaiting_approval',
  'approved',
  'intent_persisted',
  'triggering',
  'triggered',
  'verifying',
  'succeeded',
  'suppressed',
  'rejected',
  'expired',
  'unknown',
  'failed',
  'dead_letter',
] as const;

/** What a step brings back, in the order in which steps run. */
export const STEP_KINDS = ['config', 'code', 'instances', 'database', 'data', 'recovery'] as const;

export const STEP_STATES = [
  'pending',
  'triggering',
  'triggered',
  'verifying',
  'succeeded',
  'failed',
  'unknown',
] as const;

export const ACTION_MODES = ['observe', 'ask', 'act'] as const;

/** Why a rollback is not simply done, by a code that never changes its meaning. */
export const REASON_CODES = [
  'observe_mode',
  'ask_mode',
  'not_high',
  'not_evaluated',
  'recovering',
  'recovered',
  'deployment_unknown',
  'deployment_is_rollback',
  'superseded',
  'warming_up',
  'window_over',
  'cooldown',
  'held',
  'silenced',
  'silences_unknown',
  'target_unknown',
  'target_was_bad',
  'migrations',
  'quorum',
  'no_steps',
  'person',
  'expired',
  'refused',
  'outcome_unknown',
  'not_live',
  'not_recovered',
  'step_failed',
] as const;

const text = z.string();
const moment = z.iso.datetime({ offset: true });
const labels = z.record(text, text);

/** One clause for people behind a code. */
export const reasonSchema = z.strictObject({ code: z.enum(REASON_CODES), text });

/** One step of one attempt. `target` is explicit: what is sent, never "the one before". */
export const stepSchema = z.strictObject({
  id: text,
  kind: z.enum(STEP_KINDS),
  adapter: text,
  state: z.enum(STEP_STATES),
  /** As people name it, such as `1.41.0 (sha 3f2a..)`; null where the step has none. */
  target: text.nullable(),
  /** Sent with the call and looked up when its outcome is not known. */
  correlationId: text.nullable(),
  externalId: text.nullable(),
  url: text.nullable(),
  /** How often the call was sent. */
  calls: z.int().nonnegative(),
  startedAt: moment.nullable(),
  endedAt: moment.nullable(),
  problem: text.nullable(),
});

/** Who did something: a person as the identity provider knows them, or a part of the system. */
export const actorSchema = z.strictObject({
  kind: z.enum(['person', 'system']),
  /** Such as `grafana:7`, `slack:U02A`, `token:release-manager`; never an e-mail address. */
  id: text,
  name: text,
});

/** One line of the story. `at` is when it was committed. */
export const timelineEntrySchema = z.strictObject({
  at: moment,
  /** Such as `received`, `deferred`, `approved`, `triggered`, `note`. */
  kind: text,
  by: actorSchema,
  text,
});

export const noteSchema = z.strictObject({ at: moment, by: actorSchema, text });

/** Seconds; null while it has not happened. */
export const durationsSchema = z.strictObject({
  /** From the deployment to the alert. */
  detect: z.number().nullable(),
  /** From the alert to the approval. */
  decide: z.number().nullable(),
  /** From the approval to the target being live. */
  rollBack: z.number().nullable(),
  /** From the target being live to the score being calm. */
  recover: z.number().nullable(),
});

/** One rollback as it is shown: one per service and deployment, ever. */
export const rollbackSchema = z.strictObject({
  apiVersion: z.literal('releaserisk/rollback/v2'),
  id: text,
  /** Goes up with every change; a decision names the one it was made upon. */
  revision: z.int().nonnegative(),
  model: text,
  /** As people name it: `lead-bot`, or `acme / lead-bot / prod`. */
  service: text,
  labels,
  state: z.enum(ROLLBACK_STATES),
  mode: z.enum(ACTION_MODES),
  /** Which attempt it is: 1, and one more for each retry by a person. */
  attempt: z.int().positive(),
  alert: z.strictObject({
    /** `act`, `review` or `veto`; null for an alert that says none. */
    rule: text.nullable(),
    source: z.enum(['grafana', 'alertmanager', 'reconcile', 'person']),
    firing: z.boolean(),
    startedAt: moment,
    resolvedAt: moment.nullable(),
  }),
  verdict: z.enum(VERDICT_WORDS).nullable(),
  /** 0..2 */
  score: z.number().nullable(),
  /** Cause in one sentence. */
  sentence: text.nullable(),
  /** When it was judged last. */
  judgedAt: moment.nullable(),
  signals: z.array(
    z.strictObject({
      id: text,
      title: text,
      grade: z.number().nullable(),
      points: z.number(),
      /** Value, usual value and line, formatted: the same words as in the sentence. */
      text,
    }),
  ),
  deployment: z.strictObject({
    id: text.nullable(),
    version: text.nullable(),
    previousVersion: text.nullable(),
    commit: text.nullable(),
    author: text.nullable(),
    url: text.nullable(),
    startedAt: moment.nullable(),
    kind: z.enum(['deploy', 'rollback']),
    migrations: z.enum(['none', 'additive', 'reversible', 'destructive', 'unknown']),
  }),
  /** The version that comes back; null until it is known. */
  target: text.nullable(),
  /** Why it waits, asks, or ended without a rollback. */
  reasons: z.array(reasonSchema),
  /** When a deferral ends or an approval expires. */
  until: moment.nullable(),
  /** Set while somebody has to decide: to be sent back with the decision. */
  decision: z.strictObject({ nonce: text, revision: z.int() }).nullable(),
  steps: z.array(stepSchema),
  acknowledgedBy: actorSchema.nullable(),
  approvedBy: actorSchema.nullable(),
  durations: durationsSchema,
  links: z.strictObject({
    panel: text.nullable(),
    explore: text.nullable(),
    runbook: text.nullable(),
    pipeline: text.nullable(),
    ticket: text.nullable(),
    report: text.nullable(),
  }),
  createdAt: moment,
  updatedAt: moment,
  endedAt: moment.nullable(),
});

export const rollbackDetailSchema = rollbackSchema.extend({
  /** Oldest first. */
  timeline: z.array(timelineEntrySchema),
  /** Where the timeline is long, so many lines are not shown behind its first `after` lines. Absent where it is whole. */
  leftOut: z.strictObject({ after: z.int().nonnegative(), lines: z.int().positive() }).optional(),
  notes: z.array(noteSchema),
});

export type RollbackState = (typeof ROLLBACK_STATES)[number];
export type StepKind = (typeof STEP_KINDS)[number];
export type StepState = (typeof STEP_STATES)[number];
export type ActionMode = (typeof ACTION_MODES)[number];
export type ReasonCode = (typeof REASON_CODES)[number];
export type Reason = z.output<typeof reasonSchema>;
export type Step = z.output<typeof stepSchema>;
export type Actor = z.output<typeof actorSchema>;
export type TimelineEntry = z.output<typeof timelineEntrySchema>;
export type Note = z.output<typeof noteSchema>;
export type Durations = z.output<typeof durationsSchema>;
export type Rollback = z.output<typeof rollbackSchema>;
export type RollbackDetail = z.output<typeof rollbackDetailSchema>;

const ENDED: readonly RollbackState[] = [
  'succeeded',
  'suppressed',
  'rejected',
  'expired',
  'unknown',
  'failed',
  'dead_letter',
];
const UNDER_WAY: readonly RollbackState[] = ['approved', 'intent_persisted', 'triggering', 'triggered', 'verifying'];

/** Nothing more happens by itself. */
export function hasEnded(state: RollbackState): boolean {
  return ENDED.includes(state);
}

/** Those in which something still happens by itself, or somebody has to decide. */
export const OPEN_STATES: readonly RollbackState[] = ROLLBACK_STATES.filter((state) => !hasEnded(state));

/** Decided, and the pipeline may be at work. */
export function isUnderWay(state: RollbackState): boolean {
  return UNDER_WAY.includes(state);
}

/** It was decided, and waits before its next call: `reasons` say for what. */
export function isPaused({ state, reasons }: Pick<Rollback, 'state' | 'reasons'>): boolean {
  return state === 'intent_persisted' && reasons.length > 0;
}

/** Of a rollback under way: something has yet to be called, which a hold would stop. */
export function hasCallsToCome(steps: readonly Pick<Step, 'kind' | 'state'>[]): boolean {
  return steps.some(({ kind, state }) => state === 'pending' && kind !== 'instances' && kind !== 'recovery');
}
