import type { Sql } from './sql.ts';

/** Changes something, so that a commit has something to keep. */
export async function probe(sql: Sql, at: number): Promise<void> {
  await sql.run('INSERT INTO probe (id, at) VALUES (1, $1) ON CONFLICT (id) DO UPDATE SET at = excluded.at', [at]);
}
