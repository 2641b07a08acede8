import { execFile } from 'node:child_process';
import { readdir, stat, utimes } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

const REPOSITORY = resolve(import.meta.dirname, '../../..');
/** The first tells by its time when the plugin was last built. */
const BUILT = ['module.js', 'panel/module.js', 'plugin.json', 'panel/plugin.json'] as const;
const SOURCES = ['src', 'pkg', 'webpack.config.mjs', 'package-lock.json'];
const BUILD_TIMEOUT_MS = 180_000;
const KEPT_OUTPUT = 1_500;

const run = promisify(execFile);

/** The folder of the built plugin, built first where it is missing or older than its sources. Throws with webpack's words. */
export async function builtPlugin(progress: (line: string) => void, repository = REPOSITORY): Promise<string> {
  const folder = join(repository, 'dist');
  if (await isCurrent(folder, repository)) return folder;
  progress('Building the plugin');
  // Taken before: a source that changes while it is built is built again the next time.
  const begun = new Date();
  const webpack = createRequire(join(repository, 'package.json')).resolve('webpack/bin/webpack.js');
  const args = [webpack, '-c', 'webpack.config.mjs', '--env', 'production'];
  try {
    await run(process.execPath, args, { cwd: repository, timeout: BUILD_TIMEOUT_MS });
  } catch (error) {
    const output = outputOf(error).trim().slice(-KEPT_OUTPUT);
    throw new Error(`the plugin could not be built:\n${output}`);
  }
  // webpack leaves files alone whose content stays the same.
  await utimes(join(folder, BUILT[0]), begun, begun);
  return folder;
}

/** The same; where it cannot be built that is said, and all else goes on without the plugin. */
export async function pluginIfBuilt(progress: (line: string) => void): Promise<string | undefined> {
  try {
    return await builtPlugin(progress);
  } catch (error) {
    progress(`Going on without the plugin: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
}

/** Whether everything is built, and nothing that it is built from is newer. */
export async function isCurrent(folder: string, repository: string): Promise<boolean> {
  const built = await Promise.all(BUILT.map((name) => changedAt(join(folder, name))));
  const newest = await Promise.all(SOURCES.map((name) => newestIn(join(repository, name))));
  return built.every((at) => at > 0) && (built[0] ?? 0) >= Math.max(...newest);
}

/** When a file was last written, ms since 1970; 0 when it is not there. */
async function changedAt(file: string): Promise<number> {
  return stat(file).then(
    ({ mtimeMs }) => mtimeMs,
    () => 0,
  );
}

/** When the newest file in a folder was written. Tests and installed packages are no part of the plugin. */
async function newestIn(path: string): Promise<number> {
  const entries = await readdir(path, { withFileTypes: true }).catch(() => undefined);
  if (entries === undefined) return changedAt(path);
  const times = await Promise.all(
    entries
      .filter(({ name }) => name !== 'node_modules' && !name.startsWith('dist') && !/\.test\.tsx?$/.test(name))
      .map(({ name }) => newestIn(join(path, name))),
  );
  return Math.max(0, ...times);
}

function outputOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const parts = ['stdout', 'stderr'].map((key): unknown => Reflect.get(error, key));
  const said = parts.filter((part) => typeof part === 'string').join('\n');
  return said.trim() === '' ? error.message : said;
}
