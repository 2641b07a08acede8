import { z } from 'zod';

/** A number that may not be there: JSON knows neither NaN nor infinities. */
const number = z.number().nullable();
const text = z.string();

/** How a gate ended. `error`: nothing could be evaluated. */
export const OUTCOMES = ['pass', 'fail', 'inconclusive', 'error'] as const;

/** A verdict as it travels; `NotEvaluated` where a model compares canaries and none runs. */
export const VERDICT_WORDS = ['Low', 'Medium', 'High', 'Inconclusive', 'NotEvaluated'] as const;

/** One signal of one service. Numbers are in the signal's unit unless said otherwise. */
export const signalVerdictSchema = z.object({
  id: text,
  title: text,
  unit: text,
  weight: z.number(),
  critical: z.boolean(),
  /** 0 green, 1 yellow, 2 red; in between only for challengers; null when missing. */
  grade: number,
  value: number,
  /** Mean of the baseline; null for static lines. */
  mean: number,
  deviation: number,
  excess: number,
  /** The excess at which red begins; null for static lines. */
  span: number,
  /** Share of the way to red: 0.5 is where yellow begins, 1 where red begins. */
  headroom: number,
  /** What the signal adds to the score, and the most that it can add. */
  points: z.number(),
  maxPoints: z.number(),
  /** Events behind the value, and how many it needs; null where the signal names no minimum. */
  samples: number,
  samplesNeeded: number,
  /** Why the signal does not count, as a code and in words; null when it counts. */
  missing: text.nullable(),
  missingReason: text.nullable(),
});

/** One service at one moment. */
export const serviceVerdictSchema = z.object({
  /** As people name it: `lead-bot`, or `acme / lead-bot / prod`. */
  service: text,
  labels: z.record(text, text),
  verdict: z.enum(VERDICT_WORDS).nullable(),
  /** 0..2 */
  score: number,
  /** Share of weight that has readings, 0..1. */
  coverage: number,
  veto: z.boolean(),
  /** Ids of the critical signals that are red. */
  vetoSignals: z.array(text),
  /** The cause in one plain sentence. */
  sentence: text,
  version: text.nullable(),
  /** Seconds since the version was deployed. */
  versionAge: number,
  signals: z.array(signalVerdictSchema),
});

/** A query that gave nothing, and what to do about it. */
export const failedQuerySchema = z.object({
  datasource: text,
  /** The query's name in the plan. */
  query: text,
  reason: text,
  hint: text,
  /** From the catalogue of query errors; null where the query was not sent. */
  code: text.nullable(),
});

/** What `release-risk score --format json` prints. */
export const scoreReportSchema = z.object({
  apiVersion: z.literal('releaserisk/score/v1'),
  model: text,
  fingerprint: text,
  evaluatedAt: z.iso.datetime(),
  /** Worst first. */
  services: z.array(serviceVerdictSchema),
  failures: z.array(failedQuerySchema),
  warnings: z.array(text),
});

const gatedServiceSchema = serviceVerdictSchema.extend({
  outcome: z.enum(OUTCOMES),
  /** Why it ended so, one plain sentence. */
  reason: text,
});

/** Something that a pre-deployment check found not ready. */
export const notReadySchema = z.object({ service: text, signal: text.nullable(), problem: text });

/**
 * What `release-risk gate` prints: one flat object whose top level is the worst of the services it watched. Fields
 * are never renamed and never change their meaning within v1; new ones may be added.
 */
export const verdictReportSchema = gatedServiceSchema.omit({ versionAge: true, service: true }).extend({
  apiVersion: z.literal('releaserisk/verdict/v1'),
  /** `watch` after a deployment, `before` ahead of one. */
  mode: z.enum(['watch', 'before']),
  /** What the process exits with; `--on-inconclusive` shows here, never in the outcome. */
  exitCode: z.int().min(0).max(3),
  /** Null where the gate ended before it knew its service. */
  service: text.nullable(),
  model: text.nullable(),
  fingerprint: text.nullable(),
  previousVersion: text.nullable(),
  commit: text.nullable(),
  author: text.nullable(),
  url: text.nullable(),
  deployment: text.nullable(),
  startedAt: z.iso.datetime(),
  endedAt: z.iso.datetime(),
  /** Evaluations in all, warm-up included, and those of them in which anything answered. */
  evaluations: z.int(),
  answered: z.int(),
  failOn: z.enum(['medium', 'high']),
  /** Only in an error: its code in the catalogue, and what to do. */
  errorCode: text.nullable(),
  hint: text.nullable(),
  notReady: z.array(notReadySchema),
  failures: z.array(failedQuerySchema),
  warnings: z.array(text),
  /** Worst first; empty where the gate ended before it knew them. */
  services: z.array(gatedServiceSchema),
});

export type Outcome = (typeof OUTCOMES)[number];
export type VerdictWord = (typeof VERDICT_WORDS)[number];
export type SignalVerdict = z.output<typeof signalVerdictSchema>;
export type ServiceVerdict = z.output<typeof serviceVerdictSchema>;
export type FailedQuery = z.output<typeof failedQuerySchema>;
export type ScoreReport = z.output<typeof scoreReportSchema>;
export type GatedService = z.output<typeof gatedServiceSchema>;
export type NotReady = z.output<typeof notReadySchema>;
export type VerdictReport = z.output<typeof verdictReportSchema>;
