import { bundleWhenRun, nodeBundle } from './nodeBundle.mjs';

/** The bundled command line: what it needs beside itself is Node. */
export const bundle = nodeBundle({ script: import.meta.url, house: 'cli', name: 'release-risk' });

await bundleWhenRun(import.meta.url, bundle);
