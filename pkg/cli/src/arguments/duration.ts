import { parseDuration } from '@release-risk/language/queryText/duration';
import { usageError } from '../errors.ts';

/** Seconds of a duration option such as `10m`; `--name 0s` only where `zero` is allowed. Throws RR601. */
export function durationOption(name: string, text: string, zero: 'zero' | 'positive'): number {
  const seconds = parseDuration(text);
  if (seconds !== undefined && (seconds > 0 || zero === 'zero')) return seconds;
  throw usageError(
    `${name} ${JSON.stringify(text)} is not a ${zero === 'positive' ? 'positive ' : ''}duration`,
    'Write it as 30s, 10m, 2h or 1h30m.',
  );
}

/** A length of time as people read it: `45 s`, `3 min`, `2 h 5 min`, `4 days`. Seconds in. */
export function spokenDuration(seconds: number): string {
  const s = Math.max(0, Math.round(seconds));
  if (s < 60) return `${s} s`;
  if (s < 3600) return s % 60 === 0 || s >= 600 ? `${Math.round(s / 60)} min` : `${Math.floor(s / 60)} min ${s % 60} s`;
  const minutes = Math.round(s / 60);
  if (minutes < 48 * 60) {
    return minutes % 60 === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
  }
  return `${Math.round(s / 86_400)} days`;
}
