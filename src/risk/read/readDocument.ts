import { readModel } from '@release-risk/language/document/readModel';
import { API_VERSION } from '@release-risk/language/document/schema';
import type { RiskModel } from '@release-risk/model/model';
import { ProblemError } from './problemError.ts';

const byText = new Map<string, RiskModel>();
const KEPT = 50;

/**
 * The model of a document that a dashboard or the settings hold. The same document gives the same object, so that
 * everything made from it is made once. Throws {@link ProblemError}.
 */
export function readDocument(document: unknown): RiskModel {
  const text = JSON.stringify(document) ?? 'null';
  const known = byText.get(text);
  if (known !== undefined) return known;
  const name = nameOf(document) ?? 'model';
  const version = memberOf(document, 'apiVersion');
  if (typeof version === 'string' && isNewer(version)) {
    throw new ProblemError({ code: 'RR703', name: 'newerModel', apiVersion: version.slice(0, 60) });
  }
  const read = readModel(text, name);
  if (!read.ok) {
    const diagnostics = read.diagnostics.map(({ path, code, message }) => `${path}: ${message} (${code})`);
    throw new ProblemError({ code: 'RR704', name: 'brokenModel', model: name, diagnostics });
  }
  const [oldest] = byText.keys();
  if (byText.size >= KEPT && oldest !== undefined) byText.delete(oldest);
  byText.set(text, read.model);
  return read.model;
}

/** What a document calls itself, before anything else of it is read. */
export function nameOf(document: unknown): string | undefined {
  const name = memberOf(document, 'name');
  return typeof name === 'string' ? name.slice(0, 200) : undefined;
}

function memberOf(document: unknown, key: string): unknown {
  return typeof document === 'object' && document !== null ? Reflect.get(document, key) : undefined;
}

function isNewer(version: string): boolean {
  const number = (text: string) => Number(/^releaserisk\/v(\d+)$/.exec(text)?.[1] ?? NaN);
  return number(version) > number(API_VERSION);
}
