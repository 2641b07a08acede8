import { randomBytes } from 'node:crypto';
import { Gauge } from 'prom-client';
import { z } from 'zod';
import { call } from './call.ts';
import { runComponent } from './component.ts';
import { every } from './every.ts';
import { requestLine } from './request-line.ts';
import { POLL_INTERVAL_MS } from './shape.ts';
import { createStoreClient, type Lead } from './store-client.ts';

const ADD = '/rest/1/demo/crm.lead.add.json';
const LIST = '/rest/1/demo/crm.lead.list.json';
/** A lead younger than this may still be on its way and is not yet looked for. */
const IN_FLIGHT_MS = 5_000;
const CHECK_INTERVAL_MS = 2_000;
const FAILED_CALL_SHARE = 0.3;

const foundSchema = z.object({ result: z.array(z.object({ ORIGIN_ID: z.string() })) });

await runComponent(({ registry, logs, has, url }) => {
  const store = createStoreClient(url('database'));
  const crm = url('crm');
  const gap = new Gauge({
    name: 'crm_sync_gap_leads',
    help: 'Leads taken minus leads found in the CRM',
    registers: [registry],
  });
  gap.set(0);

  const push = async (lead: Lead): Promise<void> => {
    const traceId = randomBytes(8).toString('hex');
    // A version with a wrong CRM token on some of its connections: those calls are refused, and tried again later.
    const token = has('errors') && Math.random() < FAILED_CALL_SHARE ? '?token=wrong' : '';
    const body = { fields: { ORIGIN_ID: String(lead.id), NAME: lead.name, PHONE: lead.phone } };
    const answer = await call('POST', `${crm}${ADD}${token}`, { body, traceId });
    const status = answer.status === 0 ? 504 : answer.status;
    const line = { route: 'crm.lead.add', method: 'POST', status, seconds: answer.seconds, crm: true, traceId };
    logs.write('request', requestLine(Date.now(), line));
    if (status === 200) await store.updateLead(lead.id, 'synced');
  };
  const report = (error: unknown) => {
    logs.write('app', { ts: new Date().toISOString(), level: 'error', msg: String(error) });
  };

  every(POLL_INTERVAL_MS, async () => {
    if (has('sync-lag')) return;
    try {
      for (const lead of await store.listLeads('qualified')) await push(lead);
    } catch (error) {
      report(error);
    }
  });

  // The gap is measured apart from the pushing, by looking the taken leads up in the CRM itself.
  const open = new Set<number>();
  let lastTaken = 0;
  every(CHECK_INTERVAL_MS, async () => {
    try {
      for (const id of await store.takenLeads(lastTaken, Date.now() - IN_FLIGHT_MS)) {
        open.add(id);
        lastTaken = Math.max(lastTaken, id);
      }
      if (open.size > 0) {
        const answer = await call('POST', `${crm}${LIST}`, { body: { filter: { ORIGIN_ID: [...open].map(String) } } });
        for (const lead of foundSchema.parse(answer.body).result) open.delete(Number(lead.ORIGIN_ID));
      }
      gap.set(open.size);
    } catch (error) {
      report(error);
    }
  });
});
