import type { RiskModel } from '@release-risk/model/model';
import { formatPath, severityOf, type Diagnostic, type Finding, type Place } from '../diagnostics/diagnostic.ts';
import { knownKeys } from './jsonSchema.ts';
import { meaningFindings } from './meaning.ts';
import { soundParts, wholeParts } from './parts.ts';
import { queryFindings } from './queries.ts';
import { documentSchema } from './schema.ts';
import { shapeFindings } from './shapeFindings.ts';
import { toModel } from './toModel.ts';
import { readYaml, type YamlSource } from './yamlSource.ts';

export type ReadResult =
  | { readonly ok: true; readonly model: RiskModel; readonly warnings: readonly Diagnostic[] }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

/**
 * Reads a model written in YAML or JSON. Every broken rule is reported at once, each with its line and column;
 * `file` is only what the diagnostics call the text. Never throws.
 *
 *     text -> YAML with positions -> shape (schema) -> queries and meaning -> model
 */
export function readModel(text: string, file: string): ReadResult {
  const yaml = readYaml(text);
  if (!yaml.ok) {
    return { ok: false, diagnostics: yaml.findings.map((finding) => toDiagnostic(finding, file, finding.place)) };
  }
  const { source } = yaml;
  const parsed = documentSchema.safeParse(source.value, { reportInput: true });
  if (!parsed.success) {
    const parts = soundParts(source.value);
    const shape = shapeFindings(parsed.error.issues, [], knownKeys);
    return failed([...shape, ...queryFindings(parts), ...meaningFindings(parts)], source, file);
  }
  const parts = wholeParts(parsed.data);
  const findings = [...queryFindings(parts), ...meaningFindings(parts)];
  if (findings.some((finding) => severityOf(finding.code) === 'error')) return failed(findings, source, file);
  return { ok: true, model: toModel(parsed.data), warnings: placed(findings, source, file) };
}

function failed(findings: readonly Finding[], source: YamlSource, file: string): ReadResult {
  return { ok: false, diagnostics: placed(findings, source, file) };
}

function placed(findings: readonly Finding[], source: YamlSource, file: string): Diagnostic[] {
  return findings
    .map((finding) => toDiagnostic(finding, file, placeOf(finding, source)))
    .sort((a, b) => a.place.line - b.place.line || a.place.column - b.place.column || (a.code < b.code ? -1 : 1));
}

function placeOf(finding: Finding, source: YamlSource): Place {
  if (finding.within !== undefined) return source.placeWithin(finding.path, finding.within);
  return source.place(finding.path, finding.atKey);
}

function toDiagnostic(finding: Finding, file: string, place: Place): Diagnostic {
  const { code, message, hint } = finding;
  return { code, severity: severityOf(code), message, hint, file, place, path: formatPath(finding.path) };
}
