import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/** What Grafana's uid columns hold. */
const UID_AT_MOST = 40;
const TITLE_AT_MOST = 190;
const TAIL = 8;

/**
 * A stable uid of at most 40 characters out of `a-z A-Z 0-9 - _`: the name itself where it fits, otherwise its
 * beginning and a hash of all of it, so that two names never share a uid by being cut.
 */
export function stableUid(name: string): string {
  const clean = name.replace(/[^a-zA-Z0-9_-]/g, '-');
  if (clean === name && name.length <= UID_AT_MOST) return name;
  return `${clean.slice(0, UID_AT_MOST - TAIL - 1)}-${shortHash(name)}`;
}

/** A title of at most 190 characters, cut the same way. */
export function stableTitle(title: string): string {
  const characters = Array.from(title);
  if (characters.length <= TITLE_AT_MOST) return title;
  return `${characters.slice(0, TITLE_AT_MOST - TAIL - 3).join('')}… ${shortHash(title)}`;
}

/** Eight hex digits of SHA-256. */
export function shortHash(text: string): string {
  return bytesToHex(sha256(utf8ToBytes(text))).slice(0, TAIL);
}
