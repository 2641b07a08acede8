import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    reporters: ['default', './tests/closingLineReporter.ts'],
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
        esbuild: { jsx: 'transform' },
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
