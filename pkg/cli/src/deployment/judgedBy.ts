import type { DeploymentRecord } from '@release-risk/contract/deploymentRecord';
import { type VerdictReport, verdictReportSchema } from '@release-risk/contract/verdict';
import { CliError } from '../errors.ts';
import { readText } from '../files.ts';

const MOST_PROBLEMS = 5;

/**
 * How the gate whose report stands in `file` judged this deployment; undefined where it could not evaluate it. Throws
 * RR602, and RR615 for a report of something else: another service's verdict must not stick to this one.
 */
export async function judgedBy(file: string, record: DeploymentRecord): Promise<DeploymentRecord['judged']> {
  const report = await readReport(file);
  const problems = mismatches(report, record);
  if (problems.length > 0) throw new CliError({ code: 'RR615', file, problems });
  const { verdict, score } = report.services.find(({ labels }) => isSame(labels, record.labels)) ?? report;
  return verdict === null ? undefined : { verdict, score, at: report.endedAt };
}

async function readReport(file: string): Promise<VerdictReport> {
  const text = await readText(file);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const problem = `it is not JSON: ${error instanceof Error ? error.message : String(error)}`;
    throw new CliError({ code: 'RR615', file, problems: [problem] });
  }
  const parsed = verdictReportSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'the document'}: ${message}`);
  throw new CliError({ code: 'RR615', file, problems: problems.slice(0, MOST_PROBLEMS) });
}

function mismatches(report: VerdictReport, record: DeploymentRecord): readonly string[] {
  if (report.mode === 'before') return ['it is of a check before a deployment'];
  const own = report.services.find(({ labels }) => isSame(labels, record.labels));
  const seen = own ?? (isSame(report.labels, record.labels) ? report : undefined);
  if (seen === undefined) return [`it knows nothing of ${named(record.labels)}`];
  const another = report.deployment !== null && report.services.length <= 1 && report.deployment !== record.id;
  return [
    ...(another ? [`it is of the deployment ${String(report.deployment)}, the record is of ${record.id}`] : []),
    ...(seen.version !== null && seen.version !== record.version
      ? [`it is of version ${seen.version}, the record is of ${record.version}`]
      : []),
  ];
}

function named(labels: Readonly<Record<string, string>>): string {
  return Object.entries(labels)
    .map(([label, value]) => `${label}=${value}`)
    .join(',');
}

function isSame(one: Readonly<Record<string, string>>, other: Readonly<Record<string, string>>): boolean {
  const labels = Object.keys(one);
  return labels.length === Object.keys(other).length && labels.every((label) => one[label] === other[label]);
}
