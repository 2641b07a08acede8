import type { GatewaySend } from '@release-risk/contract/gatewayClient';
import { join, resolve } from 'node:path';
import { randomBytes } from 'node:crypto';
import { startAlerting } from './alerting/alerting.ts';
import type { Part } from './control/parts.ts';
import { gatewaySend } from './gateway/access.ts';
import type { ActionMode } from './gateway/action-mode.ts';
import { type Credentials, makeCredentials } from './gateway/credentials.ts';
import { askAsPerson, gatewayParts, gatewayUrl, startGatewayPart } from './gateway/part.ts';
import { openRollbackDesk, type RollbackDesk } from './gateway/rollback-desk.ts';
import type { GrafanaWishes } from './grafana/part.ts';
import type { AskGateway } from './host/server/api/gateway.ts';
import { openModel } from './live-score.ts';
import type { Servers } from './demo.ts';
import { deliverDeployments } from './pipeline/deliveries.ts';
import { type Pipeline, startPipeline } from './pipeline/pipeline.ts';
import type { Binaries } from './processes/binaries.ts';
import type { AlertReceiver } from './servers/alert-receiver.ts';
import type { Showing } from './showing.ts';
import type { Workload } from './workload/workload.ts';

const DEPLOYMENT_TAKES_MS = 3_000;
const ALERTS_EVERY_MS = 10_000;
const LOOK_EVERY_MS = 1_000;

/** Where the gateway will be, and who may call it. */
export interface GatewayAccess {
  readonly port: number;
  readonly url: string;
  readonly credentials: Credentials;
  readonly ask: AskGateway;
}

/** Secrets for a gateway that will listen on this port. */
export function openAccess(port: number): GatewayAccess {
  const credentials = makeCredentials();
  const url = gatewayUrl(port);
  return { port, url, credentials, ask: askAsPerson(url, credentials.personToken) };
}

/** Whom alerts are sent to: the gateway, or what stands in for it, and the team. */
export function alertsTo(
  { addresses }: Pick<AlertReceiver, 'addresses'>,
  access: GatewayAccess | undefined,
): Pick<GrafanaWishes, 'gatewayUrl' | 'gatewaySecret' | 'pluginGateway' | 'teamUrl'> {
  return {
    teamUrl: addresses.team,
    gatewayUrl: access?.url ?? addresses.gateway,
    // The stand-in checks no signature, so nobody needs to know it.
    gatewaySecret: access?.credentials.alerts ?? randomBytes(32).toString('hex'),
    pluginGateway: access && { url: access.url, proxySecret: access.credentials.proxy },
  };
}

/** The gateway with everything that it needs around it. */
export interface Rollbacks {
  readonly parts: readonly Part[];
  readonly desk: RollbackDesk;
  readonly pipeline: Pipeline;
  /** Asks the gateway as the person who decides. */
  readonly send: GatewaySend;
  readonly crashed: Promise<string>;
  stop(): Promise<void>;
}

/**
 * Starts a pipeline, the real gateway before it, and, where no Grafana evaluates rules, a stand-in that does. What was
 * started is stopped when it rejects.
 */
export async function startRollbacks(options: {
  readonly mode: ActionMode;
  readonly alertsEveryMs?: number;
  readonly access: GatewayAccess;
  readonly binaries: Binaries;
  readonly folder: string;
  /** Address of the control page. */
  readonly page: string;
  readonly servers: Servers;
  readonly workload: Workload;
  readonly receiver: AlertReceiver;
  readonly showing: Showing | undefined;
  readonly progress: (line: string) => void;
}): Promise<Rollbacks> {
  const { mode, access, binaries, folder, page, servers, workload, receiver, showing, progress } = options;
  const { credentials, url, port } = access;
  const stops: (() => unknown)[] = [];
  const stop = async () => {
    for (const one of stops.splice(0).reverse()) await one();
  };
  try {
    progress('Starting the rollback gateway and the pipeline that it calls');
    const live = await openModel(servers);
    const pipeline = await startPipeline({
      workload,
      logFile: join(folder, '..', 'pipeline.jsonl'),
      secret: credentials.webhooks,
      takesMs: DEPLOYMENT_TAKES_MS,
      now: Date.now,
    });
    stops.push(() => pipeline.stop());
    const gateway = await startGatewayPart({
      ...{ binaries, folder, port, mode, credentials, progress },
      publicUrl: page,
      model: { name: live.model.name, file: resolve(servers.modelFile) },
      prometheusUrl: servers.prometheusUrl,
      lokiUrl: servers.lokiUrl,
      pipelineUrl: pipeline.url,
      teamUrl: receiver.noticesUrl,
      grafana: showing?.grafana?.forGateway,
    });
    stops.push(() => gateway.stop());
    stops.push(
      deliverDeployments({
        workload,
        send: gatewaySend(url, credentials.pipelineToken),
        page,
        nowMs: Date.now(),
        onProblem: (problem) => progress(`The gateway refused a deployment: ${problem}`),
      }),
    );
    if (showing?.grafana === undefined) {
      stops.push(
        startAlerting({
          live,
          everyMs: options.alertsEveryMs ?? ALERTS_EVERY_MS,
          pipeline: { name: 'release-risk-gateway', url: `${url}/v1/alerts/grafana`, secret: credentials.alerts },
          team: { name: 'team', url: receiver.addresses.team },
          page,
          now: Date.now,
        }),
      );
    }
    const send = gatewaySend(url, credentials.personToken);
    const desk = openRollbackDesk({
      mode,
      send,
      gateway,
      pipeline,
      pages: showing && `${showing.url}/a/releaserisk-app/rollbacks`,
      everyMs: LOOK_EVERY_MS,
      now: Date.now,
    });
    stops.push(() => desk.stop());
    return {
      parts: [...gatewayParts({ port, mode, folder }, pipeline.url), ...alertingPart(showing, page)],
      ...{ desk, pipeline, send },
      crashed: gateway.crashed,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

function alertingPart(showing: Showing | undefined, page: string): readonly Part[] {
  if (showing?.grafana !== undefined) return [];
  return [
    {
      name: 'Alerting',
      kind: 'stand-in',
      address: page,
      note: "stands in for Grafana's alerting: evaluates the act and the review rule of the model every 10 s and sends what Grafana would; no silences, no policies, no veto rules",
    },
  ];
}
