import type { DeploymentRecord } from '@release-risk/contract/deploymentRecord';
import type { Target } from '../flow/rollbackRecord.ts';

/** What must go, and what could come back. */
export interface PlanRequest {
  readonly service: string;
  readonly labels: Readonly<Record<string, string>>;
  /** The version that goes, with its record where one is known. */
  readonly bad: { readonly version: string; readonly record: DeploymentRecord | undefined };
  /** The release that comes back; undefined where nobody knows it, and the pipeline itself has to be asked. */
  readonly good: { readonly version: string; readonly record: DeploymentRecord | undefined } | undefined;
  /** Versions that were rolled back: never a target. */
  readonly neverBack: readonly string[];
}

export type Planned =
  | { readonly kind: 'target'; readonly target: Target }
  /** Nothing to bring back in this step, such as no migration between the two versions. */
  | { readonly kind: 'nothing'; readonly reason: string }
  /** No explicit target can be named: a person has to. */
  | { readonly kind: 'unclear'; readonly reason: string }
  /** The pipeline could not be asked; later it may. */
  | { readonly kind: 'unanswered'; readonly reason: string };

/** What was committed before the call, and all that the call is made of. */
export interface Intent {
  readonly rollbackId: string;
  /** Unique per rollback, step and attempt; letters, digits, `-` only, at most 64. */
  readonly correlationId: string;
  readonly service: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly badVersion: string;
  readonly target: Target;
  /** The cause, one sentence; from outside, so never to be executed. */
  readonly reason: string;
  /** Who approved it; the gateway itself in act mode. */
  readonly approvedBy: string;
}

export type Triggered =
  /** It is under way. `externalId` may come later, by `find`. */
  | { readonly kind: 'accepted'; readonly externalId: string | undefined; readonly url: string | undefined }
  /** It certainly did not happen, and sending it again would be refused again. */
  | { readonly kind: 'rejected'; readonly reason: string }
  /** It certainly did not happen, and may be sent again after a while (429, connection refused). */
  | { readonly kind: 'later'; readonly afterMs: number; readonly reason: string }
  /** Nobody can tell whether it happened: timeout, reset, 5xx after sending. */
  | { readonly kind: 'unknown'; readonly reason: string };

export type Lookup =
  | { readonly kind: 'found'; readonly externalId: string; readonly url: string | undefined }
  /** The pipeline was asked completely and has nothing of this correlation id. */
  | { readonly kind: 'none' }
  /** It could not be asked, or only in part. */
  | { readonly kind: 'unsure'; readonly reason: string };

export type Progress =
  | { readonly kind: 'running'; readonly note: string | undefined }
  | { readonly kind: 'succeeded' }
  | { readonly kind: 'failed'; readonly reason: string }
  | { readonly kind: 'unsure'; readonly reason: string };

export type Live =
  | { readonly kind: 'live' }
  | { readonly kind: 'notYet'; readonly reason: string }
  /** It never will be without somebody's help, such as a target that somebody else replaced. */
  | { readonly kind: 'never'; readonly reason: string }
  | { readonly kind: 'unsure'; readonly reason: string };

/** How far a look-up can be believed. */
export type Searchable =
  /** Nothing can be looked up: an unknown outcome goes to a person. */
  | { readonly kind: 'never' }
  /** `none` counts when it was answered `times` times, `everyMs` apart: listings lag behind. */
  | { readonly kind: 'after'; readonly times: number; readonly everyMs: number }
  /** Sending the same correlation id again does nothing: an unknown outcome is sent again. */
  | { readonly kind: 'idempotent' };

/**
 * One way to bring something back. Methods never throw for what the other side does or fails to do: they say so.
 * They reject only when `signal` aborts. `plan`, `find`, `status` and `verify` change nothing.
 */
export interface Adapter {
  /** As in the configuration: `github`, `kubernetes`, `command` .. */
  readonly kind: string;
  readonly searchable: Searchable;
  /** Names the explicit target, with what has to be as it is now when the call is made. */
  plan(request: PlanRequest, signal: AbortSignal): Promise<Planned>;
  /** Sends the call once. Checks the snapshot first where the other side cannot. */
  trigger(intent: Intent, signal: AbortSignal): Promise<Triggered>;
  /** Looks for what the correlation id of the intent started. */
  find(intent: Intent, signal: AbortSignal): Promise<Lookup>;
  /** How far the thing with this external id is. */
  status(intent: Intent, externalId: string, signal: AbortSignal): Promise<Progress>;
  /** Whether the target is really live: "pipeline green" is not "rolled back". */
  verify(intent: Intent, externalId: string | undefined, signal: AbortSignal): Promise<Live>;
}
