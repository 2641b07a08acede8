const TWO_POW_54 = 2 ** 54;
const word = new Float64Array(1);
const halves = new Uint32Array(word.buffer);
const LITTLE_ENDIAN = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1;
const HIGH = LITTLE_ENDIAN ? 1 : 0;

/** Splits a finite non-zero number into mantissa (0.5 <= |mantissa| < 1) and power of two. */
function split(value: number): { mantissa: number; exponent: number } {
  const subnormal = Math.abs(value) < 2 ** -1022;
  word[0] = subnormal ? value * TWO_POW_54 : value;
  const high = halves[HIGH] ?? 0;
  const exponent = ((high >>> 20) & 0x7ff) - 1022 - (subnormal ? 54 : 0);
  halves[HIGH] = (high & 0x800fffff) | (1022 << 20);
  return { mantissa: word[0] ?? 0, exponent };
}

/** `value * 2 ** exponent`, rounded once also where the result is subnormal. */
function scale(value: number, exponent: number): number {
  if (value === 0 || !Number.isFinite(value)) return value;
  const parts = split(value);
  const total = parts.exponent + exponent;
  if (total > 1024) return parts.mantissa * Infinity;
  if (total < -1080) return parts.mantissa * 0;
  if (total < -1021) return parts.mantissa * 2 ** (total + 54) * 2 ** -54;
  return parts.mantissa * 2 * 2 ** (total - 1);
}

function isOddInteger(value: number): boolean {
  return Math.abs(value) < 2 ** 53 && Math.abs(value % 2) === 1;
}

function powerOfZero(base: number, exponent: number): number {
  const odd = isOddInteger(exponent) && Object.is(base, -0);
  if (exponent < 0) return odd ? -Infinity : Infinity;
  return odd ? base : 0;
}

/** The base is above or below one in size and the exponent goes up or down without bound. */
function unbounded(base: number, upwards: boolean): number {
  if (base === -1) return 1;
  return Math.abs(base) < 1 === upwards ? 0 : Infinity;
}

/** The cases with a fixed answer; they differ from `**` of JavaScript in `1 ** x` and `-1 ** ±Infinity`. */
function specialPower(base: number, exponent: number): number | undefined {
  if (exponent === 0 || base === 1) return 1;
  if (exponent === 1) return base;
  if (Number.isNaN(base) || Number.isNaN(exponent)) return NaN;
  if (base === 0) return powerOfZero(base, exponent);
  if (!Number.isFinite(exponent)) return unbounded(base, exponent > 0);
  if (base === -Infinity) return powerOfZero(-0, -exponent);
  if (base === Infinity) return exponent < 0 ? 0 : Infinity;
  if (exponent === 0.5) return Math.sqrt(base);
  if (exponent === -0.5) return 1 / Math.sqrt(base);
  return undefined;
}

/**
 * `base ** exponent` as Go's `math.Pow` gives it: the same special cases, and for whole exponents and halves the same
 * last bit (square-and-multiply on the mantissa with the powers of two counted aside). Other fractional exponents go
 * through exp and log and may differ in the last bits.
 */
export function power(base: number, exponent: number): number {
  const special = specialPower(base, exponent);
  if (special !== undefined) return special;
  const size = Math.abs(exponent);
  let whole = Math.trunc(size);
  let fraction = size - whole;
  if (fraction !== 0 && base < 0) return NaN;
  if (whole >= 2 ** 63) return unbounded(base, exponent > 0);
  if (fraction > 0.5) {
    fraction -= 1;
    whole += 1;
  }
  const start = fraction === 0 ? 1 : Math.exp(fraction * Math.log(base));
  const raised = raise(base, whole, start);
  return exponent < 0 ? scale(1 / raised.mantissa, -raised.exponent) : scale(raised.mantissa, raised.exponent);
}

/** `start * base ** whole` as a mantissa and a power of two. */
function raise(base: number, whole: number, start: number): { mantissa: number; exponent: number } {
  let { mantissa: square, exponent: squareExponent } = split(base);
  let mantissa = start;
  let exponent = 0;
  for (let rest = whole; rest !== 0; rest = Math.floor(rest / 2)) {
    if (Math.abs(squareExponent) > 4096) {
      // Out of range whatever follows: at least one bit of the exponent is left.
      exponent += squareExponent;
      break;
    }
    if (rest % 2 === 1) {
      mantissa *= square;
      exponent += squareExponent;
    }
    square *= square;
    squareExponent *= 2;
    if (square < 0.5) {
      square *= 2;
      squareExponent -= 1;
    }
  }
  return { mantissa, exponent };
}
