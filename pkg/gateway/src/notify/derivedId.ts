import { createHash } from 'node:crypto';

/** The same text gives the same digits: 64 hexadecimal ones. */
export function derivedHex(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** The same text gives the same UUID (version 8: one's own). */
export function derivedUuid(text: string): string {
  const hex = derivedHex(text);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
