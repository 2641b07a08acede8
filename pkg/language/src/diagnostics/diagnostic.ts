import { CATALOGUE, type DiagnosticCode } from './catalogue.ts';

export type Severity = 'error' | 'warning';

/** A place in a text: lines and columns count from 1, as editors show them. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** One thing wrong with a model: what, where, and what to do. */
export interface Diagnostic {
  readonly code: DiagnosticCode;
  readonly severity: Severity;
  /** What is wrong, as one sentence without a full stop. */
  readonly message: string;
  /** What to do about it. */
  readonly hint?: string;
  readonly file: string;
  readonly place: Place;
  /** Where in the document: `signals[2].limit`. Empty for the whole document. */
  readonly path: string;
}

/** A diagnostic before its place is known: rules name the path, the reader finds the line. */
export interface Finding {
  readonly code: DiagnosticCode;
  readonly path: readonly (string | number)[];
  readonly message: string;
  readonly hint?: string;
  /** Points at the key itself rather than at its value. */
  readonly atKey?: boolean;
  /** Position inside a query: 0-based characters from the start of the value at `path`. */
  readonly within?: number;
}

export function severityOf(code: DiagnosticCode): Severity {
  return CATALOGUE[code].severity;
}

/** `models/bot.yaml:12:7 error RR404: ...`, then the hint on its own line. */
export function formatDiagnostic(diagnostic: Diagnostic): string {
  const { file, place, severity, code, message, hint } = diagnostic;
  const head = `${file}:${place.line}:${place.column} ${severity} ${code}: ${message}`;
  return hint === undefined ? head : `${head}\n    ${hint}`;
}

/** `signals[2].limit.atLeast` */
export function formatPath(path: readonly (string | number)[]): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`;
    return text === '' ? part : `${text}.${part}`;
  }, '');
}
