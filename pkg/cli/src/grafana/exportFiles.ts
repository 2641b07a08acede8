import { plain } from '@release-risk/model/plainText';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { alertingFiles, dashboardFiles, type ExportFormat } from '@release-risk/apply/exportedFiles';
import type { RiskModel } from '@release-risk/model/model';
import type { GlobalOptions } from '../commandContext.ts';
import { CliError } from '../errors.ts';
import { EXIT, type ExitCode } from '../exitCode.ts';
import { writeAtomically } from '../files.ts';
import type { Io } from '../io.ts';
import { loadModel } from '../models/loadModel.ts';
import { objectsOf } from './objects.ts';
import type { ObjectOptions } from './options.ts';
import { telling } from './told.ts';

export interface ExportOptions extends ObjectOptions {
  readonly as: ExportFormat;
  readonly out?: string;
}

/** Writes what would be applied as files, or without `--out` to stdout (rules and contact points). */
export async function runExport(
  io: Io,
  globals: GlobalOptions,
  file: string,
  options: ExportOptions,
): Promise<ExitCode> {
  const { model } = await loadModel(file);
  return telling(async () => {
    if (options.out !== undefined) return exportFiles(io, globals, model, options, options.out, options.as);
    const { desired } = await objectsOf(io, model, options);
    for (const [, text] of alertingFiles(desired, options.as)) io.stdout.write(text);
    return EXIT.ok;
  });
}

/**
 * Files for a repository: alerting (YAML for Grafana's file provisioning, or Terraform), and dashboards as JSON. The
 * record stays out of them: with files, git is the history. Secrets are names of variables.
 */
export async function exportFiles(
  io: Io,
  globals: GlobalOptions,
  model: RiskModel,
  options: ObjectOptions,
  folder: string,
  as: ExportFormat = 'yaml',
): Promise<ExitCode> {
  const { desired } = await objectsOf(io, model, options);
  const files = [
    ...alertingFiles(desired, as).map(([name, text]) => [join('alerting', name), text] as const),
    ...dashboardFiles(desired).map(([name, text]) => [join('dashboards', name), text] as const),
  ];
  for (const [path, text] of files) {
    const file = join(folder, path);
    await mkdir(join(file, '..'), { recursive: true }).catch((error: unknown) => {
      throw new CliError({ code: 'RR603', file, problem: error instanceof Error ? error.message : String(error) });
    });
    await writeAtomically(file, text);
    if (!globals.quiet) io.stdout.write(`${plain(file)}\n`);
  }
  return EXIT.ok;
}
