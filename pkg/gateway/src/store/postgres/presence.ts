import pg from 'pg';
import { z } from 'zod';
import { FORGET_SUPERSEDED } from './postgresQueue.ts';

export interface PresenceSettings {
  readonly config: pg.PoolConfig;
  /** Milliseconds of a clock that never steps. */
  readonly elapsed: () => number;
  readonly leaseMs: number;
  /** Another process may work on what this one works on. */
  readonly onLost: () => void;
  readonly onProblem: (problem: unknown) => void;
}

const goneRow = z.object({ worker: z.string() });
const lockedRow = z.object({ locked: z.boolean() });

/** Keeps locks upon workers and upon jobs apart. */
const WORKER = 1;
const JOB = 2;
const RECONNECT_MS = 250;

/**
 * That this process is there, as locks of a connection of its own: the server lets go of them when the process dies,
 * and the others see it. graphile-worker itself would keep the jobs of a dead worker for four hours.
 */
export class Presence {
  private client: pg.Client | undefined;
  private connecting: Promise<pg.Client> | undefined;
  private sweeping: NodeJS.Timeout | undefined;
  private giveUp: NodeJS.Timeout | undefined;
  private closed = false;
  private readonly workers = new Set<string>();
  private readonly jobs = new Set<string>();
  /** Workers without a lock, and since when. */
  private readonly gone = new Map<string, number>();

  constructor(private readonly settings: PresenceSettings) {}

  async start(): Promise<void> {
    await this.connected();
    this.sweeping = setInterval(() => void this.sweep(), this.settings.leaseMs / 4);
  }

  async stop(): Promise<void> {
    this.closed = true;
    clearInterval(this.sweeping);
    clearTimeout(this.giveUp);
    await this.client?.end().catch(this.settings.onProblem);
  }

  /** This process works under that name. */
  async show(worker: string): Promise<void> {
    this.workers.add(worker);
    const client = await this.connected();
    await client.query('SELECT pg_advisory_lock(hashtextextended($1, $2))', [worker, WORKER]);
  }

  /** It no longer does. */
  async hide(worker: string): Promise<void> {
    if (!this.workers.delete(worker)) return;
    await this.client?.query('SELECT pg_advisory_unlock(hashtextextended($1, $2))', [worker, WORKER]);
  }

  /** False where another process works on that job. */
  async take(job: string): Promise<boolean> {
    const taken = await lockJob(await this.connected(), job);
    if (taken) this.jobs.add(job);
    return taken;
  }

  async letGo(job: string): Promise<void> {
    this.jobs.delete(job);
    // Without a connection there is no lock.
    await this.client
      ?.query('SELECT pg_advisory_unlock(hashtextextended($1, $2))', [job, JOB])
      .catch(this.settings.onProblem);
  }

  private async connected(): Promise<pg.Client> {
    if (this.client !== undefined) return this.client;
    this.connecting ??= this.connect().finally(() => (this.connecting = undefined));
    return this.connecting;
  }

  private async connect(): Promise<pg.Client> {
    while (!this.closed) {
      const client = new pg.Client({
        connectionTimeoutMillis: Math.min(5000, this.settings.leaseMs / 4),
        query_timeout: this.settings.leaseMs / 4,
        keepAlive: true,
        application_name: 'release-risk-gateway presence',
        ...this.settings.config,
      });
      client.on('error', (problem) => this.lost(client, problem));
      client.on('end', () => this.lost(client, new Error('The connection was closed')));
      try {
        await client.connect();
        await this.showAll(client);
        this.client = client;
        clearTimeout(this.giveUp);
        this.giveUp = undefined;
        return client;
      } catch (problem) {
        this.settings.onProblem(problem);
        void client.end().catch(() => undefined);
        await new Promise((resolve) => setTimeout(resolve, RECONNECT_MS));
      }
    }
    throw new Error('The queue is stopped');
  }

  private async showAll(client: pg.Client): Promise<void> {
    // So that a machine that fell off the network is noticed as well.
    await client.query('SET tcp_keepalives_idle = 5; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 2');
    for (const worker of this.workers) {
      await client.query('SELECT pg_advisory_lock(hashtextextended($1, $2))', [worker, WORKER]);
    }
    for (const job of this.jobs) {
      if (!(await lockJob(client, job))) this.settings.onLost();
    }
  }

  private lost(client: pg.Client, problem: Error): void {
    if (this.client !== client || this.closed) return;
    this.client = undefined;
    this.settings.onProblem(problem);
    // Others take over after a lease: this one has to be out of the way before.
    this.giveUp = setTimeout(this.settings.onLost, this.settings.leaseMs / 2);
    void client.end().catch(() => undefined);
    this.connected().catch(this.settings.onProblem);
  }

  /** Gives the jobs of those that have been gone for a lease back to the queue. */
  private async sweep(): Promise<void> {
    const { client } = this;
    if (client === undefined) return;
    try {
      const { rows } = await client.query(
        `SELECT worker FROM (
           SELECT DISTINCT locked_by AS worker FROM graphile_worker.jobs WHERE locked_by IS NOT NULL
         ) AS locked WHERE pg_try_advisory_xact_lock_shared(hashtextextended(worker, $1))`,
        [WORKER],
      );
      const at = this.settings.elapsed();
      const seen = new Set(rows.map((row) => goneRow.parse(row).worker).filter((worker) => !this.workers.has(worker)));
      for (const worker of this.gone.keys()) if (!seen.has(worker)) this.gone.delete(worker);
      for (const worker of seen) if (!this.gone.has(worker)) this.gone.set(worker, at);
      const over = [...this.gone].filter(([, since]) => at - since >= this.settings.leaseMs).map(([worker]) => worker);
      if (over.length === 0) return;
      await client.query('SELECT graphile_worker.force_unlock_workers($1::text[])', [over]);
      await client.query(FORGET_SUPERSEDED);
    } catch (problem) {
      this.lost(client, problem instanceof Error ? problem : new Error(String(problem)));
    }
  }
}

async function lockJob(client: pg.Client, job: string): Promise<boolean> {
  const { rows } = await client.query('SELECT pg_try_advisory_lock(hashtextextended($1, $2)) AS locked', [job, JOB]);
  return lockedRow.parse(rows[0]).locked;
}
