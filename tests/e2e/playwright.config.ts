import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { PluginOptions } from '@grafana/plugin-e2e';
import { defineConfig, devices } from '@playwright/test';

const { GRAFANA_URL = 'http://127.0.0.1:3000', GRAFANA_USER = 'admin', GRAFANA_PASSWORD = 'admin' } = process.env;
const { CHROMIUM_BIN = '/usr/bin/chromium' } = process.env;
const AUTH = `${dirname(fileURLToPath(import.meta.resolve('@grafana/plugin-e2e')))}/auth`;
const STATE = '../../.cache/e2e';

/** `npm run e2e`: the built plugin in the real Grafana at GRAFANA_URL, which must already have it installed. */
export default defineConfig<PluginOptions>({
  testDir: '.',
  outputDir: `${STATE}/results`,
  reporter: [['list']],
  // One Grafana is shared: its rules and settings are written by one test at a time.
  workers: 1,
  timeout: 240_000,
  expect: { timeout: 30_000 },
  use: {
    baseURL: GRAFANA_URL,
    user: { user: GRAFANA_USER, password: GRAFANA_PASSWORD },
    screenshot: 'only-on-failure',
    actionTimeout: 20_000,
    launchOptions: {
      executablePath: CHROMIUM_BIN,
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update'],
    },
  },
  projects: [
    { name: 'auth', testDir: AUTH, testMatch: [/.*auth\.setup\.js/] },
    {
      name: 'chromium',
      testMatch: /.*\.spec\.ts/,
      use: {
        ...devices['Desktop Chrome'],
        viewport: { width: 1400, height: 1000 },
        storageState: `playwright/.auth/${GRAFANA_USER}.json`,
      },
      dependencies: ['auth'],
    },
  ],
});
