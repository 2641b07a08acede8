import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');
const CLI = join(ROOT, 'pkg', 'cli');
const ENTRY = join(CLI, 'src', 'release-risk.ts');

/** The bundled command line: an entry with its parts beside it. */
export const BUNDLE = join(CLI, 'dist-node', 'release-risk.mjs');
const PARTS = join(dirname(BUNDLE), 'parts');

/** What goes into the bundle, beside the packages that the lock file pins. */
const SOURCES = ['apply', 'cli', 'compiler', 'contract', 'grafana', 'language', 'model', 'propose', 'query'].map(
  (name) => join(ROOT, 'pkg', name),
);

/** CommonJS packages inside an ES module ask for Node's own parts by require. */
const BANNER = `import { createRequire as releaseRiskCreateRequire } from 'node:module';
const require = releaseRiskCreateRequire(import.meta.url);`;

function changedAt(path) {
  const { mtimeMs } = statSync(path);
  return mtimeMs;
}

function newestSource() {
  const newest = { at: changedAt(fileURLToPath(import.meta.url)) };
  const look = (path) => {
    newest.at = Math.max(newest.at, changedAt(path));
  };
  for (const source of SOURCES) {
    look(join(source, 'package.json'));
    for (const entry of readdirSync(join(source, 'src'), { withFileTypes: true, recursive: true })) {
      if (entry.isDirectory() || (entry.name.endsWith('.ts') && !entry.name.endsWith('.test.ts'))) {
        look(join(entry.parentPath ?? entry.path, entry.name));
      }
    }
  }
  const lock = join(ROOT, 'package-lock.json');
  if (existsSync(lock)) look(lock);
  return newest.at;
}

/** True when there is a bundle and no source is newer. Without sources (an installed package) the bundle is all there is. */
export function bundleIsCurrent() {
  if (!existsSync(BUNDLE)) return false;
  return !existsSync(ENTRY) || changedAt(BUNDLE) > newestSource();
}

/** zod brings its messages in 50 languages; only the English ones are ever shown. */
const englishOnly = {
  name: 'english-only',
  setup(build) {
    build.onLoad({ filter: /zod[\\/]v4[\\/]locales[\\/]index\.js$/ }, () => ({
      contents: "export { default as en } from './en.js';",
      loader: 'js',
    }));
  },
};

/**
 * Bundles the command line: a small entry, and parts that are loaded when a verb needs them, because reading all of
 * it takes longer than most verbs. Rejects with esbuild's own messages.
 */
export async function bundleCli() {
  const { build } = await import('esbuild');
  const { outputFiles } = await build({
    entryPoints: [ENTRY],
    outdir: dirname(BUNDLE),
    outExtension: { '.js': '.mjs' },
    chunkNames: 'parts/[name]-[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    banner: { js: BANNER },
    plugins: [englishOnly],
    minify: true,
    legalComments: 'none',
    logLevel: 'silent',
    write: false,
  });
  mkdirSync(PARTS, { recursive: true });
  // The entry last: whoever starts meanwhile finds all that it asks for.
  const ordered = [...outputFiles].sort((a, b) => Number(a.path === BUNDLE) - Number(b.path === BUNDLE));
  for (const { path, contents } of ordered) {
    const temporary = `${path}.${randomUUID()}.tmp`;
    writeFileSync(temporary, contents);
    renameSync(temporary, path);
  }
  removeOldParts(new Set(outputFiles.map(({ path }) => basename(path))));
}

/** A process that still runs from an earlier bundle may load its parts yet: they stay for a day. */
function removeOldParts(current) {
  const { mtimeMs: now } = statSync(BUNDLE);
  for (const name of readdirSync(PARTS)) {
    const path = join(PARTS, name);
    if (!current.has(name) && now - changedAt(path) > 86_400_000) rmSync(path, { force: true });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await bundleCli();
  console.log(`Bundled ${BUNDLE}`);
}
