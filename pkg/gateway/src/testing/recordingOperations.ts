import type { DeploymentRecord } from '@release-risk/contract/deploymentRecord';
import type { WebVerdict } from '@release-risk/contract/gatewayApi';
import type { Hold } from '@release-risk/contract/hold';
import type { Operations } from '../http/operations.ts';
import type { Alert } from '../intake/alert.ts';
import { deliveryIdOf } from '../intake/deliveryId.ts';
import { sampleEnded, sampleRollback } from './sampleRollback.ts';

export interface RecordedOperation {
  readonly name: keyof Operations;
  readonly arguments: readonly unknown[];
}

/** Operations that do nothing but remember how they were called, and answer with samples. */
export interface RecordingOperations {
  readonly operations: Operations;
  readonly calls: readonly RecordedOperation[];
  callsOf(name: keyof Operations): readonly (readonly unknown[])[];
  /** Every alert that was accepted, in order, once by its delivery id, as a store would keep it. */
  readonly accepted: readonly Alert[];
  /** What an operation answers with from now on: it may throw. */
  answer<N extends keyof Operations>(name: N, how: Operations[N]): void;
}

export const SAMPLE_DEPLOYMENT: DeploymentRecord = {
  apiVersion: 'releaserisk/deployment/v1',
  id: 'deploy-88',
  labels: { service: 'lead-bot' },
  version: '1.42.0',
  previousVersion: '1.41.0',
  startedAt: '2026-11-24T10:00:00.000Z',
  kind: 'deploy',
  migrations: 'additive',
};

export const SAMPLE_HOLD: Hold = {
  id: 'hold-1',
  labels: { service: 'lead-bot' },
  reason: 'Sale day',
  by: { kind: 'person', id: 'grafana:7', name: 'Ada' },
  from: '2026-11-24T10:00:00.000Z',
  until: '2026-11-24T12:00:00.000Z',
  source: 'gateway',
};

export const SAMPLE_VERDICT: WebVerdict = {
  service: 'lead-bot',
  verdict: 'Low',
  score: 0.1,
  sentence: 'Nothing unusual.',
  version: '1.42.0',
  held: false,
  rollback: null,
  ok: true,
  evaluatedAt: '2026-11-24T10:00:00.000Z',
};

export function recordingOperations(): RecordingOperations {
  const calls: RecordedOperation[] = [];
  const ids = new Set<string>();
  const accepted: Alert[] = [];

  const answers: { -readonly [N in keyof Operations]: Operations[N] } = {
    accept: async (_source, alerts) => {
      const fresh = alerts.filter((alert) => {
        const id = deliveryIdOf(alert);
        return !ids.has(id) && ids.add(id);
      });
      accepted.push(...fresh);
      return Promise.resolve({ accepted: fresh.length, known: alerts.length - fresh.length });
    },
    reconcileSoon: () => undefined,
    putDeployment: async () => Promise.resolve('created'),
    deployments: async () => Promise.resolve([SAMPLE_DEPLOYMENT]),
    rollbacks: async () => Promise.resolve({ rollbacks: [sampleRollback()], next: null }),
    rollback: async () => Promise.resolve(sampleEnded()),
    report: async (_id, format) => Promise.resolve(format === 'html' ? '<h1>Report</h1>' : '# Report'),
    approve: async () => Promise.resolve(sampleRollback({ state: 'approved' })),
    reject: async () => Promise.resolve(sampleRollback({ state: 'rejected' })),
    acknowledge: async () => Promise.resolve(sampleRollback()),
    note: async () => Promise.resolve(sampleEnded()),
    retry: async () => Promise.resolve(sampleRollback({ attempt: 2 })),
    holds: async () => Promise.resolve([SAMPLE_HOLD]),
    hold: async () => Promise.resolve(SAMPLE_HOLD),
    endHold: async () => Promise.resolve([]),
    verdict: async () => Promise.resolve(SAMPLE_VERDICT),
    problems: async () => Promise.resolve([]),
  };

  const operations = Object.fromEntries(
    (Object.keys(answers) as (keyof Operations)[]).map((name) => [
      name,
      (...given: unknown[]): unknown => {
        calls.push({ name, arguments: given });
        return (answers[name] as (...given: unknown[]) => unknown)(...given);
      },
    ]),
  ) as unknown as Operations;

  return {
    operations,
    calls,
    callsOf: (name) => calls.filter((one) => one.name === name).map((one) => one.arguments),
    accepted,
    answer(name, how) {
      answers[name] = how;
    },
  };
}
