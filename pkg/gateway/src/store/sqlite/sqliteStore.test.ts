import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Libsql from 'libsql';
import { afterAll } from 'vitest';
import { describeStore } from '../testing/describeStore.ts';
import { describeStoreCrashes } from '../testing/describeStoreCrashes.ts';
import type { Database, StoreUnderTest } from '../testing/storeUnderTest.ts';

const directory = mkdtempSync(join(tmpdir(), 'rr-sqlite-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));
let files = 0;

const tested: StoreUnderTest = {
  fresh: async () => ({ kind: 'sqlite', file: join(directory, `${(files += 1)}.db`) }),
  tamper: async (database: Database, sql: string) => {
    if (database.kind !== 'sqlite') throw new Error('It is not SQLite');
    const connection = new Libsql(database.file);
    connection.exec(sql);
    connection.close();
  },
};

describeStore('the SQLite store', tested);
describeStoreCrashes('the SQLite store', tested);
