import type { Actor, Reason, Rollback, RollbackState, StepKind, StepState } from '@release-risk/contract/rollback';

/** What a step brings back, explicit: it is sent as it is, however often, and never means "the one before". */
export interface Target {
  /** As people name it. */
  readonly text: string;
  /** The version that is live afterwards; undefined where the step knows none. */
  readonly version: string | undefined;
  /** What the adapter needs to trigger, find and verify, such as a digest or a revision id. */
  readonly fields: Readonly<Record<string, string>>;
  /** What was there when it was planned: checked again before the call. */
  readonly snapshot: Readonly<Record<string, string>>;
}

/** One step with what was persisted before its call. Times are epoch milliseconds. */
export interface StepRecord {
  readonly id: string;
  readonly kind: StepKind;
  /** Name of the step in the configuration: which adapter with which settings. */
  readonly adapter: string;
  readonly state: StepState;
  readonly target: Target | undefined;
  readonly correlationId: string | undefined;
  readonly externalId: string | undefined;
  readonly url: string | undefined;
  readonly calls: number;
  /**
   * Nobody looks its outcome up before this: until then the process that persisted the call may be sending it. Of one
   * that was not sent: it is not sent again before this.
   */
  readonly callEndsAt: number | undefined;
  /** When it counts as failed, or as unknown. */
  readonly deadline: number | undefined;
  /** An earlier call of it may have happened, and nothing has told since: a refusal now proves nothing. */
  readonly inDoubt: boolean;
  /** Look-ups in a row that found nothing. */
  readonly misses: number;
  readonly startedAt: number | undefined;
  readonly endedAt: number | undefined;
  readonly problem: string | undefined;
}

/** A fresh look at the service by its model. */
export interface Assessment {
  readonly verdict: Rollback['verdict'];
  readonly score: number | null;
  readonly sentence: string;
  readonly signals: Rollback['signals'];
  /** True where a recovered alert would not fire again: at or below the recovery line, and nothing missing. */
  readonly recovered: boolean;
  /** Why nothing could be evaluated. */
  readonly problem: string | undefined;
  /** What the model's own look-up sees running, and since when (epoch milliseconds). */
  readonly runningVersion: string | undefined;
  readonly runningSince: number | undefined;
  /** Epoch milliseconds. */
  readonly at: number;
}

/** A rollback as it is stored. Times are epoch milliseconds. */
export interface RollbackRecord {
  readonly id: string;
  /** Goes up by one with every commit that changes it. */
  readonly revision: number;
  /** What is rolled back together: the labels of the release, canonical. */
  readonly identityKey: string;
  /** The version that goes; empty where nobody knows it. */
  readonly version: string;
  /** Of that version: 1, and one more when it was deployed anew after it had been rolled back. */
  readonly sequence: number;
  readonly model: string;
  readonly service: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly state: RollbackState;
  readonly mode: Rollback['mode'];
  readonly attempt: number;
  readonly alert: {
    readonly rule: string | null;
    readonly source: Rollback['alert']['source'];
    /** What fires now, by fingerprint: act and veto rules may both. */
    readonly firing: readonly string[];
    /** The most that the rules allow. */
    readonly action: Rollback['mode'];
    readonly startedAt: number;
    readonly resolvedAt: number | undefined;
    readonly url: string | undefined;
    readonly summary: string;
  };
  readonly assessment: Assessment | undefined;
  readonly deployment: Rollback['deployment'];
  readonly target: string | undefined;
  readonly steps: readonly StepRecord[];
  /** Versions that a call may have brought back, in whichever attempt; an empty one for a target that names none. */
  readonly calledFor: readonly string[];
  readonly reasons: readonly Reason[];
  readonly until: number | undefined;
  readonly decision: { readonly nonce: string; readonly revision: number } | undefined;
  readonly acknowledgedBy: Actor | undefined;
  readonly approvedBy: Actor | undefined;
  readonly links: Omit<Rollback['links'], 'report'>;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly decidedAt: number | undefined;
  readonly liveAt: number | undefined;
  readonly recoveredAt: number | undefined;
  readonly endedAt: number | undefined;
}
