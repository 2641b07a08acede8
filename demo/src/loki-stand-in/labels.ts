/** A set of labels. A label with an empty value is a label that is not there. */
export type Labels = ReadonlyMap<string, string>;

/** One text per set of labels, the same whatever their order. */
export function labelsKey(labels: Labels): string {
  return JSON.stringify(labels.size < 2 ? [...labels] : [...labels].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Keeps only the named labels. */
export function keepLabels(labels: Labels, names: readonly string[]): Labels {
  const kept = new Map<string, string>();
  for (const name of names) {
    const value = labels.get(name);
    if (value !== undefined) kept.set(name, value);
  }
  return kept;
}

/** Drops the named labels. */
export function dropLabels(labels: Labels, names: readonly string[]): Labels {
  return new Map([...labels].filter(([name]) => !names.includes(name)));
}
