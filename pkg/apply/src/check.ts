import type { Style } from '../terminal/style.ts';
import { plain } from '../terminal/plainText.ts';

/** One thing that was looked at. `fail` stands in the way of applying, `warn` does not. */
export interface Check {
  readonly level: 'ok' | 'warn' | 'fail';
  readonly what: string;
  readonly found: string;
  /** What to do; undefined where all is well. */
  readonly hint?: string | undefined;
}

export const ok = (what: string, found: string): Check => ({ level: 'ok', what, found });
export const warn = (what: string, found: string, hint: string): Check => ({ level: 'warn', what, found, hint });
export const fail = (what: string, found: string, hint: string): Check => ({ level: 'fail', what, found, hint });

const WORDS = { ok: 'ok  ', warn: 'warn', fail: 'FAIL' } as const;

/** Checks as lines: a word and what was found; where something is amiss, what to do. */
export function checksText(style: Style, checks: readonly Check[]): string {
  const paints = { ok: style.green, warn: style.yellow, fail: style.red };
  return checks
    .map(({ level, what, found, hint }) => {
      const line = `${paints[level](WORDS[level])}  ${plain(what)}: ${plain(found)}\n`;
      return hint === undefined ? line : `${line}      ${style.dim(plain(hint))}\n`;
    })
    .join('');
}
