import type { Diagnostic } from '@release-risk/language/diagnostics/diagnostic';
import { readModel } from '@release-risk/language/document/readModel';
import type { RiskModel } from '@release-risk/model/model';
import { CliError } from '../errors.ts';
import { readText } from '../files.ts';

/** The model in a file, with its warnings. Throws RR602 and RR604. */
export async function loadModel(
  file: string,
): Promise<{ readonly model: RiskModel; readonly warnings: readonly Diagnostic[] }> {
  const read = readModel(await readText(file), file);
  if (!read.ok) throw new CliError({ code: 'RR604', file, diagnostics: read.diagnostics });
  return read;
}
