import { z } from 'zod';
import type { Progress } from '../adapter.ts';
import { harmless } from '../harmless.ts';

export const runSchema = z.object({
  id: z.int().positive(),
  display_title: z.string(),
  status: z.string().nullable(),
  conclusion: z.string().nullable(),
  html_url: z.string(),
});

export type Run = z.output<typeof runSchema>;

const RUNNING: Readonly<Record<string, string | undefined>> = {
  queued: undefined,
  requested: undefined,
  pending: 'waits for another run of its concurrency group',
  in_progress: undefined,
  waiting: 'waits for an approval of its environment',
  action_required: 'waits for a person in GitHub',
};

const FAILED: Readonly<Record<string, string>> = {
  failure: 'the workflow failed',
  cancelled: 'the workflow was cancelled: by a person, or by a newer run of its concurrency group',
  timed_out: 'the workflow took too long',
  startup_failure: 'the workflow could not start',
  stale: 'GitHub gave the workflow up',
  skipped: 'all jobs of the workflow were skipped: nothing was done',
  neutral: 'the workflow ended neutral: nobody knows whether it did its work',
};

/** How far a run is. Waiting for an approval is not a failure. */
export function progressOfRun({ status, conclusion }: Pick<Run, 'status' | 'conclusion'>): Progress {
  if (status !== 'completed' && Object.hasOwn(RUNNING, status ?? '')) {
    return { kind: 'running', note: RUNNING[status ?? ''] };
  }
  if (status !== 'completed') return { kind: 'unsure', reason: `the run is in state "${harmless(status ?? '', 40)}"` };
  if (conclusion === 'success') return { kind: 'succeeded' };
  if (conclusion === 'action_required') return { kind: 'running', note: RUNNING['action_required'] };
  if (conclusion === null) return { kind: 'unsure', reason: 'the run is completed without a conclusion' };
  const reason = Object.hasOwn(FAILED, conclusion) ? FAILED[conclusion] : undefined;
  return { kind: 'failed', reason: reason ?? `the workflow concluded "${harmless(conclusion, 40)}"` };
}
