#!/usr/bin/env node
// Runs the bundled command line, bundling it first where a source is newer.
import { existsSync } from 'node:fs';

const script = new URL('../../../scripts/bundleCli.mjs', import.meta.url);

if (existsSync(script)) {
  const { bundle } = await import(script.href);
  if (!bundle.isCurrent()) {
    await bundle.write().catch((error) => {
      console.error(`release-risk could not be bundled: ${error.message}`);
      process.exit(3);
    });
  }
}
await import(new URL('../dist-node/release-risk.mjs', import.meta.url).href);
