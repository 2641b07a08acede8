import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Libsql from 'libsql';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { StoreUnavailable, type Delivery } from '../store.ts';
import { startStoreProcess } from '../testing/startStoreProcess.ts';
import { openSqliteStore, type SqliteSettings } from './sqliteStore.ts';

const directory = mkdtempSync(join(tmpdir(), 'rr-sqlite-faults-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));
let files = 0;
const fresh = () => join(directory, `${(files += 1)}.db`);
const open = (file: string, settings: Partial<SqliteSettings> = {}) =>
  openSqliteStore({ file, now: Date.now, random: Math.random, ...settings });
const delivery = (id: string, body = '{}'): Delivery => ({ id, source: 'grafana', receivedAt: 5, body });

function works(program: string, ...args: readonly string[]): boolean {
  try {
    execFileSync(program, args, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

describe('a file that was closed', () => {
  it('is whole without its log', async () => {
    const file = fresh();
    const store = await open(file);
    for (let id = 0; id < 50; id++) await store.accept([delivery(`d${String(id)}`, 'x'.repeat(10_000))]);
    expect(statSync(`${file}-wal`).size).toBeGreaterThan(100_000);
    await store.close();
    expect(statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0).toBe(0);
    const copy = fresh();
    copyFileSync(file, copy);
    const kept = new Libsql(copy).prepare('SELECT COUNT(*) AS count FROM deliveries').get([]);
    expect(kept).toMatchObject({ count: 50 });
  });
});

describe('a file that is no store', () => {
  it.each([
    ['memory alone', () => ':memory:', 'journal_mode'],
    ['a directory', () => directory, ''],
    ['a place that is not there', () => join(directory, 'no', 'where.db'), ''],
    [
      'another file',
      () => {
        const file = fresh();
        writeFileSync(file, 'Dear diary, '.repeat(1_000));
        return file;
      },
      'not a database',
    ],
  ])('is refused at start: %s', async (_, file, problem) => {
    await expect(open(file())).rejects.toMatchObject({ code: 'GW301', message: expect.stringContaining(problem) });
  });
});

describe('a file that cannot be written', () => {
  it('is refused at start where it is read-only', async () => {
    const file = fresh();
    const store = await open(file);
    await store.close();
    chmodSync(file, 0o444);
    chmodSync(directory, 0o755);
    // Root may write everything.
    const wrapper = process.getuid?.() === 0 ? ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'] : [];
    const child = startStoreProcess({ kind: 'sqlite', file }, ['in-turn', '1'], wrapper);
    await expect(child.ended()).rejects.toThrow(/GW301/);
    expect(child.lines).toEqual([]);
  });

  it('is unavailable while another process keeps it locked, and works afterwards', async () => {
    const file = fresh();
    const store = await open(file, { lockTimeoutMs: 100 });
    const other = new Libsql(file);
    other.exec('BEGIN IMMEDIATE');
    await expect(store.accept([delivery('a')])).rejects.toThrow(StoreUnavailable);
    await expect(store.transaction((tx) => tx.fact('f'))).rejects.toThrow(/locked/);
    other.exec('ROLLBACK');
    expect(await store.accept([delivery('a')])).toEqual(new Set(['a']));
    other.close();
    await store.close();
  });

  it('waits for another process that is done soon', async () => {
    const file = fresh();
    const store = await open(file);
    const other = new Libsql(file);
    other.exec('BEGIN IMMEDIATE');
    setTimeout(() => other.exec('ROLLBACK'), 100);
    expect(await store.accept([delivery('a')])).toEqual(new Set(['a']));
    other.close();
    await store.close();
  });

  it.each(['removed', 'replaced'])(
    'is unavailable where it was %s: nobody would find what it is given',
    async (how) => {
      const file = fresh();
      const store = await open(file);
      renameSync(file, `${file}.moved`);
      if (how === 'replaced') writeFileSync(file, '');
      await expect(store.accept([delivery('a')])).rejects.toThrow(StoreUnavailable);
      expect(await store.problem()).toContain(how);
      renameSync(`${file}.moved`, file);
      expect(await store.accept([delivery('a')])).toEqual(new Set(['a']));
      await store.close();
    },
  );

  it('is unavailable where it may not grow, keeps what it acknowledged, and can be read', async () => {
    const limited = ['sh', '-c', 'trap "" XFSZ; ulimit -f 4000; exec "$@"', 'sh'];
    const child = startStoreProcess({ kind: 'sqlite', file: fresh() }, ['until-full'], limited);
    await child.said('problem');
    await child.kill();
    const [refused, counted, problem] = child.lines;
    expect(refused).toMatch(/^StoreUnavailable: The store cannot commit/);
    const [, acked = '', there] = /^acked (\d+), there (\d+)$/.exec(counted ?? '') ?? [];
    expect(Number(acked)).toBeGreaterThan(5);
    expect(there).toBe(acked);
    expect(problem).toMatch(/^problem /);
  }, 30_000);
});

const mount = join(directory, 'small');
mkdirSync(mount);
const mountSmall = () => works('mount', '-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', mount);
const unmount = () => works('umount', '--lazy', mount);
const mountable = mountSmall() && unmount();

describe.skipIf(!mountable)(mountable ? 'on a full disk' : 'SKIPPED: this user may not mount a small disk', () => {
  beforeAll(() => void mountSmall());
  afterAll(() => void unmount());

  it('is unavailable, keeps what it acknowledged, and goes on when there is room again', async () => {
    const ballast = join(mount, 'ballast');
    writeFileSync(ballast, Buffer.alloc(700_000));
    const store = await open(join(mount, 'store.db'));
    const acked: string[] = [];
    const fill = async () => {
      for (;;) {
        const id = `d${acked.length}`;
        await store.accept([delivery(id, JSON.stringify('x'.repeat(20_000)))]);
        acked.push(id);
      }
    };
    await expect(fill()).rejects.toThrow(StoreUnavailable);
    expect(acked.length).toBeGreaterThan(5);
    await expect(store.transaction((tx) => tx.putFact('f', 'x'.repeat(50_000)))).rejects.toThrow(StoreUnavailable);
    const there = await store.transaction((tx) => Promise.all(acked.map((id) => tx.delivery(id))));
    expect(there.every((each) => each !== undefined)).toBe(true);
    rmSync(ballast);
    await vi.waitFor(async () => expect(await store.problem()).toBeUndefined(), 5000);
    expect(await store.accept([delivery('after')])).toEqual(new Set(['after']));
    await store.close();
  });
});

const traced = works('strace', '-o', '/dev/null', 'true');

describe.skipIf(!traced)(traced ? 'what reaches the disk' : 'SKIPPED: there is no strace, or it may not trace', () => {
  it('is synced before it is acknowledged, and once for many of one moment', async () => {
    const log = join(directory, 'trace');
    const wrapper = ['strace', '-f', '-y', '-e', 'trace=fsync,fdatasync,write', '-o', log];
    const file = fresh();
    await startStoreProcess({ kind: 'sqlite', file }, ['in-turn', '20'], wrapper).ended();
    const steps = readFileSync(log, 'utf8')
      .split('\n')
      .flatMap((line) => {
        if (/f(?:data)?sync(?:\(\d+<.*>| resumed>).*\) += 0$/.test(line)) return ['sync'];
        const said = /write\(1<[^>]*>, "(ready|one-\d+|many)\\n"/.exec(line);
        return said?.[1] === undefined ? [] : [said[1]];
      });
    const after = steps.slice(steps.indexOf('ready') + 1, steps.indexOf('many') + 1);
    const expected = Array.from({ length: 20 }, (_, index) => ['sync', `one-${index}`]).flat();
    expect(after).toEqual([...expected, 'sync', 'many']);
  }, 30_000);
});
