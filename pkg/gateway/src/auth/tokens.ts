import { createHash, timingSafeEqual } from 'node:crypto';
import { GatewayError } from '../errors.ts';
import { onlyValue, type RawHeaders } from './credentialHeaders.ts';
import { strongSecret } from './secretStrength.ts';

/** `alerts`: deliver alerts. `pipeline`: write deployments. `read`: look. `person`: decide, and look. */
export const TOKEN_SCOPES = ['alerts', 'pipeline', 'read', 'person'] as const;
export type TokenScope = (typeof TOKEN_SCOPES)[number];

/** A token of the configuration. One with the scope `person` belongs to the one person it is named after. */
export interface Token {
  readonly name: string;
  readonly scopes: readonly TokenScope[];
  /** Other names of the person it belongs to. */
  readonly knownAs?: readonly string[] | undefined;
  readonly secret: string;
}

export type KnownToken = Omit<Token, 'secret'>;

export interface Tokens {
  /** The token of `authorization: Bearer ..`; undefined where there is none of ours, or more than one. */
  bearer(headers: RawHeaders): KnownToken | undefined;
}

const BEARER = /^Bearer ([\x21-\x7e]{1,1024})$/i;
const digest = (text: string) => createHash('sha256').update(text).digest();

/** Keeps hashes only. GW203 where a secret is short, or where two tokens share a name or a secret. */
export function bearerTokens(tokens: readonly Token[]): Tokens {
  const kept = tokens.map(({ secret, ...known }) => ({
    known,
    hash: digest(strongSecret(`The token ${JSON.stringify(known.name)}`, secret)),
  }));
  refuseTwins(
    kept.map(({ known }) => known.name),
    'name',
  );
  refuseTwins(
    kept.map(({ hash }) => hash.toString('hex')),
    'secret',
  );
  return {
    bearer(headers) {
      const [, given] = BEARER.exec(onlyValue(headers, 'authorization') ?? '') ?? [];
      if (given === undefined) return undefined;
      const hash = digest(given);
      let found: KnownToken | undefined;
      for (const one of kept) if (timingSafeEqual(one.hash, hash)) found = one.known;
      return found;
    },
  };
}

function refuseTwins(values: readonly string[], what: string): void {
  if (new Set(values).size === values.length) return;
  throw new GatewayError({
    code: 'GW203',
    problem: `Two tokens have the same ${what}`,
    remedy: 'Nobody could tell afterwards who did it: give each its own.',
  });
}
