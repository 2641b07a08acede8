import type { Clock } from '@release-risk/query/transport';
import { z } from 'zod';
import { secretSchema, type ReadSecret } from '../config/secret.ts';
import type { Egress } from '../egress/egress.ts';

/** What every channel is opened with. */
export interface ChannelParts {
  readonly egress: Egress;
  readonly readSecret: ReadSecret;
  readonly clock: Clock;
}

/** What every channel of the configuration may say. */
export const commonSettings = {
  only: z
    .record(z.string(), z.array(z.string()).min(1))
    .optional()
    .describe('Hears only of rollbacks whose labels have one of these values'),
};

/** Whom a channel reaches: the team with everything, or people outside it with a short update without internals. */
export const audienceSchema = z
  .enum(['team', 'stakeholders'])
  .default('team')
  .describe('The team with everything, or people outside it with a short update without internals');

/** An address without secrets in it. */
export const addressSchema = z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/+$/, ''));

/** An address; where a part of it is secret, it comes from the environment or a file as a whole. */
export const secretAddressSchema = z.union([z.url({ protocol: /^https?$/ }), secretSchema]);

export type SecretAddress = z.output<typeof secretAddressSchema>;

/** Reads such an address. Throws GatewayError GW202 where it is missing. */
export function readAddress(address: SecretAddress, readSecret: ReadSecret): string {
  return typeof address === 'string' ? address : readSecret(address).trim();
}
