import { bundleWhenRun, nodeBundle } from './nodeBundle.mjs';

/** What does not work from within a bundle: it loads native parts, or files that stand beside its own. */
export const EXTERNAL = ['libsql', 'graphile-worker', 'pg', 'pino'];

/** The bundled gateway: what it needs beside itself is Node and the packages in `EXTERNAL`. */
export const bundle = nodeBundle({
  script: import.meta.url,
  house: 'gateway',
  name: 'release-risk-gateway',
  external: EXTERNAL,
});

await bundleWhenRun(import.meta.url, bundle);
