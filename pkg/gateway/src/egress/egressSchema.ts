import ipaddr from 'ipaddr.js';
import { z } from 'zod';
import { hostPatternOf } from './hostPattern.ts';

const seconds = z.number().positive().max(600);

/** A CIDR, or undefined where the text is none. */
function cidrOf(text: string): ReturnType<typeof ipaddr.parseCIDR> | undefined {
  try {
    return ipaddr.parseCIDR(text);
  } catch {
    return undefined;
  }
}

/** What one destination of the configuration may be reached by. Times are seconds. */
export const egressSchema = z.strictObject({
  allow: z
    .array(
      z.string().refine((text) => hostPatternOf(text) !== undefined, {
        message: 'must be a host such as api.example.com, *.example.com:8443 or http://10.1.2.3:8080',
      }),
    )
    .min(1)
    .describe(
      'Who may be called: `api.example.com`, `*.example.com` (not `example.com` itself), `jenkins.internal:8443`. It means https; plain HTTP only as `http://jenkins.internal:8080`.',
    ),
  allowPrivate: z
    .array(
      z
        .string()
        .refine((text) => (text.includes('/') ? cidrOf(text) !== undefined : hostPatternOf(text)?.isPlain === true), {
          message: 'must be a CIDR such as 10.0.0.0/8, or a host name',
        }),
    )
    .default([])
    .describe(
      'Addresses that are not public and may be called all the same, as CIDR: `10.0.0.0/8`, `127.0.0.1/32`, `fd00::/8`; or a host by its name, which excuses private addresses of that host alone, yet no link-local ones',
    ),
  ca: z.array(z.string().min(1)).default([]).describe('PEM files of authorities beside those that Node trusts'),
  connectTimeout: seconds.default(5).describe('Seconds until the connection stands'),
  headersTimeout: seconds
    .default(15)
    .describe('Seconds until the status and headers are there, after the request was sent'),
  bodyTimeout: seconds.default(15).describe('Seconds between two parts of the body'),
  totalTimeout: seconds.default(30).describe('Seconds from the first to the last byte, whatever happens'),
  maxBodyBytes: z.int().positive().max(64_000_000).default(4_000_000).describe('Of an answer; more is not read'),
});

export type EgressPolicy = z.output<typeof egressSchema>;
