import { GatewayError } from '../errors.ts';

/** As long as what HMAC-SHA256 makes of it. */
const LEAST_BYTES = 32;

/** Refuses to start with a secret that could be guessed: GW203. `name` says which one. */
export function strongSecret(name: string, secret: string): string {
  const bytes = Buffer.byteLength(secret);
  if (bytes >= LEAST_BYTES) return secret;
  throw new GatewayError({
    code: 'GW203',
    problem: `${name} has ${String(bytes)} bytes; at least ${String(LEAST_BYTES)} are needed`,
    remedy: 'Make one with `openssl rand -hex 32` and set it on both sides.',
  });
}

/** One secret, or two while one takes the place of the other. Refuses others: GW203. */
export function rotatingSecrets(name: string, secrets: readonly string[]): readonly string[] {
  if (secrets.length === 1 || secrets.length === 2) return secrets.map((secret) => strongSecret(name, secret));
  throw new GatewayError({
    code: 'GW203',
    problem: `${name} has ${String(secrets.length)} secrets`,
    remedy: 'Give one, or two while the sender is moved from one to the other.',
  });
}
