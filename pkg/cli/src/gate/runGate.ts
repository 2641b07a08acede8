import type { DeploymentRecord } from '@release-risk/contract/deploymentRecord';
import type { RiskModel } from '@release-risk/model/model';
import type { GlobalOptions } from '../commandContext.ts';
import { personal } from '../errors.ts';
import { openSession } from '../evaluation/session.ts';
import { EXIT, type ExitCode } from '../exitCode.ts';
import type { Io } from '../io.ts';
import { failureText } from '../terminal/failure.ts';
import { styleFor } from '../terminal/style.ts';
import { checkBefore } from './before.ts';
import { lookAtGateway } from './gatewayFindings.ts';
import type { GateOptions } from './options.ts';
import { gateProgress } from './progress.ts';
import { failedResult, type GateResult, interruptedResult } from './result.ts';
import { gatePlan } from './rules.ts';
import { forRecordedServices } from './services.ts';
import { toVerdictReport } from './verdictReport.ts';
import { watchRelease } from './watchRelease.ts';
import { requireWritable, writeReport } from './writeReport.ts';

/** What the gate has read so far: a report is written whatever goes wrong after. */
interface Known {
  model?: RiskModel;
  records: readonly DeploymentRecord[];
  modelWarnings: readonly string[];
}

/** Gates a release and always leaves a report; resolves with its exit code. */
export async function runGate(io: Io, globals: GlobalOptions, file: string, options: GateOptions): Promise<ExitCode> {
  const startedAt = io.clock.now();
  const known: Known = { modelWarnings: [], records: [] };
  const result = await gate(io, globals, file, options, known).catch((error: unknown): GateResult => {
    if (io.interrupted.aborted) return interruptedResult();
    const told = personal(error);
    if (globals.debug && error instanceof Error) io.stderr.write(`${error.stack ?? ''}\n`);
    if (globals.format !== 'text') io.stderr.write(failureText(styleFor(io, io.stderr, globals), told));
    return failedResult(told);
  });
  const { model, records, modelWarnings } = known;
  const context = { options, model, records, modelWarnings, startedAt, endedAt: io.clock.now() };
  const report = toVerdictReport(result, context);
  const written = await writeReport(io, globals, options, model, report);
  // Whoever waits for the missing report must not take its absence for a pass.
  return !written && report.exitCode === EXIT.ok ? EXIT.error : exitCode(report.exitCode);
}

async function gate(
  io: Io,
  globals: GlobalOptions,
  file: string,
  options: GateOptions,
  known: Known,
): Promise<GateResult> {
  await requireWritable(options);
  const session = forRecordedServices(await openSession(io, file, options));
  known.model = session.model;
  known.modelWarnings = session.modelWarnings;
  known.records = session.records;
  const now = io.clock.now();
  if (options.before === true) {
    const look = await lookAtGateway(io, options);
    return checkBefore(session, options, now / 1000, look, io.interrupted);
  }
  const plan = gatePlan(session, options, now);
  return watchRelease(io, session, plan, options.allServices === true, gateProgress(io, globals));
}

function exitCode(code: number): ExitCode {
  return [EXIT.ok, EXIT.no, EXIT.inconclusive].find((known) => known === code) ?? EXIT.error;
}
