import type { Migration } from '../migration.ts';

/**
 * What arrived and is no job yet. Appended in the order of arrival, without an index by the delivery's id: that would
 * cost each acknowledgement a page somewhere in the middle of the file.
 */
export const sqliteArrivals: Migration = {
  number: 3,
  title: 'sqlite-arrivals',
  statements: [
    `CREATE TABLE arrivals (
       number INTEGER PRIMARY KEY,
       delivery_id TEXT NOT NULL,
       at BIGINT NOT NULL
     )`,
  ],
};
