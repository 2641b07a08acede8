import { randomUUID } from 'node:crypto';
import { fetchTransport } from '@release-risk/query/fetchTransport';
import { hostClock } from '@release-risk/query/hostClock';
import type { Clock } from '@release-risk/query/transport';
import type { FastifyBaseLogger } from 'fastify';
import packageJson from '../../package.json' with { type: 'json' };
import { type Adapter } from '../adapters/adapter.ts';
import { openAdapter } from '../adapters/openAdapter.ts';
import { modelFiles } from '../assess/modelFiles.ts';
import { keepFresh, type Models, openModels } from '../assess/models.ts';
import { modelsOfGrafana } from '../assess/modelsOfGrafana.ts';
import type { ReadConfig } from '../config/readConfig.ts';
import { type Egress, EgressRefused } from '../egress/egress.ts';
import { openEgress } from '../egress/openEgress.ts';
import { systemLookup } from '../egress/systemLookup.ts';
import { GatewayError } from '../errors.ts';
import { advance } from '../flow/advance.ts';
import { handleDelivery } from '../flow/handleDelivery.ts';
import { acceptAlerts, flowOperations } from '../flow/operations.ts';
import { viewOf } from '../flow/view.ts';
import { createHttpServer } from '../http/server.ts';
import { gatewayMetrics } from '../metrics/metrics.ts';
import { openNotifier } from '../notify/channels.ts';
import { deliverNotice } from '../notify/deliverNotice.ts';
import { rollbackPage } from '../notify/page.ts';
import { reportHtml } from '../report/reportHtml.ts';
import { reportMarkdown } from '../report/reportMarkdown.ts';
import type { Job } from '../store/store.ts';
import { type GrafanaSide, grafanaSide } from './grafanaSide.ts';
import { keepHouse } from './housekeeping.ts';
import { openAlertmanagers } from './openAlertmanagers.ts';
import { openAssessor } from './openAssessor.ts';
import { openAuthenticator } from './openAuthenticator.ts';
import { openStore } from './openStore.ts';
import { openReconciler } from './openReconciler.ts';
import { flowParts } from './flowParts.ts';
import { silencedIn } from './outsideHolds.ts';

/** What the process gives. */
export interface GatewayHost {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly logger: FastifyBaseLogger;
  readonly user: number;
}

export interface RunningGateway {
  /** Such as `http://127.0.0.1:8686`. */
  readonly address: string;
  /** Takes nothing more in, ends what is under way, closes the store. */
  stop(): Promise<void>;
}

/** How long jobs may go on once the gateway is to stop, until they are ended. */
const STOP_PATIENCE_MS = 10_000;

