import type { Identity } from '@release-risk/model/model';
import { SENTINEL } from '@release-risk/model/present';
import { quoteLabelValue } from '@release-risk/language/queryText/quote';

/** `1e100`: written without a plus, which LogQL does not read. */
const SENTINEL_TEXT = SENTINEL.toExponential().replace('+', '');

/** Only finite numbers of honest size: NaN and the infinities are dropped where they arise (design section 5). */
export function finite(query: string): string {
  return `((${query}) > -1e99 < 1e99)`;
}

/** With `empty: zero`: the finite rows, and 0 where there is traffic and no row at all (a NaN row is no zero). */
export function finiteOrZero(query: string, samples: string): string {
  return `(${finite(query)} or (((${samples}) > 0 < 1e99) * 0 unless (${query})))`;
}

/** `rows`, and for each service without one a row that says so (from {@link missingRows}). */
export function guaranteed(rows: string, missing: string): string {
  return `${rows} or ${missing}`;
}

/** One sentinel row per service. */
export function missingRows(labels: readonly string[], services: readonly Identity[]): string {
  return constantRows(SENTINEL_TEXT, labels, services);
}

/** A query of either language that answers nothing. */
export const NO_ROWS = '(vector(0) > 0)';

/** One row per service, all of the same value: a number as the query languages write it, never negative. */
export function constantRows(value: string, labels: readonly string[], services: readonly Identity[]): string {
  if (services.length === 0) return NO_ROWS;
  return balancedOr(services.map((service) => labelled(`vector(${value})`, labels, service)));
}

/** One row with a service's identity. */
export function labelled(vector: string, labels: readonly string[], service: Identity): string {
  return labels.reduce(
    (inner, label) => `label_replace(${inner}, "${label}", ${replacement(service[label] ?? '')}, "", "")`,
    vector,
  );
}

/** `label_replace` expands $1 in its replacement: a literal dollar is written twice. */
function replacement(value: string): string {
  return quoteLabelValue(value.replaceAll('$', '$$$$'));
}

/** A chain of `or` as a balanced tree: servers work through a thousand rows five times faster than through a list. */
export function balancedOr(parts: readonly string[]): string {
  const [first] = parts;
  if (first === undefined) return '';
  if (parts.length === 1) return first;
  const middle = Math.ceil(parts.length / 2);
  return `(${balancedOr(parts.slice(0, middle))} or ${balancedOr(parts.slice(middle))})`;
}
