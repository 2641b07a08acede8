import type { Check, Remedy } from '@release-risk/apply/check';

/** What to do about a check, where a command line has a flag for it. */
const HINTS: Readonly<Record<Remedy, string>> = {
  bindDatasource: 'Save & test it in Grafana, or bind another with --datasource.',
  sayWherePipelineIs: 'Say where the pipeline is (--pipeline ...), so that it is made, or make it in Grafana.',
  freezeBaselines:
    'Take the baselines down once: `release-risk deploy start --out FILE`, then apply with --deployment FILE.',
  seeAll: 'See them with --format json.',
};

/** Checks with the hints of a command line. */
export function withFlagHints(checks: readonly Check[]): readonly Check[] {
  return checks.map(({ remedy, ...check }) => (remedy === undefined ? check : { ...check, hint: HINTS[remedy] }));
}
