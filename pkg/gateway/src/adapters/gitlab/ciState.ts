import type { Progress } from '../adapter.ts';
import { harmless } from '../harmless.ts';

const RUNNING: Readonly<Record<string, string | undefined>> = {
  created: undefined,
  preparing: undefined,
  pending: 'waits for a runner',
  running: undefined,
  canceling: 'is being cancelled',
  scheduled: 'is scheduled for later',
  manual: 'waits for somebody to start it in GitLab',
  blocked: 'waits for an approval of its environment',
  waiting_for_resource: 'waits for another deployment of its resource group',
  waiting_for_callback: 'waits for a callback',
};

/** How far a pipeline or a job of GitLab is. Waiting for a person is not a failure. */
export function progressOf(what: 'pipeline' | 'job', status: string, failure: string | null | undefined): Progress {
  if (Object.hasOwn(RUNNING, status)) return { kind: 'running', note: RUNNING[status] };
  switch (status) {
    case 'success':
      return { kind: 'succeeded' };
    case 'failed':
      return { kind: 'failed', reason: `the ${what} failed${failure ? `: ${harmless(failure, 100)}` : ''}` };
    case 'canceled':
      return { kind: 'failed', reason: `the ${what} was cancelled` };
    case 'skipped':
      return { kind: 'failed', reason: `the ${what} was skipped: nothing was done` };
    default:
      return { kind: 'unsure', reason: `the ${what} is in state "${harmless(status, 40)}"` };
  }
}
