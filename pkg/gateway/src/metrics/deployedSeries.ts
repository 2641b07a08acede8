import type { DeploymentRecord } from '@release-risk/contract/deploymentRecord';

const NAME = 'release_risk_deployed_timestamp_seconds';
/** One per service; more would be a mistake in the labels, and a burden for every Prometheus that scrapes. */
const MOST_SERIES = 5000;
const LONGEST_VALUE = 256;
const LABEL_NAME = /^[a-zA-Z_][a-zA-Z0-9_]*$/;
const OWN = ['version', 'previous_version', 'kind'];

/**
 * When the newest deployment of each service began, so that `time() - release_risk_deployed_timestamp_seconds` can be a
 * model's deployment query. Written by hand: the identity labels differ from model to model, which a gauge of
 * prom-client, with its fixed names, does not allow. Empty without deployments. Labels that Prometheus would not take
 * are left out; of two that then have the same labels the newer is shown.
 */
export function deployedSeries(deployments: readonly DeploymentRecord[]): string {
  const newest = [...deployments].sort((a, b) => Date.parse(b.startedAt) - Date.parse(a.startedAt));
  const lines = new Map<string, string>();
  for (const one of newest) {
    if (lines.size >= MOST_SERIES) break;
    const identity = identityText(one.labels);
    if (identity === undefined || lines.has(identity)) continue;
    const own = { version: one.version, previous_version: one.previousVersion ?? '', kind: one.kind };
    const labels = [identity, ...Object.entries(own).map(([name, value]) => pair(name, value))];
    const seconds = Date.parse(one.startedAt) / 1000;
    lines.set(identity, `${NAME}{${labels.filter((text) => text !== '').join(',')}} ${String(seconds)}`);
  }
  if (lines.size === 0) return '';
  const head = [`# HELP ${NAME} When the newest deployment of a service began`, `# TYPE ${NAME} gauge`];
  return [...head, ...lines.values(), ''].join('\n');
}

/** Undefined where nothing says which service it is. */
function identityText(labels: Readonly<Record<string, string>>): string | undefined {
  const usable = Object.entries(labels)
    .filter(([name, value]) => isUsable(name) && value !== '')
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return usable.length === 0 ? undefined : usable.map(([name, value]) => pair(name, value)).join(',');
}

function isUsable(name: string): boolean {
  return LABEL_NAME.test(name) && !name.startsWith('__') && !OWN.includes(name);
}

function pair(name: string, value: string): string {
  const escaped = value
    .slice(0, LONGEST_VALUE)
    .replace(/\\/g, '\\\\')
    .replace(/"/g, '\\"')
    .replace(/[\r\n]+/g, '\\n');
  return `${name}="${escaped}"`;
}
