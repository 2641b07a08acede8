import { deploymentRecordSchema, type DeploymentRecord } from '@release-risk/contract/deploymentRecord';
import type { PlanRequest } from '../adapter.ts';

export const GOOD_COMMIT = '3f2a91c0d4e5f60718293a4b5c6d7e8f90a1b2c3';
export const BAD_COMMIT = 'badc0ffee0ddf00d0123456789abcdef01234567';

export function releaseRecord(version: string, commit: string | undefined): DeploymentRecord {
  return deploymentRecordSchema.parse({
    id: `deploy-${version}`,
    labels: { service: 'lead-bot' },
    version,
    ...(commit === undefined ? {} : { commit }),
    startedAt: '2026-11-24T10:00:00Z',
    outcome: 'succeeded',
    artifact: `registry.example.com/lead-bot:${version}`,
  });
}

/** 1.42.0 goes, 1.41.0 could come back. */
export const ROLLBACK_REQUEST: PlanRequest = {
  service: 'lead-bot',
  labels: { service: 'lead-bot', environment: 'production' },
  bad: { version: '1.42.0', record: releaseRecord('1.42.0', BAD_COMMIT) },
  good: { version: '1.41.0', record: releaseRecord('1.41.0', GOOD_COMMIT) },
  neverBack: [],
};
