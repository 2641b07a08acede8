import { readModel } from '@release-risk/language/document/readModel';
import type { RiskModel } from '@release-risk/model/model';

/** The model of a YAML text that must be sound; its diagnostics otherwise, as an error. For tests. */
export function modelOf(yaml: string): RiskModel {
  const read = readModel(yaml, 'test.yaml');
  if (read.ok) return read.model;
  throw new Error(read.diagnostics.map(({ code, place, message }) => `${place.line}: ${code} ${message}`).join('\n'));
}
