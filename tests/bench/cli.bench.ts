import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import type { Figure } from './score.bench.ts';

const ROOT = join(fileURLToPath(import.meta.url), '..', '..', '..');
const BUNDLE = join(ROOT, 'pkg', 'cli', 'dist-node', 'release-risk.mjs');
const EXAMPLE = join(ROOT, 'examples', 'telegram-lead-bot.yaml');
const RUNS = 10;

/** Milliseconds of one whole process, from its start to its end. */
function once(args: readonly string[]): number {
  const started = performance.now();
  const { status, stderr } = spawnSync(process.execPath, [BUNDLE, ...args], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`release-risk ${args.join(' ')} ended with ${status}: ${stderr}`);
  return performance.now() - started;
}

function median(args: readonly string[]): number {
  once(args);
  const sorted = Array.from({ length: RUNS }, () => once(args)).sort((a, b) => a - b);
  return ((sorted[RUNS / 2 - 1] ?? NaN) + (sorted[RUNS / 2] ?? NaN)) / 2;
}

/** How long a person waits for the bundled command line, as whole processes (design section 10). */
export async function benchCli(): Promise<Figure[]> {
  const bundled = spawnSync(process.execPath, [join(ROOT, 'scripts', 'bundleCli.mjs')], { encoding: 'utf8' });
  if (bundled.status !== 0) throw new Error(`The command line could not be bundled: ${bundled.stderr}`);
  const figure = (name: string, value: number, target: number): Figure => ({
    name,
    value: Math.round(value),
    unit: 'ms',
    target,
    ok: value <= target,
  });
  return [
    figure('release-risk --version, cold start, median of 10', median(['--version']), 250),
    figure('release-risk validate of the example, median of 10', median(['validate', EXAMPLE]), 400),
  ];
}
