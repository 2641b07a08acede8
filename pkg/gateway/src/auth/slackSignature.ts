import { onlyValue, type RawHeaders } from './credentialHeaders.ts';
import { isHexSha256, isSignedByOneOf } from './hmacHex.ts';
import type { KnownPerson } from './knownPerson.ts';
import { rotatingSecrets } from './secretStrength.ts';
import { isNear } from './signatureTime.ts';

const SIGNATURE = 'x-slack-signature';
const TIMESTAMP = 'x-slack-request-timestamp';
const VERSION = 'v0=';

/** People of Slack by their ids, such as `U02A`: who they are here. E-mail addresses and names prove nothing. */
export type SlackPeople = Readonly<
  Record<string, { readonly name: string; readonly knownAs?: readonly string[] | undefined }>
>;

export interface SlackSignature {
  /** What can be told before the body is read. */
  mayBeSigned(headers: RawHeaders, now: number): boolean;
  /** The signature; undefined where Slack did not make it, or not now (epoch ms). */
  verified(headers: RawHeaders, body: Uint8Array, now: number): string | undefined;
  /** Who a user of Slack is; undefined for all that are not in the configuration. */
  personOf(userId: string): KnownPerson | undefined;
}

/** Slack's signing secret, or two during rotation; GW203 where one is short. */
export function slackSignature(secrets: readonly string[], people: SlackPeople): SlackSignature {
  const strong = rotatingSecrets('The signing secret of Slack', secrets);
  const known = new Map(Object.entries(people));
  const partsOf = (headers: RawHeaders, now: number) => {
    const signature = onlyValue(headers, SIGNATURE);
    const timestamp = onlyValue(headers, TIMESTAMP);
    if (signature?.startsWith(VERSION) !== true || timestamp === undefined) return undefined;
    const hex = signature.slice(VERSION.length);
    return isHexSha256(hex) && isNear(timestamp, now) ? { hex, timestamp } : undefined;
  };
  return {
    mayBeSigned: (headers, now) => partsOf(headers, now) !== undefined,
    verified(headers, body, now) {
      const parts = partsOf(headers, now);
      if (parts === undefined) return undefined;
      return isSignedByOneOf(strong, parts.hex, `v0:${parts.timestamp}:`, body) ? parts.hex : undefined;
    },
    personOf(userId) {
      const person = known.get(userId);
      if (person === undefined) return undefined;
      const { name, knownAs = [] } = person;
      return { actor: { kind: 'person', id: `slack:${userId}`, name }, knownAs };
    },
  };
}
