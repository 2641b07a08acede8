import { open } from 'node:fs/promises';
import { didYouMean } from '@release-risk/language/diagnostics/didYouMean';
import { findingsReport, leftOutReport } from '@release-risk/propose/findingsReport';
import { liveModel } from '@release-risk/propose/live';
import { modelText } from '@release-risk/propose/modelText';
import { PRESET_NAMES, PRESETS, type PresetName } from '@release-risk/propose/presets';
import { lookAt, type Nothing, type Servers } from '@release-risk/propose/propose';
import type { BindingOptions } from '../bindings/options.ts';
import type { GlobalOptions } from '../commandContext.ts';
import { CliError, usageError } from '../errors.ts';
import { requireOneWayToAsk } from '../evaluation/oneWayToAsk.ts';
import { EXIT, type ExitCode } from '../exitCode.ts';
import { writeAtomically } from '../files.ts';
import type { GrafanaOptions } from '../grafana/options.ts';
import type { Io } from '../io.ts';
import { openServers } from './servers.ts';

export interface InitOptions extends BindingOptions, GrafanaOptions {
  /** `metrics=uid` or `logs=uid`, with `--grafana`. */
  readonly datasource: readonly string[];
  readonly preset?: string;
  readonly list?: boolean;
  readonly name?: string;
  readonly service?: string;
  readonly identity?: string;
  readonly out?: string;
  readonly force: boolean;
}

const DEFAULT_PRESET: PresetName = 'http-prometheus';
const DEFAULT_NAME = 'my-service';
const LABEL = /^[a-zA-Z_][a-zA-Z0-9_]*$/;
const MOST_LABELS = 5;
const LONGEST_NAME = 200;

/**
 * `release-risk init`: a model on stdout or in a file, the story of it on stderr. Throws a CliError or a QueryError
 * when there is nothing to propose.
 */
export async function runInit(io: Io, globals: GlobalOptions, options: InitOptions): Promise<ExitCode> {
  const tell = (text: string): void => {
    if (!globals.quiet) io.stderr.write(text);
  };
  if (options.list === true) {
    const width = Math.max(...PRESET_NAMES.map((name) => name.length));
    io.stdout.write(PRESET_NAMES.map((name) => `${name.padEnd(width)}  ${PRESETS[name].summary}\n`).join(''));
    return EXIT.ok;
  }
  const text = await textOf(io, options, tell);
  if (options.out === undefined) io.stdout.write(text);
  else {
    await writeNew(options.out, text, options.force);
    tell(`Wrote ${options.out}. Next: release-risk validate ${options.out}\n`);
  }
  return EXIT.ok;
}

async function textOf(io: Io, options: InitOptions, tell: (text: string) => void): Promise<string> {
  for (const [option, value] of [
    ['--name', options.name],
    ['--service', options.service],
  ] as const) {
    if (value !== undefined && (value.trim() === '' || value.length > LONGEST_NAME)) {
      throw usageError(`${option} must have 1 to ${LONGEST_NAME} characters`, 'Write the name of the service.');
    }
  }
  if (options.preset !== undefined) return presetText(options.preset, options);
  const servers = await serversOf(io, options);
  return servers.metrics === undefined && servers.logs === undefined
    ? presetText(DEFAULT_PRESET, options)
    : discoveredText(io, servers, options, tell);
}

async function serversOf(io: Io, options: InitOptions): Promise<Servers> {
  requireOneWayToAsk(io, options);
  if (options.grafana === undefined) return openServers(io, options);
  const { grafanaServers } = await import('./grafanaServers.ts');
  return grafanaServers(io, options);
}

function presetText(name: string, { name: given, service }: InitOptions): string {
  const preset = PRESET_NAMES.find((one) => one === name);
  if (preset === undefined) {
    const hint = didYouMean(name, PRESET_NAMES) ?? `There are: ${PRESET_NAMES.join(', ')}.`;
    throw usageError(`There is no preset ${JSON.stringify(name)}`, hint);
  }
  return modelText(PRESETS[preset].draft(service ?? given ?? DEFAULT_NAME));
}

async function discoveredText(
  io: Io,
  servers: Servers,
  options: InitOptions,
  tell: (text: string) => void,
): Promise<string> {
  const at = Math.floor(io.clock.now() / 1000);
  const wish = { labels: labelsOf(options.identity), service: options.service };
  const looked = await lookAt(servers, wish, at, io.interrupted);
  const result = looked.ok ? await liveModel(looked.findings, servers, options.name, at, io.interrupted) : looked;
  if (result.ok) {
    tell(findingsReport(result.live));
    return result.live.text;
  }
  tell(leftOutReport(result.leftOut));
  throw new CliError({ code: 'RR609', reason: result.reason, hint: HINTS[result.why] });
}

function labelsOf(identity: string | undefined): readonly string[] | undefined {
  if (identity === undefined) return undefined;
  const labels = [...new Set(identity.split(',').map((label) => label.trim()))];
  if (labels.length <= MOST_LABELS && labels.every((label) => LABEL.test(label) && label !== 'le')) return labels;
  throw usageError(
    `--identity ${JSON.stringify(identity)} is not a list of label names`,
    'Such as --identity service, or --identity namespace,app (at most five).',
  );
}

/** What to do where there is nothing to propose, in the words of the command line. */
const HINTS: Readonly<Record<Nothing['why'], string>> = {
  unknownService: 'Leave --service out to see which services there are.',
  noServices: 'Name the label with --identity LABEL, or start from a preset: release-risk init --list.',
  noData: 'See above what was left out and why; a preset works without a server: release-risk init --list.',
};

/** Claims the name first, so that a file that appears meanwhile is never lost. */
async function writeNew(file: string, text: string, force: boolean): Promise<void> {
  if (!force) {
    try {
      await (await open(file, 'wx')).close();
    } catch (error) {
      if (error instanceof Error && Reflect.get(error, 'code') === 'EEXIST') {
        throw usageError(`${file} exists already`, 'Overwrite it with --force, or write to another file.');
      }
    }
  }
  await writeAtomically(file, text);
}
