import { type Child, startChild } from '../processes/children.ts';
import type { Launcher } from '../processes/launcher.ts';
import { freePorts } from '../processes/ports.ts';
import type { ComponentConfig, ReleaseMessage } from './component-config.ts';
import { COMPONENTS } from './identity.ts';
import {
  addRelease,
  addRollback,
  pastReleaseAt,
  type Release,
  type ReleaseRequest,
  type Releases,
  type RollbackOrder,
  running,
} from './releases.ts';

/** Every process of the workload: the service's components, its visitors, and the CRM that it talks to. */
const PARTS = ['crm', ...COMPONENTS, 'visitors'] as const;
export type Part = (typeof PARTS)[number];

const SOURCES: Readonly<Record<Part, URL>> = {
  crm: new URL('./crm-stand-in.ts', import.meta.url),
  database: new URL('./database.ts', import.meta.url),
  api: new URL('./api.ts', import.meta.url),
  bot: new URL('./bot.ts', import.meta.url),
  worker: new URL('./worker.ts', import.meta.url),
  'crm-sync': new URL('./crm-sync.ts', import.meta.url),
  visitors: new URL('./visitors.ts', import.meta.url),
};

/** The sources of the workload's processes, for whoever bundles programs. */
export const WORKLOAD_SOURCES: readonly URL[] = Object.values(SOURCES);

/** The running demo service. */
export interface Workload {
  /** `host:port` of each part that publishes metrics. */
  readonly targets: Readonly<Record<Part, string>>;
  /** Every release since the start, oldest first, the running one last. */
  releases(): Releases;
  /** Releases a version; every component runs it at once. Tells listeners. */
  release(request: ReleaseRequest): Release;
  /** Back to the version that is ordered, else to the last good one; `undefined` when there is no such version. */
  rollback(order?: RollbackOrder): Release | undefined;
  /** Calls it after every release and rollback, with all of them, the new one last. */
  onChange(listener: (releases: Releases) => void): void;
  stop(): Promise<void>;
  readonly crashed: Promise<string>;
}

/** Where the processes listen. They find one another on 127.0.0.1 whatever the host is. */
export interface Listening {
  readonly host: string;
  readonly ports: Readonly<Record<Part, number>>;
}

/**
 * Starts the workload. `folder` holds its database file; logs go to the Loki at `lokiUrl`; `now` is the clock, in ms.
 * It listens on 127.0.0.1 and free ports unless told otherwise.
 */
export async function startWorkload(options: {
  readonly launch: Launcher;
  readonly folder: string;
  readonly lokiUrl: string;
  readonly now: () => number;
  readonly listening?: Listening;
}): Promise<Workload> {
  const { host, ports } = options.listening ?? { host: '127.0.0.1', ports: await freePorts(PARTS) };
  const targets = Object.fromEntries(PARTS.map((part) => [part, `127.0.0.1:${ports[part]}`])) as Record<Part, string>;
  const urls = { loki: options.lokiUrl, ...mapValues(targets, (target) => `http://${target}`) };
  let releases: Releases = [pastReleaseAt(options.now())];

  const started = await Promise.allSettled(
    PARTS.map((part) => {
      const config: ComponentConfig = {
        name: part,
        host,
        port: ports[part],
        urls,
        folder: options.folder,
        release: running(releases),
      };
      return startChild(options.launch, part, SOURCES[part], config);
    }),
  );
  const children = started.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  const stop = async () => {
    await Promise.all(children.map((child) => child.stop()));
  };
  const failed = started.find((result) => result.status === 'rejected');
  if (failed) {
    await stop();
    throw failed.reason;
  }
  const listeners: ((releases: Releases) => void)[] = [];
  const announce = (next: Releases): Release => {
    releases = next;
    const release = running(releases);
    broadcast(children, release);
    for (const listener of listeners) listener(releases);
    return release;
  };
  return {
    targets,
    releases: () => releases,
    release: (request) => announce(addRelease(releases, request, options.now())),
    rollback: (order) => {
      const next = addRollback(releases, options.now(), order);
      return next && announce(next);
    },
    onChange: (listener) => listeners.push(listener),
    stop,
    crashed: Promise.race(children.map((child) => child.crashed)),
  };
}

function broadcast(children: readonly Child[], release: Release): void {
  for (const child of children) child.send({ type: 'release', release } satisfies ReleaseMessage);
}

function mapValues<T, U>(record: Readonly<Record<string, T>>, map: (value: T) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));
}
