import type { Acknowledgement } from '@release-risk/contract/acknowledgement';
import type { DeploymentRecord } from '@release-risk/contract/deploymentRecord';
import type { RollbackProgress } from '@release-risk/contract/rollbackProgress';
import type { AnnotationStore, StoredAnnotation } from '../../../demo/src/host/server/api/annotations.ts';
import type { SilenceStore } from '../../../demo/src/host/server/api/silences.ts';
import { SERVICE } from '../cannedAnswers.ts';

const MINUTE_MS = 60_000;
const ago = (minutes: number) => Date.now() - minutes * MINUTE_MS;
const iso = (minutes: number) => new Date(ago(minutes)).toISOString();

/** Minutes before now. */
const DEPLOYED = 4;

/** The release that is looked at and some before it, as pipelines write them down. */
export function releases(newest: Partial<DeploymentRecord> = {}): AnnotationStore {
  const earlier = (version: string, minutes: number, verdict: 'Low' | 'Medium' | 'High', score: number) =>
    deployment({
      version,
      startedAt: iso(minutes),
      finishedAt: iso(minutes - 2),
      outcome: 'succeeded',
      judged: { verdict, score, at: iso(minutes - 20) },
    });
  return [
    deployment({
      version: '1.478.0',
      previousVersion: '1.477.3',
      commit: '3f9c1d7a40b2',
      author: 'Anna Petrova',
      url: 'https://ci.example.com/lead-bot/runs/4711',
      migrations: 'additive',
      startedAt: iso(DEPLOYED),
      ...newest,
    }),
    earlier('1.477.3', 300, 'Low', 0.1),
    earlier('1.477.2', 900, 'High', 1.6),
    earlier('1.477.1', 1500, 'Medium', 0.7),
    earlier('1.477.0', 2900, 'Low', 0),
  ];
}

function deployment(
  record: Partial<DeploymentRecord> & Pick<DeploymentRecord, 'version' | 'startedAt'>,
): StoredAnnotation {
  const whole: DeploymentRecord = {
    apiVersion: 'releaserisk/deployment/v1',
    id: `deployment-${record.version}`,
    labels: SERVICE,
    kind: 'deploy',
    migrations: 'none',
    ...record,
  };
  return annotation(Date.parse(whole.startedAt), [`version:${whole.version}`], whole);
}

/** A rollback of the newest release, as far as it is. */
export function rollback(progress: Partial<RollbackProgress> & Pick<RollbackProgress, 'state'>): StoredAnnotation {
  const whole: RollbackProgress = {
    apiVersion: 'releaserisk/rollback/v1',
    id: 'rollback-1',
    labels: SERVICE,
    from: '1.478.0',
    to: '1.477.3',
    by: 'release-risk',
    askedAt: iso(2),
    updatedAt: iso(1),
    ...progress,
  };
  return annotation(ago(2), ['kind:rollback', `rollback:${whole.id}`], whole);
}

export function acknowledgement(note: string): StoredAnnotation {
  const said: Acknowledgement = {
    apiVersion: 'releaserisk/acknowledgement/v1',
    labels: SERVICE,
    version: '1.478.0',
    by: 'Boris',
    note,
    at: iso(1),
  };
  return annotation(ago(1), ['acknowledgement'], said);
}

let last = 0;

function annotation(time: number, tags: readonly string[], data: object): StoredAnnotation {
  last += 1;
  return { id: last, time, timeEnd: time, text: '', tags: ['release-risk', 'service:lead-bot', ...tags], data };
}

/** A silence of the act rule. */
export function hold(reason: string): SilenceStore {
  const equal = (name: string, value: string) => ({ name, value, isRegex: false, isEqual: true });
  return [
    {
      id: '5a1c',
      matchers: [
        equal('release_risk_model', 'telegram-lead-bot'),
        { name: 'release_risk_rule', value: 'act|veto', isRegex: true, isEqual: true },
        equal('service', 'lead-bot'),
      ],
      startsAt: iso(10),
      endsAt: iso(-50),
      createdBy: 'Vera',
      comment: reason,
    },
  ];
}
