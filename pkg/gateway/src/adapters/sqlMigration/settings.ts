import { z } from 'zod';
import { secretSchema } from '../../config/secret.ts';

const identifier = z
  .string()
  .regex(/^[A-Za-z_][A-Za-z0-9_$]{0,62}$/, 'must be the name of a schema, table or column, without quotes');

/** Undoes the migrations of a release in one transaction. PostgreSQL only. */
export const sqlMigrationSettingsSchema = z
  .strictObject({
    kind: z.literal('sqlMigration'),
    connection: secretSchema.describe(
      '`postgres://user:password@host:5432/database?sslmode=verify-full`, of a role that may change the schema',
    ),
    directory: z
      .string()
      .regex(/^\/[^\0]*$/, 'must be an absolute path')
      .describe('Holds `<version>.down.sql` for every migration that can be undone'),
    table: z
      .strictObject({
        schema: identifier.default('public').describe('Of the table'),
        name: identifier.describe('Of the table'),
        version: identifier.describe('The column that names the migration, as its file is named'),
        release: identifier
          .optional()
          .describe(
            'The column that names the release that brought it; left out where each release has one migration of its name',
          ),
        order: identifier.describe(
          'The column by which migrations follow one another, such as a number or a moment. Never a text',
        ),
      })
      .describe('Where the migration tool records what it applied: one row per migration'),
    lockTimeoutSeconds: z.number().positive().max(300).default(5).describe('How long a statement waits for others'),
    statementTimeoutSeconds: z
      .number()
      .positive()
      .max(3600)
      .default(20)
      .describe('For each statement. A call has to be allowed to take longer than all of them.'),
  })
  .describe('The migrations of a release are undone in one transaction; PostgreSQL only');

export type SqlMigrationSettings = z.output<typeof sqlMigrationSettingsSchema>;
