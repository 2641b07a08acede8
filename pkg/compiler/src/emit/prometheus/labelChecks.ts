import type { RiskModel } from '@release-risk/model/model';
import { RULE_LABEL } from '../../conventions.ts';
import type { RulesDiagnostic } from './diagnostics.ts';
import { SERIES_LABELS } from './series.ts';

/** Labels that rules or the server write themselves. */
const TAKEN: readonly string[] = [...SERIES_LABELS, ...Object.values(RULE_LABEL), 'alertname', 'alertstate'];

/** Labels of services and versions that recorded series or alerts would hide behind their own. */
export function labelFindings({ identity, deployment }: Pick<RiskModel, 'identity' | 'deployment'>): RulesDiagnostic[] {
  const places = [
    ...identity.labels.map((label) => ({ label, path: ['identity', 'labels'] })),
    ...(deployment ? [{ label: deployment.versionLabel, path: ['deployment', 'versionLabel'] }] : []),
  ];
  return places
    .filter(({ label }) => TAKEN.includes(label) || label.startsWith('__'))
    .map(({ label, path }) => ({
      code: 'RR522',
      path,
      message: `Recorded series and alerts have a label "${label}" of their own, which would hide the service's`,
      hint: 'Rename it in the queries, such as by label_replace.',
    }));
}
