import { setTimeout as wait } from 'node:timers/promises';
import { Gauge } from 'prom-client';
import { z } from 'zod';
import { call } from './call.ts';
import { runComponent } from './component.ts';
import { every } from './every.ts';
import { JOURNEY_INTERVAL_MS, LEAD_SHARE, visitorMessagesPerSecond } from './shape.ts';

const TICK_MS = 250;
/** Share of visitors whose client sends something that is not a message. */
const MALFORMED_SHARE = 0.004;
const JOURNEY_TIMEOUT_MS = 4_000;
const JOURNEY_LOOK_MS = 400;

const foundSchema = z.object({ result: z.array(z.object({ PHONE: z.string() })) });

await runComponent(({ registry, url }) => {
  const webhook = `${url('bot')}/telegram/webhook`;
  const crm = url('crm');
  const success = new Gauge({
    name: 'probe_success',
    help: 'Whether the last synthetic journey reached its end',
    labelNames: ['journey'],
    registers: [registry],
  });
  const duration = new Gauge({
    name: 'probe_duration_seconds',
    help: 'Duration of the last synthetic journey',
    labelNames: ['journey'],
    registers: [registry],
  });

  let due = 0;
  let sentUntil = Date.now();
  setInterval(() => {
    const now = Date.now();
    // After a suspended laptop the missed visitors are not made up for.
    const elapsed = Math.min(now - sentUntil, 2_000);
    sentUntil = now;
    due += (visitorMessagesPerSecond(now) * elapsed) / 1000;
    for (; due >= 1; due -= 1) void visit(webhook, Math.random() * TICK_MS);
  }, TICK_MS);

  let journey = 0;
  every(JOURNEY_INTERVAL_MS, async () => {
    journey += 1;
    const phone = `+998000${process.pid}${journey}`;
    const begun = performance.now();
    const update = {
      message: { chat: { id: 1, first_name: 'Journey' }, text: 'synthetic', contact: { phone_number: phone } },
    };
    await call('POST', webhook, { body: update, timeoutMs: JOURNEY_TIMEOUT_MS });
    let found = false;
    while (!found && performance.now() - begun < JOURNEY_TIMEOUT_MS) {
      await wait(JOURNEY_LOOK_MS);
      const answer = await call('POST', `${crm}/rest/1/demo/crm.lead.list.json`, {
        body: { filter: { PHONE: phone } },
      });
      const leads = foundSchema.safeParse(answer.body);
      found = leads.success && leads.data.result.length > 0;
    }
    success.set({ journey: 'lead' }, found ? 1 : 0);
    duration.set({ journey: 'lead' }, (performance.now() - begun) / 1000);
  });
});

async function visit(webhook: string, delayMs: number): Promise<void> {
  await wait(delayMs);
  const id = Math.floor(Math.random() * 1e9);
  const contact = Math.random() < LEAD_SHARE ? { contact: { phone_number: `+99890${id}` } } : {};
  const update = { message: { chat: { id, first_name: 'Visitor' }, text: 'Hello, what does it cost?', ...contact } };
  await call('POST', webhook, { body: Math.random() < MALFORMED_SHARE ? { edited: id } : update });
}
