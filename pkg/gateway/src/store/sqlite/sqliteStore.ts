import { z } from 'zod';
import { GatewayError } from '../../errors.ts';
import { appendAudit, firstBroken } from '../auditRows.ts';
import { BackSeat } from '../backSeat.ts';
import { countTables } from '../counting.ts';
import { Intake } from '../intake.ts';
import { migrate, MIGRATIONS } from '../migrate.ts';
import { probe } from '../probe.ts';
import { forget } from '../retention.ts';
import type { Sql } from '../sql.ts';
import { SqlTransaction } from '../sqlTransaction.ts';
import {
  StoreUnavailable,
  type Delivery,
  type JobHandler,
  type Retention,
  type Store,
  type StoreCounts,
  type StoreTransaction,
} from '../store.ts';
import { Turns } from '../turns.ts';
import { SqliteConnection } from './sqliteConnection.ts';
import { addArrivals, scheduleJob, SqliteShift } from './sqliteQueue.ts';

export interface SqliteSettings {
  /** On a local disk, never on a network share. */
  readonly file: string;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** 0 <= x < 1 */
  readonly random: () => number;
  /** Milliseconds of a clock that never steps. */
  readonly elapsed?: () => number;
  /** A process that has not been heard of for so long (milliseconds) loses its jobs. 30 s unless given. */
  readonly leaseMs?: number;
  /** Milliseconds to wait for another process that writes. 5 s unless given. */
  readonly lockTimeoutMs?: number;
  /** Hears of failed jobs and of what the queue could not commit. */
  readonly onProblem?: (problem: unknown) => void;
}

const LEASE_MS = 30_000;
const LOCK_TIMEOUT_MS = 5000;

const queueRow = z.object({
  deliveries: z.number(),
  due: z.number(),
  oldest: z.number().nullable(),
});

/** Opens or makes the file; throws GatewayError GW301 where it would not keep what is committed. */
export async function openSqliteStore(settings: SqliteSettings): Promise<Store> {
  const elapsed = settings.elapsed ?? (() => performance.now());
  const connection = SqliteConnection.open({
    file: settings.file,
    lockTimeoutMs: settings.lockTimeoutMs ?? LOCK_TIMEOUT_MS,
    random: settings.random,
    elapsed,
  });
  const store = new SqliteStore(connection, { ...settings, elapsed });
  try {
    await migrate(MIGRATIONS.sqlite, (work) => store.commit(work), settings.now);
    const problem = await store.problem();
    if (problem !== undefined) throw new GatewayError({ code: 'GW301', problem: `${settings.file}: ${problem}` });
    return store;
  } catch (error) {
    await store.close();
    throw error;
  }
}

class SqliteStore implements Store {
  readonly kind = 'sqlite';
  private readonly turns = new Turns();
  private readonly intake: Intake;
  private readonly backSeat: BackSeat;
  private readonly shifts = new Set<SqliteShift>();
  private closed = false;

  constructor(
    private readonly connection: SqliteConnection,
    private readonly settings: SqliteSettings & { readonly elapsed: () => number },
  ) {
    this.intake = new Intake((deliveries) => this.takeIn(deliveries), settings.elapsed);
    this.backSeat = new BackSeat(() => this.intake.hot, settings.elapsed);
  }

  accept(deliveries: readonly Delivery[]): Promise<ReadonlySet<string>> {
    return this.intake.accept(deliveries);
  }

  async transaction<T>(work: (tx: StoreTransaction) => Promise<T>): Promise<T> {
    let dueAt = Number.POSITIVE_INFINITY;
    const result = await this.commit(async (sql) => {
      const tx = new SqlTransaction(
        sql,
        (within, job, at) => {
          dueAt = Math.min(dueAt, at);
          return scheduleJob(within, job, at);
        },
        appendAudit,
      );
      const done = await work(tx);
      await tx.finish();
      return done;
    });
    if (dueAt < Number.POSITIVE_INFINITY) this.wake(dueAt);
    return result;
  }

