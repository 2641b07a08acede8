import type { AskGateway } from '../../demo/src/host/server/api/gateway.ts';
import type { Hold } from '@release-risk/contract/hold';
import { ROLLBACK_STATES, type RollbackDetail } from '@release-risk/contract/rollback';
import {
  ANNA,
  GATEWAY,
  listedRollback,
  rollbackInState,
  rollbackSample,
  stepSample,
} from '@release-risk/contract/testing/rollbackSamples';

const JSON_TYPE = 'application/json';
const LONG = 'a very long text that nobody shortened '.repeat(12).trim();
const HOSTILE = '<img src=x onerror="window.hacked=1">"\'&{{7*7}}';
const ago = (seconds: number): string => new Date(Date.now() - seconds * 1000).toISOString();

/** A gateway that holds these rollbacks. */
export function gatewayOf(rollbacks: readonly RollbackDetail[], holds: readonly Hold[] = []): AskGateway {
  return ({ path }) => {
    const [place = ''] = path.split('?');
    const id = /^\/v1\/rollbacks\/([^/]+)$/.exec(place)?.[1];
    if (place === '/v1/rollbacks') return answer(200, { rollbacks: rollbacks.map(listedRollback), next: null });
    if (place === '/v1/holds') return answer(200, { holds });
    const found = rollbacks.find((one) => one.id === decodeURIComponent(id ?? ''));
    return found === undefined
      ? answer(404, { error: { code: 'GW104', message: 'There is no rollback', hint: 'Check its id.' } })
      : answer(200, found);
  };
}

function answer(status: number, body: unknown): ReturnType<AskGateway> {
  return Promise.resolve({ status, type: JSON_TYPE, text: JSON.stringify(body) });
}

/** One that takes no secret of this Grafana. */
export const REFUSING: AskGateway = () =>
  answer(401, { error: { code: 'GW102', message: 'Not authorized', hint: 'Check the credentials of the caller.' } });

export const UNREACHABLE: AskGateway = () => Promise.resolve(undefined);

export function everyState(): readonly RollbackDetail[] {
  return ROLLBACK_STATES.map((state, at) =>
    rollbackInState(Date.now(), state, { service: at % 3 === 0 ? 'lead-bot' : `service-${String(at)}` }),
  );
}

export const asking = (): RollbackDetail => rollbackSample(Date.now());

export function working(): RollbackDetail {
  return rollbackInState(Date.now(), 'triggered', {
    id: 'rb-working',
    steps: [
      stepSample({
        id: 'config',
        kind: 'config',
        adapter: 'feature-flags',
        target: 'flags at revision 88',
        state: 'succeeded',
        calls: 1,
        startedAt: ago(50),
        endedAt: ago(45),
      }),
      stepSample({
        state: 'triggered',
        calls: 2,
        correlationId: 'rb-working-1-code',
        externalId: '4712',
        url: 'https://ci.example.com/runs/4712',
        startedAt: ago(40),
      }),
      stepSample({ id: 'recovery', kind: 'recovery', adapter: 'verify', target: null }),
    ],
    timeline: [
      { at: ago(360), kind: 'received', by: GATEWAY, text: 'The act rule of lead-bot fires' },
      { at: ago(60), kind: 'approved', by: ANNA, text: 'Approved: customers lose leads' },
      { at: ago(40), kind: 'triggered', by: GATEWAY, text: 'github-actions took it as run 4712' },
    ],
    notes: [{ at: ago(30), by: ANNA, text: 'Told support.\nStatus page is up.' }],
  });
}

/** Its first step is done; the second waits for the end of a hold. Its story is too long to be shown whole. */
export function paused(): { readonly rollback: RollbackDetail; readonly holds: readonly Hold[] } {
  const { steps, notes } = working();
  const rollback = rollbackInState(Date.now(), 'intent_persisted', {
    id: 'rb-paused',
    reasons: [{ code: 'held', text: 'held by Vera: CRM migration' }],
    until: ago(-1800),
    steps: steps.map((step) => (step.kind === 'code' ? stepSample({ problem: '429, asked to wait' }) : step)),
    timeline: [
      { at: ago(360), kind: 'received', by: GATEWAY, text: 'The act rule of lead-bot fires' },
      { at: ago(60), kind: 'approved', by: ANNA, text: 'Approved: customers lose leads' },
      { at: ago(20), kind: 'paused', by: GATEWAY, text: 'code: waits before its call: held by Vera: CRM migration' },
    ],
    leftOut: { after: 2, lines: 1204 },
    notes,
  });
  return { rollback, holds: held().holds.slice(0, 1) };
}

export function unknownOutcome(): RollbackDetail {
  return rollbackInState(Date.now(), 'unknown', {
    id: 'rb-unknown',
    reasons: [{ code: 'outcome_unknown', text: 'the pipeline did not answer, and its list of runs does not tell' }],
    steps: [
      stepSample({
        state: 'unknown',
        calls: 1,
        correlationId: 'rb-unknown-1-code',
        startedAt: ago(300),
        endedAt: ago(60),
        problem: 'No answer within 30 s; 3 look-ups by the correlation id found nothing',
      }),
    ],
  });
}

export function held(): { readonly rollback: RollbackDetail; readonly holds: readonly Hold[] } {
  const rollback = rollbackInState(Date.now(), 'deferred', {
    id: 'rb-held',
    reasons: [{ code: 'held', text: 'Vera holds it until the CRM migration is over' }],
  });
  const hold: Hold = {
    id: 'h1',
    labels: { service: 'lead-bot' },
    reason: 'CRM migration',
    by: { kind: 'person', id: 'grafana:9', name: 'Vera' },
    from: ago(600),
    until: ago(-1800),
    source: 'gateway',
  };
  return { rollback, holds: [hold, { ...hold, id: 'h2', source: 'silence', reason: 'a silence' }] };
}

export function hostile(): RollbackDetail {
  return rollbackInState(Date.now(), 'failed', {
    id: 'rb-hostile',
    service: `${HOSTILE} / ${LONG}`,
    sentence: LONG,
    target: `1.477.3-${'x'.repeat(180)}`,
    reasons: [{ code: 'step_failed', text: `${LONG} ${HOSTILE}` }],
    steps: Array.from({ length: 24 }, (_, at) =>
      stepSample({
        id: `s${String(at)}`,
        state: at === 23 ? 'failed' : 'succeeded',
        target: at % 2 === 0 ? `${'y'.repeat(200)}` : LONG,
        url: 'javascript:alert(1)',
        problem: at === 23 ? LONG : null,
        startedAt: ago(100),
        endedAt: ago(90),
      }),
    ),
    timeline: Array.from({ length: 60 }, (_, at) => ({
      at: ago(600 - at),
      kind: 'note',
      by: { kind: 'person' as const, id: 'p', name: HOSTILE },
      text: at % 7 === 0 ? LONG : `entry ${String(at)}`,
    })),
    notes: [{ at: ago(10), by: ANNA, text: `${LONG}\n${HOSTILE}` }],
  });
}
