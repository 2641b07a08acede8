import { createHmac, timingSafeEqual } from 'node:crypto';

const HEX_SHA256 = /^[0-9a-f]{64}$/;

/** Whether a text can be a hex HMAC-SHA256 at all. */
export function isHexSha256(text: string): boolean {
  return HEX_SHA256.test(text);
}

/** Whether one of the secrets made this signature. Takes as long whichever it was, and whether or not. */
export function isSignedByOneOf(
  secrets: readonly string[],
  signature: string,
  beginning: string,
  body: Uint8Array,
): boolean {
  if (!isHexSha256(signature)) return false;
  const given = Buffer.from(signature, 'hex');
  let found = false;
  for (const secret of secrets) {
    const made = createHmac('sha256', secret).update(beginning).update(body).digest();
    if (made.length === given.length && timingSafeEqual(made, given)) found = true;
  }
  return found;
}
