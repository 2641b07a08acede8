import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { commandHints, type Part } from './control/parts.ts';
import { createControlServer } from './control/control-server.ts';
import type { LiveScore } from './control/score-view.ts';
import { ScoreWatch } from './control/score-watch.ts';
import { DENSITY_NOTE } from './history/log-lines.ts';
import { openFound } from './grafana/part.ts';
import { placeHistory, prepareHistory } from './history/metrics-history.ts';
import { type Binaries, GUARD_SOURCE, startBinaries } from './processes/binaries.ts';
import { bundlePrograms, type Launcher } from './processes/launcher.ts';
import { takeLock } from './processes/lock.ts';
import { pluginIfBuilt } from './plugin/built-plugin.ts';
import { freePorts } from './processes/ports.ts';
import { findGrafana } from './servers/find-grafana.ts';
import { findLoki, type LokiProgram } from './servers/find-loki.ts';
import { type Found, NotFound } from './servers/find-program.ts';
import { findPrometheus } from './servers/find-prometheus.ts';
import { type LogServer, STAND_IN_SOURCE, startRealLoki, startStandIn } from './servers/log-server.ts';
import { type Machine, thisMachine } from './servers/machine.ts';
import { startPrometheus } from './servers/prometheus.ts';
import { showPlugin } from './showing.ts';
import { tellStory } from './story/story.ts';
import { type Workload, WORKLOAD_SOURCES, startWorkload } from './workload/workload.ts';

const DAY_MS = 86_400_000;
const SCORE_EVERY_MS = 5_000;

/** What a score source gets to know. */
export interface Servers {
  readonly prometheusUrl: string;
  readonly lokiUrl: string;
  readonly modelFile: string;
}

export interface DemoOptions {
  /** Keeps programs and the past between starts; holds everything that runs writes. */
  readonly cacheFolder: string;
  /** Port of the control page; 0 takes a free one. */
  readonly port: number;
  readonly historyDays: number;
  /** The model that is shown and scored, relative to the repository. */
  readonly modelFile: string;
  /** Makes the score's source once the servers run; `undefined` shows "no score source". */
  readonly liveScore?: (servers: Servers) => Promise<LiveScore | undefined>;
  /** Looks for a Grafana too, and applies the model there (default: false). */
  readonly grafana?: boolean;
  /** Told what goes on, one line at a time. */
  readonly progress: (line: string) => void;
  /** Ends a start that is under way. */
  readonly signal?: AbortSignal;
}

/** The running demo. */
export interface Demo extends Servers {
  readonly address: string;
  readonly parts: readonly Part[];
  readonly workload: Workload;
  readonly watch: ScoreWatch;
  /** Stops every part and leaves nothing running. May be called more than once. */
  stop(): Promise<void>;
  /** Resolves with a description when a part ended by itself; never otherwise. */
  readonly crashed: Promise<string>;
}

/**
 * Starts everything. Rejects with `NotFound` without a Prometheus and with `AlreadyRunning` when another demo uses the
 * cache folder; whatever was already started is stopped then.
 */
