import { closeSync, fsyncSync, linkSync, mkdirSync, openSync, readFileSync, unlinkSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const beganSchema = z.looseObject({ pid: z.int(), boot: z.string(), startedAs: z.string(), at: z.number() });

const endedSchema = z.looseObject({
  at: z.number(),
  exit: z.int().nullable(),
  signal: z.string().nullable(),
  timedOut: z.boolean(),
  /** Why it could not even be started, such as EACCES. */
  notStarted: z.string().nullable(),
  stdout: z.string(),
  stderr: z.string(),
});

export type Ended = z.output<typeof endedSchema>;

/** What is on disk about a run of a command. */
export type Run =
  | { readonly kind: 'none' }
  | { readonly kind: 'running' }
  | { readonly kind: 'ended'; readonly ended: Ended }
  /** It began, and whoever should have recorded its end is gone, as after a power cut. */
  | { readonly kind: 'lost' };

export interface RunFiles {
  readonly began: string;
  readonly ended: string;
}

/** Records of commands in a folder: per correlation id and call one file when it begins and one when it ended. */
export interface RunRecords {
  readonly folder: string;
  /** Of the folder itself: another folder knows nothing of the runs in this one. */
  readonly identity: string;
  files(correlationId: string, call: number): RunFiles;
  /** Throws where the folder cannot be read. */
  read(correlationId: string, call: number): Run;
}

function contentOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && Reflect.get(error, 'code') === 'ENOENT') return undefined;
    throw error;
  }
}

function parsed<T>(schema: z.ZodType<T>, text: string): T | undefined {
  try {
    return schema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** By boot, process id and the moment that process started, so that nobody else is taken for it. */
function isAlive({ boot, pid, startedAs }: z.output<typeof beganSchema>): boolean {
  if (contentOf('/proc/sys/kernel/random/boot_id')?.trim() !== boot) return false;
  const stat = contentOf(`/proc/${String(pid)}/stat`)
    ?.replace(/^.*\) /s, '')
    .split(' ');
  return stat?.[19] === startedAs && stat[0] !== 'Z';
}

function identityOf(folder: string, newId: () => string): string {
  const path = join(folder, 'identity');
  const known = contentOf(path);
  if (known !== undefined) return known;
  const temporary = `${path}.${newId()}`;
  const file = openSync(temporary, 'wx', 0o600);
  try {
    writeSync(file, newId());
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  try {
    linkSync(temporary, path);
  } catch (error) {
    // Another process that starts at the same moment was first: its identity counts.
    if (!(error instanceof Error && Reflect.get(error, 'code') === 'EEXIST')) throw error;
  } finally {
    unlinkSync(temporary);
  }
  return readFileSync(path, 'utf8');
}

/** Opens the folder, making it where it is not there. Throws where it cannot be written to. */
export function openRunRecords(folder: string, newId: () => string): RunRecords {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const identity = identityOf(folder, newId);
  const files = (correlationId: string, call: number): RunFiles => {
    const start = join(folder, `${correlationId}.${String(call)}`);
    return { began: `${start}.began.json`, ended: `${start}.ended.json` };
  };
  const endOf = (path: string): Run | undefined => {
    const text = contentOf(path);
    if (text === undefined) return undefined;
    const ended = parsed(endedSchema, text);
    return ended === undefined ? { kind: 'lost' } : { kind: 'ended', ended };
  };
  return {
    folder,
    identity,
    files,
    read: (correlationId, call) => {
      const { began, ended } = files(correlationId, call);
      const beginning = contentOf(began);
      if (beginning === undefined) return { kind: 'none' };
      const known = endOf(ended);
      if (known !== undefined) return known;
      const by = parsed(beganSchema, beginning);
      if (by !== undefined && isAlive(by)) return { kind: 'running' };
      // It may have ended between the two looks.
      return endOf(ended) ?? { kind: 'lost' };
    },
  };
}
