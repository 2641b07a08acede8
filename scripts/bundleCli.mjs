import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync, renameSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');
const CLI = join(ROOT, 'pkg', 'cli');
const ENTRY = join(CLI, 'src', 'release-risk.ts');

/** The bundled command line: one file, nothing beside it. */
export const BUNDLE = join(CLI, 'dist-node', 'release-risk.mjs');

/** What goes into the bundle, beside the packages that the lock file pins. */
const SOURCES = ['cli', 'compiler', 'contract', 'language', 'model', 'query'].map((name) => join(ROOT, 'pkg', name));

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

/** Bundles the command line into one ES module. Rejects with esbuild's own messages. */
export async function bundleCli() {
  const { build } = await import('esbuild');
  // Written beside and moved: another process may be running the bundle, or bundling it too.
  const temporary = `${BUNDLE}.${randomUUID()}.tmp`;
  await build({
    entryPoints: [ENTRY],
    outfile: temporary,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    banner: { js: BANNER },
    minify: true,
    keepNames: true,
    legalComments: 'none',
    logLevel: 'silent',
  });
  renameSync(temporary, BUNDLE);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await bundleCli();
  console.log(`Bundled ${BUNDLE}: ${Math.round(statSync(BUNDLE).size / 1024)} KiB`);
}
