import { createHash } from 'node:crypto';
import { lstat, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { transactionControlIn } from './transactionControl.ts';

/** A migration that is undone, by its file as it was when it was planned. */
export interface DownFile {
  readonly version: string;
  /** Hex SHA-256. */
  readonly checksum: string;
}

export interface DownScript extends DownFile {
  readonly sql: string;
}

export type Scripts =
  | { readonly kind: 'scripts'; readonly scripts: readonly DownScript[] }
  | { readonly kind: 'wrong'; readonly reason: string };

const LARGEST = 1_000_000;

async function scriptOf(directory: string, version: string): Promise<DownScript | string> {
  const name = `${version}.down.sql`;
  const path = join(directory, name);
  try {
    const { size, ...file } = await lstat(path).then((stat) => ({ size: stat.size, isFile: stat.isFile() }));
    if (!file.isFile) return `${name} is no plain file`;
    if (size > LARGEST) return `${name} is larger than ${String(LARGEST)} bytes`;
    const bytes = await readFile(path);
    const sql = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    const problem = transactionControlIn(sql);
    if (problem !== undefined) return `${name} cannot run in one transaction: ${problem}`;
    return { version, sql, checksum: createHash('sha256').update(bytes).digest('hex') };
  } catch (error) {
    const isMissing = error instanceof Error && Reflect.get(error, 'code') === 'ENOENT';
    return isMissing ? `there is no ${name}` : `${name} cannot be read`;
  }
}

/** The files that undo these migrations, in this order; `wrong` where one is missing or cannot be trusted to run. */
export async function downScripts(directory: string, versions: readonly string[]): Promise<Scripts> {
  const scripts: DownScript[] = [];
  for (const version of versions) {
    const script = await scriptOf(directory, version);
    if (typeof script === 'string') return { kind: 'wrong', reason: script };
    scripts.push(script);
  }
  return { kind: 'scripts', scripts };
}

const filesSchema = z.array(z.strictObject({ version: z.string(), checksum: z.string() })).min(1);

/** As it stands in a target. */
export function filesText(scripts: readonly DownFile[]): string {
  return JSON.stringify(scripts.map(({ version, checksum }) => ({ version, checksum })));
}

export function filesOf(text: string | undefined): readonly DownFile[] | undefined {
  try {
    return filesSchema.safeParse(JSON.parse(text ?? '')).data;
  } catch {
    return undefined;
  }
}
