import Fastify, { type FastifyInstance } from 'fastify';
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import { type ComponentConfig, componentConfigSchema, releaseMessageSchema } from './component-config.ts';
import { CPU_LIMIT_CORES, isComponent, MEMORY_LIMIT_BYTES, SERVICE } from './identity.ts';
import { createLogShipper, type LogShipper } from './log-shipper.ts';
import type { Fault, Release } from './releases.ts';

/** What every process of the workload has: its server, metrics, logs and the release that runs. */
export interface ComponentContext {
  readonly config: ComponentConfig;
  readonly app: FastifyInstance;
  readonly registry: Registry;
  readonly logs: LogShipper;
  /** The running release carries this fault. */
  has(fault: Fault): boolean;
  /** Base URL of another part; throws when the starter did not name it. */
  url(name: string): string;
  /** Runs now and at every later release. */
  onRelease(listener: (release: Release) => void): void;
}

/**
 * Runs one process of the workload: reads its configuration from the command line, lets `build` add routes, listens and
 * tells the starter. It ends when the starter asks for it or is gone.
 */
export async function runComponent(build: (context: ComponentContext) => void | Promise<void>): Promise<void> {
  // A Ctrl-C on the terminal reaches every process; the starter stops them in order.
  process.on('SIGINT', () => undefined);
  process.on('disconnect', () => process.exit(0));
  const config = componentConfigSchema.parse(JSON.parse(process.argv[2] ?? '{}'));
  const labels = { service: SERVICE, component: config.name };
  const registry = new Registry();
  const app = Fastify({ logger: false });
  const logs = createLogShipper(config.urls.loki ?? '', labels);
  const releaseListeners: ((release: Release) => void)[] = [];
  let release = config.release;

  const onRelease = (listener: (release: Release) => void) => {
    listener(release);
    releaseListeners.push(listener);
  };
  // The visitors and the CRM stand outside the service: their CPU and memory are not its own.
  if (isComponent(config.name)) {
    registry.setDefaultLabels(labels);
    collectDefaultMetrics({ register: registry });
    addLimits(registry);
    addBuildInfo(registry, onRelease);
  } else {
    registry.setDefaultLabels({ service: SERVICE });
  }
  app.get('/metrics', async (_request, reply) => reply.type(registry.contentType).send(await registry.metrics()));

  await build({
    config,
    app,
    registry,
    logs,
    has: (fault) => release.fault === fault,
    url: (name) => {
      const url = config.urls[name];
      if (url === undefined) throw new Error(`${config.name} was not told where ${name} is`);
      return url;
    },
    onRelease,
  });

  process.on('message', (message) => {
    const parsed = releaseMessageSchema.safeParse(message);
    if (!parsed.success) return;
    release = parsed.data.release;
    for (const listener of releaseListeners) listener(release);
    logs.write('app', { ts: new Date().toISOString(), level: 'info', msg: `version ${release.version} runs` });
  });
  process.once('SIGTERM', () => {
    void logs.close().finally(() => process.exit(0));
  });
  await app.listen({ host: config.host, port: config.port });
  process.send?.({ type: 'ready' });
}

function addLimits(registry: Registry): void {
  const cpu = new Gauge({ name: 'app_cpu_limit_cores', help: 'CPU limit in cores', registers: [registry] });
  const memory = new Gauge({ name: 'app_memory_limit_bytes', help: 'Memory limit in bytes', registers: [registry] });
  cpu.set(CPU_LIMIT_CORES);
  memory.set(MEMORY_LIMIT_BYTES);
}

function addBuildInfo(registry: Registry, onRelease: ComponentContext['onRelease']): void {
  const info = new Gauge({
    name: 'app_build_info',
    help: 'The running version; the value is always 1',
    labelNames: ['version', 'commit'],
    registers: [registry],
  });
  onRelease((release) => {
    info.reset();
    info.set({ version: release.version, commit: release.commit }, 1);
  });
}
