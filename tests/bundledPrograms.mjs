import { bundle as cli } from '../scripts/bundleCli.mjs';
import { bundle as gateway } from '../scripts/bundleGateway.mjs';

/** Before any test: tests that start the programs would otherwise bundle them at the same time, each for itself. */
export default async function bundlePrograms() {
  for (const bundle of [cli, gateway]) if (!bundle.isCurrent()) await bundle.write();
}
