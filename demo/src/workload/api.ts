import { setTimeout as wait } from 'node:timers/promises';
import { Gauge, Histogram } from 'prom-client';
import { z } from 'zod';
import { runComponent } from './component.ts';
import { ROUTES } from './identity.ts';
import { HTTP_BUCKETS, sampleWorkSeconds } from './latency.ts';
import { requestLine } from './request-line.ts';
import { createStoreClient } from './store-client.ts';

const SLOW_FACTOR = 5;
const ERROR_SHARE = 0.3;
/** Even a healthy version fails now and then: an upstream times out. */
const USUAL_ERROR_SHARE = 0.002;

const messageSchema = z.object({ chat: z.string(), text: z.string() });
const leadSchema = z.object({ name: z.string().min(1), phone: z.string().min(5) });

interface Outcome {
  readonly status: number;
  readonly body: unknown;
}

await runComponent(({ app, registry, logs, has, url, onRelease }) => {
  const store = createStoreClient(url('database'));
  const durations = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Duration of HTTP requests served',
    labelNames: ['route', 'code'],
    buckets: [...HTTP_BUCKETS],
    registers: [registry],
  });
  const deployed = new Gauge({
    name: 'app_deployed_timestamp_seconds',
    help: 'When the running version was deployed, seconds since 1970',
    labelNames: ['version', 'commit'],
    registers: [registry],
  });
  onRelease((release) => {
    deployed.reset();
    deployed.set({ version: release.version, commit: release.commit }, release.deployedAtMs / 1000);
  });

  /** Runs one handler with the delay, failures, metric and log line that every request has. */
  const serve = async (route: string, method: string, traceId: string, handle: () => Promise<Outcome>) => {
    const begun = performance.now();
    const work = sampleWorkSeconds(Date.now(), Math.random()) * (has('slow') ? SLOW_FACTOR : 1);
    await wait(work * 1000);
    const failing = Math.random() < (has('errors') ? ERROR_SHARE : USUAL_ERROR_SHARE);
    const outcome = failing
      ? { status: 502, body: { error: 'upstream failed' } }
      : await handle().catch((error: unknown) => ({ status: 503, body: { error: String(error) } }));
    const seconds = (performance.now() - begun) / 1000;
    durations.observe({ route, code: String(outcome.status) }, seconds);
    logs.write(
      'request',
      requestLine(Date.now(), { route, method, status: outcome.status, seconds, crm: false, traceId }),
    );
    return outcome;
  };
  const traceOf = (headers: Record<string, unknown>) => String(headers['x-trace-id'] ?? '');

  app.post(ROUTES.message, async (request, reply) => {
    const { status, body } = await serve(ROUTES.message, 'POST', traceOf(request.headers), async () => {
      const message = messageSchema.safeParse(request.body);
      if (!message.success) return { status: 400, body: { error: 'not a message' } };
      await store.insertMessage(message.data.chat, message.data.text);
      return { status: 200, body: { reply: 'Thank you! What is your phone number?' } };
    });
    return reply.code(status).send(body);
  });
  app.post(ROUTES.leads, async (request, reply) => {
    const { status, body } = await serve(ROUTES.leads, 'POST', traceOf(request.headers), async () => {
      const lead = leadSchema.safeParse(request.body);
      if (!lead.success) return { status: 400, body: { error: 'not a lead' } };
      return { status: 201, body: { id: await store.insertLead(lead.data.name, lead.data.phone) } };
    });
    return reply.code(status).send(body);
  });
  app.get<{ Params: { id: string } }>(ROUTES.lead, async (request, reply) => {
    const { status, body } = await serve(ROUTES.lead, 'GET', traceOf(request.headers), async () => {
      const lead = await store.findLead(Number(request.params.id));
      return lead ? { status: 200, body: lead } : { status: 404, body: { error: 'no such lead' } };
    });
    return reply.code(status).send(body);
  });
});