  async work(handler: JobHandler, options: { readonly concurrency: number }): Promise<() => Promise<void>> {
    const shift = new SqliteShift(
      {
        transaction: (work) => this.commit(work),
        connection: this.connection,
        now: this.settings.now,
        random: this.settings.random,
        elapsed: this.settings.elapsed,
        leaseMs: this.settings.leaseMs ?? LEASE_MS,
        intakeBusy: () => this.intake.hot,
        onProblem: this.settings.onProblem ?? (() => undefined),
      },
      handler,
      options.concurrency,
    );
    await shift.start();
    this.shifts.add(shift);
    return async () => {
      this.shifts.delete(shift);
      await shift.stop();
    };
  }

  counts(): Promise<StoreCounts> {
    const now = this.settings.now();
    return this.commit(async (sql) => {
      const [row] = await sql.all(
        `SELECT COUNT(CASE WHEN kind = 'delivery' THEN 1 END) AS deliveries,
           COUNT(CASE WHEN due_at <= $1 THEN 1 END) AS due, MIN(due_at) AS oldest
         FROM (SELECT kind, due_at FROM jobs UNION ALL SELECT 'delivery', MIN(at, $1) FROM arrivals)`,
        [now],
      );
      const { deliveries, due, oldest } = queueRow.parse(row);
      return {
        deliveriesWaiting: deliveries,
        jobsDue: due,
        oldestDueMs: oldest === null ? 0 : Math.max(0, now - oldest),
        ...(await countTables(sql)),
      };
    });
  }

  forget(retention: Retention): Promise<void> {
    return forget(retention, (work) => this.commit(work));
  }

  firstBrokenAudit(): Promise<number | undefined> {
    return firstBroken((work) => this.commit(work));
  }

  async problem(): Promise<string | undefined> {
    try {
      await this.commit((sql) => probe(sql, this.settings.now()));
      return undefined;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  }

  async close(): Promise<void> {
    for (const shift of [...this.shifts]) {
      this.shifts.delete(shift);
      await shift.stop();
    }
    await this.turns.run(async () => {
      this.closed = true;
      this.connection.close();
    });
  }

  /** Runs `work` in a transaction when it is its turn; resolves when it is synced. */
  commit<T>(work: (sql: Sql) => Promise<T>, urgency: 'urgent' | 'patient' = 'patient'): Promise<T> {
    return urgency === 'urgent' ? this.inTurn(work, urgency) : this.backSeat.run(() => this.inTurn(work, urgency));
  }

  private inTurn<T>(work: (sql: Sql) => Promise<T>, urgency: 'urgent' | 'patient'): Promise<T> {
    return this.turns.run(async () => {
      if (this.closed) throw new StoreUnavailable('it is closed');
      await this.connection.begin();
      try {
        const result = await work(this.connection);
        this.connection.commit();
        return result;
      } catch (error) {
        this.connection.rollback();
        throw error;
      }
    }, urgency);
  }

  private async takeIn(deliveries: readonly Delivery[]): Promise<ReadonlySet<string>> {
    const { connection } = this;
    const now = this.settings.now();
    const fresh = await this.commit(async () => {
      const added = new Set<string>();
      for (const { id, source, receivedAt, body } of deliveries) {
        if (connection.change(INSERT_DELIVERY, [id, source, receivedAt, body]) > 0) added.add(id);
      }
      if (added.size > 0) addArrivals(connection, [...added], now);
      return added;
    }, 'urgent');
    if (fresh.size > 0) this.wake(Number.NEGATIVE_INFINITY);
    return fresh;
  }

  private wake(dueAt: number): void {
    for (const shift of this.shifts) shift.wake(dueAt);
  }
}

const INSERT_DELIVERY = `INSERT INTO deliveries (id, source, received_at, body) VALUES ($1, $2, $3, $4)
  ON CONFLICT (id) DO NOTHING`;
