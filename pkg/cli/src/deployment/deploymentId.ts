import { createHash } from 'node:crypto';

const LONGEST_PART = 60;

function slug(text: string): string {
  return text.replace(/[^A-Za-z0-9._-]+/g, '-').slice(0, LONGEST_PART);
}

/**
 * The id of a deployment: the same for the same service, version and moment, so that a job that runs again names the
 * same deployment. `lead-bot-2.14.0-1f0c9a3e5b7d`; the last part makes it unique whatever the names hold.
 */
export function deploymentId(labels: Readonly<Record<string, string>>, version: string, startedAt: string): string {
  const pairs = Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1));
  const digest = createHash('sha256')
    .update(JSON.stringify([pairs, version, startedAt]))
    .digest('hex')
    .slice(0, 12);
  const names = pairs.map(([, value]) => slug(value)).join('-');
  return `${slug(names)}-${slug(version)}-${digest}`;
}
