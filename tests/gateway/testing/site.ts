import { mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rollbackDetailSchema, type RollbackDetail, type Rollback } from '@release-risk/contract/rollback';
import { rollbackListSchema } from '@release-risk/contract/gatewayApi';
import { identityKeyOf } from '@release-risk/gateway/flow/identityKey';
import type { Store } from '@release-risk/gateway/store/store';
import { BAD_VERSION, GOOD_VERSION, SIGNING_SECRET } from './deliveries.ts';
import { faultModel, type FakePrometheus, startFakePrometheus } from './fakePrometheus.ts';
import { type GatewayProcess, startGatewayProcess } from './gatewayProcess.ts';
import { sqlitePlace, type StorePlace } from './stores.ts';

export const TOKENS = {
  alerts: 'alerts-token-of-forty-characters-0000000',
  ci: 'pipeline-token-of-forty-characters-00000',
  reader: 'reader-token-of-forty-characters-0000000',
  rita: 'rita-token-of-forty-characters-000000000',
  otto: 'otto-token-of-forty-characters-000000000',
} as const;

const SCOPES = { alerts: ['alerts'], ci: ['pipeline'], reader: ['read'], rita: ['person'], otto: ['person'] };

export interface SiteOptions {
  readonly services: readonly string[];
  readonly mode?: 'ask' | 'act';
  /** The one adapter of the one step. */
  readonly adapter: object;
  /** Addresses that may be called. */
  readonly calls?: readonly string[];
  /** Further keys of the configuration. */
  readonly more?: object;
  readonly step?: object;
  readonly env?: Readonly<Record<string, string>>;
  /** SQLite in the folder of the site unless given. */
  readonly place?: StorePlace;
  /** Minutes since the bad version was deployed. */
  readonly deployedMinutesAgo?: number;
}

/** One configuration with its store and its Prometheus, for as many gateway processes as a test likes. */
export interface Site {
  readonly folder: string;
  readonly prometheus: FakePrometheus;
  readonly place: StorePlace;
  start(more?: {
    readonly port?: number;
    readonly wrapper?: readonly string[];
    readonly env?: Readonly<Record<string, string>>;
  }): Promise<GatewayProcess>;
  /** Works upon the store itself. */
  inStore<T>(work: (store: Store) => Promise<T>): Promise<T>;
  /** Ends what was started and still runs, and removes everything. */
  close(): Promise<void>;
}

export async function openSite(options: SiteOptions): Promise<Site> {
  const { services, mode = 'act', adapter, calls = [], more = {}, step = {}, env = {} } = options;
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'release-risk-faults-')));
  const prometheus = await startFakePrometheus(services);
  const place = options.place ?? sqlitePlace(folder);
  const config = join(folder, 'gateway.yaml');
  await writeFile(join(folder, 'model.yaml'), faultModel(services, mode));
  await writeFile(
    config,
    JSON.stringify({
      listen: { port: 0 },
      store: place.config,
      models: [{ file: 'model.yaml' }],
      evaluate: { through: 'servers', datasources: { metrics: { url: prometheus.url } } },
      alerts: { grafana: { secrets: [{ env: 'SIGNING_SECRET' }] } },
      tokens: Object.entries(SCOPES).map(([name, scopes]) => ({ name, scopes, secret: { env: `TOKEN_${name}` } })),
      egress:
        calls.length === 0
          ? undefined
          : { allow: calls, allowPrivate: ['127.0.0.1/32'], headersTimeout: 1, totalTimeout: 3 },
      adapters: { pipeline: adapter },
      releases: [
        {
          name: 'all',
          mode,
          steps: [{ id: 'code', kind: 'code', adapter: 'pipeline', callTimeout: '3s', timeout: '20s', ...step }],
        },
      ],
      ...more,
    }),
  );
  const processes = new Set<GatewayProcess>();
  const secrets = Object.fromEntries(Object.entries(TOKENS).map(([name, secret]) => [`TOKEN_${name}`, secret]));
  const inStore = async <T>(work: (store: Store) => Promise<T>): Promise<T> => {
    const store = await place.open();
    try {
      return await work(store);
    } finally {
      await store.close();
    }
  };
  await inStore((store) => recordReleases(store, services, options.deployedMinutesAgo ?? 10));
  return {
    folder,
    prometheus,
    place,
    inStore,
    async start({ port, wrapper = [], env: extra = {} } = {}) {
      const started = await startGatewayProcess({
        config,
        wrapper,
        env: {
          SIGNING_SECRET,
          ...secrets,
          ...place.env,
          ...env,
          ...extra,
          ...(port === undefined ? {} : { RELEASE_RISK_GATEWAY_PORT: String(port) }),
        },
      });
      processes.add(started);
      return started;
    },
    async close() {
      await Promise.all([...processes].filter(({ isAlive }) => isAlive()).map((one) => one.kill()));
      await prometheus.close();
      await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    },
  };
}

/** The good version ran for a day until the bad one came. */
async function recordReleases(store: Store, services: readonly string[], minutesAgo: number): Promise<void> {
  const record = (service: string, version: string, ago: number) => ({
    apiVersion: 'releaserisk/deployment/v1' as const,
    id: `${service}-${version}`,
    labels: { service },
    version,
    startedAt: new Date(Date.now() - ago * 60_000).toISOString(),
    kind: 'deploy' as const,
    migrations: 'none' as const,
  });
  await store.transaction(async (tx) => {
    for (const service of services) {
      const key = identityKeyOf({ service });
      await tx.putDeployment(record(service, GOOD_VERSION, 24 * 60), key);
      await tx.putDeployment({ ...record(service, BAD_VERSION, minutesAgo), previousVersion: GOOD_VERSION }, key);
    }
  });
}

export async function ask(
  url: string,
  path: string,
  token: keyof typeof TOKENS = 'reader',
  body?: unknown,
): Promise<{ readonly status: number; readonly json: unknown }> {
  const response = await fetch(url + path, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { authorization: `Bearer ${TOKENS[token]}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, json: text === '' ? undefined : JSON.parse(text) };
}

/** Every rollback there is. */
export async function rollbacksOf(url: string): Promise<readonly Rollback[]> {
  const all: Rollback[] = [];
  for (let before: string | null = ''; before !== null;) {
    const { json } = await ask(url, `/v1/rollbacks?limit=200${before === '' ? '' : `&before=${before}`}`);
    const page = rollbackListSchema.parse(json);
    all.push(...page.rollbacks);
    before = page.next;
  }
  return all;
}

export async function rollbackDetail(url: string, id: string): Promise<RollbackDetail> {
  return rollbackDetailSchema.parse((await ask(url, `/v1/rollbacks/${id}`)).json);
}

/**
 * What became of a rollback: its last state, or `back` once the good version is live and only the score has to calm
 * down, which is looked at no oftener than every 15 s. Undefined while it is under way.
 */
export function outcomeOf({ state, endedAt, steps }: Rollback): Rollback['state'] | 'back' | undefined {
  if (steps.some(({ kind, state: stepState }) => kind === 'code' && stepState === 'succeeded')) return 'back';
  return endedAt === null ? undefined : state;
}
