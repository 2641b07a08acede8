import { createHash } from 'node:crypto';
import { z } from 'zod';
import { jobKey } from '../job.ts';
import type { Sql } from '../sql.ts';
import type { Job } from '../store.ts';

/** The task of graphile-worker that all jobs are. */
export const TASK = 'release_risk_job';
/** Nothing is ever given up: the most that the column holds. */
export const ATTEMPTS = 32_767;
const LONGEST_KEY = 500;
const FAR_MS = 10 * 365 * 86_400_000;

/** The key of the job in the queue, which takes no long ones. */
export function queueKey(job: Job): string {
  const key = jobKey(job);
  if (key.length <= LONGEST_KEY && !/[\0\p{Surrogate}]/u.test(key)) return key;
  return `${job.kind}:#${createHash('sha256').update(JSON.stringify(key)).digest('hex')}`;
}

/**
 * Puts the job into the queue, or moves it; one that is being worked on runs again. By the distance from now, so that
 * the clocks of gateway and server need not agree.
 */
export async function scheduleIn(sql: Sql, job: Job, waitMs: number): Promise<void> {
  await addJob(sql, job, 0, waitMs, 'replace');
}

/** After a failure: unless somebody has scheduled it meanwhile. */
export async function scheduleAgain(sql: Sql, job: Job, failures: number, waitMs: number): Promise<void> {
  await addJob(sql, job, failures, waitMs, 'preserve_run_at');
}

async function addJob(sql: Sql, job: Job, failures: number, waitMs: number, mode: string): Promise<void> {
  await sql.run(
    `SELECT 1 FROM graphile_worker.add_job('${TASK}', payload => $1::json, job_key => $2, job_key_mode => $3,
       run_at => clock_timestamp() + $4::double precision * interval '1 millisecond', max_attempts => ${ATTEMPTS})`,
    [JSON.stringify({ ...job, failures }), queueKey(job), mode, Math.min(FAR_MS, Math.max(0, waitMs))],
  );
}

const countsRow = z.object({ deliveries: z.number(), due: z.number(), oldest: z.number().nullable() });

export async function countQueue(
  sql: Sql,
): Promise<{ readonly deliveriesWaiting: number; readonly jobsDue: number; readonly oldestDueMs: number }> {
  const [row] = await sql.all(
    `SELECT COUNT(*) FILTER (WHERE key LIKE 'delivery:%') AS deliveries,
       COUNT(*) FILTER (WHERE run_at <= now()) AS due,
       (EXTRACT(EPOCH FROM now() - MIN(run_at)) * 1000)::double precision AS oldest
     FROM graphile_worker.jobs WHERE task_identifier = '${TASK}' AND attempts < max_attempts`,
  );
  const { deliveries, due, oldest } = countsRow.parse(row);
  return { deliveriesWaiting: deliveries, jobsDue: due, oldestDueMs: Math.max(0, Math.round(oldest ?? 0)) };
}

/** What was scheduled anew while it was worked on by somebody who is gone: a newer job stands for it. */
export const FORGET_SUPERSEDED = `SELECT graphile_worker.complete_jobs(ARRAY(
  SELECT id FROM graphile_worker.jobs
  WHERE task_identifier = '${TASK}' AND attempts >= max_attempts AND locked_at IS NULL))`;
