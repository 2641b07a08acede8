import { setTimeout as wait } from 'node:timers/promises';
import Fastify, { type FastifyReply, type FastifyRequest } from 'fastify';
import { z } from 'zod';
import { SERVICE } from '../workload/identity.ts';
import { running } from '../workload/releases.ts';
import type { Workload } from '../workload/workload.ts';
import { type Call, openCallLog, type TakenCall } from './call-log.ts';
import { isSigned } from './signature.ts';

/** What the gateway sends. */
const orderSchema = z.object({
  type: z.literal('release-risk.rollback'),
  data: z.object({
    rollbackId: z.string().min(1).max(200),
    correlationId: z.string().min(1).max(64),
    service: z.string(),
    badVersion: z.string().max(64),
    target: z.object({ version: z.string().min(1).max(64) }),
    reason: z.string(),
    approvedBy: z.string(),
  }),
});

export interface PipelineOptions {
  readonly workload: Pick<Workload, 'releases' | 'rollback'>;
  /** Keeps what it was called for. */
  readonly logFile: string;
  /** `whsec_` and base64; whoever calls signs with it. */
  readonly secret: string;
  /** How long a deployment takes, in ms. */
  readonly takesMs: number;
  readonly now: () => number;
  readonly listening?: { readonly host: string; readonly port: number };
}

/** The running stand-in for a deployment pipeline. */
export interface Pipeline {
  readonly url: string;
  /** Everything it was called for, each once, in the order in which it came. */
  calls(): readonly TakenCall[];
  /** Calls it after a call was taken, before it is answered. */
  onTaken(listener: (call: Call) => void): void;
  stop(): Promise<void>;
}

/**
 * Starts a stand-in for a deployment pipeline: it takes signed calls, and then really puts the explicit version back.
 *
 *     POST /rollbacks          202 {id, url}; the same correlation id again is 200, and nothing is done twice
 *     GET  /rollbacks/<id>     {state: running | succeeded | failed, note}, 404 for what it was never called for
 *     GET  /live               {version, commit} of what runs
 */
export async function startPipeline(options: PipelineOptions): Promise<Pipeline> {
  const { workload, secret, takesMs, now, listening = { host: '127.0.0.1', port: 0 } } = options;
  const log = await openCallLog(options.logFile);
  const stopped = new AbortController();
  const underWay = new Set<Promise<void>>();
  const listeners: ((call: Call) => void)[] = [];

  const carryOut = async ({ correlationId, targetVersion }: Call): Promise<void> => {
    await wait(takesMs, undefined, { signal: stopped.signal });
    const release = workload.rollback({ version: targetVersion, callId: correlationId });
    await log.end(correlationId, {
      state: release === undefined ? 'failed' : 'succeeded',
      note: release === undefined ? `${targetVersion} was never released` : `${targetVersion} runs in every component`,
      atMs: now(),
    });
  };
  const begin = (call: Call) => {
    const work = carryOut(call).catch(() => undefined);
    underWay.add(work);
    void work.finally(() => underWay.delete(work));
  };

  const app = Fastify({ logger: false, bodyLimit: 100_000 });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));
  app.addHook('onSend', async (_request, reply) => {
    reply.header('x-stand-in', 'pipeline');
  });
  const onlySigned = async (request: FastifyRequest, reply: FastifyReply) => {
    const { headers, body } = request;
    if (!isSigned({ headers, body: typeof body === 'string' ? body : '' }, secret, now())) {
      return reply.code(401).send({ error: 'not signed by whoever may call' });
    }
    return undefined;
  };

  app.post('/rollbacks', { preHandler: onlySigned }, async (request, reply) => {
    const order = orderSchema.safeParse(jsonOf(String(request.body)));
    if (!order.success) return reply.code(400).send({ error: z.prettifyError(order.error) });
    const { service, target, ...call } = order.data.data;
    if (service !== SERVICE) return reply.code(422).send({ error: `nothing here is named ${service}` });
    const taken: Call = { ...call, targetVersion: target.version };
    const isNew = await log.take(taken, now());
    if (isNew) begin(taken);
    for (const listener of listeners) listener(taken);
    return reply.code(isNew ? 202 : 200).send({ id: taken.correlationId });
  });

  app.get<{ Params: { id: string } }>('/rollbacks/:id', { preHandler: onlySigned }, async (request, reply) => {
    const call = log.calls().find(({ correlationId }) => correlationId === request.params.id);
    if (call === undefined) return reply.code(404).send({ error: 'never called for that' });
    return { id: call.correlationId, state: call.end?.state ?? 'running', note: call.end?.note };
  });

  app.get('/live', { preHandler: onlySigned }, async () => {
    const { version, commit } = running(workload.releases());
    return { version, commit };
  });

  app.get('/', async () => ({
    what: 'a stand-in for a deployment pipeline: it really puts the version back that it is called for',
    calls: log.calls(),
  }));

  const url = await app.listen({ ...listening });
  // Taken before an earlier end of this process, and not carried out.
  for (const call of log.calls()) if (call.end === undefined) begin(call);
  return {
    url,
    calls: () => log.calls(),
    onTaken: (listener) => listeners.push(listener),
    stop: async () => {
      stopped.abort(new Error('the pipeline stops'));
      await app.close();
      await Promise.all(underWay);
      await log.close();
    },
  };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
