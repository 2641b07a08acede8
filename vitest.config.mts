import { defineConfig } from 'vitest/config';
import SlowFirst from './tests/slowFirst.ts';

export default defineConfig({
  test: {
    reporters: ['default', './tests/closingLineReporter.ts'],
    // Many tests wait for a process or a browser, so the core that runs vitest has room for one more.
    maxWorkers: '100%',
    sequence: { sequencer: SlowFirst },
    projects: [
      {
        test: {
          name: 'node',
          include: ['pkg/*/src/**/*.test.ts', 'demo/src/**/*.test.ts', 'tests/**/*.test.ts', 'src/**/*.test.ts'],
          testTimeout: 30_000,
          globalSetup: './tests/bundledPrograms.mjs',
        },
      },
      {
        oxc: { jsx: { runtime: 'classic' } },
        test: {
          name: 'ui',
          environment: 'jsdom',
          include: ['src/**/*.test.tsx'],
          setupFiles: ['./src/testing/browser.ts'],
          server: { deps: { inline: [/@grafana\//] } },
          testTimeout: 30_000,
        },
      },
    ],
  },
});
