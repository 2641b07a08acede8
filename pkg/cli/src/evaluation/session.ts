import { makePlan } from '@release-risk/compiler/makePlan';
import type { Plan } from '@release-risk/compiler/plan';
import type { DeploymentRecord } from '@release-risk/contract/deploymentRecord';
import type { Identity, RiskModel } from '@release-risk/model/model';
import { discoverServices } from '@release-risk/query/discover';
import { frozenBy } from '@release-risk/query/frozenBy';
import { chosenServices } from '../arguments/service.ts';
import { readRecord, requireLabels } from '../deployment/readRecord.ts';
import { CliError } from '../errors.ts';
import type { Io } from '../io.ts';
import { loadModel } from '../models/loadModel.ts';
import type { Evaluator } from './evaluator.ts';
import { openEvaluator } from './openEvaluator.ts';
import type { EvaluationOptions } from './options.ts';

/** A model, how it is evaluated, and which of its services are wanted. */
export interface Session extends Evaluator {
  readonly model: RiskModel;
  /** What validation warns about, as lines. */
  readonly modelWarnings: readonly string[];
  /** As `--service` says; empty for all. */
  readonly wanted: readonly string[];
  readonly records: readonly DeploymentRecord[];
}

/**
 * Reads the model and the records and binds the datasources. Servers are not asked yet; of a Grafana its datasources
 * are. Throws CliError.
 */
export async function openSession(io: Io, modelFile: string, options: EvaluationOptions): Promise<Session> {
  const { model, warnings } = await loadModel(modelFile);
  const { labels } = model.identity;
  const records: DeploymentRecord[] = [];
  for (const file of options.deployment) {
    const record = await readRecord(file);
    requireLabels(file, record, labels);
    records.push(record);
  }
  return {
    model,
    modelWarnings: warnings.map(({ file, place, code, message }) => `${file}:${place.line} ${code}: ${message}`),
    ...(await openEvaluator(io, model, options)),
    wanted: options.service,
    records,
  };
}

/**
 * The services that are wanted, at `at` (epoch seconds). Rejects with RR608 for an unknown one, RR609 where the
 * discovery finds none, and QueryError where it cannot be asked.
 */
export async function wantedServices(session: Session, at: number, signal?: AbortSignal): Promise<readonly Identity[]> {
  const { model, sources, wanted } = session;
  const found = await discoverServices(model, sources, at, signal);
  if (!found.ok) throw new CliError({ code: 'RR609', reason: found.reason, hint: found.hint });
  return chosenServices(model.identity.labels, found.services, wanted);
}

/** The plan for these services, with the baselines that their deployments froze. */
export function planFor(session: Session, services: readonly Identity[]): Plan {
  return makePlan(session.model, { services, frozen: session.records.map(frozenBy) });
}

/** The record of a service's deployment, if one was given. */
export function recordOf(
  records: readonly DeploymentRecord[],
  service: Readonly<Record<string, string>>,
): DeploymentRecord | undefined {
  return records.find(({ labels }) => Object.entries(labels).every(([name, value]) => service[name] === value));
}
