import { cp, mkdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { RISK_PANEL_TYPE } from '@release-risk/compiler/emit/dashboards/riskPanel';
import { PLUGIN_ID } from '@release-risk/compiler/emit/plugin/pluginProvisioning';
import { request } from 'undici';
import type { Binaries, Binary } from '../processes/binaries.ts';
import { waitUntil } from '../processes/wait-until.ts';

const START_TIMEOUT_MS = 120_000;

/** A running Grafana that this demo started. */
export interface GrafanaServer {
  readonly url: string;
  readonly process: Binary;
}

/**
 * The configuration: loopback only, all that is written below `folder`, nothing asked of or told to anybody outside,
 * everyone on this machine may look (Viewer), only `password` may change things.
 */
export function grafanaConfig(options: {
  readonly port: number;
  readonly folder: string;
  readonly password: string;
}): string {
  const { port, folder, password } = options;
  const sections = {
    server: { protocol: 'http', http_addr: '127.0.0.1', http_port: port, domain: '127.0.0.1' },
    paths: {
      data: `\`${join(folder, 'data')}\``,
      logs: `\`${join(folder, 'logs')}\``,
      plugins: `\`${join(folder, 'plugins')}\``,
      provisioning: `\`${join(folder, 'provisioning')}\``,
    },
    analytics: {
      reporting_enabled: false,
      check_for_updates: false,
      check_for_plugin_updates: false,
      feedback_links_enabled: false,
    },
    security: { admin_user: 'admin', admin_password: password, disable_gravatar: true },
    snapshots: { external_enabled: false },
    news: { news_feed_enabled: false },
    plugins: {
      // Each id is checked by itself: without the second the app runs and its panel is missing.
      allow_loading_unsigned_plugins: `${PLUGIN_ID},${RISK_PANEL_TYPE}`,
      preinstall_disabled: true,
      plugin_admin_enabled: false,
      public_key_retrieval_disabled: true,
      public_key_retrieval_on_startup: false,
    },
    'auth.anonymous': { enabled: true, org_role: 'Viewer' },
    unified_alerting: { enabled: true, min_interval: '10s' },
    log: { mode: 'console', level: 'warn' },
  };
  return Object.entries(sections)
    .map(([name, values]) => {
      const lines = Object.entries(values).map(([key, value]) => `${key} = ${value}\n`);
      return `[${name}]\n${lines.join('')}`;
    })
    .join('\n');
}

/** Starts Grafana with a data folder of its own, and resolves when it answers. */
export async function startGrafana(
  binaries: Binaries,
  options: {
    readonly file: string;
    readonly homeFolder: string;
    readonly port: number;
    readonly folder: string;
    readonly password: string;
    /** The built plugin. */
    readonly pluginFolder?: string;
  },
): Promise<GrafanaServer> {
  const { file, homeFolder, port, folder, pluginFolder } = options;
  for (const kind of ['plugins', 'datasources', 'dashboards', 'alerting']) {
    await mkdir(join(folder, 'provisioning', kind), { recursive: true });
  }
  await mkdir(join(folder, 'plugins'), { recursive: true });
  // A copy: Grafana refuses to serve files that change while it runs.
  if (pluginFolder !== undefined) await cp(pluginFolder, join(folder, 'plugins', PLUGIN_ID), { recursive: true });
  const configFile = join(folder, 'grafana.ini');
  await writeFile(configFile, grafanaConfig(options), { mode: 0o600 });
  const process = await binaries.start({
    name: 'Grafana',
    file,
    args: [
      ...(basename(file) === 'grafana-server' ? [] : ['server']),
      `--homepath=${homeFolder}`,
      `--config=${configFile}`,
    ],
    folder,
    logFile: join(folder, 'grafana.log'),
  });
  const url = `http://127.0.0.1:${port}`;
  const ready = waitUntil(
    'Grafana to be ready',
    async () => {
      const answer = await request(`${url}/api/health`);
      await answer.body.dump();
      return answer.statusCode === 200 ? true : undefined;
    },
    { timeoutMs: START_TIMEOUT_MS, everyMs: 400 },
  );
  try {
    await Promise.race([ready, process.crashed.then((how) => Promise.reject(new Error(how)))]);
  } catch (error) {
    await process.stop();
    throw error;
  }
  return { url, process };
}
