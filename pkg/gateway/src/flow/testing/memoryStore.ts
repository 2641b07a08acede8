import type { DeploymentRecord } from '@release-risk/contract/deploymentRecord';
import type { Hold } from '@release-risk/contract/hold';
import type { ChainedAuditEntry, Delivery, Job, OutboxMessage, Store, StoreTransaction } from '../../store/store.ts';
import type { RollbackRecord } from '../rollbackRecord.ts';

/** Everything that is committed. Plain data, so that a transaction is a copy. */
interface Tables {
  deliveries: Record<string, Delivery & { readonly outcome?: string }>;
  rollbacks: Record<string, RollbackRecord>;
  deployments: Record<string, { readonly identityKey: string; readonly record: DeploymentRecord }>;
  holds: Record<string, Hold>;
  audit: ChainedAuditEntry[];
  messages: Record<string, OutboxMessage>;
  threads: Record<string, Readonly<Record<string, string>>>;
  jobs: Map<string, { readonly job: Job; readonly dueAt: number; readonly generation: number }>;
  facts: Record<string, string>;
}

const EMPTY: Tables = {
  deliveries: {},
  rollbacks: {},
  deployments: {},
  holds: {},
  audit: [],
  messages: {},
  threads: {},
  jobs: new Map(),
  facts: {},
};

/** A process that is gone: nothing it still does reaches the store. */
export class Crashed extends Error {}

/**
 * A stand-in for the real stores where a test decides itself which job runs when, and after which commit the process
 * dies. It keeps what is committed and nothing else; the real stores are tested by suites of their own.
 */
export class MemoryStore {
  private tables = copyOf(EMPTY);
  private life = 0;
  private turn: Promise<unknown> = Promise.resolve();
  /** Commits so far. */
  commits = 0;
  /** Told before each commit; throwing kills the process at that point. */
  beforeCommit: (() => void) | undefined;
  /** Told after each commit. */
  afterCommit: (() => void) | undefined;

  /** What one process sees of it. After {@link kill} every handle made before is dead. */
  open(): Pick<Store, 'transaction' | 'accept'> {
    const life = this.life;
    const alive = (): void => {
      if (life !== this.life) throw new Crashed('this process is gone');
    };
    return {
      transaction: (work) =>
        this.inTurn(async () => {
          alive();
          const draft = copyOf(this.tables);
          const result = await work(transactionOn(draft));
          alive();
          this.beforeCommit?.();
          alive();
          this.tables = draft;
          this.commits += 1;
          this.afterCommit?.();
          alive();
          return result;
        }),
      accept: async (deliveries) => {
        alive();
        const added = new Set<string>();
        for (const delivery of deliveries) {
          if (this.tables.deliveries[delivery.id] !== undefined) continue;
          this.tables.deliveries[delivery.id] = delivery;
          const job: Job = { kind: 'delivery', id: delivery.id };
          this.tables.jobs.set(keyOf(job), { job, dueAt: delivery.receivedAt, generation: 1 });
          added.add(delivery.id);
        }
        return added;
      },
    };
  }

  /** One transaction after the other, as on a real store where they would collide. */
  private async inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.turn.then(work);
    this.turn = mine.catch(() => undefined);
    return mine;
  }

  kill(): void {
    this.life += 1;
  }

  rollbacks(): readonly RollbackRecord[] {
    return Object.values(this.tables.rollbacks);
  }

  audit(): readonly ChainedAuditEntry[] {
    return this.tables.audit;
  }

  messages(): readonly OutboxMessage[] {
    return Object.values(this.tables.messages);
  }

  /** Jobs, the one due first in front. */
  jobs(): readonly { readonly job: Job; readonly dueAt: number }[] {
    return [...this.tables.jobs.values()].sort((a, b) => a.dueAt - b.dueAt);
  }

  /** As a queue does it: scheduled again meanwhile, the job stays; otherwise it is done. */
  async run(job: Job, handler: (job: Job) => Promise<void>): Promise<void> {
    const key = keyOf(job);
    const generation = this.tables.jobs.get(key)?.generation;
    await handler(job);
    if (this.tables.jobs.get(key)?.generation === generation) this.tables.jobs.delete(key);
  }
}

/** What stands in the tables is never changed, only replaced. */
function copyOf({ audit, jobs, ...tables }: Tables): Tables {
  return {
    deliveries: { ...tables.deliveries },
    rollbacks: { ...tables.rollbacks },
    deployments: { ...tables.deployments },
    holds: { ...tables.holds },
    messages: { ...tables.messages },
    threads: { ...tables.threads },
    facts: { ...tables.facts },
    audit: [...audit],
    jobs: new Map(jobs),
  };
}

