import {
  hasEnded,
  isUnderWay,
  rollbackDetailSchema,
  type Actor,
  type Rollback,
  type RollbackDetail,
  type RollbackState,
  type Step,
} from '../rollback.ts';

export const ANNA: Actor = { kind: 'person', id: 'grafana:7', name: 'Anna Petrova' };
export const GATEWAY: Actor = { kind: 'system', id: 'gateway', name: 'gateway' };

/** A step of the lead bot's rollback. */
export function stepSample(parts: Partial<Step> = {}): Step {
  return {
    id: 'code',
    kind: 'code',
    adapter: 'github-actions',
    state: 'pending',
    target: '1.477.3 (sha 9d1e4a7c)',
    correlationId: null,
    externalId: null,
    url: null,
    calls: 0,
    startedAt: null,
    endedAt: null,
    problem: null,
    ...parts,
  };
}

/** A rollback of the lead bot that waits for somebody to approve it, begun 6 minutes before `now` (epoch ms). */
export function rollbackSample(now: number, parts: Partial<RollbackDetail> = {}): RollbackDetail {
  const ago = (seconds: number): string => new Date(now - seconds * 1000).toISOString();
  return rollbackDetailSchema.parse({
    apiVersion: 'releaserisk/rollback/v2',
    id: 'rb-7f3a',
    revision: 4,
    model: 'telegram-lead-bot',
    service: 'lead-bot',
    labels: { service: 'lead-bot' },
    state: 'awaiting_approval',
    mode: 'ask',
    attempt: 1,
    alert: { rule: 'act', source: 'grafana', firing: true, startedAt: ago(370), resolvedAt: null },
    verdict: 'High',
    score: 1.6,
    sentence: 'Veto: error rate 32.9% vs usual 0.185% (n=219)',
    judgedAt: ago(340),
    signals: [
      { id: 'error_rate', title: 'Error rate', grade: 2, points: 0.6, text: '32.9% vs usual 0.185%' },
      { id: 'api_latency', title: 'API latency', grade: 1, points: 0.3, text: '410 ms vs usual 198 ms' },
    ],
    deployment: {
      id: 'lead-bot-1.478.0',
      version: '1.478.0',
      previousVersion: '1.477.3',
      commit: '3f9c1d7a40b2',
      author: 'Boris Ivanov',
      url: 'https://ci.example.com/lead-bot/runs/4711',
      startedAt: ago(700),
      kind: 'deploy',
      migrations: 'additive',
    },
    target: '1.477.3',
    reasons: [
      { code: 'ask_mode', text: 'the model asks before it acts' },
      { code: 'migrations', text: 'an additive migration ran between the two versions' },
    ],
    until: ago(-1440),
    decision: { nonce: 'n-4', revision: 4 },
    steps: [
      stepSample({ id: 'config', kind: 'config', adapter: 'feature-flags', target: 'flags at revision 88' }),
      stepSample(),
      stepSample({ id: 'recovery', kind: 'recovery', adapter: 'verify', target: null }),
    ],
    acknowledgedBy: null,
    approvedBy: null,
    durations: { detect: 330, decide: null, rollBack: null, recover: null },
    links: {
      panel: 'https://grafana.example.com/d/rr-lead-bot',
      explore: 'https://grafana.example.com/explore?a=1',
      runbook: 'https://wiki.example.com/lead-bot',
      pipeline: null,
      ticket: 'https://jira.example.com/browse/OPS-12',
      report: null,
    },
    createdAt: ago(360),
    updatedAt: ago(335),
    endedAt: null,
    timeline: [
      { at: ago(360), kind: 'received', by: GATEWAY, text: 'The act rule of lead-bot fires' },
      { at: ago(350), kind: 'enriched', by: GATEWAY, text: 'Release 1.478.0 by Boris Ivanov, commit 3f9c1d7a40b2' },
      {
        at: ago(335),
        kind: 'awaiting_approval',
        by: GATEWAY,
        text: 'Asked in #releases: the model asks before it acts',
      },
    ],
    notes: [],
    ...parts,
  });
}

/** How far the other steps are while that of the code is under way. */
const STEP_WHILE_CODE: Readonly<Partial<Record<Step['kind'], Step['state']>>> = {
  config: 'succeeded',
  recovery: 'pending',
};

/** One of each state, with what the others of its kind have. */
export function rollbackInState(
  now: number,
  state: RollbackState,
  parts: Partial<RollbackDetail> = {},
): RollbackDetail {
  const asks = state === 'awaiting_approval';
  const ended = hasEnded(state);
  const ago = (seconds: number): string => new Date(now - seconds * 1000).toISOString();
  const isSent = state === 'triggering' || state === 'triggered' || state === 'verifying';
  const { steps } = rollbackSample(now);
  return rollbackSample(now, {
    id: `rb-${state}`,
    state,
    ...(isSent ? { steps: steps.map((step) => ({ ...step, state: STEP_WHILE_CODE[step.kind] ?? state })) } : {}),
    ...(asks ? {} : { decision: null, until: state === 'deferred' ? ago(-300) : null }),
    ...(isUnderWay(state) || state === 'succeeded' ? { approvedBy: ANNA, reasons: [] } : {}),
    ...(ended ? { endedAt: ago(60), updatedAt: ago(60) } : {}),
    ...parts,
  });
}

/** The same as it is listed. */
export function listedRollback({
  timeline: _timeline,
  leftOut: _leftOut,
  notes: _notes,
  ...rollback
}: RollbackDetail): Rollback {
  return rollback;
}
