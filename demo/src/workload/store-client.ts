import { z } from 'zod';
import { call } from './call.ts';

const leadSchema = z.object({ id: z.number(), name: z.string(), phone: z.string(), state: z.string() });
export type Lead = z.infer<typeof leadSchema>;
const idsSchema = z.object({ rows: z.array(z.object({ id: z.number() })) });
const leadsSchema = z.object({ rows: z.array(leadSchema) });

/** The database's operations for the other components. Each throws when the database does not answer. */
export function createStoreClient(databaseUrl: string) {
  const query = async <T>(operation: string, values: Record<string, string | number>, schema: z.ZodType<T>) => {
    const answer = await call('POST', `${databaseUrl}/query/${operation}`, { body: values, timeoutMs: 5_000 });
    const rows = schema.safeParse(answer.body);
    if (answer.status !== 200 || !rows.success) throw new Error(`database: ${operation} answered ${answer.status}`);
    return rows.data;
  };
  return {
    insertMessage: async (chat: string, text: string) => query('insert_message', { chat, text }, idsSchema),
    insertLead: async (name: string, phone: string) =>
      (await query('insert_lead', { name, phone }, idsSchema)).rows[0]?.id ?? 0,
    findLead: async (id: number) => (await query('find_lead', { id }, leadsSchema)).rows[0],
    listLeads: async (state: 'new' | 'qualified') => (await query('list_leads', { state }, leadsSchema)).rows,
    updateLead: async (id: number, state: 'qualified' | 'synced') => query('update_lead', { id, state }, idsSchema),
    /** Ids of leads taken before a time, newer than an id. */
    takenLeads: async (after: number, beforeMs: number) =>
      (await query('taken_leads', { after, before: beforeMs }, idsSchema)).rows.map((row) => row.id),
  };
}
