import type { ServiceVerdict } from '@release-risk/contract/verdict';
import type { DeploymentRecord } from '@release-risk/contract/deploymentRecord';
import type { RollbackProgress } from '@release-risk/contract/rollbackProgress';
import type { Policy } from '@release-risk/model/model';
import type { Story } from '../surroundings.ts';
import { secondsOf } from './standing.ts';

/** Which version runs, and what was written down about it. */
export interface ReleaseState {
  /** The running version; undefined where nobody knows it. */
  readonly version: string | undefined;
  /** Epoch seconds; when the running version was deployed. */
  readonly deployedAt: number | undefined;
  /** The record of the running version, if there is one. */
  readonly record: DeploymentRecord | undefined;
  /** The newest release, where another version than its own is running. */
  readonly notRunning: DeploymentRecord | undefined;
}

/** A release may need this long (seconds) until its version is seen running. */
const ROLL_OUT = 60;
const DAY = 86_400;

/** `at` is the moment of the verdict in epoch seconds. Without a story only the verdict's own version is known. */
export function releaseState(
  service: ServiceVerdict,
  story: Story | undefined,
  policy: Pick<Policy, 'warmUp'>,
  at: number,
): ReleaseState {
  const deployments = story?.deployments ?? [];
  const newest = deployments[0];
  const version = service.version ?? newest?.version;
  const record = deployments.find((one) => one.version === version);
  return {
    version,
    deployedAt: service.versionAge === null ? startOf(record) : at - service.versionAge,
    record,
    notRunning: notRunning(deployments, version, Math.max(ROLL_OUT, policy.warmUp), at),
  };
}

function startOf(record: DeploymentRecord | undefined): number | undefined {
  return record && secondsOf(record.startedAt);
}

function notRunning(
  deployments: readonly DeploymentRecord[],
  version: string | undefined,
  patience: number,
  at: number,
): DeploymentRecord | undefined {
  const released = deployments.find(({ kind }) => kind === 'deploy');
  if (released === undefined || version === undefined || released.version === version) return undefined;
  const isRollingOut = released.outcome === undefined && at - secondsOf(released.startedAt) < patience;
  return isRollingOut ? undefined : released;
}

/** A rollback that still matters: under way, or ended not long ago and with no release after it. */
export function rollbackToTell(story: Story, at: number): RollbackProgress | undefined {
  const { rollback, deployments } = story;
  if (rollback === undefined) return undefined;
  const { state } = rollback;
  if (state === 'asked' || state === 'accepted') return rollback;
  const ended = secondsOf(rollback.updatedAt);
  const superseded = deployments.some(({ kind, startedAt }) => kind === 'deploy' && secondsOf(startedAt) > ended);
  return superseded || at - ended > DAY ? undefined : rollback;
}
