import { preflight } from '@release-risk/apply/preflight';
import { readActual } from '@release-risk/grafana/state/actual';
import { applyState } from '@release-risk/grafana/state/apply';
import { writes } from '@release-risk/grafana/state/change';
import { diffState } from '@release-risk/grafana/state/diff';
import type { RiskModel } from '@release-risk/model/model';
import { plain } from '@release-risk/model/plainText';
import type { GlobalOptions } from '../commandContext.ts';
import { CliError } from '../errors.ts';
import { EXIT, type ExitCode } from '../exitCode.ts';
import type { Io } from '../io.ts';
import { loadModel } from '../models/loadModel.ts';
import { jsonText } from '../report/jsonText.ts';
import { styleFor } from '../terminal/style.ts';
import { withFlagHints } from './checkHints.ts';
import { checksText } from './checksText.ts';
import { consent, type ConsentOptions } from './consent.ts';
import { exportFiles } from './exportFiles.ts';
import { objectsOf } from './objects.ts';
import type { ObjectOptions } from './options.ts';
import { countsText, previewText } from './preview.ts';
import { secretsFrom } from './secretsFrom.ts';
import { telling } from './told.ts';

export interface ApplyOptions extends ObjectOptions, ConsentOptions {
  /** Write files here instead. */
  readonly out?: string;
}

/** Applies a model to a Grafana, or with `--out` writes what would be applied as files. */
export async function runApply(io: Io, globals: GlobalOptions, file: string, options: ApplyOptions): Promise<ExitCode> {
  const { model } = await loadModel(file);
  return telling(() =>
    options.out === undefined
      ? applyModel(io, globals, model, options)
      : exportFiles(io, globals, model, options, options.out),
  );
}

/** Preflight, preview, consent, writes, comparison. Ends 1 when something stands in the way, or a person says no. */
export async function applyModel(
  io: Io,
  globals: GlobalOptions,
  model: RiskModel,
  options: ApplyOptions,
): Promise<ExitCode> {
  const objects = await objectsOf(io, model, options);
  const { client, desired } = objects;
  const style = styleFor(io, io.stderr, globals);
  const secrets = secretsFrom(io);
  const choices = { lock: options.lock === true, rewriteSecrets: options.rewriteSecrets === true };
  const actual = await readActual(client, model.name, desired);
  const changes = diffState(desired, actual, choices);
  const due = changes.filter(writes);
  const report = (written: number) => {
    const { plan } = desired;
    const states = changes.map(({ kind, key, name, state, note }) => ({ kind, key, name, state, note }));
    if (globals.format === 'json') {
      io.stdout.write(
        jsonText(io.stdout, { model: plan.model, fingerprint: plan.fingerprint, writes: written, changes: states }),
      );
    } else {
      const what = written === 0 ? 'nothing to change' : countsText(changes);
      io.stdout.write(`${plain(plan.model)} ${plan.fingerprint}: ${what}. ${client.url}/d/${desired.overview.uid}\n`);
    }
  };
  if (due.length === 0) {
    report(0);
    return EXIT.ok;
  }
  const at = Math.floor(io.clock.now() / 1000);
  const checks = withFlagHints(await preflight(objects, at, io.interrupted));
  if (!globals.quiet)
    io.stderr.write(
      checksText(
        style,
        checks.filter(({ level }) => level !== 'ok'),
      ),
    );
  const failed = checks.filter(({ level }) => level === 'fail');
  if (failed.length > 0) {
    const [first] = failed;
    throw new CliError({
      code: 'RR611',
      reason: `Not applied, ${String(failed.length)} ${failed.length === 1 ? 'thing stands' : 'things stand'} in the way; first: ${first?.what ?? ''}: ${first?.found ?? ''}`,
      hint: first?.hint ?? '',
    });
  }
  if (!globals.quiet) io.stderr.write(previewText(style, due, true));
  for (const gap of objects.gaps) io.stderr.write(`${style.yellow('note')}  ${plain(gap)}\n`);
  if (!(await consent(io, 'Apply', changes, options))) return EXIT.no;
  const { writes: written } = await applyState(client, desired, actual, changes, {
    ...choices,
    secrets,
    onWrite: (what) => {
      if (!globals.quiet) io.stderr.write(`${style.dim('writing')} ${plain(what)}\n`);
    },
  });
  report(written);
  return EXIT.ok;
}
