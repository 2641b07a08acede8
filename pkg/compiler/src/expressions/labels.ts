import type { Labels } from './values.ts';

/** A label set in a form that can be looked up. Two sets are equal exactly when both texts are equal. */
export interface LabelKey {
  /** The label names, sorted. */
  readonly names: readonly string[];
  /** The names as one text: sets with the same text have the same names. */
  readonly shape: string;
  /** The values in the order of the names, as one text. */
  readonly valueKey: string;
}

const keys = new WeakMap<Labels, LabelKey>();

/** Texts as one text from which they can be told again: each with its length before it. */
function joinTexts(texts: readonly string[]): string {
  let joined = '';
  for (const text of texts) joined += `${text.length}:${text}`;
  return joined;
}

/** The key of a label set; remembered per object, since joins hand label sets on unchanged. */
export function labelKey(labels: Labels): LabelKey {
  const known = keys.get(labels);
  if (known !== undefined) return known;
  const names = Object.keys(labels).sort();
  const key = { names, shape: joinTexts(names), valueKey: projectionKey(labels, names) };
  keys.set(labels, key);
  return key;
}

/** The values of `labels` under `names` as one text; every name must be present. */
export function projectionKey(labels: Labels, names: readonly string[]): string {
  return joinTexts(names.map((name) => labels[name] ?? ''));
}

/** A label set as Grafana writes it in notices: `a=1, b=2`, sorted by name. */
export function printLabels(labels: Labels): string {
  return labelKey(labels)
    .names.map((name) => `${name}=${labels[name] ?? ''}`)
    .join(', ');
}
