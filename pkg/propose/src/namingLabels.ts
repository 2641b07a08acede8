import type { Labels } from '@release-risk/query/source';

/** Labels that name a service, the plainest first. */
export const NAMING_LABELS = [
  'service',
  'service_name',
  'app',
  'app_kubernetes_io_name',
  'application',
  'exported_service',
  'exported_job',
  'ingress',
  'deployment',
  'job',
  'container',
  'instance',
] as const;

/** Services longer than this do not fit a model. */
const LONGEST_SERVICE = 200;

/** The labels that name a service in every row, the plainest first. */
export function namingLabels(rows: readonly Labels[]): readonly string[] {
  return NAMING_LABELS.filter((label) => rows.length > 0 && rows.every((row) => usable(row[label])));
}

/** Whether a label value can be a service of a model. */
export function usable(value: string | undefined): value is string {
  return value !== undefined && value !== '' && value.length <= LONGEST_SERVICE;
}
