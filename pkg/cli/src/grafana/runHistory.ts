import { earlierModel } from '@release-risk/apply/earlierModel';
import { readHistory } from '@release-risk/grafana/state/history';
import { plain } from '@release-risk/model/plainText';
import type { GlobalOptions } from '../commandContext.ts';
import { usageError } from '../errors.ts';
import { EXIT, type ExitCode } from '../exitCode.ts';
import type { Io } from '../io.ts';
import { loadModel } from '../models/loadModel.ts';
import { jsonText } from '../report/jsonText.ts';
import { styleFor } from '../terminal/style.ts';
import { table } from '../terminal/table.ts';
import { openGrafana } from './openGrafana.ts';
import { applyModel, type ApplyOptions } from './runApply.ts';
import { telling } from './told.ts';

export interface HistoryOptions extends ApplyOptions {
  /** Number of a version to apply again. */
  readonly undo?: string;
}

/** Lists what was applied and when, or applies an earlier version again. */
export async function runHistory(
  io: Io,
  globals: GlobalOptions,
  file: string,
  options: HistoryOptions,
): Promise<ExitCode> {
  const { model } = await loadModel(file);
  return telling(async () => {
    const client = await openGrafana(io, options);
    if (options.undo !== undefined) {
      const earlier = await earlierModel(client, model.name, versionOf(options.undo));
      return applyModel(io, globals, earlier, options);
    }
    const entries = await readHistory(client, model.name);
    if (globals.format === 'json') {
      io.stdout.write(jsonText(io.stdout, { model: model.name, versions: entries }));
      return EXIT.ok;
    }
    const style = styleFor(io, io.stdout, globals);
    const rows = entries.map(({ version, at, by, fingerprint, complete, message }) => [
      String(version),
      at,
      plain(by),
      fingerprint ?? '',
      `${plain(message)}${complete ? '' : ' (cut short)'}`,
    ]);
    const columns = [
      { title: 'version', align: 'right' as const },
      { title: 'at' },
      { title: 'by' },
      { title: 'fingerprint' },
      { title: '' },
    ];
    io.stdout.write(`${table(columns, rows, style.dim).join('\n')}\n`);
    return EXIT.ok;
  });
}

function versionOf(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw usageError(`--undo ${JSON.stringify(text)} is no version`, 'See them: release-risk history MODEL.');
}
