import { fingerprint } from '@release-risk/compiler/fingerprint';
import { normalize } from '@release-risk/compiler/normalize';
import type { Diagnostic } from '@release-risk/language/diagnostics/diagnostic';
import { readModel } from '@release-risk/language/document/readModel';
import type { RiskModel } from '@release-risk/model/model';
import type { Finding } from '../../risk/edit/finding.ts';

/** What the reader of documents says to a text. */
export interface Checked {
  /** Undefined while there are errors. */
  readonly model: RiskModel | undefined;
  /** Errors and warnings, by their place in the text. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads a text as the command line does: the same codes, words and places. */
export function check(text: string, name: string): Checked {
  const read = readModel(text, `${name}.yaml`);
  return read.ok
    ? { model: read.model, diagnostics: read.warnings }
    : { model: undefined, diagnostics: read.diagnostics };
}

export function errorsOf({ diagnostics }: Checked): readonly Diagnostic[] {
  return diagnostics.filter(({ severity }) => severity === 'error');
}

/** Diagnostics as fields show them, their paths from `within` on: `signals[2]` makes `signals[2].limit` a `limit`. */
export function findingsIn(diagnostics: readonly Diagnostic[], within = ''): readonly Finding[] {
  return diagnostics.flatMap(({ path, code, message, hint = '' }): Finding[] => {
    const rest = pathFrom(path, within);
    return rest === undefined ? [] : [{ path: rest, message: `${message} (${code})`, hint }];
  });
}

function pathFrom(path: string, within: string): string | undefined {
  if (within === '') return path;
  if (path === within) return '';
  return path.startsWith(`${within}.`) ? path.slice(within.length + 1) : undefined;
}

export function fingerprintOf(model: RiskModel): string {
  return fingerprint(normalize(model));
}
