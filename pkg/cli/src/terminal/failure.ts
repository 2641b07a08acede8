import { plain } from '@release-risk/model/plainText';
import type { CliError } from '../errors.ts';
import type { Style } from './style.ts';
import { wrapped } from './width.ts';

/** An error for people: what is wrong, then what to do. */
export function failureText(style: Style, error: Pick<CliError, 'code' | 'message' | 'hint'>): string {
  const indent = '  ';
  const head = `${style.red(style.bold('error'))} ${style.dim(error.code)}  ${plain(error.message)}`;
  const hint = wrapped(plain(error.hint), style.width - indent.length).map((line) => `${indent}${style.dim(line)}`);
  return `${[head, ...hint].join('\n')}\n`;
}
