import type pg from 'pg';
import { runMigrations } from 'graphile-worker';
import { z } from 'zod';
import { GatewayError } from '../../errors.ts';
import { firstBroken } from '../auditRows.ts';
import { countTables } from '../counting.ts';
import { Intake } from '../intake.ts';
import { migrate, MIGRATIONS } from '../migrate.ts';
import { probe } from '../probe.ts';
import { forget } from '../retention.ts';
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
import { appendStatement } from './postgresAudit.ts';
import { ask, asUnavailable, commit, isCollision, openPool, type PostgresSql } from './postgresPool.ts';
import { ATTEMPTS, countQueue, FORGET_SUPERSEDED, scheduleIn, TASK } from './postgresQueue.ts';
import { PostgresShift } from './postgresShift.ts';
import { QueueClient } from './queueClient.ts';

export interface PostgresSettings {
  /** Such as `{ connectionString: 'postgres://...' }`. */
  readonly connection: pg.PoolConfig;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** 0 <= x < 1 */
  readonly random: () => number;
  /** Milliseconds of a clock that never steps. */
  readonly elapsed?: () => number;
  /** Connections for transactions; the intake has one of its own, and the queue a few. 10 unless given. */
  readonly maxConnections?: number;
  /** A process that has been gone for so long (milliseconds) loses its jobs. 15 s unless given. */
  readonly leaseMs?: number;
  /** Hears of failed jobs, lost connections, and of what the queue could not do. */
  readonly onProblem?: (problem: unknown) => void;
}

const LEASE_MS = 15_000;
const CONNECTIONS = 10;
/** Of the queue, beside one for each job at a time: one listens, and one gives back. */
const QUEUE_CONNECTIONS = 2;
/** What goes with the commit is sent without waiting for an answer to what was sent before. */
const PIPELINED = { pipeline: true };
const MIGRATING = 'release-risk-gateway migrations';

/**
 * Opens the database and makes its tables; throws GatewayError GW301 where it would not keep what is committed, and
 * {@link StoreUnavailable} where it cannot be reached.
 */
export async function openPostgresStore(settings: PostgresSettings): Promise<Store> {
  const store = new PostgresStore({ ...settings, elapsed: settings.elapsed ?? (() => performance.now()) });
  try {
    await store.prepare();
    return store;
  } catch (error) {
    await store.close();
    throw error;
  }
}

class PostgresStore implements Store {
  readonly kind = 'postgres';
  private readonly pool: pg.Pool;
  /** So that an ack never waits for a connection behind the workers. */
  private readonly intakePool: pg.Pool;
  private readonly intake: Intake;
  private readonly shifts = new Set<() => Promise<void>>();
  private readonly onProblem: (problem: unknown) => void;
  private closed = false;

  constructor(private readonly settings: PostgresSettings & { readonly elapsed: () => number }) {
    this.onProblem = settings.onProblem ?? (() => undefined);
    this.pool = openPool(
      { ...settings.connection, ...PIPELINED },
      settings.maxConnections ?? CONNECTIONS,
      this.onProblem,
    );
    this.intakePool = openPool(settings.connection, 1, this.onProblem);
    this.intake = new Intake((deliveries) => this.takeIn(deliveries), settings.elapsed);
  }

  /** Refuses servers that forget, and migrates. */
  async prepare(): Promise<void> {
    await this.refuseForgetful();
    await this.alone(async () => {
      await migrate(MIGRATIONS.postgres, (work) => this.commit(work), this.settings.now);
      const pool = openPool(this.settings.connection, 1, this.onProblem);
      try {
        await runMigrations({ pgPool: pool });
      } catch (error) {
        throw asUnavailable(error);
      } finally {
        await pool.end();
      }
    });
    // A standby has all tables, and takes nothing.
    await this.commit((sql) => probe(sql, this.settings.now()));
  }

  accept(deliveries: readonly Delivery[]): Promise<ReadonlySet<string>> {
    return this.intake.accept(deliveries);
  }

  transaction<T>(work: (tx: StoreTransaction) => Promise<T>): Promise<T> {
    return this.commit(async (sql) => {
      const tx = new SqlTransaction(
        sql,
        (within, job, dueAt) => scheduleIn(within, job, dueAt - this.settings.now()),
        (_within, entries) => sql.ask(appendStatement(entries)),
      );
      const done = await work(tx);
      await tx.finish(async (_within, entries) => sql.askWithCommit(appendStatement(entries)));
      return done;
    });
  }

