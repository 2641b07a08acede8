import { quote } from './quote.ts';

const NANOSECONDS: Readonly<Record<string, number>> = {
  ns: 1,
  us: 1e3,
  µs: 1e3,
  μs: 1e3,
  ms: 1e6,
  s: 1e9,
  m: 60e9,
  h: 3600e9,
};
const DAY = 24 * 3600e9;
const CALENDAR: Readonly<Record<string, number>> = { d: DAY, w: 7 * DAY, M: (DAY * 365.25) / 12, y: DAY * 365.25 };
const LARGEST = 2 ** 63;
const PART = /([0-9]+\.?[0-9]*|\.[0-9]+)([^0-9.]*)/uy;

function clockDuration(text: string): number | string {
  const invalid = `time: invalid duration ${quote(text)}`;
  const negative = text.startsWith('-');
  const body = text.replace(/^[+-]/u, '');
  if (body === '0') return 0;
  if (body === '') return invalid;
  let total = 0;
  let position = 0;
  while (position < body.length) {
    PART.lastIndex = position;
    const part = PART.exec(body);
    if (part === null) return invalid;
    const unit = part[2] ?? '';
    if (unit === '') return `time: missing unit in duration ${quote(text)}`;
    const factor = Object.hasOwn(NANOSECONDS, unit) ? NANOSECONDS[unit] : undefined;
    if (factor === undefined) return `time: unknown unit ${quote(unit)} in duration ${quote(text)}`;
    total += Math.trunc(Number(part[1]) * factor);
    position += part[0].length;
  }
  if (total >= LARGEST) return invalid;
  return negative ? -total : total;
}

/**
 * A duration as Grafana reads it: Go's clock units in any combination (`1m30s`), or a whole number of one of
 * `d` `w` `M` `y` (a year is 365.25 days, a month a twelfth of it).
 * @returns nanoseconds, or Grafana's message when the text is no duration.
 */
export function parseDuration(text: string): number | string {
  const calendar = /^([0-9]+)([dwMy])$/u.exec(text);
  if (calendar === null) return clockDuration(text);
  return Math.trunc(Number(calendar[1]) * (CALENDAR[calendar[2] ?? ''] ?? 0));
}
