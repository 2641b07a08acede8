/** A fixed pseudo-random number in [0, 1) for an integer key: the same on every machine and in every run. */
export function hashToUnit(key: number, salt: number): number {
  let h = Math.imul((key | 0) ^ Math.imul(Math.floor(key / 4294967296) | 0, 0x27d4eb2f), 0x9e3779b1) ^ (salt | 0);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return ((h ^ (h >>> 16)) >>> 0) / 4294967296;
}

/**
 * Smooth noise in [-1, 1]: fixed random values at every `knotMs`, a cosine between them. The value at a time never
 * changes, so that what is generated for the past and what is produced live follow the same curve.
 */
export function smoothNoise(atMs: number, knotMs: number, salt: number): number {
  const position = atMs / knotMs;
  const knot = Math.floor(position);
  const blend = (1 - Math.cos(Math.PI * (position - knot))) / 2;
  const left = 2 * hashToUnit(knot, salt) - 1;
  const right = 2 * hashToUnit(knot + 1, salt) - 1;
  return left + (right - left) * blend;
}
