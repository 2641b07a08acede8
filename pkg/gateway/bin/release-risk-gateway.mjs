#!/usr/bin/env -S node --max-semi-space-size=4 --heap-growing-percent=20
// Runs the bundled gateway, bundling it first where a source is newer. The two numbers keep its memory flat under load.
import { existsSync } from 'node:fs';

const script = new URL('../../../scripts/bundleGateway.mjs', import.meta.url);

if (existsSync(script)) {
  const { bundle } = await import(script.href);
  if (!bundle.isCurrent()) {
    await bundle.write().catch((error) => {
      console.error(`release-risk-gateway could not be bundled: ${error.message}`);
      process.exit(3);
    });
  }
}
await import(new URL('../dist-node/release-risk-gateway.mjs', import.meta.url).href);
