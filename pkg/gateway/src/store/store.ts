import type { DeploymentRecord } from '@release-risk/contract/deploymentRecord';
import type { Hold } from '@release-risk/contract/hold';
import type { Actor, RollbackState } from '@release-risk/contract/rollback';
import type { RollbackRecord } from '../flow/rollbackRecord.ts';

/** Something that came in and is worked on later. Times are epoch milliseconds. */
export interface Delivery {
  /** Derived from its content, so that the same one has the same id. */
  readonly id: string;
  readonly source: 'grafana' | 'alertmanager' | 'reconcile';
  readonly receivedAt: number;
  /** Normalized alerts, as JSON. */
  readonly body: string;
}

/** What is worked on next, by whom it is about. */
export type Job =
  | { readonly kind: 'delivery'; readonly id: string }
  | { readonly kind: 'rollback'; readonly id: string }
  | { readonly kind: 'notice'; readonly id: string };

export interface AuditEntry {
  /** Undefined for what concerns the gateway as a whole, such as a hold. */
  readonly rollbackId: string | undefined;
  readonly at: number;
  readonly kind: string;
  readonly by: Actor;
  readonly text: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** As it stands in the log: numbered without gaps, each hash over the one before. */
export interface ChainedAuditEntry extends AuditEntry {
  readonly number: number;
  /** Hex SHA-256. */
  readonly hash: string;
}

/** How many lines there may be from the beginning, and how many from the end. */
export interface AuditEnds {
  readonly first: number;
  readonly newest: number;
}

export interface AuditStory {
  readonly first: readonly ChainedAuditEntry[];
  /** Lines between `first` and `newest`. */
  readonly leftOut: number;
  readonly newest: readonly ChainedAuditEntry[];
}

/** A message that is to be sent. */
export interface OutboxMessage {
  /** `<rollback>:<channel>:<what>`: the same message is enqueued once. */
  readonly id: string;
  readonly rollbackId: string;
  readonly channel: string;
  readonly kind: string;
  readonly state: 'waiting' | 'sent' | 'refused' | 'given up';
  readonly attempts: number;
  readonly problem: string | undefined;
  readonly createdAt: number;
  readonly sentAt: number | undefined;
}

export interface RollbackFilter {
  readonly states?: readonly RollbackState[];
  readonly identityKey?: string;
  /** Label values that must be the same. */
  readonly labels?: Readonly<Record<string, string>>;
  /** Only those that are older than this one in the list (newest first). */
  readonly before?: string;
  readonly limit: number;
}

/**
 * What may be read and written within one transaction. Everything is committed together or not at all; a unique key
 * that is taken makes a method answer false, never throw.
 */
export interface StoreTransaction {
  delivery(id: string): Promise<Delivery | undefined>;
  /** Says what became of it: `handled`, or why not. It is no longer worked on then. */
  endDelivery(id: string, outcome: string, at: number): Promise<void>;

  rollback(id: string): Promise<RollbackRecord | undefined>;
  /** Newest first. */
  rollbacks(filter: RollbackFilter): Promise<readonly RollbackRecord[]>;
  /** False where there is one of this identity, version and sequence. */
  addRollback(record: RollbackRecord): Promise<boolean>;
  /** False where somebody else committed a change since `expected` was read. `record.revision` must be above it. */
  replaceRollback(record: RollbackRecord, expected: number): Promise<boolean>;

  /** By its id. The record is stored as it is; what stands there is replaced. */
  putDeployment(record: DeploymentRecord, identityKey: string): Promise<'created' | 'updated' | 'unchanged'>;
  /** Newest first by `startedAt`. */
  deployments(identityKey: string, limit: number): Promise<readonly DeploymentRecord[]>;
  /** The newest deployment of each identity that had one at this time (epoch milliseconds) or later. */
  newestDeployments(since: number): Promise<readonly DeploymentRecord[]>;

