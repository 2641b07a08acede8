import { randomBytes } from 'node:crypto';
import { identityKey } from '@release-risk/compiler/identity';
import type { DeploymentRecord } from '@release-risk/contract/deploymentRecord';
import type { Identity, RiskModel } from '@release-risk/model/model';
import type { Clock } from '@release-risk/query/transport';
import type { Adapter } from '../adapters/adapter.ts';
import { notAssessed } from '../assess/assessment.ts';
import type { Assessor } from '../assess/evaluator.ts';
import { exploreLink } from '../assess/exploreLink.ts';
import type { Models } from '../assess/models.ts';
import type { GatewayConfig } from '../config/gatewayConfig.ts';
import type { FlowLog, FlowParts, ReleaseLinks } from '../flow/parts.ts';
import type { Assessment } from '../flow/rollbackRecord.ts';
import type { GatewayMetrics } from '../metrics/metrics.ts';
import type { Store } from '../store/store.ts';
import type { GrafanaSide } from './grafanaSide.ts';
import { notices } from './notices.ts';
import type { Looking } from './openAssessor.ts';
import { outsideHolds, type ReadSilenced } from './outsideHolds.ts';
import { releaseRules } from './releaseRules.ts';

const NONCE_BYTES = 18;

export interface Opened {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: FlowLog;
  readonly metrics: GatewayMetrics;
  readonly models: Models;
  readonly grafana: GrafanaSide | undefined;
  /** Of everything that may keep an alert from people. */
  readonly silenced: readonly ReadSilenced[];
  readonly looking: Looking;
  readonly adapters: ReadonlyMap<string, Adapter>;
}

/** What the flow works with, of everything that was opened. */
export function flowParts(config: GatewayConfig, opened: Opened): FlowParts {
  const { store, clock, log, metrics, models, grafana, silenced, looking, adapters } = opened;
  const { assessor } = looking;
  return {
    store,
    clock,
    newNonce: () => randomBytes(NONCE_BYTES).toString('base64url'),
    log,
    metrics: { call: metrics.call, ended: metrics.rollbackEnded, pickedUp: metrics.pickup },
    faults: new Map(),
    modelOf: (name) => models.named(name)?.model,
    async servicesOf(model, signal) {
      const found = await assessor.services(model, clock.now() / 1000, signal);
      if (found.ok) return found.services;
      log.warn({ model: model.name, reason: found.reason }, 'The services of a model cannot be asked for');
      return [];
    },
    assess: (model, services, records, signal) => assess(assessor, clock, model, services, records, signal),
    rulesOf: releaseRules(config.releases),
    adapters,
    outsideHolds: outsideHolds(silenced, clock),
    outsideDeployments: async (labels, signal) => (grafana === undefined ? [] : grafana.deployments(labels, signal)),
    notices: notices(config),
    linksOf: (model, labels, assessment, signal) => linksOf(opened, model, labels, assessment, signal),
  };
}

async function assess(
  assessor: Assessor,
  clock: Clock,
  model: RiskModel,
  services: readonly Identity[],
  records: readonly DeploymentRecord[],
  signal: AbortSignal,
): Promise<readonly Assessment[]> {
  const at = clock.now() / 1000;
  const found = await assessor.assess(model, services, at, records, signal);
  return services.map(
    (service) =>
      found.get(identityKey(model.identity.labels, service)) ?? notAssessed('it is no service of the model', at),
  );
}

async function linksOf(
  { grafana, looking, clock, log }: Opened,
  model: RiskModel,
  labels: Identity,
  assessment: Assessment | undefined,
  signal: AbortSignal,
): Promise<ReleaseLinks> {
  const links = { panel: grafana?.panel(model, labels) ?? null, runbook: model.runbook ?? null, explore: null };
  if (grafana === undefined || looking.grafana === undefined || assessment === undefined) return links;
  try {
    const bindings = await looking.grafana.bindings(model, clock.now() / 1000, signal);
    return { ...links, explore: exploreLink(grafana.publicUrl, model, bindings, assessment, assessment.at) ?? null };
  } catch (error) {
    signal.throwIfAborted();
    log.warn({ reason: error instanceof Error ? error.message : String(error) }, 'No link to Explore');
    return links;
  }
}
