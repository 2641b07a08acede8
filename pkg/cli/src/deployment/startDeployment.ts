import { frozenSignals } from '@release-risk/compiler/freezePlan';
import { type DeploymentRecord, deploymentRecordSchema } from '@release-risk/contract/deploymentRecord';
import type { Identity, RiskModel } from '@release-risk/model/model';
import { plain } from '@release-risk/model/plainText';
import { momentOption } from '../arguments/moment.ts';
import { chosenServices, namedIdentity } from '../arguments/service.ts';
import { openSources } from '../bindings/openSources.ts';
import type { BindingOptions } from '../bindings/options.ts';
import type { GlobalOptions } from '../commandContext.ts';
import { usageError } from '../errors.ts';
import { EXIT, type ExitCode } from '../exitCode.ts';
import { writeAtomically } from '../files.ts';
import type { Io } from '../io.ts';
import { loadModel } from '../models/loadModel.ts';
import { styleFor } from '../terminal/style.ts';
import { ciDefaults } from './ciDefaults.ts';
import { deploymentId } from './deploymentId.ts';
import { recordText } from './recordText.ts';
import { takeBaselines, type TakenBaselines } from './takeBaselines.ts';

export interface StartOptions extends BindingOptions {
  readonly service: string;
  readonly version: string;
  readonly out: string;
  readonly previous?: string;
  readonly commit?: string;
  readonly author?: string;
  readonly url?: string;
  readonly kind: DeploymentRecord['kind'];
  readonly migrations: DeploymentRecord['migrations'];
  readonly artifact?: string;
  readonly configRef?: string;
  readonly id?: string;
  readonly startedAt?: string;
}

/** Writes the record of a deployment that begins. Ends 2 when a frozen baseline could not be taken. */
export async function startDeployment(
  io: Io,
  globals: GlobalOptions,
  file: string,
  options: StartOptions,
): Promise<ExitCode> {
  const now = io.clock.now();
  const startedMs = options.startedAt === undefined ? now : momentOption('--started-at', options.startedAt, now);
  const { model } = await loadModel(file);
  const labels = serviceOf(model, options.service);
  const taken = await freeze(io, model, options, labels, startedMs / 1000);
  const record = recordOf(io, options, labels, new Date(startedMs).toISOString(), taken);
  await writeAtomically(options.out, recordText(record));
  report(io, globals, options.out, record, taken);
  return taken.problems.length > 0 ? EXIT.inconclusive : EXIT.ok;
}

/** A model that discovers its services may not know this one yet: it is released for the first time. */
function serviceOf(model: RiskModel, text: string): Identity {
  const { labels, services } = model.identity;
  if (services.kind === 'discovered') return namedIdentity(labels, text);
  const [service, another] = chosenServices(labels, services.list, [text]);
  if (service !== undefined && another === undefined) return service;
  throw usageError(
    `--service ${JSON.stringify(text)} means several services of the model`,
    `Name all its labels: ${labels.map((label) => `${label}=...`).join(',')}.`,
  );
}

async function freeze(
  io: Io,
  model: RiskModel,
  options: StartOptions,
  service: Identity,
  at: number,
): Promise<TakenBaselines> {
  if (frozenSignals(model).length === 0) return { frozen: [], history: [], problems: [], failures: [] };
  return takeBaselines(model, await openSources(io, model, options), [service], at, io.interrupted);
}

function recordOf(
  io: Io,
  options: StartOptions,
  labels: Identity,
  startedAt: string,
  taken: TakenBaselines,
): DeploymentRecord {
  const ci = ciDefaults(io.env);
  const baselines = taken.frozen[0]?.baselines;
  const parsed = deploymentRecordSchema.safeParse({
    id: options.id ?? deploymentId(labels, options.version, startedAt),
    labels,
    version: options.version,
    previousVersion: options.previous,
    commit: options.commit ?? ci.commit,
    author: options.author ?? ci.author,
    url: options.url ?? ci.url,
    startedAt,
    kind: options.kind,
    migrations: options.migrations,
    artifact: options.artifact,
    configRef: options.configRef,
    ...(baselines === undefined ? {} : { baselines }),
  });
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw usageError(`The record would not be valid: ${problems.join('; ')}`, 'Correct the option of that name.');
}

function report(io: Io, globals: GlobalOptions, out: string, record: DeploymentRecord, taken: TakenBaselines): void {
  if (globals.format === 'json') io.stdout.write(recordText(record));
  const style = styleFor(io, io.stderr, globals);
  for (const problem of taken.problems) io.stderr.write(`${style.yellow('warning')}  ${plain(problem)}\n`);
  for (const { reason, hint } of taken.failures) {
    io.stderr.write(`${style.yellow('no answer')}  ${plain(reason)}\n    ${style.dim(plain(hint))}\n`);
  }
  if (globals.quiet || globals.format === 'json') return;
  const frozen = Object.keys(record.baselines ?? {}).length;
  const baselines = frozen === 0 ? '' : `, ${frozen} ${frozen === 1 ? 'baseline' : 'baselines'} frozen`;
  io.stdout.write(
    `${plain(record.id)}: ${record.kind} of ${plain(record.version)} begins${baselines}. Wrote ${plain(out)}\n`,
  );
}
