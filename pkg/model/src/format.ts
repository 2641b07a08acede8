import { UNITS, type Unit } from './units.ts';

/** What stands for a number that is not there. */
const NONE = 'none';

/** Above this, toFixed falls back to an exponent; every double there is a whole number. */
const TO_FIXED_ENDS = 1e21;

/** A double that is no tie of three digits differs from one within its first 22 digits. */
const EXACT_DIGITS = 40;

/**
 * A reading as people read it: three significant digits, half-even, no exponent, no thousands separator,
 * no trailing zeros after the point, then the unit. `formatReading(0.0412, 'ratio')` is "4.12%".
 * NaN and the infinities are written "none".
 */
export function formatReading(x: number, unit: Unit = ''): string {
  const { scale, suffix } = UNITS[unit];
  const text = formatNumber(x * scale);
  return text === NONE ? NONE : text + suffix;
}

/** The number of {@link formatReading} without a unit. */
export function formatNumber(x: number): string {
  if (!Number.isFinite(x)) return NONE;
  if (x === 0) return '0';
  const text = withoutTrailingZeros(threeDigits(Math.abs(x)));
  return x < 0 ? `-${text}` : text;
}

/** Two decimals, half-even on the exact value, as Go's `%.2f`: scores and points. */
export function formatScore(x: number): string {
  return Number.isFinite(x) ? fixed(x, 2) : NONE;
}

/** A share in whole percent, half-even: `formatShare(0.342)` is "34%". */
export function formatShare(x: number): string {
  const percent = x * 100;
  return Number.isFinite(percent) ? `${fixed(percent, 0)}%` : NONE;
}

/** Go's `%.2e` of a positive number, written out without its exponent. */
function threeDigits(x: number): string {
  const [mantissa = '', power] = x.toExponential(2).split('e');
  const isTie = /^\d\.\d\d50*e/.test(x.toExponential(EXACT_DIGITS));
  const digits = (isTie ? toEven(mantissa) : mantissa).replace('.', '');
  const exponent = Number(power);
  if (exponent < 0) return `0.${'0'.repeat(-exponent - 1)}${digits}`;
  if (exponent >= 2) return digits + '0'.repeat(exponent - 2);
  return `${digits.slice(0, exponent + 1)}.${digits.slice(exponent + 1)}`;
}

/** Go's `%.2f` or `%.0f`, but never a negative zero. */
function fixed(x: number, decimals: 0 | 2): string {
  const magnitude = Math.abs(x);
  // n + 1/2 units of the last decimal is an odd multiple of this power of two, and scaling by it is exact.
  const isTie = (magnitude * 2 ** (decimals + 1)) % 2 === 1;
  const text = isTie ? toEven(toFixed(magnitude, decimals)) : toFixed(magnitude, decimals);
  return x < 0 && Number(text) !== 0 ? `-${text}` : text;
}

function toFixed(magnitude: number, decimals: 0 | 2): string {
  if (magnitude < TO_FIXED_ENDS) return magnitude.toFixed(decimals);
  return BigInt(magnitude).toString() + (decimals === 0 ? '' : '.00');
}

/** JavaScript rounds an exact tie up; an odd last digit shows that the even neighbour is the one below. */
function toEven(roundedUp: string): string {
  const last = Number(roundedUp.at(-1));
  return last % 2 === 1 ? roundedUp.slice(0, -1) + (last - 1) : roundedUp;
}

function withoutTrailingZeros(text: string): string {
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}
