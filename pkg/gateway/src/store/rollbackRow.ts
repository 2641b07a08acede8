import { actorSchema, reasonSchema, rollbackSchema, STEP_KINDS, STEP_STATES } from '@release-risk/contract/rollback';
import { z } from 'zod';
import type { RollbackRecord } from '../flow/rollbackRecord.ts';

/** A member that is always there but may be undefined, which JSON leaves out. */
const maybe = <T extends z.ZodType>(schema: T) => schema.optional().transform((value) => value);

const text = z.string();
const time = z.number();
const texts = z.record(text, text);
const { state, mode, verdict, signals, deployment, links } = rollbackSchema.shape;

const targetSchema = z.object({ text, version: maybe(text), fields: texts, snapshot: texts });

const stepSchema = z.object({
  id: text,
  kind: z.enum(STEP_KINDS),
  adapter: text,
  state: z.enum(STEP_STATES),
  target: maybe(targetSchema),
  correlationId: maybe(text),
  externalId: maybe(text),
  url: maybe(text),
  calls: z.number(),
  callEndsAt: maybe(time),
  deadline: maybe(time),
  inDoubt: z.boolean().default(false),
  misses: z.number(),
  startedAt: maybe(time),
  endedAt: maybe(time),
  problem: maybe(text),
});

const assessmentSchema = z.object({
  verdict,
  score: z.number().nullable(),
  sentence: text,
  signals,
  recovered: z.boolean(),
  problem: maybe(text),
  runningVersion: maybe(text),
  runningSince: maybe(time),
  at: time,
});

const recordSchema = z.object({
  id: text,
  revision: z.int(),
  identityKey: text,
  version: text,
  sequence: z.int(),
  model: text,
  service: text,
  labels: texts,
  state,
  mode,
  attempt: z.number(),
  alert: z.object({
    rule: text.nullable(),
    source: rollbackSchema.shape.alert.shape.source,
    firing: z.array(text),
    action: mode,
    startedAt: time,
    resolvedAt: maybe(time),
    url: maybe(text),
    summary: text,
  }),
  assessment: maybe(assessmentSchema),
  deployment,
  target: maybe(text),
  steps: z.array(stepSchema),
  calledFor: z.array(text).optional(),
  reasons: z.array(reasonSchema),
  until: maybe(time),
  decision: maybe(z.object({ nonce: text, revision: z.number() })),
  acknowledgedBy: maybe(actorSchema),
  approvedBy: maybe(actorSchema),
  links: links.omit({ report: true }),
  createdAt: time,
  updatedAt: time,
  decidedAt: maybe(time),
  liveAt: maybe(time),
  recoveredAt: maybe(time),
  endedAt: maybe(time),
});

/** The record of a row; throws where it is none. */
export function readRollback(json: string): RollbackRecord {
  const record = recordSchema.parse(JSON.parse(json));
  return { ...record, calledFor: record.calledFor ?? calledForBy(record.steps) };
}

/** Records were written without it once: what the steps tell is all that is known. */
function calledForBy(steps: RollbackRecord['steps']): readonly string[] {
  return steps.filter(({ calls }) => calls > 0).map(({ target }) => target?.version ?? '');
}

export function writeRollback(record: RollbackRecord): string {
  return JSON.stringify(record);
}
