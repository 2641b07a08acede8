import { z } from 'zod';
import { runComponent } from './component.ts';

const NOTE = 'This is a stand-in for the CRM (1C-Bitrix24), part of the Release Risk demo. It keeps leads in memory.';
const KEEP = 20_000;

const addSchema = z.object({ fields: z.object({ ORIGIN_ID: z.string(), NAME: z.string(), PHONE: z.string() }) });
const listSchema = z.object({
  filter: z.object({ ORIGIN_ID: z.array(z.string()).optional(), PHONE: z.string().optional() }),
});

await runComponent(({ app }) => {
  const leads = new Map<string, { ID: string; ORIGIN_ID: string; NAME: string; PHONE: string }>();

  app.addHook('onRequest', async (_request, reply) => {
    reply.header('x-stand-in', '1c-bitrix24');
  });
  app.get('/', async () => ({ note: NOTE, leads: leads.size }));

  app.post<{ Querystring: { token?: string } }>('/rest/1/demo/crm.lead.add.json', async (request, reply) => {
    if (request.query.token === 'wrong') {
      return reply.code(503).send({ error: 'QUERY_LIMIT_EXCEEDED', error_description: 'Too many requests' });
    }
    const add = addSchema.safeParse(request.body);
    if (!add.success) return reply.code(400).send({ error: 'ERROR_CORE', error_description: 'fields are missing' });
    const { ORIGIN_ID, NAME, PHONE } = add.data.fields;
    leads.set(ORIGIN_ID, { ID: String(leads.size + 1), ORIGIN_ID, NAME, PHONE });
    const oldest = leads.size > KEEP ? leads.keys().next().value : undefined;
    if (oldest !== undefined) leads.delete(oldest);
    return { result: leads.size };
  });

  app.post('/rest/1/demo/crm.lead.list.json', async (request, reply) => {
    const list = listSchema.safeParse(request.body);
    if (!list.success) return reply.code(400).send({ error: 'ERROR_CORE', error_description: 'filter is missing' });
    const { ORIGIN_ID: ids, PHONE: phone } = list.data.filter;
    const byId = ids?.flatMap((id) => leads.get(id) ?? []) ?? [...leads.values()];
    return { result: phone === undefined ? byId : byId.filter((lead) => lead.PHONE === phone) };
  });
});
