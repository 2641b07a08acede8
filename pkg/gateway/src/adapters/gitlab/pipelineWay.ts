import { z } from 'zod';
import type { Intent, Triggered } from '../adapter.ts';
import type { Way } from '../liveChecked.ts';
import { callFieldsOf } from '../callFields.ts';
import { isPage, jsonOf, type Answered } from '../../egress/exchange.ts';
import { earliestOf } from '../goodRelease.ts';
import { triggeredOf } from '../outcome.ts';
import { pagesOf } from '../reading.ts';
import { progressOf } from './ciState.ts';
import type { GitlabParts } from './gitlabParts.ts';

const PAGE = 100;
const MOST_PAGES = 3;

const startedSchema = z.object({ id: z.int().positive(), web_url: z.string() });
const pipelineSchema = startedSchema.extend({ status: z.string() });
const variablesSchema = z.array(z.object({ key: z.string(), value: z.string() }));

/** Creates a pipeline with the correlation id among its variables. */
export function pipelineWay({ settings, project, triggerToken, clock }: GitlabParts, ref: string): Way {
  const correlationKey = `${settings.variablePrefix}CORRELATION_ID`;

  const variablesOf = (intent: Intent): Readonly<Record<string, string>> => ({
    ...settings.fixedVariables,
    ...Object.fromEntries(
      Object.entries(callFieldsOf(intent)).map(([name, value]) => [
        `${settings.variablePrefix}${name.toUpperCase()}`,
        value,
      ]),
    ),
  });

  return {
    async trigger(intent, signal) {
      const variables = variablesOf(intent);
      const exchange =
        triggerToken === undefined
          ? await project.post(
              '/pipeline',
              { ref, variables: Object.entries(variables).map(([key, value]) => ({ key, value })) },
              signal,
            )
          : await project.post('/trigger/pipeline', { token: triggerToken, ref, variables }, signal, false);
      return triggeredOf(exchange, clock.now(), started);
    },

    async find(intent, signal) {
      const listing = await pagesOf(
        (page) =>
          project.get(
            '/pipelines',
            {
              source: triggerToken === undefined ? 'api' : 'trigger',
              ref,
              updated_after: earliestOf(intent).toISOString(),
              order_by: 'id',
              sort: 'desc',
              per_page: PAGE,
              page,
            },
            z.array(startedSchema),
            signal,
          ),
        { size: PAGE, most: MOST_PAGES, enough: () => false },
      );
      // Oldest first: should there ever be two, the first one is ours.
      for (const { id, web_url } of [...listing.items].reverse()) {
        const variables = await project.get(`/pipelines/${String(id)}/variables`, {}, variablesSchema, signal);
        if (variables.kind !== 'read') return { kind: 'unsure', reason: `GitLab: ${variables.reason}` };
        if (variables.value.some(({ key, value }) => key === correlationKey && value === intent.correlationId)) {
          return { kind: 'found', externalId: String(id), url: web_url };
        }
      }
      return listing.kind === 'all' ? { kind: 'none' } : { kind: 'unsure', reason: `GitLab: ${listing.reason}` };
    },

    async status(_intent, externalId, signal) {
      const reading = await project.get(`/pipelines/${encodeURIComponent(externalId)}`, {}, pipelineSchema, signal);
      return reading.kind === 'read'
        ? progressOf('pipeline', reading.value.status, undefined)
        : { kind: 'unsure', reason: `GitLab: ${reading.reason}` };
    },
  };
}

/** 201 with the pipeline, or with the job. */
export function started(answer: Answered): Triggered {
  const parsed = startedSchema.safeParse(jsonOf(answer));
  if (parsed.success) return { kind: 'accepted', externalId: String(parsed.data.id), url: parsed.data.web_url };
  // Its sign-in page is answered with 200: whether GitLab saw the call is not known.
  if (isPage(answer) || answer.status !== 201) {
    return { kind: 'unknown', reason: `GitLab’s API answers 201, not ${String(answer.status)} with something else` };
  }
  return { kind: 'accepted', externalId: undefined, url: undefined };
}
