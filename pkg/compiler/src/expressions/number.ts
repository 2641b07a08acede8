const HEXADECIMAL = /^0[xX][0-9a-fA-F]+$/u;
const OCTAL = /^0[0-7]+$/u;
const DECIMAL = /^(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?$/u;
const LARGEST_UINT64 = 2n ** 64n - 1n;

function unsigned64(digits: string): number | undefined {
  const value = BigInt(digits);
  return value > LARGEST_UINT64 ? undefined : Number(value);
}

/**
 * A number literal as Grafana reads it: first as an unsigned 64-bit integer with a base prefix (`0x10` is 16, `010` is
 * 8), then as a decimal (`08` is 8). Undefined when it is neither, or overflows (`1e400`).
 */
export function parseNumber(text: string): number | undefined {
  if (HEXADECIMAL.test(text)) return unsigned64(text);
  if (OCTAL.test(text)) {
    const octal = unsigned64(`0o${text.slice(1)}`);
    if (octal !== undefined) return octal;
  }
  if (!DECIMAL.test(text)) return undefined;
  const value = Number(text);
  return Number.isFinite(value) ? value : undefined;
}
