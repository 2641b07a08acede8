import { SIGNATURE_HEADER, TIMESTAMP_HEADER } from '@release-risk/compiler/emit/grafana/contactPoints';
import { onlyValue, type RawHeaders } from './credentialHeaders.ts';
import { isHexSha256, isSignedByOneOf } from './hmacHex.ts';
import { rotatingSecrets } from './secretStrength.ts';
import { isNear } from './signatureTime.ts';

const SIGNATURE = SIGNATURE_HEADER.toLowerCase();
const TIMESTAMP = TIMESTAMP_HEADER.toLowerCase();

/** What a contact point of Grafana sends: hex HMAC-SHA256 over `<seconds>:` and the body as it came. */
export interface GrafanaSignature {
  /** What can be told before the body is read: both headers once, well-formed, near `now` (epoch ms). */
  mayBeSigned(headers: RawHeaders, now: number): boolean;
  /** The signature; undefined where it is not one of ours, or not of now. */
  verified(headers: RawHeaders, body: Uint8Array, now: number): string | undefined;
}

/**
 * Checks with one secret, or two during rotation; GW203 for secrets that are too short. The signature covers no
 * address, so each contact point needs a secret of its own.
 */
export function grafanaSignature(secrets: readonly string[]): GrafanaSignature {
  const strong = rotatingSecrets('The secret of the Grafana contact point', secrets);
  const partsOf = (headers: RawHeaders, now: number) => {
    const signature = onlyValue(headers, SIGNATURE);
    const timestamp = onlyValue(headers, TIMESTAMP);
    if (signature === undefined || timestamp === undefined) return undefined;
    return isHexSha256(signature) && isNear(timestamp, now) ? { signature, timestamp } : undefined;
  };
  return {
    mayBeSigned: (headers, now) => partsOf(headers, now) !== undefined,
    verified(headers, body, now) {
      const parts = partsOf(headers, now);
      if (parts === undefined) return undefined;
      return isSignedByOneOf(strong, parts.signature, `${parts.timestamp}:`, body) ? parts.signature : undefined;
    },
  };
}
