import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { modelDocument } from '@release-risk/compiler/emit/dashboards/modelDocument';
import { formatDiagnostic } from '@release-risk/language/diagnostics/diagnostic';
import { readModel } from '@release-risk/language/document/readModel';
import { ACTION_MODES, type ActionMode } from './action-mode.ts';

/** The model that the demo runs with. */
export interface ModelInUse {
  readonly file: string;
  /** What was changed of the file that it is a copy of; undefined where it is that file. */
  readonly changed: string | undefined;
}

/** A model allows the least of what it and the gateway say: where it allows less than `mode`, a copy that allows it. */
export async function modelForMode(file: string, mode: ActionMode, folder: string): Promise<ModelInUse> {
  const read = readModel(await readFile(file, 'utf8'), file);
  if (!read.ok) throw new Error(read.diagnostics.map(formatDiagnostic).join('\n'));
  const { model } = read;
  if (ACTION_MODES.indexOf(model.action.mode) >= ACTION_MODES.indexOf(mode)) return { file, changed: undefined };
  await mkdir(folder, { recursive: true });
  const copy = join(folder, 'model.yaml');
  // JSON is YAML.
  await writeFile(copy, JSON.stringify(modelDocument({ ...model, action: { ...model.action, mode } }), undefined, 2));
  return { file: copy, changed: `a copy of ${file} with action.mode ${mode} instead of ${model.action.mode}` };
}
