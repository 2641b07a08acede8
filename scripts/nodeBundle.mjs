import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');

/** CommonJS packages inside an ES module ask for Node's own parts by require. */
const BANNER = `import { createRequire as releaseRiskCreateRequire } from 'node:module';
const require = releaseRiskCreateRequire(import.meta.url);`;

function changedAt(path) {
  const { mtimeMs } = statSync(path);
  return mtimeMs;
}

/** The folders of a house and of those that its package.json names. */
function housesOf(house) {
  const { dependencies = {} } = JSON.parse(readFileSync(join(ROOT, 'pkg', house, 'package.json'), 'utf8'));
  const others = Object.keys(dependencies).flatMap((name) => /^@release-risk\/(.+)$/.exec(name)?.[1] ?? []);
  return [house, ...others].map((name) => join(ROOT, 'pkg', name));
}

function newestSource(house, script) {
  const newest = { at: Math.max(...[import.meta.url, script].map((url) => changedAt(fileURLToPath(url)))) };
  const look = (path) => {
    newest.at = Math.max(newest.at, changedAt(path));
  };
  for (const source of housesOf(house)) {
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
 * The bundle of a house's program, `pkg/<house>/dist-node/<name>.mjs`: a small entry, and parts that are loaded when
 * they are needed, because reading all of it takes longer than most of what it does. `external` names the packages
 * that stay outside and are resolved from node_modules when the program runs; `script` is the URL of the script that
 * says all this.
 */
export function nodeBundle({ script, house, name, external = [] }) {
  const entry = join(ROOT, 'pkg', house, 'src', `${name}.ts`);
  const file = join(ROOT, 'pkg', house, 'dist-node', `${name}.mjs`);

  /** True when there is a bundle and no source is newer. Without sources (an installed package) the bundle is all there is. */
  const isCurrent = () => {
    if (!existsSync(file)) return false;
    return !existsSync(entry) || changedAt(file) > newestSource(house, script);
  };

  /** Bundles anew. Rejects with esbuild's own messages. */
  const write = async () => writeBundle(entry, file, external);

  return { file, isCurrent, write };
}

async function writeBundle(entry, file, external) {
  const { build } = await import('esbuild');
  const { outputFiles } = await build({
    entryPoints: [entry],
    outdir: dirname(file),
    outExtension: { '.js': '.mjs' },
    chunkNames: 'parts/[name]-[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    banner: { js: BANNER },
    external,
    plugins: [englishOnly],
    minify: true,
    legalComments: 'none',
    logLevel: 'silent',
    write: false,
  });
  const parts = join(dirname(file), 'parts');
  mkdirSync(parts, { recursive: true });
  // The entry last: whoever starts meanwhile finds all that it asks for.
  const ordered = [...outputFiles].sort((a, b) => Number(a.path === file) - Number(b.path === file));
  for (const { path, contents } of ordered) {
    const temporary = `${path}.${randomUUID()}.tmp`;
    writeFileSync(temporary, contents);
    renameSync(temporary, path);
  }
  removeOldParts(file, parts, new Set(outputFiles.map(({ path }) => basename(path))));
}

/** A process that still runs from an earlier bundle may load its parts yet: they stay for a day. */
function removeOldParts(file, parts, current) {
  const now = changedAt(file);
  for (const name of readdirSync(parts)) {
    const path = join(parts, name);
    if (!current.has(name) && now - changedAt(path) > 86_400_000) rmSync(path, { force: true });
  }
}

/** Bundles where `script` is what Node was started with, and says where. */
export async function bundleWhenRun(script, { file, write }) {
  if (process.argv[1] !== fileURLToPath(script)) return;
  await write();
  console.log(`Bundled ${file}`);
}
