import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import CopyPlugin from 'copy-webpack-plugin';

const ROOT = fileURLToPath(new URL('.', import.meta.url));
const { version } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8'));

/** What Grafana hands to every plugin. `react/jsx-runtime` is not among it before 12.2.5, so a shim of ours is bundled. */
const SHARED_BY_GRAFANA = [
  { 'amd-module': 'module' },
  'lodash',
  'moment',
  '@emotion/css',
  '@emotion/react',
  'react',
  'react-dom',
  // Grafana's `react-router` holds all of version 6, links included.
  { 'react-router-dom-v5-compat': 'react-router' },
  'rxjs',
  'i18next',
  /^@grafana\/(ui|runtime|data)/i,
];

/**
 * The app and its nested panel are two plugins to Grafana: each is loaded by its own entry and asks for its chunks
 * beside it, so each is a build of its own.
 */
function plugin(folder, env) {
  const production = env.production === true;
  const below = folder === '' ? '' : `${folder}/`;
  return {
    name: folder === '' ? 'app' : folder,
    mode: production ? 'production' : 'development',
    devtool: production ? 'source-map' : 'eval-source-map',
    context: `${ROOT}src`,
    entry: { module: `./${below}module.tsx` },
    output: {
      path: `${ROOT}dist/${folder}`,
      filename: '[name].js',
      chunkFilename: production ? '[name].[contenthash:12].js' : '[name].js',
      library: { type: 'amd' },
      publicPath: '',
      // The panel's own build lies within the app's folder.
      clean: folder === '' ? { keep: /^panel\// } : true,
      uniqueName: `release-risk-${folder || 'app'}`,
    },
    externals: SHARED_BY_GRAFANA,
    resolve: {
      extensions: ['.ts', '.tsx', '.js'],
      alias: {
        'react/jsx-runtime$': `${ROOT}src/shims/jsxRuntime.ts`,
        'react/jsx-dev-runtime$': `${ROOT}src/shims/jsxRuntime.ts`,
      },
    },
    module: {
      rules: [
        {
          test: /\.tsx?$/,
          exclude: /node_modules/,
          loader: 'esbuild-loader',
          options: { target: 'es2022', jsx: 'transform', tsconfigRaw: {} },
        },
        // `import text from './model.yaml?raw'`: the spelling that the tests' bundler knows too.
        { resourceQuery: /raw/, type: 'asset/source' },
      ],
    },
    optimization: { chunkIds: 'named' },
    plugins: [
      new CopyPlugin({
        patterns: [
          { from: `${below}plugin.json`, to: 'plugin.json', transform: stamped },
          { from: `${below}img`, to: 'img' },
          { from: `${below}locales`, to: 'locales', transform: folder === '' ? withPanelTexts : undefined },
          ...(folder === ''
            ? [
                { from: '../README.md', to: 'README.md' },
                { from: '../LICENSE', to: 'LICENSE', toType: 'file' },
                { from: '../CHANGELOG.md', to: 'CHANGELOG.md' },
              ]
            : []),
        ],
      }),
    ],
    performance: { hints: false },
    stats: 'errors-warnings',
  };
}

/** The app draws what the panel draws, and its texts are looked up under its own id. */
function withPanelTexts(content, path) {
  const [, language] = /locales\/([^/]+)\//.exec(path.replaceAll('\\', '/')) ?? [];
  const panel = readFileSync(`${ROOT}src/panel/locales/${language}/releaserisk-panel.json`, 'utf8');
  return JSON.stringify({ ...JSON.parse(panel), ...JSON.parse(content.toString()) });
}

/** plugin.json with the version, and the day of the last commit, so that the same commit gives the same bytes. */
function stamped(content) {
  return content.toString().replaceAll('%VERSION%', version).replaceAll('%TODAY%', dayOfLastCommit());
}

function dayOfLastCommit() {
  try {
    return execFileSync('git', ['log', '-1', '--format=%cs'], { cwd: ROOT, encoding: 'utf8' }).trim();
  } catch {
    return new Date().toISOString().slice(0, 10);
  }
}

export default (env = {}) => [plugin('', env), plugin('panel', env)];
