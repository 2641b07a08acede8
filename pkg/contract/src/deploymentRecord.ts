import { z } from 'zod';
import { VERDICT_WORDS } from './verdict.ts';

const finite = z.number();

/** A baseline as it stood when the deployment began. */
export const frozenBaselineSchema = z.strictObject({
  mean: finite,
  /** Population standard deviation; absent where the limit needs none. */
  deviation: finite.nonnegative().optional(),
});

/**
 * One deployment of one service, as pipelines, Grafana annotations, files and the gateway carry it.
 * `labels` are the model's identity labels with their values. Times are ISO 8601 with a zone.
 */
export const deploymentRecordSchema = z.strictObject({
  apiVersion: z.literal('releaserisk/deployment/v1').default('releaserisk/deployment/v1'),
  id: z.string().min(1).max(200),
  labels: z.record(z.string(), z.string()),
  version: z.string().min(1).max(200),
  previousVersion: z.string().max(200).optional(),
  commit: z.string().max(200).optional(),
  author: z.string().max(200).optional(),
  url: z.url().optional(),
  startedAt: z.iso.datetime({ offset: true }),
  finishedAt: z.iso.datetime({ offset: true }).optional(),
  outcome: z.enum(['succeeded', 'failed']).optional(),
  kind: z.enum(['deploy', 'rollback']).default('deploy'),
  migrations: z.enum(['none', 'additive', 'reversible', 'destructive', 'unknown']).default('unknown'),
  artifact: z.string().max(500).optional(),
  configRef: z.string().max(500).optional(),
  /** By signal id. */
  baselines: z.record(z.string(), frozenBaselineSchema).optional(),
  /** How its watch ended: what a gate reported. */
  judged: z
    .strictObject({
      verdict: z.enum(VERDICT_WORDS),
      /** 0..2 */
      score: z.number().min(0).max(2).nullable(),
      at: z.iso.datetime({ offset: true }),
    })
    .optional(),
});

export type DeploymentRecord = z.output<typeof deploymentRecordSchema>;
export type FrozenBaselineRecord = z.output<typeof frozenBaselineSchema>;
