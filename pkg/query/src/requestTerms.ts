/** What stands in a request, checked before it is sent. Each fails with `invalidRequest`. */
import { Failure } from './failure.ts';

const refuse = (problem: string, remedy: string): Failure => new Failure({ code: 'invalidRequest', problem, remedy });

/** Epoch seconds to whole milliseconds. */
export function momentMs(seconds: number): number {
  if (!Number.isFinite(seconds)) throw refuse('the time is not a number', 'Give the time in epoch seconds.');
  return Math.round(seconds * 1000);
}

/** Whole epoch milliseconds as Prometheus takes a time: seconds, without an exponent ever. */
export const epochSeconds = (ms: number): string => String(ms / 1000);

/** The same for Loki: nanoseconds, too large for a number. */
export const epochNanoseconds = (ms: number): string => String(BigInt(ms) * 1_000_000n);

/** A series look-up without a selector would list everything the server has. */
export function requireSelectors(matchers: readonly string[]): readonly string[] {
  if (matchers.length === 0 || matchers.some((matcher) => matcher.trim() === '')) {
    throw refuse('a selector is empty', 'Name at least one selector, such as {job="api"}.');
  }
  return matchers;
}

const CLASSIC_NAME = /^[a-zA-Z_][a-zA-Z0-9_]*$/;

/**
 * A label name as a path segment for Prometheus: names outside the classic alphabet (UTF-8 names, Prometheus 3) in
 * its `U__` escaping, which also keeps `..` and slashes out of the path.
 */
export function escapedLabelName(name: string): string {
  if (name === '') throw refuse('the label has no name', 'Name the label.');
  if (CLASSIC_NAME.test(name)) return name;
  const escaped = Array.from(name, (character) => {
    if (character === '_') return '__';
    if (/^[a-zA-Z0-9:]$/.test(character)) return character;
    const point = character.codePointAt(0) ?? 0xfffd;
    const surrogate = point >= 0xd800 && point <= 0xdfff;
    return surrogate ? '_FFFD_' : `_${point.toString(16)}_`;
  });
  return `U__${escaped.join('')}`;
}

/** A label name as a path segment for Loki, which knows the classic alphabet only. */
export function lokiLabelName(name: string): string {
  if (CLASSIC_NAME.test(name)) return name;
  throw refuse('the label name is not one that Loki knows', 'Use letters, digits and _, not beginning with a digit.');
}
