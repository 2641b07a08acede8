import type { DeploymentRecord } from '@release-risk/contract/deploymentRecord';
import type { AnswerOf, Decision } from '@release-risk/contract/gatewayApi';
import type { Hold, NewHold } from '@release-risk/contract/hold';
import type { Actor, Rollback, RollbackDetail, RollbackState } from '@release-risk/contract/rollback';
import type { Alert } from '../intake/alert.ts';
import type { Delivery } from '../store/store.ts';

/**
 * What the routes are doors to. Every operation rejects with GatewayError for what the caller did wrong (GW104 not
 * there, GW105 too late or not in this state, GW106 not allowed to) and with StoreUnavailable where nothing was written.
 */
export interface Operations {
  /** Resolves once the alerts are on disk. */
  accept(source: Delivery['source'], alerts: readonly Alert[]): Promise<AnswerOf<'grafanaAlerts'>>;
  /** Alerts may be missing (the sender truncated them): looks for itself soon. */
  reconcileSoon(): void;
  putDeployment(record: DeploymentRecord): Promise<'created' | 'updated' | 'unchanged'>;
  deployments(labels: Readonly<Record<string, string>>, limit: number): Promise<readonly DeploymentRecord[]>;
  rollbacks(query: {
    readonly state: RollbackState | 'open' | undefined;
    readonly labels: Readonly<Record<string, string>>;
    readonly limit: number;
    readonly before: string | undefined;
  }): Promise<AnswerOf<'listRollbacks'>>;
  rollback(id: string): Promise<RollbackDetail>;
  report(id: string, format: 'markdown' | 'html'): Promise<string>;
  /** `knownAs`: what else a release may name this person by, so that nobody approves what they released. Never kept. */
  approve(id: string, decision: Decision, by: Actor, knownAs?: readonly string[]): Promise<Rollback>;
  reject(id: string, decision: Decision, by: Actor): Promise<Rollback>;
  acknowledge(id: string, note: string | undefined, by: Actor): Promise<Rollback>;
  note(id: string, text: string, by: Actor): Promise<RollbackDetail>;
  /** `knownAs` as for {@link approve}. */
  retry(
    id: string,
    retry: { readonly reason: string; readonly revision: number },
    by: Actor,
    knownAs?: readonly string[],
  ): Promise<Rollback>;
  holds(): Promise<readonly Hold[]>;
  hold(hold: NewHold, by: Actor): Promise<Hold>;
  endHold(id: string, by: Actor): Promise<readonly Hold[]>;
  /** A fresh verdict. GW104 where no model has this service. */
  verdict(asked: {
    readonly service: string;
    readonly labels: Readonly<Record<string, string>>;
    readonly model: string | undefined;
  }): Promise<AnswerOf<'verdict'>>;
  /** Why it could not do its work now; empty when it can. */
  problems(): Promise<readonly string[]>;
}