/** Starts everything that a configuration names. Rejects with GatewayError; what was started is stopped then. */
export async function startGateway(read: ReadConfig, host: GatewayHost): Promise<RunningGateway> {
  const stops: (() => Promise<unknown>)[] = [];
  const stop = async () => {
    for (const one of stops.splice(0).reverse()) await one().catch(() => undefined);
  };
  try {
    const address = await start(read, host, stops);
    return { address, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function start(read: ReadConfig, host: GatewayHost, stops: (() => Promise<unknown>)[]): Promise<string> {
  const { config, readSecret } = read;
  const { logger } = host;
  const clock = hostClock({ now: Date.now, setTimeout, clearTimeout });
  const metrics = gatewayMetrics(packageJson.version);
  const ended = new AbortController();
  stops.push(async () => ended.abort(new Error('the gateway stops')));

  const store = await openStore(read, clock, logger);
  stops.push(() => store.close());
  const grafana = openGrafanaSide(read, clock, logger);
  const models = tellingOf(await openModels(sourceOf(read, grafana), ended.signal), logger);
  const looking = await openAssessor(read, host.env, models, grafana, clock);
  const egress =
    config.egress &&
    openEgress(config.egress, {
      lookup: systemLookup,
      clock,
      authorities: config.egress.ca.map((file) => readSecret({ file })),
    });
  const adapters = openAdapters(read, host, egress, clock);
  const alertmanagers = openAlertmanagers(read, clock);
  const silenced = [
    ...(grafana === undefined ? [] : [grafana.silenced]),
    ...alertmanagers.map(({ client }) => silencedIn(client)),
  ];
  const flow = flowParts(config, { store, clock, log: logger, metrics, models, grafana, silenced, looking, adapters });

  const pageOf = (id: string) => rollbackPage(grafana?.publicUrl, id);
  const view = (record: Parameters<typeof viewOf>[0]) => viewOf(record, reportUrl(config.publicUrl, record.id));
  const reconciling = openReconciler(config.grafana?.reconcile, {
    store,
    clock,
    log: logger,
    metrics,
    grafana,
    alertmanagers,
    accept: (source, alerts) => acceptAlerts(flow, source, alerts),
  });
  const operations = flowOperations({
    ...flow,
    models: () => models.all().map(({ model }) => model),
    view,
    report: (detail, format) => {
      const options = { page: pageOf(detail.id) };
      return format === 'html' ? reportHtml(detail, options) : reportMarkdown(detail, options);
    },
    reconcileSoon: () => reconciling.soon(),
    newId: randomUUID,
    problems: async () => {
      const problem = await store.problem();
      // A model that is broken is no reason to send alerts elsewhere: nobody else could take them.
      return problem === undefined ? [] : [problem];
    },
    stopped: ended.signal,
  });

  const delivering = {
    store,
    notifiers: openNotifiers(read, egress, clock),
    viewOf: view,
    pageOf,
    clock,
    random: Math.random,
    log: logger,
    metrics: { delivered: metrics.message },
  };
  const handle = (job: Job, signal: AbortSignal): Promise<void> => {
    switch (job.kind) {
      case 'delivery':
        return handleDelivery(flow, job.id, signal);
      case 'rollback':
        return advance(flow, job.id, signal);
      case 'notice':
        return deliverNotice(delivering, job.id, signal);
    }
  };
  const rest = await store.work(handle, { concurrency: config.workers });
  stops.push(() => Promise.race([rest(), clock.sleep(STOP_PATIENCE_MS, new AbortController().signal)]));

  const server = await createHttpServer({
    operations,
    auth: openAuthenticator(read, clock, logger),
    metrics,
    logger,
    clock,
    trustedProxies: config.trustedProxies.length === 0 ? undefined : config.trustedProxies,
  });
  const address = await server.listen(config.listen);
  stops.push(() => server.close());
  metrics.source({
    counts: () => store.counts(),
    newestDeployments: () => store.transaction((tx) => tx.newestDeployments(clock.now() - config.retention.rollbacks)),
  });
  reconciling.start();
  stops.push(() => reconciling.stop());
  const background = [
    keepFresh(models, clock, ended.signal),
    keepHouse({ store, clock, metrics, log: logger, retention: config.retention }, ended.signal),
  ];
  stops.push(async () => {
    ended.abort(new Error('the gateway stops'));
    await Promise.allSettled(background);
  });
  logger.info(
    { address, store: store.kind, models: models.all().map(({ model }) => model.name) },
    'The gateway listens',
  );
  return address;
}

/** What is wrong with the models is told whenever it changes. */
function tellingOf(models: Models, log: FastifyBaseLogger): Models {
  let told = '';
  const tell = () => {
    const problems = models.problems();
    if (problems.join('\n') !== told && problems.length > 0) log.warn({ problems }, 'Models have problems');
    told = problems.join('\n');
  };
  tell();
  return {
    ...models,
    async refresh(signal) {
      await models.refresh(signal);
      tell();
    },
  };
}

function openGrafanaSide(
  { config, readSecret }: ReadConfig,
  clock: Clock,
  log: FastifyBaseLogger,
): GrafanaSide | undefined {
  if (config.grafana === undefined) return undefined;
  const token = readSecret(config.grafana.token);
  return grafanaSide(config.grafana, { transport: fetchTransport(fetch), clock, token, log });
}

function sourceOf({ config, pathOf }: ReadConfig, grafana: GrafanaSide | undefined) {
  if (config.models !== 'grafana') return modelFiles(config.models.map(({ file }) => pathOf(file)));
  if (grafana === undefined)
    throw new GatewayError({ code: 'GW203', problem: 'No Grafana is named', remedy: 'Give `grafana`.' });
  return modelsOfGrafana(grafana.open);
}

function openAdapters(
  { config, readSecret, pathOf }: ReadConfig,
  { env, user }: GatewayHost,
  egress: Egress | undefined,
  clock: Clock,
): ReadonlyMap<string, Adapter> {
  const parts = {
    egress: egress ?? noEgress(clock),
    readSecret,
    commands: {
      allowedCommands: config.commands?.allowed ?? [],
      stateDirectory: pathOf(config.commands?.stateDirectory ?? '.'),
      environment: env,
      clock,
      newId: randomUUID,
      user,
    },
  };
  return new Map(Object.entries(config.adapters).map(([name, settings]) => [name, openAdapter(name, settings, parts)]));
}

function openNotifiers({ config, readSecret }: ReadConfig, egress: Egress | undefined, clock: Clock) {
  const parts = { egress: egress ?? noEgress(clock), readSecret, clock };
  return new Map(Object.entries(config.channels).map(([name, settings]) => [name, openNotifier(settings, parts)]));
}

/** Nobody may be called where nobody is listed. */
function noEgress(clock: Clock): Egress {
  const refuse = (url: string) => Promise.reject(new EgressRefused(url, 'no egress is configured'));
  return { send: ({ url }) => refuse(url), fetch: (input) => refuse(String(input)), clock };
}

function reportUrl(publicUrl: string | undefined, id: string): string | null {
  return publicUrl === undefined ? null : `${publicUrl.replace(/\/+$/, '')}/v1/rollbacks/${id}/report?format=html`;
}
