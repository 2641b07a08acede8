import type { Durations, Rollback, RollbackDetail, Step, TimelineEntry } from '@release-risk/contract/rollback';
import type { AuditEnds, AuditStory } from '../store/store.ts';
import type { RollbackRecord, StepRecord } from './rollbackRecord.ts';

/** A rollback as the API shows it. `reportUrl` leads to its report; null where nobody knows the gateway's address. */
export function viewOf(record: RollbackRecord, reportUrl: string | null): Rollback {
  const { assessment, alert, decision } = record;
  return {
    apiVersion: 'releaserisk/rollback/v2',
    id: record.id,
    revision: record.revision,
    model: record.model,
    service: record.service,
    labels: { ...record.labels },
    state: record.state,
    mode: record.mode,
    attempt: record.attempt,
    alert: {
      rule: alert.rule,
      source: alert.source,
      firing: alert.firing.length > 0,
      startedAt: iso(alert.startedAt),
      resolvedAt: isoOrNull(alert.resolvedAt),
    },
    verdict: assessment?.verdict ?? null,
    score: assessment?.score ?? null,
    sentence: assessment?.sentence ?? (alert.summary === '' ? null : alert.summary),
    judgedAt: isoOrNull(assessment?.at),
    signals: [...(assessment?.signals ?? [])],
    deployment: record.deployment,
    target: record.target ?? null,
    reasons: [...record.reasons],
    until: isoOrNull(record.until),
    decision: decision === undefined ? null : { ...decision },
    steps: record.steps.map(stepOf),
    acknowledgedBy: record.acknowledgedBy ?? null,
    approvedBy: record.approvedBy ?? null,
    durations: durationsOf(record),
    links: { ...record.links, report: reportUrl },
    createdAt: iso(record.createdAt),
    updatedAt: iso(record.updatedAt),
    endedAt: isoOrNull(record.endedAt),
  };
}

/** So much of a story is shown: how it began, and how it stands. */
export const SHOWN_OF_STORY: AuditEnds = { first: 20, newest: 1980 };

/** With its story: the audit lines of this rollback, oldest first. */
export function detailOf(rollback: Rollback, { first, leftOut, newest }: AuditStory): RollbackDetail {
  const timeline = [...first, ...newest].map(({ at, kind, by, text }): TimelineEntry => ({
    at: iso(at),
    kind,
    by,
    text,
  }));
  return {
    ...rollback,
    timeline,
    ...(leftOut === 0 ? {} : { leftOut: { after: first.length, lines: leftOut } }),
    notes: timeline.filter(({ kind }) => kind === 'note').map(({ at, by, text }) => ({ at, by, text })),
  };
}

function stepOf(step: StepRecord): Step {
  return {
    id: step.id,
    kind: step.kind,
    adapter: step.adapter,
    state: step.state,
    target: step.target?.text ?? null,
    correlationId: step.correlationId ?? null,
    externalId: step.externalId ?? null,
    url: step.url ?? null,
    calls: step.calls,
    startedAt: isoOrNull(step.startedAt),
    endedAt: isoOrNull(step.endedAt),
    problem: step.problem ?? null,
  };
}

function durationsOf({ deployment, alert, decidedAt, liveAt, recoveredAt }: RollbackRecord): Durations {
  const deployedAt = deployment.startedAt === null ? undefined : Date.parse(deployment.startedAt);
  return {
    detect: seconds(deployedAt, alert.startedAt),
    decide: seconds(alert.startedAt, decidedAt),
    rollBack: seconds(decidedAt, liveAt),
    recover: seconds(liveAt, recoveredAt),
  };
}

function seconds(from: number | undefined, to: number | undefined): number | null {
  return from === undefined || to === undefined ? null : Math.max(0, (to - from) / 1000);
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}

function isoOrNull(ms: number | undefined): string | null {
  return ms === undefined ? null : iso(ms);
}
