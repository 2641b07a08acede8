import { randomBytes } from 'node:crypto';
import { Worker } from 'node:worker_threads';
import { Counter } from 'prom-client';
import { call } from './call.ts';
import { runComponent } from './component.ts';
import { every } from './every.ts';
import { ROUTES } from './identity.ts';
import { POLL_INTERVAL_MS } from './shape.ts';
import { createStoreClient } from './store-client.ts';

/** Keeps the process at 56 % of one core, really, from a thread of its own so that the worker's own work goes on. */
const BURN = `
  const pause = new Int32Array(new SharedArrayBuffer(4));
  const used = () => { const { user, system } = process.cpuUsage(); return (user + system) / 1000; };
  for (;;) {
    const began = performance.now();
    const before = used();
    while (used() - before < 56 && performance.now() - began < 95) {
      for (let i = 0; i < 20000; i += 1) Math.sqrt(i);
    }
    Atomics.wait(pause, 0, 0, Math.max(5, 100 - (performance.now() - began)));
  }
`;

await runComponent(({ registry, logs, has, url, onRelease }) => {
  const store = createStoreClient(url('database'));
  const api = url('api');
  const qualified = new Counter({
    name: 'worker_leads_qualified_total',
    help: 'Leads qualified',
    registers: [registry],
  });
  let burner: Worker | undefined;

  onRelease(() => {
    void burner?.terminate();
    burner = has('cpu') ? new Worker(BURN, { eval: true }) : undefined;
  });

  const qualify = async (id: number): Promise<void> => {
    const traceId = randomBytes(8).toString('hex');
    const lead = await call('GET', `${api}${ROUTES.lead.replace(':id', String(id))}`, { traceId });
    if (lead.status !== 200) return;
    await store.updateLead(id, 'qualified');
    qualified.inc();
  };

  every(POLL_INTERVAL_MS, async () => {
    try {
      const leads = await store.listLeads('new');
      await Promise.all(leads.map((lead) => qualify(lead.id)));
    } catch (error) {
      logs.write('app', { ts: new Date().toISOString(), level: 'error', msg: String(error) });
    }
  });
});
