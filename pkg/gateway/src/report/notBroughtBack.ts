import type { RollbackDetail, StepKind } from '@release-risk/contract/rollback';
import { releaseName } from '../notify/message.ts';
import { wasRolledBack } from './followUps.ts';

/** What a rollback left as it was, plain sentences. Pure. */
export function notBroughtBack(detail: RollbackDetail): readonly string[] {
  if (!wasRolledBack(detail)) {
    return detail.state === 'unknown'
      ? [`Nobody knows: ${releaseName(detail)} may have been rolled back.`]
      : [`${releaseName(detail)} was not rolled back.`];
  }
  const { deployment, steps } = detail;
  const done = (wanted: StepKind) => steps.some(({ kind, state }) => kind === wanted && state === 'succeeded');
  return [
    `Data that was written while ${releaseName(detail)} was live.`,
    ...(done('config') ? [] : ['ConfigMaps, secrets and feature flags: no step brought them back.']),
    ...(deployment.migrations === 'none' || done('database')
      ? []
      : [`The database: migrations of the class ${deployment.migrations} stay applied.`]),
    ...(done('data') ? [] : ['Copies of the data in other systems: no step reconciled them.']),
    ...(done('instances') ? [] : ['Instances outside the pipeline: no step looked for others of the bad version.']),
  ];
}
