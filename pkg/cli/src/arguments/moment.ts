import { parseDuration } from '@release-risk/language/queryText/duration';
import { usageError } from '../errors.ts';

const ISO = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2}))?$/;

/**
 * Epoch milliseconds of a time option: ISO 8601 with a zone (a bare day is its midnight in UTC), epoch seconds, or a
 * duration before `now` with a leading minus (`-10m`). Throws RR601.
 */
export function momentOption(name: string, text: string, now: number): number {
  const trimmed = text.trim();
  if (/^\d{9,11}(\.\d+)?$/.test(trimmed)) return Number(trimmed) * 1000;
  const ago = trimmed.startsWith('-') ? parseDuration(trimmed.slice(1)) : undefined;
  if (ago !== undefined) return now - ago * 1000;
  const at = ISO.test(trimmed) ? Date.parse(trimmed) : NaN;
  if (!Number.isNaN(at)) return at;
  throw usageError(
    `${name} ${JSON.stringify(text)} is not a time`,
    'Write it as 2026-11-21T11:30:00Z, as epoch seconds, or as -10m for ten minutes ago.',
  );
}

/** `2026-11-21 11:30:05 UTC`: the same on every machine that reads the log. */
export function spokenMoment(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

/** `11:30:05` in UTC. */
export function clockTime(ms: number): string {
  return new Date(ms).toISOString().slice(11, 19);
}
