import { z } from 'zod';
import { secretSchema } from '../../config/secret.ts';

const identifier = z
  .string()
  .regex(/^[A-Za-z_][A-Za-z0-9_$]{0,62}$/, 'must be the name of a schema, table or column, without quotes');

/** Undoes the migrations of a release in one transaction. PostgreSQL only. */
export const sqlMigrationSettingsSchema = z.strictObject({
  kind: z.literal('sqlMigration'),
  /** `postgres://user:password@host:5432/database?sslmode=verify-full`, of a role that may change the schema. */
  connection: secretSchema,
  /** Holds `<version>.down.sql` for every migration that can be undone. */
  directory: z.string().regex(/^\/[^\0]*$/, 'must be an absolute path'),
  /** Where the migration tool records what it applied: one row per migration. */
  table: z.strictObject({
    schema: identifier.default('public'),
    name: identifier,
    /** The column that names the migration, as its file is named. */
    version: identifier,
    /** The column that names the release that brought it; left out where each release has one migration of its name. */
    release: identifier.optional(),
    /** The column by which migrations follow one another, such as a number or a moment. Never a text. */
    order: identifier,
  }),
  lockTimeoutSeconds: z.number().positive().max(300).default(5),
  /** For each statement. A call has to be allowed to take longer than all of them. */
  statementTimeoutSeconds: z.number().positive().max(3600).default(20),
});

export type SqlMigrationSettings = z.output<typeof sqlMigrationSettingsSchema>;
