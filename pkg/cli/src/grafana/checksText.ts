import type { Check } from '@release-risk/apply/check';
import { plain } from '@release-risk/model/plainText';
import type { Style } from '../terminal/style.ts';

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
