import { z } from 'zod';
import type { Intent, Lookup, Planned, Triggered } from '../adapter.ts';
import type { Way } from '../liveChecked.ts';
import { callFieldsOf } from '../callFields.ts';
import { isPage, jsonOf, type Answered, type Exchange } from '../../egress/exchange.ts';
import { earliestOf } from '../goodRelease.ts';
import { triggeredOf } from '../outcome.ts';
import { pagesOf, readingOf } from '../reading.ts';
import type { GithubParts } from './githubParts.ts';
import { progressOfRun, runSchema, type Run } from './runState.ts';

const PAGE = 100;
/** GitHub lists 1,000 runs of a search and no more. */
const MOST_PAGES = 10;

const workflowSchema = z.object({ id: z.int(), state: z.string(), path: z.string() });
const runsSchema = z.object({ total_count: z.int(), workflow_runs: z.array(runSchema) });
const dispatchedSchema = z.object({ workflow_run_id: z.int().positive(), html_url: z.string() });

type WorkflowWay = Way & {
  /** Why the workflow cannot be used; undefined where it can. */
  preflight(signal: AbortSignal): Promise<Exclude<Planned, { kind: 'target' }> | undefined>;
};

/** Dispatches a workflow and follows its run. */
export function workflowWay({ settings, requests, send, clock }: GithubParts): WorkflowWay {
  const { route, callOf, place } = requests;
  const ofWorkflow = { ...place, workflow_id: settings.workflow };

  const dispatch = (intent: Intent, withDetails: boolean, signal: AbortSignal): Promise<Exchange> => {
    const fields = callFieldsOf(intent);
    const inputs = {
      ...settings.fixedInputs,
      ...Object.fromEntries(settings.inputs.map((name) => [name, fields[name]])),
    };
    return send(
      callOf(
        route('POST /repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches', {
          ...ofWorkflow,
          ref: settings.ref,
          inputs,
          ...(withDetails ? { return_run_details: true } : {}),
        }),
      ),
      signal,
    );
  };

  return {
    async preflight(signal) {
      const reading = readingOf(
        await send(callOf(route('GET /repos/{owner}/{repo}/actions/workflows/{workflow_id}', ofWorkflow)), signal),
        workflowSchema,
      );
      if (reading.kind === 'failed') return { kind: 'unanswered', reason: `GitHub: ${reading.reason}` };
      if (reading.kind === 'absent') {
        return { kind: 'unclear', reason: `GitHub shows no workflow ${settings.workflow} to this token` };
      }
      if (reading.value.state !== 'active') {
        return { kind: 'unclear', reason: `the workflow ${settings.workflow} is disabled` };
      }
      return settings.searchable ? namesItsRuns(reading.value.path, signal) : undefined;
    },

    async trigger(intent, signal) {
      const first = await dispatch(intent, true, signal);
      const refusesFlag =
        first.kind === 'answered' && first.status === 422 && first.body?.includes('return_run_details') === true;
      const exchange = refusesFlag ? await dispatch(intent, false, signal) : first;
      return triggeredOf(exchange, clock.now(), dispatched);
    },

    async find(intent, signal) {
      if (!settings.searchable) return { kind: 'unsure', reason: 'its runs do not carry the correlation id' };
      let total = 0;
      const listing = await pagesOf<Run>(
        async (page) => {
          const reading = readingOf(
            await send(
              callOf(
                route('GET /repos/{owner}/{repo}/actions/workflows/{workflow_id}/runs', {
                  ...ofWorkflow,
                  event: 'workflow_dispatch',
                  created: `>=${earliestOf(intent).toISOString()}`,
                  per_page: PAGE,
                  page,
                }),
              ),
              signal,
            ),
            runsSchema,
          );
          if (reading.kind !== 'read') return reading;
          total = Math.max(total, reading.value.total_count);
          return { kind: 'read', value: reading.value.workflow_runs };
        },
        { size: PAGE, most: MOST_PAGES, enough: () => false },
      );
      const run = listing.items.filter(({ display_title }) => carries(display_title, intent.correlationId)).at(-1);
      if (run !== undefined) return { kind: 'found', externalId: String(run.id), url: run.html_url };
      return notFound(listing, total);
    },

    async status(_intent, externalId, signal) {
      const reading = readingOf(
        await send(
          callOf(route('GET /repos/{owner}/{repo}/actions/runs/{run_id}', { ...place, run_id: Number(externalId) })),
          signal,
        ),
        runSchema,
      );
      if (reading.kind === 'read') return progressOfRun(reading.value);
      return { kind: 'unsure', reason: `GitHub: ${reading.reason}` };
    },
  };

  async function namesItsRuns(path: string, signal: AbortSignal): ReturnType<WorkflowWay['preflight']> {
    const exchange = await send(
      callOf(
        route('GET /repos/{owner}/{repo}/contents/{path}', { ...place, path, ref: settings.ref }),
        'application/vnd.github.raw+json',
      ),
      signal,
    );
    if (exchange.kind !== 'answered' || exchange.status >= 500 || exchange.status === 429) {
      return { kind: 'unanswered', reason: `GitHub did not show ${path}` };
    }
    if (exchange.status === 200 && /^run-name:.*inputs\.correlation_id/m.test(exchange.body ?? '')) return undefined;
    return {
      kind: 'unclear',
      reason:
        exchange.status === 200
          ? `run-name of ${path} does not hold inputs.correlation_id: a lost call could never be found`
          : `GitHub does not show ${path} of ${settings.ref} (status ${String(exchange.status)}): whether a lost call could be found is not known`,
    };
  }
}

function dispatched(answer: Answered): Triggered {
  const parsed = dispatchedSchema.safeParse(jsonOf(answer));
  if (parsed.success) {
    return { kind: 'accepted', externalId: String(parsed.data.workflow_run_id), url: parsed.data.html_url };
  }
  // A login page or a proxy: whether GitHub ever saw the call is not known.
  if (isPage(answer)) return { kind: 'unknown', reason: 'a page was answered, not GitHub’s API' };
  return { kind: 'accepted', externalId: undefined, url: undefined };
}

function notFound(listing: Awaited<ReturnType<typeof pagesOf<Run>>>, total: number): Lookup {
  if (listing.kind === 'some') return { kind: 'unsure', reason: `GitHub: ${listing.reason}` };
  if (total > listing.items.length) {
    return {
      kind: 'unsure',
      reason: `GitHub lists ${String(listing.items.length)} of ${String(total)} runs`,
    };
  }
  return { kind: 'none' };
}

/** Whether a title holds the id as a word of its own: `r-1` is not in `r-12`. */
export function carries(title: string, correlationId: string): boolean {
  return title.split(/[^A-Za-z0-9-]+/).includes(correlationId);
}
