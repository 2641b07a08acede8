import { readFile, stat } from 'node:fs/promises';
import { readModel } from '@release-risk/language/document/readModel';
import type { ModelRead, ModelSource } from './models.ts';

/** Far above any model; a wrong path to a log must not fill the memory. */
const LARGEST = 1024 * 1024;
const MOST_PROBLEMS = 5;

/** Models in files of YAML. A file that is gone or unreadable is a broken model, not one less. */
export function modelFiles(files: readonly string[]): ModelSource {
  return {
    title: files.join(', '),
    strict: true,
    read: () => Promise.all(files.map(readOne)),
  };
}

async function readOne(from: string): Promise<ModelRead> {
  const text = await textOf(from);
  if (!text.ok) return { ok: false, from, name: undefined, problems: [text.problem] };
  const read = readModel(text.text, from);
  if (read.ok) return { ok: true, from, model: read.model, bindings: {} };
  const problems = read.diagnostics
    .filter(({ severity }) => severity === 'error')
    .slice(0, MOST_PROBLEMS)
    .map(({ place, code, message }) => `line ${place.line}, column ${place.column}: ${message} (${code})`);
  return { ok: false, from, name: undefined, problems };
}

async function textOf(
  file: string,
): Promise<{ readonly ok: true; readonly text: string } | { readonly ok: false; readonly problem: string }> {
  try {
    const { size } = await stat(file);
    if (size > LARGEST) return { ok: false, problem: `it has ${String(size)} bytes, the most that is read is 1 MiB` };
    return { ok: true, text: (await readFile(file, 'utf8')).replace(/^\uFEFF/, '') };
  } catch (error) {
    return { ok: false, problem: error instanceof Error ? error.message : String(error) };
  }
}
