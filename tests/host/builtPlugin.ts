import { statSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { builtPlugin as buildWhereStale } from '../../demo/src/plugin/built-plugin.ts';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');
const CACHE = join(ROOT, '.cache/host');
const LONGEST_BUILD_MS = 180_000;

/** The folder of the built plugin, built now where a source is newer; one test process builds at a time. */
export async function builtPlugin(): Promise<string> {
  await alone('build', async () => {
    await buildWhereStale(() => undefined);
  });
  return join(ROOT, 'dist');
}

/** Runs `work` while no other test process runs one of the same name. */
export async function alone(name: string, work: () => Promise<void>): Promise<void> {
  const lock = join(CACHE, `${name}.lock`);
  await mkdir(CACHE, { recursive: true });
  for (;;) {
    try {
      await mkdir(lock);
      break;
    } catch {
      if (Date.now() - modified(lock) > LONGEST_BUILD_MS) await rm(lock, { recursive: true, force: true });
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
  try {
    await work();
  } finally {
    await rm(lock, { recursive: true, force: true });
  }
}

/** Epoch milliseconds of the last change; 0 where there is no such file. */
export function modified(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