  addHold(hold: Hold): Promise<void>;
  /** Those that have not ended at this moment. They hold once they are placed, whatever the clock of whoever placed them says. */
  holds(at: number): Promise<readonly Hold[]>;
  /** False where it has ended or never was. */
  endHold(id: string, at: number): Promise<boolean>;

  addAudit(entry: AuditEntry): Promise<void>;
  /** Of one rollback, or all, oldest first: the first of them and the newest, and how many are between. */
  audit(rollbackId: string | undefined, most: AuditEnds): Promise<AuditStory>;

  /** False where this message was enqueued before. Also schedules its job. */
  addMessage(message: OutboxMessage, dueAt: number): Promise<boolean>;
  message(id: string): Promise<OutboxMessage | undefined>;
  replaceMessage(message: OutboxMessage): Promise<void>;
  /** What the last message of a rollback to a channel was sent as. */
  thread(rollbackId: string, channel: string): Promise<Readonly<Record<string, string>>>;
  putThread(rollbackId: string, channel: string, thread: Readonly<Record<string, string>>): Promise<void>;

  /** The job runs at `dueAt` or soon after, once however often it is scheduled; a later call moves it. */
  schedule(job: Job, dueAt: number): Promise<void>;

  /** Small facts of the gateway itself, such as how far the state history was read. */
  fact(name: string): Promise<string | undefined>;
  putFact(name: string, value: string): Promise<void>;
}

/** Works on one job. Rejecting means: again later, with growing distance. Two workers never have the same job at once. */
export type JobHandler = (job: Job, signal: AbortSignal) => Promise<void>;

export interface StoreCounts {
  readonly deliveriesWaiting: number;
  readonly jobsDue: number;
  /** Age of the oldest due job in milliseconds; 0 where none is due. */
  readonly oldestDueMs: number;
  readonly messagesWaiting: number;
  readonly rollbacksByState: Readonly<Partial<Record<RollbackState, number>>>;
}

/**
 * What a store is asked to forget, and when (epoch milliseconds). Rollbacks under way are always kept, and of each
 * identity the {@link DEPLOYMENTS_KEPT} newest deployments.
 */
export interface Retention {
  readonly deliveriesBefore: number;
  /** Also for holds and deployments. */
  readonly rollbacksBefore: number;
}

/** A service that is seldom deployed still has a version to go back to: nobody looks further back than this. */
export const DEPLOYMENTS_KEPT = 50;

/** The record of truth. Everything that resolves is on disk. */
export interface Store {
  readonly kind: 'sqlite' | 'postgres';
  /**
   * Takes deliveries in and schedules their jobs. Calls of the same moment share one synced commit. Resolves, after
   * it, with those that were new; rejects with {@link StoreUnavailable} where nothing was committed.
   */
  accept(deliveries: readonly Delivery[]): Promise<ReadonlySet<string>>;
  /** Runs `work` in one transaction, again where the store says that it collided with another. */
  transaction<T>(work: (tx: StoreTransaction) => Promise<T>): Promise<T>;
  /** Works on due jobs until the returned function is called, which resolves when the last one has ended. */
  work(handler: JobHandler, options: { readonly concurrency: number }): Promise<() => Promise<void>>;
  counts(): Promise<StoreCounts>;
  forget(retention: Retention): Promise<void>;
  /** Walks the whole audit log: the number of the first entry whose hash is wrong or that is missing. */
  firstBrokenAudit(): Promise<number | undefined>;
  /** Why it cannot commit now; undefined when it can. Really commits something. */
  problem(): Promise<string | undefined>;
  close(): Promise<void>;
}

/** The store did not commit: disk full, read-only, locked, gone. What was asked for did not happen. */
export class StoreUnavailable extends Error {
  constructor(reason: string, options?: ErrorOptions) {
    super(`The store cannot commit: ${reason}`, options);
    this.name = 'StoreUnavailable';
  }
}
