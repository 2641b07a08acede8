import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

/** How Node runs one of the demo's TypeScript files as a process. */
interface Program {
  readonly file: string;
  readonly nodeArguments: readonly string[];
}
export type Launcher = (source: URL) => Program;

const require = createRequire(import.meta.url);
const TSX = pathToFileURL(require.resolve('tsx')).href;
const LIBSQL = require.resolve('libsql');

/** Runs the sources as they are; each process then compiles and loads all that it imports. */
export const launchFromSource: Launcher = (source) => ({
  file: fileURLToPath(source),
  nodeArguments: ['--import', TSX],
});

/**
 * Bundles the sources into `folder` and runs the bundles: eight processes start in a quarter of the CPU time.
 * A source that was not named runs from source.
 */
export async function bundlePrograms(folder: string, sources: readonly URL[]): Promise<Launcher> {
  const names = new Map(sources.map((source) => [source.href, nameOf(source)]));
  await build({
    entryPoints: Object.fromEntries(sources.map((source) => [nameOf(source), fileURLToPath(source)])),
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    // Native code cannot be bundled, and the cache may lie outside the repository: named by its full path.
    alias: { libsql: LIBSQL },
    external: [LIBSQL],
    banner: {
      js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);",
    },
    logLevel: 'silent',
  });
  return (source) => {
    const name = names.get(source.href);
    return name === undefined ? launchFromSource(source) : { file: join(folder, `${name}.mjs`), nodeArguments: [] };
  };
}

function nameOf(source: URL): string {
  return `${source.pathname.split('/').pop() ?? ''}-${createHash('sha256').update(source.href).digest('hex').slice(0, 8)}`;
}
