import { randomBytes } from 'node:crypto';
import { Counter } from 'prom-client';
import { z } from 'zod';
import { call } from './call.ts';
import { runComponent } from './component.ts';
import { ROUTES } from './identity.ts';

/** The part of a Telegram update that the bot reads. */
const updateSchema = z.object({
  message: z.object({
    chat: z.object({ id: z.number(), first_name: z.string() }),
    text: z.string().optional(),
    contact: z.object({ phone_number: z.string() }).optional(),
  }),
});

await runComponent(({ app, registry, logs, has, url }) => {
  const api = url('api');
  const messages = new Counter({
    name: 'bot_messages_total',
    help: 'Messages received from Telegram',
    registers: [registry],
  });
  messages.inc(0);

  app.post('/telegram/webhook', async (request) => {
    // A version that lost its subscription to messages: Telegram is answered, nothing is read.
    if (has('silent')) return { ok: true };
    messages.inc();
    const traceId = randomBytes(8).toString('hex');
    const update = updateSchema.safeParse(request.body);
    const chat = update.success ? String(update.data.message.chat.id) : undefined;
    // The update's own text goes on as it came: what is malformed is the API's to refuse.
    const text = update.success ? update.data.message.text : undefined;
    const answer = await call('POST', `${api}${ROUTES.message}`, { body: { chat, text }, traceId });
    if (answer.status >= 500 || answer.status === 0) {
      logs.write('app', {
        ts: new Date().toISOString(),
        level: 'error',
        msg: 'API failed',
        status: answer.status,
        trace_id: traceId,
      });
      return { ok: true };
    }
    if (update.success && update.data.message.contact) {
      const { chat: from, contact } = update.data.message;
      const lead = { name: from.first_name, phone: contact.phone_number };
      const taken = await call('POST', `${api}${ROUTES.leads}`, { body: lead, traceId });
      logs.write('app', {
        ts: new Date().toISOString(),
        level: 'info',
        msg: 'lead',
        status: taken.status,
        trace_id: traceId,
      });
    }
    return { ok: true };
  });
});
