import { z } from 'zod';
import type { ApiCall, Exchange, SendCall } from '../../egress/exchange.ts';
import { readingOf, type Reading } from '../reading.ts';
import type { JenkinsSettings } from './settings.ts';

const actionsSchema = z
  .array(z.object({ parameters: z.array(z.object({ name: z.string(), value: z.unknown() })).optional() }).nullable())
  .nullish();

export const buildSchema = z.object({
  number: z.int().positive(),
  url: z.string(),
  building: z.boolean(),
  result: z.string().nullable(),
  actions: actionsSchema,
});
export type Build = z.output<typeof buildSchema>;

export const queueItemSchema = z.object({
  id: z.int().positive(),
  why: z.string().nullish(),
  cancelled: z.boolean().optional(),
  executable: z.object({ number: z.int().positive(), url: z.string() }).nullish(),
  actions: actionsSchema,
});
export type QueueItem = z.output<typeof queueItemSchema>;

const queueSchema = z.object({ items: z.array(queueItemSchema) });
const buildsSchema = z.object({ builds: z.array(buildSchema) });
const jobSchema = z.object({
  buildable: z.boolean(),
  nextBuildNumber: z.int().positive(),
  property: z
    .array(z.object({ parameterDefinitions: z.array(z.object({ name: z.string() })).optional() }).nullable())
    .nullish(),
});

const PARAMETERS = 'actions[parameters[name,value]]';

/** One job of one Jenkins. */
export interface JenkinsJob {
  /** Whether it can be built, its next number, and the parameters that it declares. */
  look(
    signal: AbortSignal,
  ): Promise<Reading<{ buildable: boolean; nextBuildNumber: number; parameters: readonly string[] }>>;
  start(parameters: Readonly<Record<string, string>>, signal: AbortSignal): Promise<Exchange>;
  queued(signal: AbortSignal): Promise<Reading<readonly QueueItem[]>>;
  queueItem(id: string, signal: AbortSignal): Promise<Reading<QueueItem>>;
  /** Newest first. */
  builds(signal: AbortSignal): Promise<Reading<readonly Build[]>>;
  build(number: string, signal: AbortSignal): Promise<Reading<Build>>;
  /** For people. */
  addressOf(build: number): string;
}

export function jenkinsJob(settings: JenkinsSettings, token: string, send: SendCall): JenkinsJob {
  const base = settings.url.replace(/\/+$/, '');
  const job = `${base}/${settings.job
    .split('/')
    .map((name) => `job/${encodeURIComponent(name)}`)
    .join('/')}`;
  const headers = {
    accept: 'application/json',
    authorization: `Basic ${Buffer.from(`${settings.user}:${token}`).toString('base64')}`,
    'user-agent': 'release-risk',
  };
  const read = async <T>(url: string, tree: string, schema: z.ZodType<T>, signal: AbortSignal) => {
    const call: ApiCall = {
      method: 'GET',
      url: `${url}/api/json?${new URLSearchParams({ tree }).toString()}`,
      headers,
    };
    return readingOf(await send(call, signal), schema);
  };
  return {
    async look(signal) {
      const tree = 'buildable,nextBuildNumber,property[parameterDefinitions[name]]';
      const reading = await read(job, tree, jobSchema, signal);
      if (reading.kind !== 'read') return reading;
      const { buildable, nextBuildNumber, property } = reading.value;
      const parameters = (property ?? []).flatMap((one) => one?.parameterDefinitions?.map(({ name }) => name) ?? []);
      return { kind: 'read', value: { buildable, nextBuildNumber, parameters } };
    },

    start: (parameters, signal) =>
      send(
        {
          method: 'POST',
          url: `${job}/buildWithParameters`,
          headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' },
          body: new URLSearchParams(parameters).toString(),
        },
        signal,
      ),

    async queued(signal) {
      const reading = await read(`${base}/queue`, `items[id,why,${PARAMETERS}]`, queueSchema, signal);
      return reading.kind === 'read' ? { kind: 'read', value: reading.value.items } : reading;
    },

    queueItem: (id, signal) =>
      read(
        `${base}/queue/item/${encodeURIComponent(id)}`,
        `id,why,cancelled,executable[number,url],${PARAMETERS}`,
        queueItemSchema,
        signal,
      ),

    async builds(signal) {
      const tree = `builds[number,url,building,result,${PARAMETERS}]{0,${String(settings.builds)}}`;
      const reading = await read(job, tree, buildsSchema, signal);
      return reading.kind === 'read' ? { kind: 'read', value: reading.value.builds } : reading;
    },

    build: (number, signal) =>
      read(`${job}/${encodeURIComponent(number)}`, `number,url,building,result,${PARAMETERS}`, buildSchema, signal),

    addressOf: (build) => `${job}/${String(build)}/`,
  };
}

/** What a build or a queue item was started with; undefined where it has no such parameter. */
export function parameterOf({ actions }: Pick<Build, 'actions'>, name: string): string | undefined {
  const value = (actions ?? [])
    .flatMap((action) => action?.parameters ?? [])
    .find((parameter) => parameter.name === name)?.value;
  return typeof value === 'string' ? value : undefined;
}
