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
