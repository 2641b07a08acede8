import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const lockSchema = z.object({ pid: z.number().int(), address: z.string() });

/** Another demo uses this cache folder. */
export class AlreadyRunning extends Error {
  constructor(
    readonly pid: number,
    readonly address: string,
  ) {
    super(
      `a demo is already running at ${address === '' ? '(starting)' : address} (process ${pid}); ` +
        'stop it first, or set RELEASE_RISK_CACHE to another folder',
    );
  }
}

/** One demo at a time per cache folder. */
export interface Lock {
  /** Tells those who come later where this demo is. */
  announce(address: string): Promise<void>;
  release(): Promise<void>;
}

/** Takes the folder, also from a demo that died; throws {@link AlreadyRunning} when a living one has it. */
export async function takeLock(folder: string): Promise<Lock> {
  await mkdir(folder, { recursive: true });
  const file = join(folder, 'running.json');
  const write = (address: string, flag: 'w' | 'wx') =>
    writeFile(file, JSON.stringify({ pid: process.pid, address }), { flag });
  try {
    await write('', 'wx');
  } catch {
    const holder = await readHolder(file);
    if (holder && holder.pid !== process.pid && isAlive(holder.pid))
      throw new AlreadyRunning(holder.pid, holder.address);
    await write('', 'w');
  }
  return { announce: (address) => write(address, 'w'), release: () => rm(file, { force: true }) };
}

async function readHolder(file: string): Promise<z.infer<typeof lockSchema> | undefined> {
  try {
    return lockSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // A process of somebody else answers with a refusal, and so is alive.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
