/** Ten zeros while an exponent is being written out. */
const TEN = '~';

/** Go's replacement patterns, in this order. Only `%.3g` made the numbers, so exponents have at least two digits. */
const STEPS: readonly (readonly [pattern: string, replacement: string])[] = [
  // Three digits before a positive exponent: 3e+03, 3.1e+03 -> 3.10e+03.
  [String.raw`(^|[^.\d])(\d)e\+`, '${1}${2}.00e+'],
  [String.raw`(\d)\.(\d)e\+`, '${1}.${2}0e+'],
  // The exponent becomes a counter that stands where its zeros belong; `;` ends a positive, `:` a negative one.
  [String.raw`(\d)\.(\d\d)e\+(\d+)`, '${1}${2}e${3};'],
  [String.raw`(\d)(?:\.(\d+))?e-(\d+)`, '0.e${3}:${1}${2}'],
  ...[3, 2, 1].map((h) => [String.raw`e${h}(\d\d[;:])`, `${TEN.repeat(10)}e${h > 1 ? h - 1 : ''}\${1}`] as const),
  ...[9, 8, 7, 6, 5, 4, 3, 2, 1].map((t) => [String.raw`e${t}(\d[;:])`, `${TEN}e${t - 1}\${1}`] as const),
  ...[9, 8, 7, 6, 5, 4, 3, 2, 1].map((u) => [`e0${u}([;:])`, `0e0${u - 1}\${1}`] as const),
  [TEN, '0'.repeat(10)],
  // Two zeros too many behind three digits, one too many before the first.
  ['00e00;', ''],
  ['0e00:', ''],
  [String.raw`-0([^.\d]|$)`, '0${1}'],
];

/** Writes out the exponents of a text whose numbers were printed with `%.3g`: the digits are then `formatNumber`'s. */
export const NUMBERS = 'rr';

/**
 * Go prints three significant digits half-even, as `formatNumber` does, but with an exponent from 1000 on; nothing in
 * its templates can multiply or count, so the zeros are written by replacing.
 */
export const DEFINE_NUMBERS = `{{define "${NUMBERS}"}}{{if match \`e[+-]|-0\` .}}{{. | ${STEPS.map(
  ([pattern, replacement]) => `reReplaceAll \`${pattern}\` \`${replacement}\``,
).join(' | ')}}}{{else}}{{.}}{{end}}{{end}}`;

/** The text of `expression` (a string), its exponents written out. */
export function written(expression: string): string {
  return `{{template "${NUMBERS}" ${expression}}}`;
}
