import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { jobKey, jobSchema, restAfter } from '../job.ts';
import type { Sql } from '../sql.ts';
import type { Job, JobHandler } from '../store.ts';
import { Roster } from './roster.ts';
import type { SqliteConnection } from './sqliteConnection.ts';

export interface SqliteQueueSettings {
  readonly transaction: <T>(work: (sql: Sql) => Promise<T>) => Promise<T>;
  readonly connection: Pick<SqliteConnection, 'rows'>;
  readonly now: () => number;
  readonly random: () => number;
  /** Milliseconds of a clock that never steps. */
  readonly elapsed: () => number;
  readonly leaseMs: number;
  /** Whether the intake had better go first. */
  readonly intakeBusy: () => boolean;
  readonly onProblem: (problem: unknown) => void;
}

/** Looks so often for jobs that other processes have scheduled. */
const POLL_MS = 1000;
/** A wall clock that falls behind the steady one by more than this between two looks was set back. */
const STEP_MS = 5000;
/** Lets the intake go first for so long. */
const YIELD_MS = 20;

const claimedRow = z.object({
  key: z.string(),
  generation: z.number(),
  attempts: z.number(),
});
const nextRow = z.object({ due: z.number().nullable() });

interface Claim {
  readonly key: string;
  readonly job: Job;
  readonly generation: number;
  readonly attempts: number;
  /** The name it was claimed under. */
  readonly worker: string;
}

interface Ended {
  readonly claim: Claim;
  readonly failed: boolean;
}

/** Puts the job into the queue, or moves it; also when it is being worked on, which makes it run again. */
export async function scheduleJob(sql: Sql, job: Job, dueAt: number): Promise<void> {
  await sql.run(
    `INSERT INTO jobs (key, kind, id, due_at, generation, attempts) VALUES ($1, $2, $3, $4, 1, 0)
     ON CONFLICT (key) DO UPDATE SET due_at = excluded.due_at, generation = jobs.generation + 1, attempts = 0`,
    [jobKey(job), job.kind, job.id, dueAt],
  );
}

/** Deliveries that were just stored become jobs, due at once, when a worker is free to take one. */
export function addArrivals(connection: Pick<SqliteConnection, 'change'>, ids: readonly string[], at: number): void {
  connection.change('INSERT INTO arrivals (delivery_id, at) SELECT value, $2 FROM json_each($1)', [
    JSON.stringify(ids),
    at,
  ]);
}

/** The workers of this process: claim what is due, work on it, and give it back. */
export class SqliteShift {
  private readonly roster: Roster;
  private readonly running = new Map<string, { readonly ended: Promise<void>; readonly abort: AbortController }>();
  private readonly ended: Ended[] = [];
  private timer: NodeJS.Timeout | undefined;
  private beating: NodeJS.Timeout | undefined;
  private turning: Promise<void> | undefined;
  private again = false;
  private turnsAt = Number.POSITIVE_INFINITY;
  private stopping = false;
  /** How far the wall clock is ahead of the steady one. */
  private ahead: number;

  constructor(
    private readonly settings: SqliteQueueSettings,
    private readonly handler: JobHandler,
    private readonly concurrency: number,
  ) {
    this.roster = new Roster(randomUUID, settings.elapsed, settings.leaseMs);
    this.ahead = settings.now() - settings.elapsed();
  }

  async start(): Promise<void> {
    await this.settings.transaction((sql) => this.roster.join(sql));
    this.beating = setInterval(() => void this.beat(), this.settings.leaseMs / 3);
    this.turnSoon();
  }

  /** Resolves when the last job has ended and was given back. */
  async stop(): Promise<void> {
    this.stopping = true;
    clearTimeout(this.timer);
    await this.turning;
    await Promise.all([...this.running.values()].map(({ ended }) => ended));
    clearInterval(this.beating);
    const ended = this.ended.splice(0);
    await this.settings
      .transaction(async (sql) => {
        for (const each of ended) await this.giveBack(sql, each);
        await this.roster.leave(sql);
      })
      // Others find out by themselves that nobody is here any more.
      .catch(this.settings.onProblem);
  }

  /** Something is due: now, or at a moment. */
  wake(dueAt: number): void {
    if (this.stopping) return;
    const wait = dueAt - this.settings.now();
    if (wait <= 0) this.turnSoon();
    else if (this.settings.elapsed() + wait < this.turnsAt) this.turnIn(wait);
  }

  private turnIn(milliseconds: number): void {
    clearTimeout(this.timer);
    this.turnsAt = this.settings.elapsed() + milliseconds;
    this.timer = setTimeout(() => this.turnSoon(), milliseconds);
  }

  private turnSoon(): void {
    if (this.turning !== undefined) {
      this.again = true;
      return;
    }
    clearTimeout(this.timer);
    this.again = false;
    this.turning = this.turn()
      .catch((problem: unknown) => {
        this.settings.onProblem(problem);
        return POLL_MS;
      })
      .then((wait) => {
        this.turning = undefined;
        if (this.stopping) return;
        if (this.again) this.turnSoon();
        else this.turnIn(wait);
      });
  }

