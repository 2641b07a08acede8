import Fastify, { type FastifyInstance } from 'fastify';
import { z } from 'zod';
import { answerInstant, answerLabels, answerRange, answerSeries, type Data } from './answer.ts';
import type { LogStore } from './log-store.ts';
import { QueryError } from './query-error.ts';
import { readStep, readTime } from './request-time.ts';

/** What it says of itself, wherever it is asked. */
const STAND_IN_NOTE =
  'This is a stand-in for Loki, part of the Release Risk demo: it keeps logs in memory and answers the queries ' +
  'listed in its README. For everything else start the demo with a real Loki: LOKI_BIN=/path/to/loki';

const HOUR_NS = 3_600_000_000_000n;
const SIX_HOURS_NS = 6n * HOUR_NS;

const parametersSchema = z.record(z.string(), z.union([z.string(), z.array(z.string())]));
const pushSchema = z.object({
  streams: z.array(
    z.object({
      stream: z.record(z.string(), z.string()),
      values: z.array(z.tuple([z.string().regex(/^\d+$/), z.string()]).rest(z.unknown())),
    }),
  ),
});

/** Loki's HTTP API over a store. `nowNs` is the clock. */
export function createLokiStandIn(store: LogStore, nowNs: () => bigint): FastifyInstance {
  const app = Fastify({ logger: false, bodyLimit: 64 * 1024 * 1024 });
  app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) => {
    done(null, parameters(new URLSearchParams(String(body))));
  });
  app.addHook('onRequest', async (_request, reply) => {
    reply.header('x-stand-in', 'loki');
  });
  app.setErrorHandler(async (error, _request, reply) => {
    const status = error instanceof QueryError ? error.status : statusOf(error);
    return reply
      .code(status)
      .type('text/plain; charset=utf-8')
      .send(error instanceof Error ? error.message : 'error');
  });
  app.setNotFoundHandler(async (request, reply) =>
    reply.code(404).type('text/plain; charset=utf-8').send(`${request.url} is not there. ${STAND_IN_NOTE}`),
  );

  app.get('/ready', async (_request, reply) =>
    reply.type('text/plain; charset=utf-8').send(`ready\n${STAND_IN_NOTE}\n`),
  );
  app.get('/loki/api/v1/status/buildinfo', async () => ({
    version: 'stand-in',
    revision: '',
    branch: '',
    buildUser: '',
    buildDate: '',
    goVersion: '',
    note: STAND_IN_NOTE,
  }));
  app.post('/flush', async (_request, reply) => reply.code(204).send());
  addPush(app, store);
  addQueries(app, store, nowNs);
  return app;
}

function addPush(app: FastifyInstance, store: LogStore): void {
  app.post('/loki/api/v1/push', async (request, reply) => {
    if (request.headers['content-encoding'] !== undefined) {
      return reply.code(415).send('this stand-in for Loki takes JSON without compression');
    }
    const push = pushSchema.safeParse(request.body);
    if (!push.success)
      return reply.code(400).send(`not a push request in JSON: ${push.error.issues[0]?.message ?? ''}`);
    for (const { stream, values } of push.data.streams) {
      const target = store.stream(new Map(Object.entries(stream)));
      for (const [ns, line] of values) target.add({ ns: BigInt(ns), line });
    }
    return reply.code(204).send();
  });
}

type Parameters = z.infer<typeof parametersSchema>;

function addQueries(app: FastifyInstance, store: LogStore, nowNs: () => bigint): void {
  const route = (path: string, answer: (given: Parameters, path: Record<string, string>) => unknown) => {
    app.route<{ Params: Record<string, string> }>({
      method: ['GET', 'POST'],
      url: path,
      handler: async (request) => {
        const given = parametersSchema.parse({
          ...parametersSchema.parse(request.query),
          ...asParameters(request.body),
        });
        return { status: 'success', data: answer(given, request.params) };
      },
    });
  };
  const one = (given: Parameters, name: string) => {
    const value = given[name];
    return Array.isArray(value) ? value[0] : value;
  };
  const between = (given: Parameters, lengthNs: bigint) => {
    const endNs = readTime(one(given, 'end'), nowNs());
    return { startNs: readTime(one(given, 'start'), endNs - lengthNs), endNs };
  };

  route('/loki/api/v1/query', (given): Data => {
    return answerInstant(store, one(given, 'query') ?? '', readTime(one(given, 'time'), nowNs()));
  });
  route('/loki/api/v1/query_range', (given): Data => {
    const { startNs, endNs } = between(given, HOUR_NS);
    if (endNs < startNs) throw new QueryError('end timestamp must not be before or equal to start time');
    return answerRange(store, one(given, 'query') ?? '', {
      startNs,
      endNs,
      stepNs: readStep(one(given, 'step'), startNs, endNs),
      limit: Number(one(given, 'limit') ?? 100),
      forward: one(given, 'direction')?.toLowerCase() === 'forward',
    });
  });
  route('/loki/api/v1/series', (given) => {
    const { startNs, endNs } = between(given, SIX_HOURS_NS);
    const selectors = given['match[]'] ?? given.match ?? [];
    return answerSeries(store, Array.isArray(selectors) ? selectors : [selectors], startNs, endNs);
  });
  route('/loki/api/v1/labels', (given) => {
    const { startNs, endNs } = between(given, SIX_HOURS_NS);
    return answerLabels(store, undefined, startNs, endNs);
  });
  route('/loki/api/v1/label/:name/values', (given, path) => {
    const { startNs, endNs } = between(given, SIX_HOURS_NS);
    return answerLabels(store, path.name, startNs, endNs);
  });
}

function asParameters(body: unknown): Parameters {
  const parsed = parametersSchema.safeParse(body);
  return parsed.success ? parsed.data : {};
}

function parameters(search: URLSearchParams): Parameters {
  return Object.fromEntries([...new Set(search.keys())].map((key) => [key, search.getAll(key)]));
}

function statusOf(error: unknown): number {
  const parsed = z.object({ statusCode: z.number() }).safeParse(error);
  return parsed.success ? parsed.data.statusCode : 500;
}