export async function startDemo(options: DemoOptions): Promise<Demo> {
  const lock = await takeLock(options.cacheFolder);
  const stops: (() => Promise<unknown>)[] = [() => lock.release()];
  let stopped: Promise<void> | undefined;
  // Last started, first stopped: nobody loses a server that it still writes to.
  const stop = () =>
    (stopped ??= (async () => {
      for (const one of [...stops].reverse()) await one().catch(() => undefined);
    })());
  try {
    const demo = await startParts(options, stops, stop);
    await lock.announce(demo.address);
    return demo;
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startParts(
  options: DemoOptions,
  stops: (() => Promise<unknown>)[],
  stop: () => Promise<void>,
): Promise<Demo> {
  const { cacheFolder, progress, signal } = options;
  const runFolder = join(cacheFolder, 'run');
  await rm(runFolder, { recursive: true, force: true });
  const machine = thisMachine(join(cacheFolder, 'unpack'));
  const lengthMs = options.historyDays * DAY_MS;

  const [{ prometheus, loki, grafana }, launch] = await Promise.all([
    findPrograms(machine, options),
    bundlePrograms(join(runFolder, 'programs'), [...WORKLOAD_SOURCES, GUARD_SOURCE, STAND_IN_SOURCE]),
  ]);
  signal?.throwIfAborted();
  const binaries = await startBinaries(launch);
  stops.push(() => binaries.stop());

  progress(`Preparing ${options.historyDays} days of history (kept for the next start)`);
  const history = {
    promtool: prometheus.program.promtool,
    cacheFolder: join(cacheFolder, 'history'),
    lengthMs,
    ...(signal === undefined ? {} : { signal }),
  };
  const ports = await freePorts(['loki', 'lokiGrpc', 'prometheus', 'grafana']);
  // It takes the longest to start, so it starts first.
  const opening = openFound(grafana, {
    binaries,
    port: ports.grafana,
    folder: join(runFolder, 'grafana'),
    plugin: () => pluginIfBuilt(progress),
  });
  const [logs] = await Promise.all([
    startLogs(loki, {
      binaries,
      launch,
      cacheFolder,
      ports: { http: ports.loki, grpc: ports.lokiGrpc },
      lengthMs,
    }).then((server) => {
      stops.push(() => server.stop());
      return server;
    }),
    prepareHistory(Date.now(), history),
  ]);
  signal?.throwIfAborted();

  progress('Starting the lead bot and scraping it');
  await logs.finishHistory(Date.now());
  const folder = join(runFolder, 'database');
  const workload = await startWorkload({ launch, folder, lokiUrl: logs.url, now: Date.now });
  stops.push(() => workload.stop());
  const dataFolder = join(runFolder, 'prometheus');
  await placeHistory(Date.now(), dataFolder, history);
  const server = await startPrometheus(binaries, {
    file: prometheus.program.prometheus,
    port: ports.prometheus,
    folder: runFolder,
    dataFolder,
    targets: workload.targets,
  });
  stops.push(() => server.process.stop());
  signal?.throwIfAborted();

  const servers: Servers = { prometheusUrl: server.url, lokiUrl: logs.url, modelFile: options.modelFile };
  const showing = options.grafana === true ? await showPlugin(opening, servers, progress) : undefined;
  if (showing) stops.push(() => showing.stop());
  signal?.throwIfAborted();
  const score = await options.liveScore?.(servers);
  const watch = new ScoreWatch(score, Date.now);
  const parts = [
    ...(showing?.parts ?? []),
    ...partsOf(options, workload, logs, {
      url: server.url,
      note: `${prometheus.program.prometheus} (${prometheus.from})`,
    }),
  ];
  const control = await createControlServer({
    workload,
    watch,
    parts,
    commands: commandHints(servers),
    notes: [`The past of ${options.historyDays} days is generated, metrics once a minute; ${DENSITY_NOTE}.`],
    ...(showing?.alerts && { alerts: showing.alerts }),
    now: Date.now,
  });
  const address = await control.listen({ host: '127.0.0.1', port: options.port });
  stops.push(() => control.close());
  stops.push(async () => watch.stop());
  watch.start(SCORE_EVERY_MS);
  if (showing) stops.push(tellStory(showing.story, { workload, watch, score, lengthMs, page: address, progress }));
  const crashed = Promise.race([
    workload.crashed,
    logs.crashed,
    server.process.crashed,
    binaries.crashed,
    ...(showing ? [showing.crashed] : []),
  ]);
  return { ...servers, address, parts, workload, watch, stop, crashed };
}

/** The servers that are on this machine or can be had, and a line about each that cannot. */
async function findPrograms(machine: Machine, { cacheFolder, grafana: wanted, progress }: DemoOptions) {
  progress('Looking for Prometheus, Loki and Grafana');
  const [prometheus, loki, grafana] = await Promise.all([
    findPrometheus(machine, cacheFolder),
    findLoki(machine, cacheFolder).catch((error: unknown) => {
      if (error instanceof NotFound && machine.env.LOKI_BIN === undefined) return error;
      throw error;
    }),
    wanted === true ? findGrafana(machine).catch(unlessNamed(machine.env)) : undefined,
  ]);
  if (loki instanceof NotFound) progress('No real Loki: a stand-in answers in its place, and says so');
  if (grafana instanceof NotFound)
    progress('No Grafana (GRAFANA_BIN, GRAFANA_URL, PATH): the plugin is shown in a page of its own');
  return { prometheus, loki, grafana };
}

/** A Grafana that the user named must be there; one that nobody named may be missing. */
function unlessNamed(env: Readonly<Record<string, string | undefined>>) {
  return (error: unknown): NotFound => {
    const named = (env.GRAFANA_BIN ?? '') !== '' || (env.GRAFANA_URL ?? '') !== '';
    if (error instanceof NotFound && !named) return error;
    throw error;
  };
}

function startLogs(
  loki: Found<LokiProgram> | NotFound,
  options: {
    readonly binaries: Binaries;
    readonly launch: Launcher;
    readonly cacheFolder: string;
    readonly ports: { readonly http: number; readonly grpc: number };
    readonly lengthMs: number;
  },
): Promise<LogServer> {
  const complete = { ...options, nowMs: Date.now() };
  return loki instanceof NotFound ? startStandIn(complete) : startRealLoki(loki, complete);
}

function partsOf(
  options: DemoOptions,
  workload: Workload,
  logs: LogServer,
  prometheus: { readonly url: string; readonly note: string },
): readonly Part[] {
  const at = (part: keyof Workload['targets']) => `http://${workload.targets[part]}/metrics`;
  return [
    { name: 'Prometheus', kind: 'real', address: prometheus.url, note: prometheus.note },
    {
      name: 'Loki',
      kind: logs.kind,
      address: logs.kind === 'real' ? `${logs.url}/services` : `${logs.url}/ready`,
      note: logs.note,
    },
    {
      name: 'Lead bot',
      kind: 'simulated',
      address: at('api'),
      note: 'five real processes with real HTTP between them and a real SQLite file; their work is a delay, their faults are switched on',
    },
    {
      name: 'Visitors',
      kind: 'simulated',
      address: at('visitors'),
      note: 'a traffic generator, and a synthetic journey every 5 s: a lead goes in and is looked for in the CRM',
    },
    { name: 'CRM', kind: 'stand-in', address: `http://${workload.targets.crm}/`, note: 'stands in for 1C-Bitrix24' },
    { name: 'Model', kind: 'real', address: options.modelFile, note: 'edit it and start again' },
  ];
}
