import { access, constants } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { VerdictReport } from '@release-risk/contract/verdict';
import type { RiskModel } from '@release-risk/model/model';
import type { GlobalOptions } from '../commandContext.ts';
import { CliError } from '../errors.ts';
import { appendText, writeAtomically } from '../files.ts';
import type { Io } from '../io.ts';
import { annotationLine, underGithubActions } from '../report/github.ts';
import { jsonText } from '../report/jsonText.ts';
import { styleFor } from '../terminal/style.ts';
import { failureText } from '../terminal/failure.ts';
import { gateMarkdown } from './gateMarkdown.ts';
import { gateText } from './gateText.ts';
import { junitText } from './junit.ts';
import type { GateOptions } from './options.ts';

/** Throws RR603 for a report that could not be written in the end: better now than after ten minutes. */
export async function requireWritable({ output, junit }: GateOptions): Promise<void> {
  for (const file of [output, junit]) {
    if (file === undefined) continue;
    await access(dirname(file), constants.W_OK).catch(() => {
      throw new CliError({ code: 'RR603', file, problem: 'its folder does not exist or may not be written to' });
    });
  }
}

/** Writes a gate's end to everywhere it is wanted. False when a file could not be written; stderr says which. */
export async function writeReport(
  io: Io,
  globals: GlobalOptions,
  options: GateOptions,
  model: RiskModel | undefined,
  report: VerdictReport,
): Promise<boolean> {
  io.stdout.write(stdoutText(io, globals, model, report));
  if (underGithubActions(io.env)) (globals.format === 'text' ? io.stdout : io.stderr).write(annotation(report));
  const summary = io.env['GITHUB_STEP_SUMMARY'] ?? '';
  const writes = [
    ...(options.output === undefined
      ? []
      : [writeAtomically(options.output, `${JSON.stringify(report, undefined, 2)}\n`)]),
    ...(options.junit === undefined
      ? []
      : [junitText(report).then((text) => writeAtomically(options.junit ?? '', text))]),
    ...(summary === '' ? [] : [appendText(summary, `${gateMarkdown(model, report)}\n`)]),
  ];
  let written = true;
  for (const outcome of await Promise.allSettled(writes)) {
    if (outcome.status === 'fulfilled') continue;
    written = false;
    if (!(outcome.reason instanceof CliError)) throw outcome.reason;
    io.stderr.write(failureText(styleFor(io, io.stderr, globals), outcome.reason));
  }
  return written;
}

function stdoutText(io: Io, globals: GlobalOptions, model: RiskModel | undefined, report: VerdictReport): string {
  if (globals.format === 'json') return jsonText(io.stdout, report);
  if (globals.format === 'markdown') return gateMarkdown(model, report);
  return gateText(styleFor(io, io.stdout, globals), model, report);
}

/** What GitHub shows beside the run: an error for a fail, a warning where nobody can tell, nothing for a pass. */
function annotation(report: VerdictReport): string {
  if (report.outcome === 'pass') return '';
  const name = [report.service, report.version].filter((part) => part !== null).join(' ');
  const level = report.outcome === 'inconclusive' && report.exitCode !== 1 ? 'warning' : 'error';
  const title = `Release risk: ${report.outcome}${name === '' ? '' : `, ${name}`}`;
  const message = report.hint === null ? report.reason : `${report.reason}\n${report.hint}`;
  return annotationLine({ level, title, message });
}
