import { createHash } from 'node:crypto';

/** A text that is the same for the same labels, whatever their order. */
export function identityKeyOf(labels: Readonly<Record<string, string>>): string {
  return JSON.stringify(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The labels of what is deployed together: without the one of the tenants that share it. */
export function deployedLabels(
  labels: Readonly<Record<string, string>>,
  sharedBy: string | undefined,
): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(labels).filter(([name]) => name !== sharedBy));
}

/** Whether all the wanted labels are among those of a release, with the same values. */
export function carries(labels: Readonly<Record<string, string>>, wanted: Readonly<Record<string, string>>): boolean {
  return Object.entries(wanted).every(([name, value]) => labels[name] === value);
}

/** Short, speaking of nothing, the same on every process: the rollback of this release is the same one everywhere. */
export function rollbackIdOf(identityKey: string, version: string, sequence: number): string {
  return createHash('sha256')
    .update(JSON.stringify([identityKey, version, sequence]))
    .digest('hex')
    .slice(0, 16);
}
