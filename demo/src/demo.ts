import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { commandHints, type Part } from './control/parts.ts';
import { createControlServer } from './control/control-server.ts';
import { alertsTo, openAccess, type Rollbacks, startRollbacks } from './rollbacks.ts';
import type { LiveScore } from './control/score-view.ts';
import { ScoreWatch } from './control/score-watch.ts';
import type { ActionMode } from './gateway/action-mode.ts';
import { modelForMode, type ModelInUse } from './gateway/model-copy.ts';
import { DENSITY_NOTE } from './history/log-lines.ts';
import { openFound, type Opening } from './grafana/part.ts';
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
import { type PrometheusServer, startPrometheus } from './servers/prometheus.ts';
import { type AlertReceiver, startAlertReceiver } from './servers/alert-receiver.ts';
import { type Showing, showPlugin } from './showing.ts';
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
  /** Runs the rollback gateway, with a pipeline that it calls (default: none). */
  readonly gateway?: GatewayWish;
  /** Told what goes on, one line at a time. */
  readonly progress: (line: string) => void;
  /** Ends a start that is under way. */
  readonly signal?: AbortSignal;
}

/** How the gateway is to be. */
interface GatewayWish {
  readonly mode: ActionMode;
  /** How often alerts are evaluated where no Grafana does, in ms (default: 10 s). */
  readonly alertsEveryMs?: number;
}

/** The running demo. */
export interface Demo extends Servers {
  readonly address: string;
  readonly parts: readonly Part[];
  readonly workload: Workload;
  readonly watch: ScoreWatch;
  /** Undefined where no gateway runs. */
  readonly rollbacks: Pick<Rollbacks, 'desk' | 'pipeline' | 'send'> | undefined;
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

async function startParts(options: DemoOptions, stops: Stops, stop: () => Promise<void>): Promise<Demo> {
  const { cacheFolder, signal } = options;
  const runFolder = join(cacheFolder, 'run');
  await rm(runFolder, { recursive: true, force: true });
  const ports = await freePorts(['loki', 'lokiGrpc', 'prometheus', 'grafana', 'gateway', 'control']);
  const controlPort = options.port === 0 ? ports.control : options.port;
  const place = { runFolder, ports, page: `http://127.0.0.1:${controlPort}` };

  const base = await startBase(options, place, stops);
  const around = await startAround(options, place, base, stops);
  const { workload, logs } = base;
  const { servers, showing, rollbacks } = around;
  const score = await options.liveScore?.(servers);
  const watch = new ScoreWatch(score, Date.now);
  const parts = [...partsAround(around), ...partsOf(base), modelPart(options, around.model)];
  const control = await createControlServer({
    workload,
    watch,
    parts,
    commands: commandHints(servers),
    notes: [`The past of ${options.historyDays} days is generated, metrics once a minute; ${DENSITY_NOTE}.`],
    ...(around.alerts && { alerts: around.alerts }),
    ...(rollbacks && { desk: rollbacks.desk }),
    now: Date.now,
  });
  signal?.throwIfAborted();
  const address = await control.listen({ host: '127.0.0.1', port: controlPort });
  stops.push(() => control.close());
  stops.push(async () => watch.stop());
  watch.start(SCORE_EVERY_MS);
  if (showing) {
    const { progress } = options;
    stops.push(tellStory(showing.story, { workload, watch, score, lengthMs: base.lengthMs, page: address, progress }));
  }
  const crashed = Promise.race([
    workload.crashed,
    logs.crashed,
    base.prometheus.process.crashed,
    base.binaries.crashed,
    ...(showing ? [showing.crashed] : []),
    ...(rollbacks ? [rollbacks.crashed] : []),
  ]);
  return { ...servers, address, parts, workload, watch, rollbacks, stop, crashed };
}

type Stops = (() => Promise<unknown>)[];

/** Where this start of the demo is. */
interface Place {
  readonly runFolder: string;
  readonly ports: Readonly<Record<'loki' | 'lokiGrpc' | 'prometheus' | 'grafana' | 'gateway', number>>;
  /** Address of the control page. */
  readonly page: string;
}

/** What everything else stands on: the workload with its past, and the servers that watch it. */
interface Base {
  readonly binaries: Binaries;
  readonly workload: Workload;
  readonly logs: LogServer;
  readonly prometheus: PrometheusServer & { readonly note: string };
  readonly lengthMs: number;
  /** A Grafana takes the longest to start, so it starts first. */
  readonly opening: Promise<Opening>;
}

async function startBase(options: DemoOptions, { runFolder, ports }: Place, stops: Stops): Promise<Base> {
  const { cacheFolder, progress, signal } = options;
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
  const note = `${prometheus.program.prometheus} (${prometheus.from})`;
  return { binaries, workload, logs, prometheus: { ...server, note }, lengthMs, opening };
}

/** What looks at the workload and acts upon it: Grafana or the page in its place, the gateway, who receives alerts. */
interface Around {
  readonly servers: Servers;
  readonly model: ModelInUse;
  readonly showing: Showing | undefined;
  readonly rollbacks: Rollbacks | undefined;
  /** What was sent to the team; undefined where nothing sends anything. */
  readonly alerts: AlertReceiver['received'] | undefined;
  readonly receiver: AlertReceiver;
}

async function startAround(
  options: DemoOptions,
  { runFolder, ports, page }: Place,
  { binaries, workload, logs, prometheus, opening }: Base,
  stops: Stops,
): Promise<Around> {
  const { gateway, modelFile, progress, signal } = options;
  const receiver = await startAlertReceiver(Date.now);
  stops.push(() => receiver.stop());
  const model: ModelInUse = gateway
    ? await modelForMode(modelFile, gateway.mode, runFolder)
    : { file: modelFile, changed: undefined };
  if (model.changed !== undefined) progress(`The model in use is ${model.changed}`);
  const servers: Servers = { prometheusUrl: prometheus.url, lokiUrl: logs.url, modelFile: model.file };
  const access = gateway && openAccess(ports.gateway);
  const wishes = { ...servers, ...alertsTo(receiver, access) };
  const showing = options.grafana === true ? await showPlugin(opening, wishes, access?.ask, progress) : undefined;
  if (showing) stops.push(() => showing.stop());
  signal?.throwIfAborted();
  const rollbacks =
    gateway && access
      ? await startRollbacks({
          ...gateway,
          ...{ access, binaries, page, servers, workload, receiver, showing, progress },
          folder: join(runFolder, 'gateway'),
        })
      : undefined;
  if (rollbacks) stops.push(() => rollbacks.stop());
  signal?.throwIfAborted();
  const alerts = rollbacks !== undefined || showing?.grafana !== undefined ? receiver.received : undefined;
  return { servers, model, showing, rollbacks, alerts, receiver };
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

function partsAround({ showing, rollbacks, alerts, receiver }: Around): readonly Part[] {
  const whom = rollbacks === undefined ? 'the gateway and for the chat of the team' : 'the chat of the team';
  const note = `stands in for ${whom}: it shows what arrives and does nothing with it`;
  return [
    ...(showing?.parts ?? []),
    ...(rollbacks?.parts ?? []),
    ...(alerts ? [{ name: 'Alerts', kind: 'stand-in', address: receiver.url, note } as const] : []),
  ];
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

function modelPart({ modelFile }: DemoOptions, { changed }: ModelInUse): Part {
  const inUse = changed === undefined ? '' : `; in use is ${changed}`;
  return { name: 'Model', kind: 'real', address: modelFile, note: `edit it and start again${inUse}` };
}

function partsOf({ workload, logs, prometheus }: Base): readonly Part[] {
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
  ];
}
