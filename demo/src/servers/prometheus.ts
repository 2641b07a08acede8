import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { request } from 'undici';
import type { Binaries, Binary } from '../processes/binaries.ts';
import { waitUntil } from '../processes/wait-until.ts';
import { COMPONENTS, JOB, JOURNEY_JOB, SERVICE } from '../workload/identity.ts';
import type { Workload } from '../workload/workload.ts';

/** How often every component is scraped. */
const SCRAPE_INTERVAL_S = 5;
const START_TIMEOUT_MS = 40_000;

/** A running Prometheus. */
export interface PrometheusServer {
  readonly url: string;
  readonly process: Binary;
}

/** The configuration: fixed `instance` names, so that live series continue those of the generated past. */
export function prometheusConfig(targets: Workload['targets']): object {
  const target = (address: string, labels: Record<string, string>) => ({ targets: [address], labels });
  return {
    global: { scrape_interval: `${SCRAPE_INTERVAL_S}s`, scrape_timeout: '4s', evaluation_interval: '15s' },
    scrape_configs: [
      {
        job_name: JOB,
        honor_labels: true,
        static_configs: COMPONENTS.map((component) =>
          target(targets[component], { service: SERVICE, component, instance: component }),
        ),
      },
      {
        job_name: JOURNEY_JOB,
        honor_labels: true,
        static_configs: [target(targets.visitors, { service: SERVICE, instance: 'visitors' })],
      },
    ],
  };
}

/** Starts Prometheus on a data folder that may hold blocks, and resolves when it answers queries. */
export async function startPrometheus(
  binaries: Binaries,
  options: {
    readonly file: string;
    readonly port: number;
    readonly folder: string;
    readonly dataFolder: string;
    readonly targets: Workload['targets'];
  },
): Promise<PrometheusServer> {
  const { file, port, folder, dataFolder } = options;
  await mkdir(folder, { recursive: true });
  const configFile = join(folder, 'prometheus.yml');
  // JSON is YAML.
  await writeFile(configFile, JSON.stringify(prometheusConfig(options.targets), undefined, 2));
  const process = await binaries.start({
    name: 'Prometheus',
    file,
    args: [
      `--config.file=${configFile}`,
      `--storage.tsdb.path=${dataFolder}`,
      '--storage.tsdb.retention.time=30d',
      `--web.listen-address=127.0.0.1:${port}`,
    ],
    folder,
    logFile: join(folder, 'prometheus.log'),
  });
  const url = `http://127.0.0.1:${port}`;
  const ready = waitUntil(
    'Prometheus to be ready',
    async () => {
      const answer = await request(`${url}/-/ready`);
      await answer.body.dump();
      return answer.statusCode === 200 ? true : undefined;
    },
    { timeoutMs: START_TIMEOUT_MS },
  );
  await Promise.race([ready, process.crashed.then((how) => Promise.reject(new Error(how)))]);
  return { url, process };
}
