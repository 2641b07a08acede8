import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { request } from 'undici';
import type { Binaries, Binary } from '../processes/binaries.ts';
import { waitUntil } from '../processes/wait-until.ts';

const START_TIMEOUT_MS = 60_000;

/** A running real Loki. */
export interface LokiServer {
  readonly url: string;
  readonly process: Binary;
}

/**
 * A single Loki that takes lines of any age at any speed, so that the past can be written into it, and
 * adds no labels of its own. All else is as it comes.
 */
export function lokiConfig(options: {
  readonly folder: string;
  /** Where its HTTP listens; its own parts talk to one another on loopback. */
  readonly host: string;
  readonly httpPort: number;
  readonly grpcPort: number;
}): object {
  const { folder, host, httpPort, grpcPort } = options;
  return {
    auth_enabled: false,
    analytics: { reporting_enabled: false },
    server: {
      http_listen_address: host,
      http_listen_port: httpPort,
      grpc_listen_address: '127.0.0.1',
      grpc_listen_port: grpcPort,
      grpc_server_max_recv_msg_size: 64 * 1024 * 1024,
      grpc_server_max_send_msg_size: 64 * 1024 * 1024,
      log_level: 'warn',
    },
    common: {
      instance_addr: '127.0.0.1',
      path_prefix: folder,
      replication_factor: 1,
      ring: { kvstore: { store: 'inmemory' } },
      storage: { filesystem: { chunks_directory: join(folder, 'chunks'), rules_directory: join(folder, 'rules') } },
    },
    schema_config: {
      configs: [
        {
          from: '2024-01-01',
          store: 'tsdb',
          object_store: 'filesystem',
          schema: 'v13',
          index: { prefix: 'index_', period: '24h' },
        },
      ],
    },
    // One process has no ring to wait for.
    ingester: {
      wal: { enabled: true, dir: join(folder, 'wal') },
      lifecycler: { min_ready_duration: '0s', final_sleep: '0s' },
    },
    // The scheduler is named, not looked for in a ring: that alone takes ten seconds at every start.
    query_scheduler: { use_scheduler_ring: false },
    frontend: { scheduler_address: `127.0.0.1:${grpcPort}`, scheduler_dns_lookup_period: '500ms' },
    frontend_worker: { scheduler_address: `127.0.0.1:${grpcPort}`, dns_lookup_duration: '500ms' },
    limits_config: {
      reject_old_samples: false,
      ingestion_rate_mb: 1024,
      ingestion_burst_size_mb: 1024,
      per_stream_rate_limit: '1GB',
      per_stream_rate_limit_burst: '1GB',
      discover_service_name: [],
      discover_log_levels: false,
      allow_structured_metadata: true,
      retention_period: '0s',
      max_query_lookback: '0s',
      volume_enabled: false,
    },
  };
}

/** Starts Loki on a folder that may hold an earlier run's logs, and resolves when it is ready. */
export async function startLoki(
  binaries: Binaries,
  options: { readonly file: string; readonly folder: string; readonly httpPort: number; readonly grpcPort: number },
): Promise<LokiServer> {
  const { file, folder, httpPort, grpcPort } = options;
  await mkdir(folder, { recursive: true });
  const configFile = join(folder, 'loki.yml');
  // JSON is YAML.
  const config = lokiConfig({ folder, host: '127.0.0.1', httpPort, grpcPort });
  await writeFile(configFile, JSON.stringify(config, undefined, 2));
  const process = await binaries.start({
    name: 'Loki',
    file,
    args: [`-config.file=${configFile}`],
    folder,
    logFile: join(folder, 'loki.log'),
  });
  const url = `http://127.0.0.1:${httpPort}`;
  const ready = waitUntil(
    'Loki to be ready',
    async () => {
      const answer = await request(`${url}/ready`);
      await answer.body.dump();
      return answer.statusCode === 200 ? true : undefined;
    },
    { timeoutMs: START_TIMEOUT_MS, everyMs: 250 },
  );
  await Promise.race([ready, process.crashed.then((how) => Promise.reject(new Error(how)))]);
  return { url, process };
}
