import { dashboardUid } from '@release-risk/compiler/emit/dashboards/dashboardNames';
import { namesOf } from '@release-risk/compiler/emit/dashboards/names';
import { makePlan } from '@release-risk/compiler/makePlan';
import type { DeploymentRecord } from '@release-risk/contract/deploymentRecord';
import { listAlerts } from '@release-risk/grafana/api/alerts';
import { listSilences } from '@release-risk/grafana/api/silences';
import { readStory } from '@release-risk/grafana/api/story';
import { type GrafanaClient, grafanaClient } from '@release-risk/grafana/client';
import type { Identity, RiskModel } from '@release-risk/model/model';
import type { Clock, Transport } from '@release-risk/query/transport';
import type { GatewayConfig } from '../config/gatewayConfig.ts';
import type { FlowLog } from '../flow/parts.ts';
import type { ReadSilenced } from './outsideHolds.ts';

const STORY = 100;

/** The Grafana that sends the alerts, as the flow needs it. Whatever it cannot tell is logged and taken as nothing. */
export interface GrafanaSide {
  readonly open: (signal: AbortSignal) => GrafanaClient;
  /** As people open it, without a slash at the end. */
  readonly publicUrl: string;
  /** What it has silenced, and what fires there. */
  readonly silenced: ReadSilenced;
  /** What was annotated about a service, newest first. */
  deployments(labels: Identity, signal: AbortSignal): Promise<readonly DeploymentRecord[]>;
  /** The dashboard of a service. */
  panel(model: RiskModel, labels: Identity): string;
}

export interface GrafanaSideParts {
  readonly transport: Transport;
  readonly clock: Clock;
  readonly token: string;
  readonly log: FlowLog;
}

export function grafanaSide(
  { url, publicUrl = url, orgId }: NonNullable<GatewayConfig['grafana']>,
  { transport, clock, token, log }: GrafanaSideParts,
): GrafanaSide {
  const open = (signal: AbortSignal) =>
    grafanaClient({ url, auth: { kind: 'token', token }, orgId }, transport, clock, signal);
  const orNothing = async <T>(
    what: string,
    asked: Promise<readonly T[]>,
    signal: AbortSignal,
  ): Promise<readonly T[]> => {
    try {
      return await asked;
    } catch (error) {
      signal.throwIfAborted();
      log.warn({ reason: error instanceof Error ? error.message : String(error) }, `Grafana did not tell the ${what}`);
      return [];
    }
  };
  const base = publicUrl.replace(/\/+$/, '');

  return {
    open,
    publicUrl: base,
    async silenced(signal) {
      const client = open(signal);
      const [silences, alerts] = await Promise.all([listSilences(client), listAlerts(client)]);
      return { where: 'grafana', silences, alerts };
    },
    async deployments(labels, signal) {
      const read = readStory(open(signal), labels, STORY).then(({ deployments }) => deployments);
      return orNothing('deployments', read, signal);
    },
    panel(model, labels) {
      const names = namesOf(makePlan(model, { services: [labels] }), model.datasources);
      const query = new URLSearchParams(
        Object.entries(labels).map(([label, value]) => [`var-${names.label(label)}`, value]),
      );
      return `${base}/d/${dashboardUid(model.name, 'service')}?${query.toString()}`;
    },
  };
}