  /** Resolves with the milliseconds until the next one, unless woken before. */
  private async turn(): Promise<number> {
    await this.letIntakeGoFirst();
    await this.catchStepBack();
    const due = (this.nextDue() ?? Number.POSITIVE_INFINITY) <= this.settings.now();
    if (this.ended.length > 0 || (due && this.free > 0)) await this.exchange();
    const next = this.free > 0 ? this.nextDue() : undefined;
    return next === undefined ? POLL_MS : Math.max(0, Math.min(POLL_MS, next - this.settings.now()));
  }

  private get free(): number {
    return this.stopping ? 0 : this.concurrency - this.running.size;
  }

  /** Gives back what has ended and claims what is due, in one commit. */
  private async exchange(): Promise<void> {
    const ended = this.ended.splice(0);
    try {
      const claims = await this.settings.transaction(async (sql) => {
        for (const each of ended) await this.giveBack(sql, each);
        return this.claim(sql, this.free);
      });
      for (const claim of claims) this.begin(claim);
    } catch (problem) {
      this.ended.unshift(...ended);
      throw problem;
    }
  }

  private async letIntakeGoFirst(): Promise<void> {
    const since = this.settings.elapsed();
    await new Promise((resolve) => setImmediate(resolve));
    while (this.settings.intakeBusy() && this.settings.elapsed() - since < YIELD_MS) {
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
  }

  /**
   * What is due by a clock that was set back since would wait for as much longer as the step was. Where several
   * processes see it some jobs run too early, which does no harm: each looks at what it waits for.
   */
  private async catchStepBack(): Promise<void> {
    const now = this.settings.now();
    const ahead = now - this.settings.elapsed();
    const step = this.ahead - ahead;
    if (step > STEP_MS) {
      await this.settings.transaction((sql) =>
        sql.run('UPDATE jobs SET due_at = MAX($1, due_at - $2) WHERE due_at > $1', [now, step]),
      );
    }
    this.ahead = ahead;
  }

  private nextDue(): number | undefined {
    const [row] = this.settings.connection.rows(
      `SELECT CASE WHEN EXISTS (SELECT 1 FROM arrivals) THEN 0
         ELSE (SELECT MIN(due_at) FROM jobs WHERE locked_by IS NULL) END AS due`,
    );
    return nextRow.parse(row).due ?? undefined;
  }

  private async claim(sql: Sql, limit: number): Promise<readonly Claim[]> {
    if (limit < 1) return [];
    const worker = this.roster.name;
    const now = this.settings.now();
    await this.makeJobs(sql, limit, now);
    const rows = await sql.all(
      `UPDATE jobs SET locked_by = $1 WHERE key IN (
         SELECT key FROM jobs WHERE locked_by IS NULL AND due_at <= $2 ORDER BY due_at LIMIT $3
       ) RETURNING key, kind, id, generation, attempts`,
      [worker, now, limit],
    );
    return rows.map((row) => ({ ...claimedRow.parse(row), job: jobSchema.parse(row), worker }));
  }

  /** Of those that arrived first. One that is scheduled already stays as it is. */
  private async makeJobs(sql: Sql, limit: number, now: number): Promise<void> {
    await sql.run(
      `INSERT INTO jobs (key, kind, id, due_at, generation, attempts)
       SELECT 'delivery:' || delivery_id, 'delivery', delivery_id, MIN(at, $1), 1, 0
       FROM arrivals ORDER BY number LIMIT $2 ON CONFLICT (key) DO NOTHING`,
      [now, limit],
    );
    await sql.run('DELETE FROM arrivals WHERE number IN (SELECT number FROM arrivals ORDER BY number LIMIT $1)', [
      limit,
    ]);
  }

  private begin(claim: Claim): void {
    const abort = new AbortController();
    const ended = Promise.resolve()
      .then(() => this.handler(claim.job, abort.signal))
      .then(
        () => this.end(claim, false),
        (problem: unknown) => {
          this.settings.onProblem(problem);
          this.end(claim, true);
        },
      );
    this.running.set(claim.key, { ended, abort });
  }

  private end(claim: Claim, failed: boolean): void {
    this.running.delete(claim.key);
    this.ended.push({ claim, failed });
    if (!this.stopping) this.turnSoon();
  }

  /** Where it was scheduled anew meanwhile, it runs again then; where it was given to somebody else, it is theirs. */
  private async giveBack(sql: Sql, { claim, failed }: Ended): Promise<void> {
    const mine = [claim.key, claim.worker];
    const same = [...mine, claim.generation];
    if (failed) {
      const attempts = claim.attempts + 1;
      await sql.run(
        'UPDATE jobs SET due_at = $4, attempts = $5 WHERE key = $1 AND locked_by = $2 AND generation = $3',
        [...same, this.settings.now() + restAfter(attempts, this.settings.random), attempts],
      );
    } else {
      await sql.run('DELETE FROM jobs WHERE key = $1 AND locked_by = $2 AND generation = $3', same);
    }
    await sql.run('UPDATE jobs SET locked_by = NULL WHERE key = $1 AND locked_by = $2', mine);
  }

  private async beat(): Promise<void> {
    try {
      const state = await this.settings.transaction((sql) => this.roster.beat(sql));
      if (state.taken) for (const { abort } of this.running.values()) abort.abort(new Error('The lease was lost'));
      if (state.released) this.turnSoon();
    } catch (problem) {
      this.settings.onProblem(problem);
    }
  }
}
