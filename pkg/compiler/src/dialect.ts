import type { DatasourceType } from '@release-risk/model/model';
import { addMatchers as addLogqlMatchers } from '@release-risk/language/logql/addMatchers';
import { canonicalText as canonicalLogql } from '@release-risk/language/logql/canonicalText';
import { parseLogql } from '@release-risk/language/logql/parse';
import { shiftBy as shiftLogql } from '@release-risk/language/logql/shiftBy';
import { addMatchers as addPromqlMatchers } from '@release-risk/language/promql/addMatchers';
import { canonicalText as canonicalPromql } from '@release-risk/language/promql/canonicalText';
import { parsePromql } from '@release-risk/language/promql/parse';
import { shiftBy as shiftPromql } from '@release-risk/language/promql/shiftBy';
import { formatDuration } from '@release-risk/language/queryText/duration';

/** What the compiler does to a query text, in either language; always through its parser. */
export interface Dialect {
  /** The same query in its one spelling. */
  canonical(query: string): string;
  /** The same query as it was `seconds` ago. */
  shifted(query: string, seconds: number): string;
  /** The same query over the series that have this label. */
  matching(query: string, label: string, value: string): string;
}

/** A text that reached the compiler without being read as a model: a defect of ours, not of the user's. */
function parsed<Q>(result: { readonly ok: true; readonly query: Q } | { readonly ok: false }, text: string): Q {
  if (result.ok) return result.query;
  throw new TypeError(`The compiler was given a query that does not parse: ${text}`);
}

export const DIALECTS: Readonly<Record<DatasourceType, Dialect>> = {
  prometheus: {
    canonical: (text) => canonicalPromql(parsed(parsePromql(text), text)),
    shifted: (text, seconds) => shiftPromql(parsed(parsePromql(text), text), formatDuration(seconds)),
    matching: (text, label, value) => addPromqlMatchers(parsed(parsePromql(text), text), [{ label, op: '=', value }]),
  },
  loki: {
    canonical: (text) => canonicalLogql(parsed(parseLogql(text), text)),
    shifted: (text, seconds) => shiftLogql(parsed(parseLogql(text), text), formatDuration(seconds)),
    matching: (text, label, value) => addLogqlMatchers(parsed(parseLogql(text), text), [{ label, op: '=', value }]),
  },
};
