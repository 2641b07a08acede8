import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { NO_POSTGRES, postgresBinaries, startPostgres } from '../../store/testing/realPostgres.ts';
import type { RealPostgres } from '../../store/testing/realPostgres.ts';
import type { Adapter, PlanRequest } from '../adapter.ts';
import { deploymentOf, NEVER_ABORTED as never, plannedIntent, sampleRequest } from '../testing/sampleRequest.ts';
import { sqlMigrationSettingsSchema } from './settings.ts';
import { sqlMigrationAdapter } from './sqlMigrationAdapter.ts';
import { cuttingProxy } from './testing/cuttingProxy.ts';
import type { CuttingProxy } from './testing/cuttingProxy.ts';
import { transactionControlIn } from './transactionControl.ts';

const binaries = postgresBinaries();
if (binaries === undefined) console.warn(NO_POSTGRES);
const waiting = { timeout: 8_000, interval: 20 };

function requestOf(migrations: 'reversible' | 'none' | 'additive' | 'destructive' | 'unknown'): PlanRequest {
  return sampleRequest({ bad: { version: '1.42.0', record: deploymentOf('1.42.0', { migrations }) } });
}
const REVERSIBLE = requestOf('reversible');

describe.skipIf(binaries === undefined)(
  `Undoing migrations in a real PostgreSQL${binaries === undefined ? ` (${NO_POSTGRES})` : ''}`,
  () => {
    let postgres: RealPostgres;
    let url = '';
    let folder = '';
    let database: pg.Client;
    let adapter: Adapter;
    let proxy: CuttingProxy;

    beforeAll(async () => {
      postgres = await startPostgres(binaries ?? '');
    }, 60_000);
    afterAll(() => postgres.close());

    const script = (version: string, sql: string): void => writeFileSync(join(folder, `${version}.down.sql`), sql);
    const ask = async (sql: string): Promise<readonly Record<string, unknown>[]> =>
      (await database.query<Record<string, unknown>>(sql)).rows;
    const columns = async () =>
      (await ask(`SELECT column_name FROM information_schema.columns WHERE table_name = 'leads' ORDER BY 1`)).map(
        (row) => row['column_name'],
      );
    /** Every script run inserts a row in the same transaction. */
    const runs = async () => (await ask('SELECT name FROM runs ORDER BY id')).map((row) => row['name']);

    function adapterAt(connection: string, settings: object = {}): Adapter {
      const parsed = sqlMigrationSettingsSchema.parse({
        kind: 'sqlMigration',
        connection: { env: 'DATABASE_URL' },
        directory: folder,
        table: { name: 'schema_migrations', version: 'version', release: 'release', order: 'id' },
        ...settings,
      });
      return sqlMigrationAdapter(parsed, { readSecret: () => connection });
    }

    beforeEach(async () => {
      folder = mkdtempSync(join(tmpdir(), 'release-risk-sql-'));
      url = await postgres.createDatabase();
      database = new pg.Client({ connectionString: url });
      database.on('error', () => undefined);
      await database.connect();
      await database.query(`
      CREATE TABLE schema_migrations (id serial PRIMARY KEY, version text UNIQUE, release text);
      INSERT INTO schema_migrations (version, release)
        VALUES ('001_leads', '1.40.0'), ('002_name', '1.41.0'), ('003_phone', '1.42.0'), ('004_mail', '1.42.0');
      CREATE TABLE leads (id int, name text, phone text, mail text);
      CREATE TABLE runs (id serial, name text);
    `);
      script('003_phone', `ALTER TABLE leads DROP COLUMN phone; INSERT INTO runs (name) VALUES ('003');`);
      script('004_mail', `ALTER TABLE leads DROP COLUMN mail; INSERT INTO runs (name) VALUES ('004');`);
      adapter = adapterAt(url);
      proxy = await cuttingProxy(url);
    });
    afterEach(async () => {
      await proxy.close();
      await database.end().catch(() => undefined);
      rmSync(folder, { recursive: true, force: true });
    });

    describe('when it is planned', () => {
      it('names the scripts with their checksums, newest first, and changes nothing', async () => {
        const { target } = await plannedIntent(adapter, REVERSIBLE);
        expect(target.text).toMatch(/^schema of 1\.41\.0: undo 004_mail \([0-9a-f]{8}\), 003_phone \([0-9a-f]{8}\)$/);
        expect(JSON.parse(target.fields['files'] ?? '')).toEqual([
          { version: '004_mail', checksum: expect.stringMatching(/^[0-9a-f]{64}$/) },
          { version: '003_phone', checksum: expect.stringMatching(/^[0-9a-f]{64}$/) },
        ]);
        expect(await ask(`SELECT to_regclass('release_risk_rollbacks') AS there`)).toEqual([{ there: null }]);
      });

      it.each([
        ['none', 'nothing'],
        ['additive', 'nothing'],
        ['destructive', 'unclear'],
        ['unknown', 'unclear'],
      ] as const)('does nothing by itself for %s migrations', async (migrations, kind) => {
        expect(await adapter.plan(requestOf(migrations), never)).toMatchObject({ kind });
      });

      it.each<[string, () => void, RegExp]>([
        ['a script is missing', () => rmSync(join(folder, '003_phone.down.sql')), /no 003_phone/],
        ['a script controls the transaction', () => script('003_phone', 'DROP TABLE x; COMMIT;'), /statement COMMIT/],
        ['a script needs no transaction', () => script('003_phone', 'DROP INDEX CONCURRENTLY i'), /CONCURRENTLY/],
        [
          'a script is no text',
          () => writeFileSync(join(folder, '003_phone.down.sql'), Buffer.from([0xff, 0xfe])),
          /cannot be read/,
        ],
        [
          'a script is a link',
          () => {
            rmSync(join(folder, '003_phone.down.sql'));
            symlinkSync('/etc/hostname', join(folder, '003_phone.down.sql'));
          },
          /no plain file/,
        ],
        ['a script is huge', () => script('003_phone', `-- ${'x'.repeat(1_100_000)}`), /larger/],
      ])('is unclear when %s', async (_, change, reason) => {
        change();
        expect(await adapter.plan(REVERSIBLE, never)).toMatchObject({ kind: 'unclear', reason });
      });

      it.each([
        ['nobody listens', () => 'postgres://gateway@127.0.0.1:1/none'],
        ['there is no such database', () => url.replace(/[^/]+$/, 'none')],
        ['the address is none', () => 'nonsense'],
      ])('goes unanswered when %s', async (_, connection) => {
        expect(await adapterAt(connection()).plan(REVERSIBLE, never)).toMatchObject({ kind: 'unanswered' });
      });

      it('goes unanswered when the version table is another', async () => {
        const table = { name: 'flyway_schema_history', version: 'version', order: 'id' };
        expect(await adapterAt(url, { table }).plan(REVERSIBLE, never)).toMatchObject({ kind: 'unanswered' });
      });
    });

    describe('when it is done', () => {
      it('undoes the newest first and writes it down, once however often and by however many it is called', async () => {
        const intent = await plannedIntent(adapter, REVERSIBLE);
        expect(await adapter.find(intent, never)).toEqual({ kind: 'none' });
        expect(await adapter.verify(intent, undefined, never)).toMatchObject({ kind: 'notYet' });
        const answers = await Promise.all(Array.from({ length: 8 }, () => adapterAt(url).trigger(intent, never)));
        expect(new Set(answers.map(({ kind }) => kind))).toEqual(new Set(['accepted']));
        expect(await runs()).toEqual(['004', '003']);
        expect(await columns()).toEqual(['id', 'name']);
        expect(await ask('SELECT version FROM schema_migrations ORDER BY id')).toEqual([
          { version: '001_leads' },
          { version: '002_name' },
        ]);
        expect(await ask('SELECT correlation_id, bad_version, target_version FROM release_risk_rollbacks')).toEqual([
          { correlation_id: 'rr-r1-code-1', bad_version: '1.42.0', target_version: '1.41.0' },
        ]);
        expect(await adapter.find(intent, never)).toMatchObject({ kind: 'found', externalId: 'rr-r1-code-1' });
        expect(await adapter.status(intent, 'rr-r1-code-1', never)).toEqual({ kind: 'succeeded' });
        expect(await adapter.verify(intent, 'rr-r1-code-1', never)).toEqual({ kind: 'live' });
        expect(await adapter.plan(REVERSIBLE, never)).toMatchObject({ kind: 'nothing' });
        script('003_phone', 'SELECT 1');
        expect(await adapter.trigger(intent, never)).toMatchObject({ kind: 'accepted' });
      });

      it.each([
        ['after the COMMIT came', 'after', 'found'],
        ['before the COMMIT came', 'before', 'none'],
      ] as const)('is unknown when the connection is lost %s, found out, and done once', async (_, when, found) => {
        const intent = await plannedIntent(adapter, REVERSIBLE);
        proxy.cut('COMMIT\0', when);
        expect(await adapterAt(proxy.url).trigger(intent, never)).toMatchObject({ kind: 'unknown' });
        await vi.waitFor(async () => expect(await adapter.find(intent, never)).toMatchObject({ kind: found }), waiting);
        expect(await adapter.trigger(intent, never)).toMatchObject({ kind: 'accepted' });
        expect(await runs()).toEqual(['004', '003']);
      });

      it.each(['BEGIN', 'ALTER TABLE leads DROP COLUMN mail', 'INSERT INTO "public"."release_risk_rollbacks"'])(
        'certainly did not happen when the connection is lost at %s',
        async (text) => {
          const intent = await plannedIntent(adapter, REVERSIBLE);
          proxy.cut(text, 'after');
          expect(await adapterAt(proxy.url).trigger(intent, never)).toMatchObject({ kind: 'later' });
          await vi.waitFor(async () => expect(await adapter.find(intent, never)).toEqual({ kind: 'none' }), waiting);
          expect(await columns()).toEqual(['id', 'mail', 'name', 'phone']);
        },
      );

      it('undoes nothing at all when one script fails', async () => {
        script('003_phone', 'ALTER TABLE leads DROP COLUMN no_such_column;');
        const intent = await plannedIntent(adapter, REVERSIBLE);
        expect(await adapter.trigger(intent, never)).toMatchObject({ kind: 'rejected', reason: /no_such_column/ });
        expect(await columns()).toEqual(['id', 'mail', 'name', 'phone']);
        expect(await runs()).toEqual([]);
        expect(await adapter.find(intent, never)).toEqual({ kind: 'none' });
      });

      it.each([
        ['commits from within a block', 'DO $$ BEGIN COMMIT; END $$', /invalid transaction termination/],
        ['takes too long', 'SELECT pg_sleep(30)', /statement timeout/],
        [
          'breaks a constraint at the very end',
          'CREATE TABLE c (x int UNIQUE DEFERRABLE INITIALLY DEFERRED); INSERT INTO c VALUES (1), (1)',
          /duplicate key/,
        ],
      ])('is rejected, with nothing undone, when a script %s', async (_, sql, reason) => {
        script('003_phone', sql);
        const intent = await plannedIntent(adapter, REVERSIBLE);
        const hurried = adapterAt(url, { statementTimeoutSeconds: 0.3 });
        expect(await hurried.trigger(intent, never)).toMatchObject({ kind: 'rejected', reason });
        expect(await columns()).toEqual(['id', 'mail', 'name', 'phone']);
      });

      it.each<[string, () => unknown, RegExp]>([
        ['a script was changed', () => script('003_phone', 'DROP TABLE leads'), /another than when/],
        ['a script is gone', () => rmSync(join(folder, '003_phone.down.sql')), /no 003_phone/],
        [
          'a newer migration was applied',
          () => ask(`INSERT INTO schema_migrations (version, release) VALUES ('005', '1.43.0')`),
          /other migrations/,
        ],
        [
          'somebody undid one by hand',
          () => ask(`DELETE FROM schema_migrations WHERE version = '004_mail'`),
          /other migrations/,
        ],
      ])('is rejected when %s since it was planned', async (_, change, reason) => {
        const intent = await plannedIntent(adapter, REVERSIBLE);
        await change();
        expect(await adapter.trigger(intent, never)).toMatchObject({ kind: 'rejected', reason });
        expect(await columns()).toEqual(['id', 'mail', 'name', 'phone']);
      });

      it('waits for another time when somebody holds a lock, and undoes nothing', async () => {
        const intent = await plannedIntent(adapter, REVERSIBLE);
        await database.query('BEGIN; SELECT * FROM leads');
        const hurried = adapterAt(url, { lockTimeoutSeconds: 0.2 });
        expect(await hurried.trigger(intent, never)).toMatchObject({ kind: 'later', reason: /lock timeout/ });
        await database.query('COMMIT');
        expect(await runs()).toEqual([]);
      });

      it('is not denied while it is under way', async () => {
        script('003_phone', `INSERT INTO runs (name) VALUES ('003'); LOCK TABLE leads`);
        script('004_mail', `SELECT 1`);
        const intent = await plannedIntent(adapter, REVERSIBLE);
        await database.query('BEGIN; LOCK TABLE leads');
        const answer = adapter.trigger(intent, never);
        await vi.waitFor(
          async () => expect(await adapter.find(intent, never)).toMatchObject({ kind: 'unsure', reason: /under way/ }),
          waiting,
        );
        await database.query('COMMIT');
        expect(await answer).toMatchObject({ kind: 'accepted' });
        expect(await adapter.find(intent, never)).toMatchObject({ kind: 'found' });
      });

      it('is given up with the connection, and rolled back', async () => {
        script('003_phone', 'SELECT pg_sleep(15)');
        const intent = await plannedIntent(adapter, REVERSIBLE);
        const call = new AbortController();
        const answer = adapter.trigger(intent, call.signal);
        await vi.waitFor(
          async () =>
            expect(
              await ask(
                `SELECT 1 FROM pg_stat_activity WHERE query LIKE '%pg_sleep(15)%' AND query NOT LIKE '%activity%'`,
              ),
            ).toHaveLength(1),
          waiting,
        );
        call.abort(new Error('stopping'));
        await expect(answer).rejects.toThrow('stopping');
        await ask(
          `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE '%pg_sleep(15)%' AND pid <> pg_backend_pid()`,
        );
        await vi.waitFor(async () => expect(await adapter.find(intent, never)).toEqual({ kind: 'none' }), waiting);
        expect(await columns()).toEqual(['id', 'mail', 'name', 'phone']);
      });

      it('is never live again once a migration was applied anew', async () => {
        const intent = await plannedIntent(adapter, REVERSIBLE);
        await adapter.trigger(intent, never);
        await ask(`INSERT INTO schema_migrations (version, release) VALUES ('003_phone', '1.42.1')`);
        expect(await adapter.verify(intent, 'x', never)).toMatchObject({ kind: 'never', reason: /003_phone/ });
      });

      it('waits while the server is down', async () => {
        const intent = await plannedIntent(adapter, REVERSIBLE);
        await postgres.stop('fast');
        expect(await adapter.trigger(intent, never)).toMatchObject({ kind: 'later' });
        expect(await adapter.find(intent, never)).toMatchObject({ kind: 'unsure' });
        expect(await adapter.verify(intent, 'x', never)).toMatchObject({ kind: 'unsure' });
        await postgres.start();
        expect(await adapter.trigger(intent, never)).toMatchObject({ kind: 'accepted' });
        await postgres.restart();
        expect(await adapter.find(intent, never)).toMatchObject({ kind: 'found' });
      });
    });

    it('lets no SQL through that ends the transaction, whatever it is pieced together from', async () => {
      const pieces = [
        "'",
        "''",
        '"',
        '$$',
        '$a$',
        "E'",
        "\\'",
        '\\',
        '--',
        '\n',
        '/*',
        '*/',
        ';',
        ' ',
        'SELECT 1',
        'COMMIT',
        'x',
        "U&'",
      ];
      const sql = fc.array(fc.constantFrom(...pieces), { maxLength: 14 }).map((parts) => parts.join(''));
      let accepted = 0;
      await fc.assert(
        fc.asyncProperty(sql, async (text) => {
          if (transactionControlIn(text) !== undefined) return;
          accepted += 1;
          await database.query('BEGIN');
          const before = await ask('SELECT txid_current() AS id');
          const isFine = await database.query(text).then(
            () => true,
            () => false,
          );
          if (isFine) expect(await ask('SELECT txid_current() AS id')).toEqual(before);
          else await expect(database.query('SELECT 1')).rejects.toThrow(/aborted/);
          await database.query('ROLLBACK');
        }),
        { numRuns: 1500 },
      );
      expect(accepted).toBeGreaterThan(100);
    });
  },
);
