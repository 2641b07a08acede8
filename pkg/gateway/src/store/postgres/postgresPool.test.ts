import type pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { NO_POSTGRES, postgresBinaries, startPostgres, type RealPostgres } from '../testing/realPostgres.ts';
import { ask, commit, openPool } from './postgresPool.ts';

const binaries = postgresBinaries();

describe.skipIf(binaries === undefined)(
  `A transaction of PostgreSQL ${binaries === undefined ? NO_POSTGRES : ''}`,
  () => {
    let server: RealPostgres;
    let pool: pg.Pool;
    /** What was sent, and what was answered, in their order. */
    let course: string[];
    beforeAll(async () => {
      server = await startPostgres(binaries ?? '');
    }, 60_000);
    afterAll(() => server.close());

    beforeEach(async () => {
      course = [];
      pool = openPool({ connectionString: await server.createDatabase(), pipeline: true }, 1, () => undefined);
      await ask(pool, 'CREATE TABLE kept (word TEXT)');
      const client = await pool.connect();
      const query = client.query.bind(client) as (...asked: readonly unknown[]) => Promise<unknown>;
      const told = (...asked: readonly unknown[]) => {
        // The pool itself asks with a callback.
        if (typeof asked.at(-1) === 'function') return query(...asked);
        course.push(`sent ${String(asked[0])}`);
        return query(...asked).finally(() => course.push(`answered ${String(asked[0])}`));
      };
      Object.assign(client, { query: told });
      client.release();
    });
    afterEach(() => pool.end());

    const kept = async () => (await ask(pool, 'SELECT word FROM kept')).rows.map(({ word }) => word);
    const put = (word: string) => ({ text: 'INSERT INTO kept VALUES ($1)', values: [word] });

    it('is none where it only reads', async () => {
      expect(await commit(pool, Math.random, (sql) => sql.all('SELECT 1 AS one'))).toEqual([{ one: 1 }]);
      expect(course).toEqual(['sent SELECT 1 AS one', 'answered SELECT 1 AS one']);
      const failed = commit(pool, Math.random, async (sql) => {
        await sql.all('SELECT 1 AS one');
        await sql.run('INSERT INTO kept VALUES ($1)', ['never']);
        await sql.all('SELECT 1 / 0');
      });
      await expect(failed).rejects.toThrow('division by zero');
      expect(await kept()).toEqual([]);
      await expect(commit(pool, Math.random, (sql) => sql.all('SELECT 1 / 0'))).rejects.toThrow('division by zero');
      await commit(pool, Math.random, (sql) => sql.ask(put('next')));
      expect(await kept()).toEqual(['next']);
    });

    it('waits for nobody between what goes with its commit and the commit', async () => {
      const { text } = put('');
      const done = await commit(pool, Math.random, async (sql) => {
        await sql.run(text, ['first']);
        sql.askWithCommit(put('last'));
        return 'done';
      });
      expect(done).toBe('done');
      expect(course.slice(course.indexOf(`answered ${text}`))).toEqual([
        `answered ${text}`,
        `sent ${text}`,
        'sent COMMIT',
        `answered ${text}`,
        'answered COMMIT',
      ]);
      expect(await kept()).toEqual(['first', 'last']);
    });

    it.each([
      ['what goes with its commit', { text: 'SELECT 1 / $1::int', values: [0] }, 'division by zero'],
      ['a text that is none', { text: 'INSERT INTO kept VALUES ($1)', values: ['\0'] }, 'invalid byte sequence'],
    ])('commits nothing where %s fails, and goes on afterwards', async (_, failing, problem) => {
      const failed = commit(pool, Math.random, async (sql) => {
        await sql.ask(put('never'));
        sql.askWithCommit(failing);
      });
      await expect(failed).rejects.toThrow(problem);
      expect(await kept()).toEqual([]);
      await commit(pool, Math.random, (sql) => sql.ask(put('next')));
      expect(await kept()).toEqual(['next']);
    });

    it('does not pass for committed where somebody overlooked a failure', async () => {
      const overlooked = commit(pool, Math.random, async (sql) => {
        await sql.ask(put('never'));
        await sql.run('SELECT 1 / 0').catch(() => 0);
      });
      await expect(overlooked).rejects.toThrow('did not commit');
      expect(await kept()).toEqual([]);
    });
  },
);
