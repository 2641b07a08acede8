import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['pkg/*/src/**/*.test.ts', 'demo/src/**/*.test.ts', 'tests/**/*.test.ts'],
    reporters: ['default', './tests/closingLineReporter.ts'],
    testTimeout: 30_000,
  },
});
