import { type DeploymentRecord, deploymentRecordSchema } from '@release-risk/contract/deploymentRecord';
import { CliError } from '../errors.ts';
import { readText } from '../files.ts';

const MOST_PROBLEMS = 5;

/** The deployment record in a file. Throws RR602 and RR610. */
export async function readRecord(file: string): Promise<DeploymentRecord> {
  const text = await readText(file);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw invalid(file, [`it is not JSON: ${error instanceof Error ? error.message : String(error)}`]);
  }
  const parsed = deploymentRecordSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'the document'}: ${message}`);
  throw invalid(file, problems.slice(0, MOST_PROBLEMS));
}

/** Throws RR610 unless the record names exactly the model's identity labels. */
export function requireLabels(file: string, record: DeploymentRecord, labels: readonly string[]): void {
  const missing = labels.filter((label) => (record.labels[label] ?? '') === '');
  const unknown = Object.keys(record.labels).filter((label) => !labels.includes(label));
  const problems = [
    ...missing.map((label) => `labels.${label} is missing, the model identifies services by it`),
    ...unknown.map((label) => `labels.${label} is no identity label of the model`),
  ];
  if (problems.length > 0) throw invalid(file, problems);
}

function invalid(file: string, problems: readonly string[]): CliError {
  return new CliError({ code: 'RR610', file, problems });
}
