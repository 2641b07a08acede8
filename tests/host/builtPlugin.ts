import { execFile } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { mkdir, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);

export const ROOT = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');
const CACHE = join(ROOT, '.cache/host');
const STAMP = join(CACHE, 'built');
const SOURCES = [
  'src',
  'pkg/model/src',
  'pkg/contract/src',
  'pkg/language/src',
  'pkg/compiler/src',
  'pkg/query/src',
  'pkg/grafana/src',
];
const LONGEST_BUILD_MS = 180_000;

/** The folder of the built plugin, built now where a source is newer than the last build of these tests. */
export async function builtPlugin(): Promise<string> {
  await alone('build', async () => {
    const newest = newestOf([...SOURCES, 'webpack.config.mjs', 'package-lock.json']);
    if (existsSync(join(ROOT, 'dist/panel/module.js')) && modified(STAMP) >= newest) return;
    // Taken before the build: a source that changes while it runs is built again the next time.
    const begun = new Date();
    await run('npm', ['run', 'build'], { cwd: ROOT });
    await writeFile(STAMP, '');
    await utimes(STAMP, begun, begun);
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

function newestOf(paths: readonly string[]): number {
  return Math.max(...paths.map((path) => newestIn(join(ROOT, path))));
}

function newestIn(path: string): number {
  if (!statSync(path).isDirectory()) return modified(path);
  return readdirSync(path, { withFileTypes: true, recursive: true }).reduce(
    (newest, entry) =>
      entry.isFile() && !/\.test\.tsx?$/.test(entry.name)
        ? Math.max(newest, modified(join(entry.parentPath, entry.name)))
        : newest,
    0,
  );
}
