import { build, type Plugin } from 'esbuild';
import { join, resolve } from 'node:path';

/** A file of the page; another content has another hash. */
export interface HostFile {
  readonly content: Uint8Array;
  readonly hash: string;
}

/** The page's script and styles, and where the packages they are made of lie. */
export interface HostBundle {
  readonly script: HostFile;
  readonly styles: HostFile;
  readonly packagesFolder: string;
}

export interface BundleOptions {
  /** Folder whose `node_modules` holds React and Grafana's packages: they decide which Grafana is stood in for. */
  readonly packagesFolder: string;
  /** `development` keeps React's warnings, which tests want to see. */
  readonly mode: 'production' | 'development';
}

/** Files of Grafana's packages that their exports do not name. */
const INTERNALS: Readonly<Record<string, string>> = {
  'grafana-internals/plugin-page': '@grafana/runtime/dist/esm/components/PluginPage.mjs',
  'grafana-internals/i18n': '@grafana/i18n/dist/esm/i18n.mjs',
  'grafana-internals/loggers': '@grafana/runtime/dist/esm/services/logging/registry.mjs',
  'grafana-internals/data-source-settings': '@grafana/runtime/dist/esm/services/dataSource/settings.mjs',
  'grafana-internals/expression-source': '@grafana/runtime/dist/esm/services/dataSource/expressionDs.mjs',
};

/** Makes the page's script of the page's source and the packages of a folder. Takes some seconds. */
export async function bundleHost({ packagesFolder, mode }: BundleOptions): Promise<HostBundle> {
  const { outputFiles } = await build({
    entryPoints: [join(import.meta.dirname, '../page/main.ts')],
    bundle: true,
    write: false,
    outdir: '/host',
    format: 'iife',
    target: 'es2022',
    jsx: 'transform',
    minify: mode === 'production',
    define: { 'process.env.NODE_ENV': JSON.stringify(mode), global: 'globalThis' },
    loader: { '.svg': 'dataurl', '.woff': 'dataurl', '.woff2': 'dataurl', '.ttf': 'dataurl', '.eot': 'dataurl' },
    logLevel: 'error',
    tsconfigRaw: {},
    plugins: [packagesFrom(packagesFolder)],
  });
  const file = (ending: string): HostFile => {
    const found = outputFiles.find(({ path }) => path.endsWith(ending));
    if (found === undefined) throw new Error(`The host page was bundled without a ${ending} file`);
    return { content: found.contents, hash: found.hash.replaceAll(/[^\w]/g, '') };
  };
  return { script: file('.js'), styles: file('.css'), packagesFolder };
}

/** Lets the page's own imports of packages lead to those of one folder, so that one source makes several hosts. */
function packagesFrom(folder: string): Plugin {
  const page = resolve(import.meta.dirname, '..');
  return {
    name: 'packages-of-the-host',
    setup({ onResolve, resolve: find }) {
      onResolve({ filter: /^grafana-internals\// }, ({ path }) => ({
        path: join(folder, 'node_modules', INTERNALS[path] ?? path),
      }));
      onResolve({ filter: /^[^./]/ }, ({ path, resolveDir, kind, pluginData }) =>
        pluginData === FOUND || !resolveDir.startsWith(page)
          ? undefined
          : find(path, { resolveDir: folder, kind, pluginData: FOUND }),
      );
    },
  };
}

const FOUND = Symbol('found in the folder');
