#!/usr/bin/env node
// Runs the bundled command line, bundling it first where a source is newer.
import { existsSync } from 'node:fs';

const bundle = new URL('../dist-node/release-risk.mjs', import.meta.url);
const script = new URL('../../../scripts/bundleCli.mjs', import.meta.url);

if (existsSync(script)) {
  const { bundleCli, bundleIsCurrent } = await import(script.href);
  if (!bundleIsCurrent()) {
    await bundleCli().catch((error) => {
      console.error(`release-risk could not be bundled: ${error.message}`);
      process.exit(3);
    });
  }
}
await import(bundle.href);
