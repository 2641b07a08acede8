import type { Rollback, RollbackDetail } from '@release-risk/contract/rollback';
import { listedRollback, rollbackSample, stepSample } from '@release-risk/contract/testing/rollbackSamples';

const NOW = Date.parse('2026-11-24T10:18:01Z');

/** The contract's rollback that waits for a person: the lead bot's release 1.42.0 with twice its usual error rate. */
export function sampleRollback(change: Partial<Rollback> = {}): Rollback {
  const sample = listedRollback(rollbackSample(NOW));
  return {
    ...sample,
    model: 'lead-bot',
    service: 'lead-bot / prod',
    labels: { service: 'lead-bot', environment: 'prod' },
    alert: { ...sample.alert, startedAt: '2026-11-24T10:12:00.000Z' },
    score: 1.62,
    sentence: 'Error rate 4.12% vs usual 0.61% (line 1.2%) and p95 latency 1.9 s vs usual 0.7 s since 1.42.0.',
    judgedAt: '2026-11-24T10:12:04.000Z',
    signals: [
      { id: 'errors', title: 'Error rate', grade: 2, points: 0.9, text: '4.12% vs usual 0.61%, line 1.2%' },
      { id: 'latency', title: 'p95 latency', grade: 1, points: 0.4, text: '1.9 s vs usual 0.7 s, line 1.5 s' },
      { id: 'leads', title: 'Leads per minute', grade: 0, points: 0, text: '31 vs usual 30' },
    ],
    deployment: {
      ...sample.deployment,
      id: 'deploy-88',
      version: '1.42.0',
      previousVersion: '1.41.0',
      commit: '3f2a9c1',
      author: 'Ada Lovelace',
      url: 'https://ci.example.com/runs/88',
      startedAt: '2026-11-24T10:00:00.000Z',
    },
    target: '1.41.0',
    reasons: [{ code: 'ask_mode', text: 'lead-bot is in mode ask: a person decides' }],
    until: '2026-11-24T10:42:04.000Z',
    decision: { nonce: 'n0nce', revision: 4 },
    steps: [],
    durations: { ...sample.durations, detect: 720 },
    links: {
      ...sample.links,
      panel: 'https://grafana.example.com/d/rr-lead-bot?viewPanel=1',
      explore: 'https://grafana.example.com/explore?left=%7B%7D',
      runbook: 'https://runbooks.example.com/lead-bot',
      ticket: null,
    },
    updatedAt: '2026-11-24T10:12:04.000Z',
    ...change,
  };
}

const SYSTEM = { kind: 'system', id: 'gateway', name: 'Rollback gateway' } as const;
const GRACE = { kind: 'person', id: 'grafana:7', name: 'Grace Hopper' } as const;

/** The same one with its story so far. */
export function sampleDetail(change: Partial<RollbackDetail> = {}): RollbackDetail {
  return {
    ...sampleRollback(),
    timeline: [
      { at: '2026-11-24T10:12:01.000Z', kind: 'received', by: SYSTEM, text: 'Alert act fired' },
      { at: '2026-11-24T10:12:04.000Z', kind: 'asked', by: SYSTEM, text: 'Somebody has to decide' },
    ],
    notes: [],
    ...change,
  };
}

/** The same one at its end: approved, rolled back, recovered. */
export function sampleEnded(change: Partial<RollbackDetail> = {}): RollbackDetail {
  const { alert, links } = sampleRollback();
  return {
    ...sampleRollback({
      revision: 11,
      state: 'succeeded',
      alert: { ...alert, firing: false, resolvedAt: '2026-11-24T10:21:00.000Z' },
      reasons: [],
      until: null,
      decision: null,
      approvedBy: GRACE,
      acknowledgedBy: GRACE,
      steps: [
        stepSample({
          id: 's1',
          kind: 'config',
          adapter: 'flags',
          state: 'succeeded',
          target: 'revision 17 of configmap lead-bot',
          correlationId: 'rb-7f3a-s1-1',
          externalId: 'cm-17',
          calls: 1,
          startedAt: '2026-11-24T10:14:31.000Z',
          endedAt: '2026-11-24T10:14:33.000Z',
        }),
        stepSample({
          id: 's2',
          adapter: 'github',
          state: 'succeeded',
          target: '1.41.0 (sha 9b1c4d7)',
          correlationId: 'rb-7f3a-s2-1',
          externalId: '99120',
          url: 'https://ci.example.com/runs/99120',
          calls: 1,
          startedAt: '2026-11-24T10:14:33.000Z',
          endedAt: '2026-11-24T10:17:40.000Z',
        }),
      ],
      durations: { detect: 720, decide: 150, rollBack: 190, recover: 200 },
      links: {
        ...links,
        pipeline: 'https://ci.example.com/runs/99120',
        ticket: 'https://jira.example.com/browse/OPS-7',
      },
      updatedAt: '2026-11-24T10:21:00.000Z',
      endedAt: '2026-11-24T10:21:00.000Z',
    }),
    timeline: [
      { at: '2026-11-24T10:12:01.000Z', kind: 'received', by: SYSTEM, text: 'Alert act fired' },
      { at: '2026-11-24T10:12:04.000Z', kind: 'assessed', by: SYSTEM, text: 'High, score 1.62: a person decides' },
      {
        at: '2026-11-24T10:14:30.000Z',
        kind: 'approved',
        by: GRACE,
        text: 'Approved: the error rate is real, see the log',
      },
      { at: '2026-11-24T10:14:33.000Z', kind: 'triggered', by: SYSTEM, text: 'code: run 99120 of github' },
      { at: '2026-11-24T10:17:40.000Z', kind: 'live', by: SYSTEM, text: '1.41.0 is live' },
      { at: '2026-11-24T10:21:00.000Z', kind: 'succeeded', by: SYSTEM, text: 'The score is calm again: 0.12' },
    ],
    notes: [{ at: '2026-11-24T10:16:00.000Z', by: GRACE, text: 'Sales were told.' }],
    ...change,
  };
}

/** Texts that break out of formats that do not escape them. */
export const HOSTILE_TEXTS = {
  html: '<img src=x onerror=alert(1)><script>alert(1)</script>',
  mention: '<!channel> <!here> <@U123> @everyone @channel',
  link: '[click](javascript:alert(1)) <https://evil.example|bank>',
  crlf: 'x\r\nBcc: evil@example.com\r\n\r\nbody',
  control: 'a\u0000b\u001b[2Jc\u0007',
  direction: 'v1\u202e0.24.1\u2066',
  rightToLeft: 'שלום עולם',
  long: 'long '.repeat(2048),
  markdown: '# *a* `b` | c | ~~d~~ ![x](y)',
  jql: '" OR project = SECRET OR labels = "',
} as const;

/** The sample with one text in every field that comes from outside. */
export function hostileRollback(text: string): Rollback {
  const sample = sampleRollback();
  const person = { kind: 'person', id: text, name: text } as const;
  return {
    ...sample,
    model: text,
    service: text,
    labels: { service: text },
    sentence: text,
    signals: [{ id: text, title: text, grade: 2, points: 1, text }],
    deployment: { ...sample.deployment, version: text, previousVersion: text, commit: text, author: text, url: text },
    target: text,
    reasons: [{ code: 'person', text }],
    acknowledgedBy: person,
    approvedBy: person,
    links: { panel: text, explore: text, runbook: text, pipeline: text, ticket: text, report: text },
  };
}
