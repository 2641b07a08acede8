import { describe, expect, it } from 'vitest';
import { transactionControlIn } from './transactionControl.ts';

describe('SQL that may run in a transaction of somebody else', () => {
  it.each([
    '',
    'DROP TABLE a; DROP TABLE b;',
    'ALTER TABLE a DROP COLUMN "commit"; -- COMMIT;\n/* COMMIT; /* nested; COMMIT; */ ROLLBACK; */ DROP INDEX i',
    "INSERT INTO a VALUES ('COMMIT;', 'it''s; COMMIT;', E'it\\'s; COMMIT;', $$; COMMIT;$$, $x$; $$ COMMIT; $x$)",
    'DO $$ BEGIN PERFORM 1; END $$; SELECT CASE WHEN true THEN 1 END',
    'CREATE TEMP TABLE t (x int) ON COMMIT DROP',
    'UPDATE a SET x = b$commit$, y = $1 WHERE commit = 2',
    "SELECT 'c:\\'; DROP TABLE a",
    "SELECT U&'\\0041'; SELECT e'x'",
  ])('is let through: %j', (sql) => {
    expect(transactionControlIn(sql)).toBeUndefined();
  });

  it.each([
    ['DROP TABLE a; COMMIT; DROP TABLE b', /statement COMMIT/],
    ['commit', /COMMIT/],
    [';;\n/* x */ -- y\n  RollBack', /ROLLBACK/],
    ['BEGIN; DROP TABLE a; END', /BEGIN/],
    ['START TRANSACTION', /START/],
    ['SAVEPOINT a', /SAVEPOINT/],
    ["PREPARE TRANSACTION 'x'", /PREPARE/],
    ['DROP INDEX CONCURRENTLY i', /CONCURRENTLY/],
    ['VACUUM a', /VACUUM/],
    ['COPY a FROM STDIN', /COPY/],
    ['SET TRANSACTION READ ONLY', /SET TRANSACTION/],
    ['SET standard_conforming_strings = off', /STANDARD_CONFORMING_STRINGS/],
    ["SELECT 'a\\'; COMMIT; --'", /COMMIT/],
    ["SELECT E'a\\'; COMMIT; --", /not closed/],
    ["SELECT E'a'\n'\\'; COMMIT; --'", /goes on in another line/],
    ["SELECT 'open", /not closed/],
    ['SELECT "open', /not closed/],
    ['/* /* */ COMMIT', /not closed/],
    ['SELECT $a$ open $b$', /not closed/],
    ['\\i other.sql', /backslash/],
    ['SELECT 1;\0COMMIT', /NUL/],
    ['CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; END', /END/],
  ])('is refused: %j', (sql, reason) => {
    expect(transactionControlIn(sql)).toMatch(reason);
  });

  it('is read in a moment, however large and odd', () => {
    expect(transactionControlIn(`SELECT '${"''".repeat(200_000)}'`)).toBeUndefined();
    expect(transactionControlIn('/*'.repeat(100_000))).toMatch(/not closed/);
    expect(transactionControlIn('$a'.repeat(100_000))).toBeUndefined();
  });
});
