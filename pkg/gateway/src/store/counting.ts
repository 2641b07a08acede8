import { ROLLBACK_STATES } from '@release-risk/contract/rollback';
import { z } from 'zod';
import type { Sql } from './sql.ts';
import type { StoreCounts } from './store.ts';

const stateRow = z.object({ state: z.enum(ROLLBACK_STATES), count: z.number() });
const countRow = z.object({ count: z.number() });

/** What stands in the tables; the queue is counted by its driver. */
export async function countTables(sql: Sql): Promise<Pick<StoreCounts, 'messagesWaiting' | 'rollbacksByState'>> {
  const [messages] = await sql.all("SELECT COUNT(*) AS count FROM messages WHERE state = 'waiting'");
  const states = await sql.all('SELECT state, COUNT(*) AS count FROM rollbacks GROUP BY state');
  return {
    messagesWaiting: countRow.parse(messages).count,
    rollbacksByState: Object.fromEntries(
      states.map((row) => stateRow.parse(row)).map(({ state, count }) => [state, count]),
    ),
  };
}
