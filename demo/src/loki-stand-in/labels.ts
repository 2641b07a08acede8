/** A set of labels. A label with an empty value is a label that is not there. */
export type Labels = ReadonlyMap<string, string>;

/** One text per set of labels, the same whatever their order. */
export function labelsKey(labels: Labels): string {
  return JSON.stringify([...labels].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Keeps only the named labels. */
export function keepLabels(labels: Labels, names: readonly string[]): Labels {
  return new Map([...labels].filter(([name]) => names.includes(name)));
}

/** Drops the named labels. */
export function dropLabels(labels: Labels, names: readonly string[]): Labels {
  return new Map([...labels].filter(([name]) => !names.includes(name)));
}
