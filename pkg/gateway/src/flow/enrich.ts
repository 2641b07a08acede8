import type { DeploymentRecord } from '@release-risk/contract/deploymentRecord';
import { GATEWAY } from '../gatewayActor.ts';
import type { Change } from './change.ts';
import { next } from './decisions.ts';
import type { Assessment, RollbackRecord } from './rollbackRecord.ts';

/** A record with what is known of its release now: the record of its deployment, else what the model sees running. */
export function withDeployment(
  record: RollbackRecord,
  deployments: readonly DeploymentRecord[],
  assessment: Assessment,
): RollbackRecord {
  const found = deployments.find(({ version }) => version === record.version);
  if (found !== undefined) {
    const kind = deployments.some((one) => broughtBack(one, found)) ? 'rollback' : found.kind;
    return { ...record, deployment: { ...deploymentOf(found, record), kind } };
  }
  const { runningVersion, runningSince } = assessment;
  if (record.version === '' || runningVersion !== record.version || runningSince === undefined) return record;
  return { ...record, deployment: { ...record.deployment, startedAt: new Date(runningSince).toISOString() } };
}

/** A pipeline may tell of a rollback as a deployment of its own, which began while the rollback was under way. */
function broughtBack({ kind, version, startedAt, finishedAt }: DeploymentRecord, found: DeploymentRecord): boolean {
  if (kind !== 'rollback' || version !== found.version) return false;
  const at = Date.parse(found.startedAt);
  return at >= Date.parse(startedAt) && at <= Date.parse(finishedAt ?? startedAt);
}

/** The release is known as well as it can be: it is judged next. */
export function enriched(record: RollbackRecord, assessment: Assessment, explore: string | null, now: number): Change {
  const { deployment } = record;
  return {
    record: next(record, now, { state: 'enriched', assessment, links: { ...record.links, explore } }),
    told: [{ kind: 'enriched', by: GATEWAY, text: wordsOf(deployment), data: { deployment } }],
    notice: undefined,
    dueAt: now,
  };
}

function deploymentOf(found: DeploymentRecord, { deployment }: RollbackRecord): RollbackRecord['deployment'] {
  return {
    id: found.id,
    version: found.version,
    previousVersion: found.previousVersion ?? deployment.previousVersion,
    commit: found.commit ?? null,
    author: found.author ?? null,
    url: found.url ?? null,
    startedAt: found.startedAt,
    kind: found.kind,
    migrations: found.migrations,
  };
}

function wordsOf({ id, version, commit, author, startedAt }: RollbackRecord['deployment']): string {
  if (id === null && startedAt !== null)
    return `${version ?? ''} runs since ${toTheSecond(startedAt)}; no record of its deployment is known`;
  if (id === null) return 'No record of its deployment is known';
  const by = author === null ? '' : ` by ${author}`;
  const of = commit === null ? '' : ` (${commit.slice(0, 12)})`;
  const since = startedAt === null ? '' : `, ${toTheSecond(startedAt)}`;
  return `Deployment ${id}: ${version ?? ''}${of}${by}${since}`;
}

function toTheSecond(moment: string): string {
  return moment.replace(/\.\d+/, '');
}
