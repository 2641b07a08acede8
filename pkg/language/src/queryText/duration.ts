const UNITS = [
  { unit: 'y', milliseconds: 365 * 86_400_000 },
  { unit: 'w', milliseconds: 7 * 86_400_000 },
  { unit: 'd', milliseconds: 86_400_000 },
  { unit: 'h', milliseconds: 3_600_000 },
  { unit: 'm', milliseconds: 60_000 },
  { unit: 's', milliseconds: 1000 },
  { unit: 'ms', milliseconds: 1 },
] as const;

const DURATION = /^(?:(\d+)y)?(?:(\d+)w)?(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?(?:(\d+)ms)?$/;

const LONGEST_MILLISECONDS = 9_223_372_036_854;

/** What Prometheus' nanoseconds in 64 bits can hold: about 292 years. */
export const LONGEST_SECONDS = LONGEST_MILLISECONDS / 1000;

/**
 * Seconds of a Prometheus duration such as `1h30m`, `7d` or `500ms` (units y w d h m s ms, largest first, each once,
 * whole numbers; a bare `0` is allowed). Undefined when the text is no such duration or is longer than 292 years.
 */
export function parseDuration(text: string): number | undefined {
  if (text === '0') return 0;
  const match = text === '' ? null : DURATION.exec(text);
  if (match === null) return undefined;
  let milliseconds = 0;
  UNITS.forEach((unit, index) => {
    milliseconds += Number(match[index + 1] ?? 0) * unit.milliseconds;
  });
  return milliseconds <= LONGEST_MILLISECONDS ? milliseconds / 1000 : undefined;
}

/**
 * The shortest usual Prometheus text of a duration in seconds, rounded to milliseconds: 5400 -> `1h30m`, 604800 -> `7d`,
 * 0 -> `0s`, negative with a leading `-`. Weeks and years are written as days, as people write look-backs.
 * Throws RangeError when the number is not finite or too long for Prometheus.
 */
export function formatDuration(seconds: number): string {
  const milliseconds = Math.round(Math.abs(seconds) * 1000);
  if (!(milliseconds <= LONGEST_MILLISECONDS)) throw new RangeError(`Not a duration Prometheus can hold: ${seconds} s`);
  if (milliseconds === 0) return '0s';
  let rest = milliseconds;
  let text = seconds < 0 ? '-' : '';
  for (const { unit, milliseconds: length } of UNITS.slice(2)) {
    const count = Math.floor(rest / length);
    if (count > 0) text += `${count}${unit}`;
    rest -= count * length;
  }
  return text;
}

/** Seconds of a duration with an optional leading minus, as shifts take it; throws RangeError when it is none. */
export function signedDurationSeconds(text: string): number {
  const negative = text.startsWith('-');
  const seconds = parseDuration(negative ? text.slice(1) : text);
  if (seconds === undefined) throw new RangeError(`Not a Prometheus duration: ${JSON.stringify(text)}`);
  return negative && seconds !== 0 ? -seconds : seconds;
}
