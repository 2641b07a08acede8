import { EventEmitter } from 'node:events';
import { Logger, run, type Runner, type WorkerEvents } from 'graphile-worker';
import type pg from 'pg';
import { jobSchema, restAfter } from '../job.ts';
import type { Sql } from '../sql.ts';
import type { Job, JobHandler } from '../store.ts';
import { z } from 'zod';
import { queueKey, scheduleAgain, TASK } from './postgresQueue.ts';
import { Presence } from './presence.ts';

export interface PostgresShiftSettings {
  readonly config: pg.PoolConfig;
  /** Of the queue alone. */
  readonly pool: pg.Pool;
  readonly transaction: <T>(work: (sql: Sql) => Promise<T>) => Promise<T>;
  readonly random: () => number;
  readonly elapsed: () => number;
  readonly leaseMs: number;
  readonly onProblem: (problem: unknown) => void;
}

/** Looks so often for jobs whose time has come; new ones are notified. */
const POLL_MS = 500;
const RESTART_MS = 1000;
/** When another process still works on the job. */
const OCCUPIED_MS = 250;

const payloadSchema = jobSchema.extend({ failures: z.number() });

interface Running {
  readonly abort: AbortController;
  readonly ended: Promise<void>;
  /** Set while a newer schedule of the job waits for this one to end; called where a still newer one comes. */
  supersede: (() => void) | undefined;
}

/** The workers of this process, run by graphile-worker. */
export class PostgresShift {
  private readonly presence: Presence;
  private readonly running = new Map<string, Running>();
  private runner: Runner | undefined;
  private restarting: NodeJS.Timeout | undefined;
  private stopping = false;

  constructor(
    private readonly settings: PostgresShiftSettings,
    private readonly handler: JobHandler,
    private readonly concurrency: number,
  ) {
    const { config, elapsed, leaseMs, onProblem } = settings;
    this.presence = new Presence({ config, elapsed, leaseMs, onProblem, onLost: () => this.abortAll() });
  }

  async start(): Promise<void> {
    await this.presence.start();
    await this.run();
  }

  /** Resolves when the last job has ended and was given back. */
  async stop(): Promise<void> {
    this.stopping = true;
    clearTimeout(this.restarting);
    await this.runner?.stop().catch(this.settings.onProblem);
    await Promise.all([...this.running.values()].map(({ ended }) => ended));
    await this.presence.stop();
  }

  private async run(): Promise<void> {
    const events: WorkerEvents = new EventEmitter();
    let name: string | undefined;
    events.on('pool:create', ({ workerPool }) => {
      name = workerPool.id;
      this.presence.show(name).catch(this.settings.onProblem);
    });
    this.runner = await run({
      pgPool: this.settings.pool,
      concurrency: this.concurrency,
      pollInterval: POLL_MS,
      noHandleSignals: true,
      parsedCronItems: [],
      logger: new Logger(() => (level, message) => {
        if (level === 'error') this.settings.onProblem(new Error(message));
      }),
      events,
      taskList: { [TASK]: (payload) => this.task(payload) },
      // In batches, since one that fails by itself is a rejection that nobody handles.
      preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
    });
    this.runner.promise.catch(this.settings.onProblem).finally(() => {
      if (name !== undefined && !this.stopping) this.presence.hide(name).catch(this.settings.onProblem);
      this.runAgain();
    });
  }

  // It gives up where it cannot say that a job is done.
  private runAgain(): void {
    if (this.stopping) return;
    this.restarting = setTimeout(() => {
      this.run().catch((problem: unknown) => {
        this.settings.onProblem(problem);
        this.runAgain();
      });
    }, RESTART_MS);
  }

  private async task(payload: unknown): Promise<void> {
    const { failures, ...job } = payloadSchema.parse(payload);
    const key = queueKey(job);
    for (let before = this.running.get(key); before !== undefined; before = this.running.get(key)) {
      if (!(await outlasts(before))) return;
    }
    const abort = new AbortController();
    const work = this.workOn(job, key, failures, abort.signal);
    const ended = work.then(
      () => undefined,
      () => undefined,
    );
    this.running.set(key, { abort, ended, supersede: undefined });
    try {
      await work;
    } finally {
      this.running.delete(key);
    }
    // Somebody else may have it by now: it is not this one's to end.
    if (abort.signal.aborted) throw new Error(`The lease upon ${key} was lost`);
  }

  private async workOn(job: Job, key: string, failures: number, signal: AbortSignal): Promise<void> {
    if (!(await this.presence.take(key))) {
      await this.settings.transaction((sql) => scheduleAgain(sql, job, failures, OCCUPIED_MS));
      return;
    }
    try {
      if (await this.handle(job, signal)) return;
      const wait = restAfter(failures + 1, this.settings.random);
      await this.settings.transaction((sql) => scheduleAgain(sql, job, failures + 1, wait));
    } finally {
      await this.presence.letGo(key);
    }
  }

  private async handle(job: Job, signal: AbortSignal): Promise<boolean> {
    try {
      await this.handler(job, signal);
      return true;
    } catch (problem) {
      this.settings.onProblem(problem);
      return false;
    }
  }

  private abortAll(): void {
    for (const { abort } of this.running.values()) abort.abort(new Error('The lease was lost'));
  }
}

/** Waits for the one before to end; false where a still newer schedule of the job waits in this one's place. */
function outlasts(before: Running): Promise<boolean> {
  return new Promise((resolve) => {
    before.supersede?.();
    before.supersede = () => resolve(false);
    void before.ended.then(() => resolve(true));
  });
}
