import type { Hold } from '@release-risk/contract/hold';
import { carries, deployedLabels } from './identityKey.ts';

/**
 * The labels that a hold names are those of the release; one that names none holds everything. Whoever holds one of
 * the tenants that share a deployment (`sharedBy`) holds the deployment.
 */
export function holdsRelease(
  hold: Pick<Hold, 'labels'>,
  release: Readonly<Record<string, string>>,
  sharedBy: string | undefined,
): boolean {
  return carries(release, deployedLabels(hold.labels, sharedBy));
}
