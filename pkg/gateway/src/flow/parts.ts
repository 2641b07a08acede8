import type { DeploymentRecord } from '@release-risk/contract/deploymentRecord';
import type { Hold } from '@release-risk/contract/hold';
import type { Identity, RiskModel } from '@release-risk/model/model';
import type { Clock } from '@release-risk/query/transport';
import type { Adapter } from '../adapters/adapter.ts';
import type { OutboxMessage, Store } from '../store/store.ts';
import type { Change } from './change.ts';
import type { ReleasePolicy } from './releasePolicy.ts';
import type { Assessment, RollbackRecord } from './rollbackRecord.ts';

/** Holds that stand elsewhere. `problem`: they could not be read, so that there may be others. */
export interface OutsideHolds {
  readonly holds: readonly Hold[];
  readonly problem: string | undefined;
}

/** How releases of a service are rolled back, and what is deployed together. */
export interface ReleaseRules {
  readonly policy: ReleasePolicy;
  /** The label of the tenants that share one deployment. */
  readonly sharedBy: string | undefined;
}

/** A message with the moment at which it is due. */
export interface DueMessage {
  readonly message: OutboxMessage;
  readonly dueAt: number;
}

/** Who hears of what. Pure. */
export interface Notices {
  /** Messages that belong to a change. */
  ofChange(change: Change, now: number): readonly DueMessage[];
  /** What is due of the escalation now, `since` somebody is needed, and when to look again; `undefined` for never. */
  ofEscalation(
    record: RollbackRecord,
    since: number,
    now: number,
  ): { readonly messages: readonly DueMessage[]; readonly lookAt: number | undefined };
}

/** Where the flow tells what happens. Nothing in it is secret. */
export interface FlowLog {
  info(fields: Readonly<Record<string, unknown>>, text: string): void;
  warn(fields: Readonly<Record<string, unknown>>, text: string): void;
}

/** What is counted. */
export interface FlowMetrics {
  call(adapter: string, outcome: string): void;
  ended(state: string): void;
  /** From being on disk to being worked on, in seconds. */
  pickedUp(seconds: number): void;
}

/** Everything the flow works with. */
export interface FlowParts {
  readonly store: Pick<Store, 'accept' | 'transaction'>;
  readonly clock: Clock;
  /** Unguessable, URL-safe. */
  readonly newNonce: () => string;
  readonly log: FlowLog;
  readonly metrics: FlowMetrics;
  /** How often in a row the work on a rollback failed by a fault of ours, by its id. */
  readonly faults: Map<string, number>;
  readonly modelOf: (name: string) => RiskModel | undefined;
  /** The services of a model; empty where they cannot be asked for. */
  readonly servicesOf: (model: RiskModel, signal: AbortSignal) => Promise<readonly Identity[]>;
  /** Fresh looks, in the order of the services. */
  readonly assess: (
    model: RiskModel,
    services: readonly Identity[],
    records: readonly DeploymentRecord[],
    signal: AbortSignal,
  ) => Promise<readonly Assessment[]>;
  readonly rulesOf: (model: RiskModel, labels: Identity) => ReleaseRules;
  readonly adapters: ReadonlyMap<string, Adapter>;
  /** Holds outside the gateway: active silences that keep the alert of this release, or would, from the pipeline. */
  readonly outsideHolds: (
    model: RiskModel,
    labels: Identity,
    version: string,
    signal: AbortSignal,
  ) => Promise<OutsideHolds>;
  /** Deployments that were not delivered here but stand elsewhere, such as in Grafana's annotations. Newest first. */
  readonly outsideDeployments: (labels: Identity, signal: AbortSignal) => Promise<readonly DeploymentRecord[]>;
  readonly notices: Notices;
  /** Links of a release as it was judged: panel, Explore at its worst signal, runbook. Never rejects but on abort. */
  readonly linksOf: (
    model: RiskModel,
    labels: Identity,
    assessment: Assessment | undefined,
    signal: AbortSignal,
  ) => Promise<ReleaseLinks>;
}

export interface ReleaseLinks {
  readonly panel: string | null;
  readonly explore: string | null;
  readonly runbook: string | null;
}
