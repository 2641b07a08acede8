import { z } from 'zod';

/** A secret stands in the environment or in a file, never in the configuration. */
export const secretSchema = z
  .union([
    z.strictObject({
      env: z
        .string()
        .regex(/^[A-Za-z_][A-Za-z0-9_]*$/, 'must be the name of an environment variable')
        .describe('Name of an environment variable'),
    }),
    z.strictObject({ file: z.string().min(1).describe('Relative to the configuration') }),
  ])
  .meta({ title: 'secret' });

export type SecretReference = z.output<typeof secretSchema>;

/** Reads a secret at start; throws GatewayError GW202 where it is missing or empty. */
export type ReadSecret = (reference: SecretReference) => string;
