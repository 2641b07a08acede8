import { UNITS, type Unit } from './units.ts';

/** More decimal digits than two neighbouring doubles can hide a tie behind. */
const EXACT_DIGITS = 60;

/**
 * The decimal digits of |x| rounded half to even at `keep` digits after the first one.
 * Half-even on the exact binary value is what Go's `%.2e` prints, so alert templates show the same text;
 * JavaScript's own toExponential rounds exact ties up.
 */
function roundedDigits(x: number, keep: number): { digits: string; exponent: number } {
  const exact = Math.abs(x).toExponential(EXACT_DIGITS);
  const at = exact.indexOf('e');
  const all = exact.slice(0, at).replace('.', '');
  const exponent = Number(exact.slice(at + 1));
  const head = all.slice(0, keep + 1);
  const tail = all.slice(keep + 1);
  const isTie = /^50*$/.test(tail);
  const roundsUp = isTie ? Number(head.at(-1)) % 2 === 1 : tail >= '5';
  if (!roundsUp) return { digits: head, exponent };
  const up = (BigInt(head) + 1n).toString();
  return up.length > head.length ? { digits: up.slice(0, -1), exponent: exponent + 1 } : { digits: up, exponent };
}

function place(digits: string, exponent: number): string {
  if (exponent < 0) return `0.${'0'.repeat(-exponent - 1)}${digits}`;
  if (exponent >= digits.length - 1) return digits + '0'.repeat(exponent - digits.length + 1);
  return `${digits.slice(0, exponent + 1)}.${digits.slice(exponent + 1)}`;
}

function withoutTrailingZeros(text: string): string {
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

/**
 * A reading as people read it: three significant digits, half-even, no exponent, no thousands separator,
 * no trailing zeros after the point, then the unit. `formatReading(0.0412, 'ratio')` is "4.12%".
 */
export function formatReading(x: number, unit: Unit = ''): string {
  const { scale, suffix } = UNITS[unit];
  return formatNumber(x * scale) + suffix;
}

/** The number of {@link formatReading} without a unit. NaN and the infinities are written "none". */
export function formatNumber(x: number): string {
  if (!Number.isFinite(x)) return 'none';
  if (x === 0) return '0';
  const { digits, exponent } = roundedDigits(x, 2);
  const text = withoutTrailingZeros(place(digits, exponent));
  return x < 0 ? `-${text}` : text;
}

/** Two decimals, half-even on the exact value, as Go's `%.2f`: scores and points. */
export function formatScore(x: number): string {
  if (!Number.isFinite(x)) return 'none';
  return formatFixed(x, 2);
}

/** A share in whole percent, half-even: `formatShare(0.342)` is "34%". */
export function formatShare(x: number): string {
  if (!Number.isFinite(x)) return 'none';
  return `${formatFixed(x * 100, 0)}%`;
}

function formatFixed(x: number, decimals: number): string {
  if (x === 0) return (0).toFixed(decimals);
  const magnitude = Number(Math.abs(x).toExponential(EXACT_DIGITS).split('e')[1]);
  const keep = magnitude + decimals;
  if (keep < -1) return (0).toFixed(decimals);
  // With keep = -1 the first digit itself is rounded away or up: a leading zero gives it a place to go.
  const text = keep < 0 ? roundedLeadingZero(x, decimals) : placeFixed(x, keep, decimals);
  return x < 0 && Number(text) !== 0 ? `-${text}` : text;
}

function placeFixed(x: number, keep: number, decimals: number): string {
  const { digits, exponent } = roundedDigits(x, keep);
  const whole = place(digits, exponent);
  const [int = '0', fraction = ''] = whole.split('.');
  return decimals === 0 ? int : `${int}.${fraction.slice(0, decimals).padEnd(decimals, '0')}`;
}

function roundedLeadingZero(x: number, decimals: number): string {
  const half = 0.5 * 10 ** -decimals;
  return Math.abs(x) > half ? (10 ** -decimals).toFixed(decimals) : (0).toFixed(decimals);
}
