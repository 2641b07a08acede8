import type { DeploymentRecord } from '@release-risk/contract/deploymentRecord';
import type { Adapter, Intent, PlanRequest } from '../adapter.ts';

export const NEVER_ABORTED = new AbortController().signal;

export function deploymentOf(version: string, changes: Partial<DeploymentRecord> = {}): DeploymentRecord {
  return {
    apiVersion: 'releaserisk/deployment/v1',
    id: version,
    labels: { service: 'api' },
    version,
    startedAt: '2026-01-01T00:00:00Z',
    kind: 'deploy',
    migrations: 'none',
    ...changes,
  };
}

/** 1.42.0 goes, 1.41.0 comes back. */
export function sampleRequest(changes: Partial<PlanRequest> = {}): PlanRequest {
  return {
    service: 'api',
    labels: { service: 'api' },
    bad: { version: '1.42.0', record: deploymentOf('1.42.0') },
    good: { version: '1.41.0', record: deploymentOf('1.41.0') },
    neverBack: [],
    ...changes,
  };
}

/** What is committed once a request was planned; throws where it has no target. */
export async function plannedIntent(
  adapter: Adapter,
  request: PlanRequest = sampleRequest(),
  correlationId = 'rr-r1-code-1',
): Promise<Intent> {
  const planned = await adapter.plan(request, NEVER_ABORTED);
  if (planned.kind !== 'target') throw new Error(`Expected a target, got ${JSON.stringify(planned)}`);
  return {
    rollbackId: 'r1',
    correlationId,
    service: request.service,
    labels: request.labels,
    badVersion: request.bad.version,
    target: planned.target,
    reason: 'errors are high',
    approvedBy: 'gateway',
  };
}
