/** A positive double as an exact fraction. */
function fraction(x: number): { readonly numerator: bigint; readonly denominator: bigint } {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, x);
  const bits = view.getBigUint64(0);
  const biased = Number((bits >> 52n) & 0x7ffn);
  const mantissa = (bits & 0xfffffffffffffn) | (biased === 0 ? 0n : 1n << 52n);
  const power = BigInt((biased === 0 ? 1 : biased) - 1075);
  return power >= 0n
    ? { numerator: mantissa << power, denominator: 1n }
    : { numerator: mantissa, denominator: 1n << -power };
}

/** x * 10^shift as a whole number, half-even. */
function rounded(x: number, shift: number): bigint {
  const { numerator, denominator } = fraction(x);
  const top = shift >= 0 ? numerator * 10n ** BigInt(shift) : numerator;
  const bottom = shift >= 0 ? denominator : denominator * 10n ** BigInt(-shift);
  const whole = top / bottom;
  const twice = 2n * (top - whole * bottom);
  const up = twice > bottom || (twice === bottom && whole % 2n === 1n);
  return up ? whole + 1n : whole;
}

function signOf(x: number): string {
  return x < 0 || Object.is(x, -0) ? '-' : '';
}

/** Go's `%.<decimals>f` of a finite number, exactly. */
export function goFixed(x: number, decimals: number): string {
  const digits = rounded(Math.abs(x), decimals)
    .toString()
    .padStart(decimals + 1, '0');
  const cut = digits.length - decimals;
  return signOf(x) + (decimals === 0 ? digits : `${digits.slice(0, cut)}.${digits.slice(cut)}`);
}

/** Go's `%.3g` of a finite number, exactly. */
export function goGeneral(x: number): string {
  if (x === 0) return `${signOf(x)}0`;
  const size = Math.abs(x);
  // Enough digits that the power is that of the exact value: the shortest text of a tiny number may round up a decade.
  let exponent = Number(size.toExponential(40).split('e')[1]);
  let digits = rounded(size, 2 - exponent).toString();
  if (digits.length > 3) {
    exponent += 1;
    digits = digits.slice(0, 3);
  }
  const short = digits.replace(/0+$/, '');
  // Go's threshold is the precision, or the number of digits where those reach past the point.
  const limit = 3 > short.length && short.length >= exponent + 1 ? short.length : 3;
  if (exponent < -4 || exponent >= limit) {
    const power = `${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
    return `${signOf(x)}${short.charAt(0)}${short.length > 1 ? `.${short.slice(1)}` : ''}e${power}`;
  }
  if (exponent < 0) return `${signOf(x)}0.${'0'.repeat(-exponent - 1)}${short}`;
  const whole = short.padEnd(exponent + 1, '0');
  const part = whole.slice(exponent + 1);
  return signOf(x) + whole.slice(0, exponent + 1) + (part === '' ? '' : `.${part}`);
}
