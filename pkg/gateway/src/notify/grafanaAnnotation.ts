import type { Rollback, RollbackState } from '@release-risk/contract/rollback';
import type { RollbackProgress } from '@release-risk/contract/rollbackProgress';
import { annotateRollback } from '@release-risk/grafana/api/annotations';
import { grafanaClient } from '@release-risk/grafana/client';
import { GrafanaError } from '@release-risk/grafana/errors';
import { oneLine } from '@release-risk/model/oneLine';
import { z } from 'zod';
import { secretSchema } from '../config/secret.ts';
import { addressSchema, commonSettings, type ChannelParts } from './channelParts.ts';
import type { Notice, Notifier, Sent } from './notifier.ts';
import { webAddress } from './webAddress.ts';

export const grafanaAnnotationSettingsSchema = z
  .strictObject({
    kind: z.literal('grafanaAnnotation'),
    url: addressSchema.describe('Of Grafana, as the gateway reaches it'),
    token: secretSchema.describe('Of a service account that may create and write annotations of the organisation'),
    orgId: z.int().positive().optional().describe('Organisation; that of the token unless given'),
    ...commonSettings,
  })
  .describe('One annotation of the organisation for each rollback');

export type GrafanaAnnotationSettings = z.output<typeof grafanaAnnotationSettingsSchema>;

/** An annotation of the organisation per rollback: a point while it is under way, a region when it has ended. */
export function grafanaAnnotationNotifier(
  settings: GrafanaAnnotationSettings,
  { egress, readSecret, clock }: ChannelParts,
): Notifier {
  const token = readSecret(settings.token);
  return {
    kind: 'grafanaAnnotation',
    async send(notice, signal) {
      const progress = progressOf(notice);
      if (progress === undefined) return { kind: 'sent', thread: notice.thread };
      const client = grafanaClient(
        { url: settings.url, auth: { kind: 'token', token }, orgId: settings.orgId, attempts: 1 },
        egress.send,
        clock,
        signal,
      );
      try {
        await annotateRollback(client, progress);
        return { kind: 'sent', thread: {} };
      } catch (error) {
        signal.throwIfAborted();
        if (!(error instanceof GrafanaError)) throw error;
        return failureOf(error);
      }
    },
  };
}

const PASSING: readonly GrafanaError['fault']['code'][] = ['unreachable', 'timeout', 'rateLimited', 'serverError'];

function failureOf(error: GrafanaError): Exclude<Sent, { kind: 'sent' }> {
  const reason = oneLine(error.message, 400);
  // A second look finds what was written although no answer came.
  return PASSING.includes(error.fault.code)
    ? { kind: 'later', afterMs: undefined, reason }
    : { kind: 'refused', reason };
}

const PROGRESS: Readonly<Record<RollbackState, RollbackProgress['state'] | undefined>> = {
  received: undefined,
  enriched: undefined,
  deferred: undefined,
  suppressed: undefined,
  awaiting_approval: 'asked',
  approved: 'accepted',
  intent_persisted: 'accepted',
  triggering: 'accepted',
  triggered: 'accepted',
  verifying: 'accepted',
  succeeded: 'done',
  rejected: 'failed',
  expired: 'failed',
  unknown: 'failed',
  failed: 'failed',
  dead_letter: 'failed',
};

/** A rollback as annotations tell of it; undefined while nobody asked for one. */
export function progressOf({ rollback, page }: Pick<Notice, 'rollback' | 'page'>): RollbackProgress | undefined {
  const state = PROGRESS[rollback.state];
  if (state === undefined) return undefined;
  const { id, labels, deployment, target, approvedBy, createdAt, updatedAt } = rollback;
  const url = webAddress(page);
  const reason = reasonOf(rollback);
  return {
    apiVersion: 'releaserisk/rollback/v1',
    id,
    labels,
    ...(deployment.version === null ? {} : { from: oneLine(deployment.version, 200) }),
    ...(target === null ? {} : { to: oneLine(target, 200) }),
    state,
    ...(approvedBy === null ? {} : { by: oneLine(approvedBy.name, 200) }),
    ...(reason === '' ? {} : { reason }),
    ...(url === undefined ? {} : { url }),
    askedAt: createdAt,
    updatedAt,
  };
}

function reasonOf({ state, sentence, reasons }: Rollback): string {
  const why = reasons.map(({ text }) => text).join('; ');
  const words = PROGRESS[state] === 'failed' && why !== '' ? why : (sentence ?? why);
  return oneLine(words, 1000);
}
