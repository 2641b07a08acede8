import Libsql from 'libsql';
import { describe, expect, it } from 'vitest';
import { MIGRATIONS } from '../migrate.ts';
import type { Sql } from '../sql.ts';
import { Roster } from './roster.ts';

/** Processes with steady clocks of their own over one database. */
function office() {
  const database = new Libsql(':memory:');
  for (const { statements } of MIGRATIONS.sqlite) for (const statement of statements) database.exec(statement);
  const sql: Sql = {
    all: async (text, values = []) => database.prepare(text.replaceAll('$', '?')).all([...values]) as never,
    run: async (text, values = []) => database.prepare(text.replaceAll('$', '?')).run([...values]).changes,
  };
  let names = 0;
  const hire = () => {
    const clock = { at: (names + 1) * 1_000_000 };
    return {
      clock,
      roster: new Roster(
        () => `w${(names += 1)}`,
        () => clock.at,
        100,
      ),
    };
  };
  const lock = (worker: string) =>
    database.exec(`INSERT INTO jobs VALUES ('j-${worker}', 'notice', 'j', 0, 1, 0, '${worker}')`);
  const locked = () =>
    (database.prepare('SELECT locked_by AS by FROM jobs WHERE locked_by IS NOT NULL').all() as { by: string }[]).map(
      ({ by }) => by,
    );
  return { sql, hire, lock, locked };
}

describe('the roster', () => {
  it('frees the jobs of who has not counted for a lease, by the clock of who looks', async () => {
    const { sql, hire, lock, locked } = office();
    const [a, b] = [hire(), hire()];
    await a.roster.join(sql);
    await b.roster.join(sql);
    lock(a.roster.name);
    lock(b.roster.name);
    // However far the clock of the other is.
    a.clock.at -= 900_000;
    b.clock.at += 99;
    expect(await b.roster.beat(sql)).toEqual({ taken: false, released: false });
    b.clock.at += 1;
    expect(await b.roster.beat(sql)).toEqual({ taken: false, released: true });
    expect(locked()).toEqual([b.roster.name]);
  });

  it('leaves who counts alone, for as long as that is', async () => {
    const { sql, hire, lock, locked } = office();
    const [a, b] = [hire(), hire()];
    await a.roster.join(sql);
    await b.roster.join(sql);
    lock(a.roster.name);
    for (let beat = 0; beat < 20; beat += 1) {
      await a.roster.beat(sql);
      b.clock.at += 60;
      expect((await b.roster.beat(sql)).released).toBe(false);
    }
    expect(locked()).toEqual([a.roster.name]);
  });

  it('tells who was given up, who goes on under another name', async () => {
    const { sql, hire, lock } = office();
    const [a, b] = [hire(), hire()];
    await a.roster.join(sql);
    await b.roster.join(sql);
    const before = a.roster.name;
    lock(before);
    b.clock.at += 100;
    await b.roster.beat(sql);
    expect(await a.roster.beat(sql)).toEqual({ taken: true, released: false });
    expect(a.roster.name).not.toBe(before);
    expect(await a.roster.beat(sql)).toEqual({ taken: false, released: false });
  });
});
