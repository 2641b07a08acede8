import { createServer } from 'node:http';
import { startPrometheus } from '@release-risk/query/testing/realPrometheus';

type Condition = 'calm' | 'risky';

/** Services of which each runs one version, and how they are, as a real Prometheus scrapes them each second. */
export interface ReleasedShop {
  /** Of the Prometheus. */
  readonly url: string;
  /** From the next scrape on. */
  set(service: string, condition: Condition): void;
  /** Another version runs from now on. */
  run(service: string, version: string): void;
  stop(): Promise<void>;
}

interface Running {
  condition: Condition;
  version: string;
  /** Epoch seconds. */
  since: number;
}

/** All are calm and run `version` since `since`, in epoch seconds. */
export async function startReleasedShop(
  services: readonly string[],
  version: string,
  since: number,
): Promise<ReleasedShop> {
  const running = new Map(
    services.map((service): [string, Running] => [service, { condition: 'calm', version, since }]),
  );
  const exporter = createServer((request, response) => {
    request.resume();
    const lines = [...running].flatMap(([service, { condition, version: runs, since: at }]) => [
      `app_errors_ratio{service="${service}"} ${condition === 'risky' ? '0.5' : '0.01'}`,
      `app_deployed_timestamp_seconds{service="${service}",version="${runs}"} ${String(at)}`,
    ]);
    response.setHeader('content-type', 'text/plain; version=0.0.4');
    response.end(`${lines.join('\n')}\n`);
  });
  await new Promise<void>((resolve) => exporter.listen(0, '127.0.0.1', resolve));
  const address = exporter.address();
  if (address === null || typeof address === 'string') throw new Error('The exporter has no port');
  const close = async () => {
    exporter.closeAllConnections();
    await new Promise((resolve) => exporter.close(resolve));
  };
  const scrape = [{ job: 'shop', targets: [`127.0.0.1:${String(address.port)}`] }];
  const server = await startPrometheus({ scrape }).catch(async (error: unknown) => {
    await close();
    throw error;
  });
  const of = (service: string): Running => {
    const found = running.get(service);
    if (found === undefined) throw new Error(`There is no ${service}`);
    return found;
  };
  return {
    url: server.url,
    set(service, condition) {
      of(service).condition = condition;
    },
    run(service, runs) {
      Object.assign(of(service), { version: runs, since: Date.now() / 1000 });
    },
    async stop() {
      await server.stop();
      await close();
    },
  };
}
