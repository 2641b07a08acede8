import { fingerprint } from '@release-risk/compiler/fingerprint';
import { normalize } from '@release-risk/compiler/normalize';
import type { Diagnostic } from '@release-risk/language/diagnostics/diagnostic';
import { readModel } from '@release-risk/language/document/readModel';
import type { RiskModel } from '@release-risk/model/model';
import { plain } from '@release-risk/model/plainText';
import type { GlobalOptions } from '../commandContext.ts';
import { CliError } from '../errors.ts';
import { EXIT, type ExitCode } from '../exitCode.ts';
import { readText } from '../files.ts';
import type { Io } from '../io.ts';
import { annotationLine, underGithubActions } from '../report/github.ts';
import { failureText } from '../terminal/failure.ts';
import { type Style, styleFor } from '../terminal/style.ts';
import { wrapped } from '../terminal/width.ts';
import { codeFrame } from './codeFrame.ts';

type Checked =
  | { readonly file: string; readonly state: 'unreadable'; readonly error: CliError }
  | {
      readonly file: string;
      readonly state: 'valid' | 'invalid';
      readonly text: string;
      readonly model: RiskModel | undefined;
      readonly diagnostics: readonly Diagnostic[];
    };

/** Reads every file, reports every diagnostic, and ends 0 (valid), 1 (a model is invalid) or 3 (a file is unreadable). */
export async function runValidate(io: Io, globals: GlobalOptions, files: readonly string[]): Promise<ExitCode> {
  const checked: Checked[] = [];
  for (const file of files) checked.push(await check(file));
  const style = styleFor(io, io.stdout, globals);
  if (globals.format === 'json') io.stdout.write(`${JSON.stringify(jsonOf(checked), undefined, 2)}\n`);
  else for (const one of checked) io.stdout.write(textOf(style, one, globals.quiet));
  if (underGithubActions(io.env)) {
    const sink = globals.format === 'json' ? io.stderr : io.stdout;
    for (const one of checked) sink.write(annotationsOf(one));
  }
  if (checked.some(({ state }) => state === 'unreadable')) return EXIT.error;
  return checked.some(({ state }) => state === 'invalid') ? EXIT.no : EXIT.ok;
}

async function check(file: string): Promise<Checked> {
  let text: string;
  try {
    text = await readText(file);
  } catch (error) {
    if (error instanceof CliError) return { file, state: 'unreadable', error };
    throw error;
  }
  const read = readModel(text, file);
  return read.ok
    ? { file, state: 'valid', text, model: read.model, diagnostics: read.warnings }
    : { file, state: 'invalid', text, model: undefined, diagnostics: read.diagnostics };
}

function jsonOf(checked: readonly Checked[]): unknown {
  return {
    apiVersion: 'releaserisk/validation/v1',
    valid: checked.every(({ state }) => state === 'valid'),
    files: checked.map((one) =>
      one.state === 'unreadable'
        ? { file: one.file, state: one.state, code: one.error.code, problem: one.error.message, diagnostics: [] }
        : {
            file: one.file,
            state: one.state,
            model: one.model?.name ?? null,
            fingerprint: one.model === undefined ? null : fingerprint(normalize(one.model)),
            diagnostics: one.diagnostics.map(({ place, file: _file, ...rest }) => ({ ...rest, ...place })),
          },
    ),
  };
}

function textOf(style: Style, one: Checked, quiet: boolean): string {
  if (one.state === 'unreadable') return failureText(style, one.error);
  const blocks = one.diagnostics.map((diagnostic) => diagnosticText(style, one.text, diagnostic));
  return blocks.join('') + (quiet ? '' : summary(style, one));
}

function diagnosticText(style: Style, text: string, diagnostic: Diagnostic): string {
  const { file, place, severity, code, message, hint } = diagnostic;
  const paint = severity === 'error' ? style.red : style.yellow;
  const head = `${style.bold(`${plain(file)}:${place.line}:${place.column}`)} ${paint(severity)} ${style.dim(code)}`;
  const body = wrapped(plain(message), style.width - 2).map((line) => `  ${line}`);
  const help = hint === undefined ? [] : wrapped(plain(hint), style.width - 4);
  const told = help.map((line, at) => `  ${style.cyan(at === 0 ? '= ' : '  ')}${line}`);
  return `${[head, ...body, ...codeFrame(style, text, place), ...told].join('\n')}\n\n`;
}

function summary(style: Style, one: Exclude<Checked, { state: 'unreadable' }>): string {
  const file = plain(one.file);
  if (one.model === undefined) {
    const errors = one.diagnostics.filter(({ severity }) => severity === 'error').length;
    return `${style.red(style.marks.red)} ${file}: ${counted(errors, 'error')}\n`;
  }
  const { model, diagnostics } = one;
  const services = model.identity.services;
  const facts = [
    `model ${model.name}`,
    counted(model.signals.length, 'signal'),
    services.kind === 'listed' ? counted(services.list.length, 'service') : 'services discovered',
    `fingerprint ${fingerprint(normalize(model))}`,
    ...(diagnostics.length > 0 ? [counted(diagnostics.length, 'warning')] : []),
  ];
  return `${style.green(style.marks.green)} ${file}: valid ${style.dim(`${style.marks.dot} ${facts.join(', ')}`)}\n`;
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function annotationsOf(one: Checked): string {
  if (one.state === 'unreadable') {
    return annotationLine({ level: 'error', title: one.error.code, file: one.file, message: one.error.message });
  }
  return one.diagnostics
    .map(({ severity, code, message, hint, place, file }) =>
      annotationLine({
        level: severity,
        file,
        line: place.line,
        col: place.column,
        title: code,
        message: hint === undefined ? message : `${message}\n${hint}`,
      }),
    )
    .join('');
}
