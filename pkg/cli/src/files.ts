import { randomUUID } from 'node:crypto';
import { appendFile, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { CliError } from './errors.ts';

/** Far above any model, bindings file or record; a wrong path to a log must not fill the memory. */
const LARGEST = 16 * 1024 * 1024;

const PROBLEMS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a part of its path is no folder',
  ENOSPC: 'the disk is full',
  EROFS: 'the file system is read-only',
};

function problemOf(error: unknown): string {
  const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : undefined;
  if (typeof code === 'string') return PROBLEMS[code] ?? code;
  return error instanceof Error ? error.message : String(error);
}

/** The text of a file as UTF-8 without its byte-order mark. Throws RR602. */
export async function readText(file: string): Promise<string> {
  try {
    const { size } = await stat(file);
    if (size > LARGEST) throw new Error(`it has ${Math.round(size / 1024 / 1024)} MiB, the most that is read is 16`);
    return (await readFile(file, 'utf8')).replace(/^\uFEFF/, '');
  } catch (error) {
    throw new CliError({ code: 'RR602', file, problem: problemOf(error) });
  }
}

/** Writes a file as a whole or not at all: readers never see half of it. Throws RR603. */
export async function writeAtomically(file: string, text: string): Promise<void> {
  const temporary = `${file}.${randomUUID()}.tmp`;
  try {
    // A device such as /dev/stdout is written to; replacing it would not be what was meant.
    const existing = await stat(file).catch(() => undefined);
    if (existing !== undefined && !existing.isFile()) return await writeFile(file, text);
    await writeFile(temporary, text, { flag: 'wx' });
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw new CliError({ code: 'RR603', file, problem: problemOf(error) });
  }
}

/** Adds to the end of a file, making it where there is none. Throws RR603. */
export async function appendText(file: string, text: string): Promise<void> {
  try {
    await appendFile(file, text);
  } catch (error) {
    throw new CliError({ code: 'RR603', file, problem: problemOf(error) });
  }
}
