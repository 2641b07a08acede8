import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { contactPointsYaml, ruleGroupYaml } from '@release-risk/compiler/emit/grafana/files';
import { contactPointsTerraform, ruleGroupTerraform } from '@release-risk/compiler/emit/grafana/terraform';
import type { DesiredState } from '@release-risk/grafana/state/desired';
import { RECORD_KEY } from '@release-risk/grafana/state/record';
import type { RiskModel } from '@release-risk/model/model';
import type { GlobalOptions } from '../commandContext.ts';
import { CliError } from '../errors.ts';
import { EXIT, type ExitCode } from '../exitCode.ts';
import { writeAtomically } from '../files.ts';
import type { Io } from '../io.ts';
import { loadModel } from '../models/loadModel.ts';
import { plain } from '../terminal/plainText.ts';
import { objectsOf } from './objects.ts';
import type { ObjectOptions } from './options.ts';
import { telling } from './told.ts';

export type ExportFormat = 'yaml' | 'hcl';

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
    ...alertingFiles(desired, as),
    ...desired.dashboards.map(({ [RECORD_KEY]: _record, ...dashboard }) => {
      const text = `${JSON.stringify(dashboard, undefined, 2)}\n`;
      return [join('dashboards', `${String(dashboard['uid'])}.json`), text] as const;
    }),
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

function alertingFiles(
  { groups, contactPoints, folder, plan }: DesiredState,
  as: ExportFormat,
): (readonly [string, string])[] {
  const ending = as === 'yaml' ? 'yaml' : 'tf';
  const rules = groups.map((group, at): readonly [string, string] => {
    const name = groups.length === 1 ? plan.model : `${plan.model}-${String(at + 1)}`;
    const text = as === 'yaml' ? ruleGroupYaml(group, { folder: folder.title }) : ruleGroupTerraform(group);
    return [join('alerting', `${name}-rules.${ending}`), text];
  });
  if (contactPoints.length === 0) return rules;
  const text = as === 'yaml' ? contactPointsYaml(contactPoints) : contactPointsTerraform(contactPoints);
  return [[join('alerting', `${plan.model}-contact-points.${ending}`), text], ...rules];
}