function keyOf({ kind, id }: Job): string {
  return `${kind}:${id}`;
}

function newestFirst(a: { readonly createdAt: number; readonly id: string }, b: typeof a): number {
  return b.createdAt - a.createdAt || (a.id < b.id ? 1 : -1);
}

function transactionOn(tables: Tables): StoreTransaction {
  return {
    delivery: async (id) => tables.deliveries[id],
    endDelivery: async (id, outcome) => {
      const delivery = tables.deliveries[id];
      if (delivery !== undefined) tables.deliveries[id] = { ...delivery, outcome };
    },
    rollback: async (id) => tables.rollbacks[id],
    rollbacks: async ({ states, identityKey, labels = {}, before, limit }) => {
      const all = Object.values(tables.rollbacks)
        .filter((one) => states === undefined || states.includes(one.state))
        .filter((one) => identityKey === undefined || one.identityKey === identityKey)
        .filter((one) => Object.entries(labels).every(([name, value]) => one.labels[name] === value))
        .sort(newestFirst);
      const from = before === undefined ? 0 : all.findIndex(({ id }) => id === before) + 1;
      return all.slice(from, from + limit);
    },
    addRollback: async (record) => {
      const isTaken = Object.values(tables.rollbacks).some(
        (one) =>
          one.id === record.id ||
          (one.identityKey === record.identityKey &&
            one.version === record.version &&
            one.sequence === record.sequence),
      );
      if (!isTaken) tables.rollbacks[record.id] = record;
      return !isTaken;
    },
    replaceRollback: async (record, expected) => {
      if (tables.rollbacks[record.id]?.revision !== expected) return false;
      tables.rollbacks[record.id] = record;
      return true;
    },
    putDeployment: async (record, identityKey) => {
      const before = tables.deployments[record.id];
      tables.deployments[record.id] = { identityKey, record };
      if (before === undefined) return 'created';
      return JSON.stringify(before.record) === JSON.stringify(record) ? 'unchanged' : 'updated';
    },
    deployments: async (identityKey, limit) =>
      Object.values(tables.deployments)
        .filter((one) => one.identityKey === identityKey)
        .map(({ record }) => record)
        .sort((a, b) => Date.parse(b.startedAt) - Date.parse(a.startedAt))
        .slice(0, limit),
    newestDeployments: async () => Object.values(tables.deployments).map(({ record }) => record),
    addHold: async (hold) => {
      tables.holds[hold.id] = hold;
    },
    holds: async (at) => Object.values(tables.holds).filter(({ until }) => at < Date.parse(until)),
    endHold: async (id, at) => {
      const hold = tables.holds[id];
      if (hold === undefined || Date.parse(hold.until) <= at) return false;
      tables.holds[id] = { ...hold, until: new Date(at).toISOString() };
      return true;
    },
    addAudit: async (entry) => {
      tables.audit.push({ ...structuredClone(entry), number: tables.audit.length + 1, hash: '' });
    },
    audit: async (rollbackId, most) => {
      const all = tables.audit.filter((one) => rollbackId === undefined || one.rollbackId === rollbackId);
      const [first, rest] = [all.slice(0, most.first), all.slice(most.first)];
      const leftOut = Math.max(0, rest.length - most.newest);
      return { first, leftOut, newest: rest.slice(leftOut) };
    },
    addMessage: async (message, dueAt) => {
      if (tables.messages[message.id] !== undefined) return false;
      tables.messages[message.id] = message;
      const job: Job = { kind: 'notice', id: message.id };
      tables.jobs.set(keyOf(job), { job, dueAt, generation: 1 });
      return true;
    },
    message: async (id) => tables.messages[id],
    replaceMessage: async (message) => {
      tables.messages[message.id] = message;
    },
    thread: async (rollbackId, channel) => tables.threads[`${rollbackId} ${channel}`] ?? {},
    putThread: async (rollbackId, channel, thread) => {
      tables.threads[`${rollbackId} ${channel}`] = thread;
    },
    schedule: async (job, dueAt) => {
      const generation = (tables.jobs.get(keyOf(job))?.generation ?? 0) + 1;
      tables.jobs.set(keyOf(job), { job, dueAt, generation });
    },
    fact: async (name) => tables.facts[name],
    putFact: async (name, value) => {
      tables.facts[name] = value;
    },
  };
}