  async work(handler: JobHandler, options: { readonly concurrency: number }): Promise<() => Promise<void>> {
    const { connection: config, random, elapsed } = this.settings;
    const queue = { ...config, Client: QueueClient };
    const pool = openPool(queue, options.concurrency + QUEUE_CONNECTIONS, this.onProblem);
    const shift = new PostgresShift(
      {
        config,
        pool,
        transaction: (work) => this.commit(work),
        random,
        elapsed,
        leaseMs: this.settings.leaseMs ?? LEASE_MS,
        onProblem: this.onProblem,
      },
      handler,
      options.concurrency,
    );
    const stop = async () => {
      if (!this.shifts.delete(stop)) return;
      await shift.stop();
      await pool.end();
    };
    this.shifts.add(stop);
    await shift.start();
    return stop;
  }

  counts(): Promise<StoreCounts> {
    return this.commit(async (sql) => ({ ...(await countQueue(sql)), ...(await countTables(sql)) }));
  }

  async forget(retention: Retention): Promise<void> {
    await forget(retention, (work) => this.commit(work));
    await this.commit((sql) => sql.run(FORGET_SUPERSEDED));
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
    for (const stop of [...this.shifts]) await stop();
    if (this.closed) return;
    this.closed = true;
    await Promise.all([this.pool.end(), this.intakePool.end()]);
  }

  private commit<T>(work: (sql: PostgresSql) => Promise<T>): Promise<T> {
    return commit(this.pool, this.settings.random, work);
  }

  private async takeIn(deliveries: readonly Delivery[]): Promise<ReadonlySet<string>> {
    const rows = new Map(deliveries.map((delivery) => [delivery.id, delivery] as const));
    const sorted = [...rows.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
    const values = [
      sorted.map(({ id }) => id),
      sorted.map(({ source }) => source),
      sorted.map(({ receivedAt }) => receivedAt),
      sorted.map(({ body }) => body),
    ];
    for (let tries = 1; ; tries += 1) {
      try {
        const { rows: fresh } = await ask(this.intakePool, ACCEPT, values);
        return new Set(fresh.map((row) => idRow.parse(row).id));
      } catch (error) {
        if (!isCollision(error)) throw error;
        if (tries === ACCEPT_TRIES) throw new StoreUnavailable('other processes are in the way', { cause: error });
      }
    }
  }

  private async refuseForgetful(): Promise<void> {
    for (const setting of ['synchronous_commit', 'fsync'] as const) {
      const { rows } = await ask(this.pool, 'SELECT current_setting($1) AS value', [setting]);
      if (valueRow.parse(rows[0]).value === 'off') {
        throw new GatewayError({ code: 'GW301', problem: `${setting} of the PostgreSQL server is off` });
      }
    }
  }

  /** Several processes may start at once: one after the other. */
  private async alone(work: () => Promise<void>): Promise<void> {
    const lock = openPool({ ...this.settings.connection, query_timeout: 0, statement_timeout: 0 }, 1, this.onProblem);
    try {
      await ask(lock, 'SELECT pg_advisory_lock(hashtextextended($1, 0))', [MIGRATING]);
      await work();
    } finally {
      // Ends the session, and with it the lock.
      await lock.end();
    }
  }
}

const idRow = z.object({ id: z.string() });
const valueRow = z.object({ value: z.string() });
const ACCEPT_TRIES = 20;

// One statement is one round trip and one commit. Sorted, so that two processes take the same locks in the same order.
const ACCEPT = `WITH fresh AS (
    INSERT INTO deliveries (id, source, received_at, body)
    SELECT id, source, received_at, body
    FROM unnest($1::text[], $2::text[], $3::bigint[], $4::text[]) AS incoming (id, source, received_at, body)
    ON CONFLICT (id) DO NOTHING RETURNING id
  ), specs AS (
    SELECT array_agg((
      '${TASK}', json_build_object('kind', 'delivery', 'id', id, 'failures', 0), NULL, clock_timestamp(), ${ATTEMPTS},
      'delivery:' || id, NULL, NULL)::graphile_worker.job_spec) AS list, count(*) AS count FROM fresh
  ), queued AS (
    SELECT count(*) AS count FROM specs, LATERAL graphile_worker.add_jobs(specs.list) WHERE specs.count > 0
  )
  SELECT fresh.id, queued.count FROM fresh, queued`;
