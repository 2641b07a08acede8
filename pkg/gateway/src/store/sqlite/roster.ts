import { z } from 'zod';
import type { Sql } from '../sql.ts';

const workerRow = z.object({ id: z.string(), beats: z.number() });

interface Sight {
  readonly beats: number;
  /** When it was first seen so, by the clock of whoever looks. */
  readonly since: number;
}

/**
 * Who works: each process counts its own row up, and one that has not counted for a lease is gone, and its jobs are
 * free again. Only spans of the looker's own steady clock count, so that no step of a wall clock ends a lease.
 */
export class Roster {
  private id: string;
  private readonly seen = new Map<string, Sight>();

  constructor(
    private readonly newName: () => string,
    private readonly elapsed: () => number,
    private readonly leaseMs: number,
  ) {
    this.id = newName();
  }

  /** What the jobs of this process are locked by. */
  get name(): string {
    return this.id;
  }

  async join(sql: Sql): Promise<void> {
    await sql.run('INSERT INTO workers (id, beats) VALUES ($1, 1) ON CONFLICT (id) DO NOTHING', [this.id]);
    await this.look(sql);
  }

  async leave(sql: Sql): Promise<void> {
    await free(sql, this.id);
  }

  /**
   * Counts on. `taken`: the others had given this process up, and it goes on under another name, without its jobs.
   * `released`: jobs of others became free.
   */
  async beat(sql: Sql): Promise<{ readonly taken: boolean; readonly released: boolean }> {
    const kept = await sql.run('UPDATE workers SET beats = beats + 1 WHERE id = $1', [this.id]);
    if (kept === 0) {
      this.id = this.newName();
      await this.join(sql);
    }
    return { taken: kept === 0, released: await this.look(sql) };
  }

  private async look(sql: Sql): Promise<boolean> {
    const at = this.elapsed();
    const workers = (await sql.all('SELECT id, beats FROM workers')).map((row) => workerRow.parse(row));
    const gone = workers.filter(({ id, beats }) => {
      const sight = this.seen.get(id);
      if (sight?.beats !== beats) this.seen.set(id, { beats, since: at });
      return id !== this.id && sight?.beats === beats && at - sight.since >= this.leaseMs;
    });
    for (const { id } of gone) {
      this.seen.delete(id);
      await free(sql, id);
    }
    return gone.length > 0;
  }
}

async function free(sql: Sql, worker: string): Promise<void> {
  await sql.run('UPDATE jobs SET locked_by = NULL WHERE locked_by = $1', [worker]);
  await sql.run('DELETE FROM workers WHERE id = $1', [worker]);
}
