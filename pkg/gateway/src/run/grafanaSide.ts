import { dashboardUid } from '@release-risk/compiler/emit/dashboards/dashboardNames';
import { namesOf } from '@release-risk/compiler/emit/dashboards/names';
import { RULE_LABEL } from '@release-risk/compiler/conventions';
import { makePlan } from '@release-risk/compiler/makePlan';
import type { DeploymentRecord } from '@release-risk/contract/deploymentRecord';
import type { Hold } from '@release-risk/contract/hold';
import { listSilences, type Silence } from '@release-risk/grafana/api/silences';
import { readStory } from '@release-risk/grafana/api/story';
import { type GrafanaClient, grafanaClient } from '@release-risk/grafana/client';
import { silencesAlert } from '@release-risk/grafana/silenceMatch';
import type { Identity, RiskModel } from '@release-risk/model/model';
import type { Clock, Transport } from '@release-risk/query/transport';
import type { GatewayConfig } from '../config/gatewayConfig.ts';
import type { FlowLog, OutsideHolds } from '../flow/parts.ts';

const SILENCES_KEPT_MS = 5_000;
const STORY = 100;

/** The Grafana that sends the alerts, as the flow needs it. Whatever it cannot tell is logged and taken as nothing. */
export interface GrafanaSide {
  readonly open: (signal: AbortSignal) => GrafanaClient;
  /** As people open it, without a slash at the end. */
  readonly publicUrl: string;
  /** Active silences that keep the alert of this service from being sent. */
  holds(model: RiskModel, labels: Identity, signal: AbortSignal): Promise<OutsideHolds>;
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
  let kept: { readonly at: number; readonly silences: Promise<readonly Silence[]> } | undefined;

  const silencesNow = (signal: AbortSignal): Promise<readonly Silence[]> => {
    const now = clock.now();
    if (kept === undefined || Math.abs(now - kept.at) > SILENCES_KEPT_MS) {
      kept = { at: now, silences: listSilences(open(signal)) };
      kept.silences.catch(() => (kept = undefined));
    }
    return kept.silences;
  };
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
    async holds(model, labels, signal) {
      const alert = { ...labels, [RULE_LABEL.model]: model.name, [RULE_LABEL.rule]: 'act' };
      try {
        const silences = await silencesNow(signal);
        const holds = silences.filter((silence) => silencesAlert(silence, alert, clock.now())).map(holdOf);
        return { holds, problem: undefined };
      } catch (error) {
        signal.throwIfAborted();
        const reason = error instanceof Error ? error.message : String(error);
        return { holds: [], problem: `whether somebody silenced it is not known: ${reason}` };
      }
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

function holdOf({ id, comment, createdBy, startsAt, endsAt }: Silence): Hold {
  const name = createdBy === '' ? 'somebody' : createdBy;
  return {
    id,
    labels: {},
    reason: comment === '' ? 'a silence' : comment,
    by: { kind: 'person', id: `grafana:${name}`, name },
    from: startsAt,
    until: endsAt,
    source: 'silence',
  };
}
