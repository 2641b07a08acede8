import { z } from 'zod';
import type { Intent, Lookup, Progress, Triggered } from '../adapter.ts';
import type { Way } from '../liveChecked.ts';
import { callFieldsOf } from '../callFields.ts';
import { isPage, jsonOf, type Answered } from '../../egress/exchange.ts';
import { earliestOf } from '../goodRelease.ts';
import { triggeredOf } from '../outcome.ts';
import { pagesOf, readingOf } from '../reading.ts';
import type { GithubParts } from './githubParts.ts';
import { deploymentSchema, deploymentStatusSchema, type GithubDeployment } from './liveDeployment.ts';

const PAGE = 100;
const MOST_PAGES = 10;
const createdSchema = z.object({ id: z.int().positive(), url: z.string() });
const payloadSchema = z.object({ correlation_id: z.string() });

/** Creates a deployment, which a workflow carries out, and follows its statuses. */
export function deploymentWay({ settings, requests, send, clock }: GithubParts, environment: string): Way {
  const { route, callOf, place } = requests;

  const find = async (intent: Intent, signal: AbortSignal): Promise<Lookup> => {
    const earliest = earliestOf(intent).getTime();
    const listing = await pagesOf<GithubDeployment>(
      async (page) =>
        readingOf(
          await send(
            callOf(
              route('GET /repos/{owner}/{repo}/deployments', {
                ...place,
                environment,
                task: 'rollback',
                per_page: PAGE,
                page,
              }),
            ),
            signal,
          ),
          z.array(deploymentSchema),
        ),
      { size: PAGE, most: MOST_PAGES, enough: (last) => Date.parse(last.created_at) < earliest },
    );
    const found = listing.items.filter(({ payload }) => correlationOf(payload) === intent.correlationId).at(-1);
    if (found !== undefined) return { kind: 'found', externalId: String(found.id), url: found.url };
    return listing.kind === 'all' ? { kind: 'none' } : { kind: 'unsure', reason: `GitHub: ${listing.reason}` };
  };

  return {
    find,

    async trigger(intent, signal) {
      const before = await find(intent, signal);
      if (before.kind === 'found') return { kind: 'accepted', externalId: before.externalId, url: before.url };
      const exchange = await send(
        callOf(
          route('POST /repos/{owner}/{repo}/deployments', {
            ...place,
            ref: intent.target.fields['commit'] ?? '',
            task: 'rollback',
            environment,
            auto_merge: false,
            required_contexts: [],
            payload: { ...settings.fixedInputs, ...callFieldsOf(intent) },
            description: `Rollback ${intent.correlationId}`.slice(0, 140),
          }),
        ),
        signal,
      );
      return triggeredOf(exchange, clock.now(), created);
    },

    async status(_intent, externalId, signal) {
      const reading = readingOf(
        await send(
          callOf(
            route('GET /repos/{owner}/{repo}/deployments/{deployment_id}/statuses', {
              ...place,
              deployment_id: Number(externalId),
              per_page: 100,
            }),
          ),
          signal,
        ),
        z.array(deploymentStatusSchema),
      );
      if (reading.kind !== 'read') return { kind: 'unsure', reason: `GitHub: ${reading.reason}` };
      return progressOf(reading.value.map(({ state }) => state));
    },
  };
}

/** States of a deployment, newest first. */
function progressOf(states: readonly string[]): Progress {
  const [newest] = states;
  switch (newest) {
    case undefined:
      return { kind: 'running', note: 'no workflow has taken the deployment up yet' };
    case 'success':
      return { kind: 'succeeded' };
    case 'queued':
    case 'pending':
    case 'in_progress':
      return { kind: 'running', note: undefined };
    case 'waiting':
      return { kind: 'running', note: 'waits for an approval of its environment' };
    case 'inactive':
      // A later deployment makes it inactive; whether it is live is for `verify` to say.
      return states.includes('success')
        ? { kind: 'succeeded' }
        : { kind: 'failed', reason: 'the deployment was made inactive before it succeeded' };
    case 'failure':
    case 'error':
      return { kind: 'failed', reason: `the deployment ended in ${newest}` };
    default:
      return { kind: 'unsure', reason: 'the deployment is in a state that is not known' };
  }
}

function created(answer: Answered): Triggered {
  if (answer.status === 202) return { kind: 'rejected', reason: 'GitHub merged branches and deployed nothing' };
  const parsed = createdSchema.safeParse(jsonOf(answer));
  if (parsed.success) return { kind: 'accepted', externalId: String(parsed.data.id), url: parsed.data.url };
  if (isPage(answer)) return { kind: 'unknown', reason: 'a page was answered, not GitHub’s API' };
  return { kind: 'accepted', externalId: undefined, url: undefined };
}

/** The payload comes back as it was sent, or as its text. */
function correlationOf(payload: unknown): string | undefined {
  const json = typeof payload === 'string' ? parsedOrNothing(payload) : payload;
  const parsed = payloadSchema.safeParse(json);
  return parsed.success ? parsed.data.correlation_id : undefined;
}

function parsedOrNothing(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
