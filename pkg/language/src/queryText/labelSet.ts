/**
 * The label names the rows of a result can carry: `exact` when the query text alone decides it (sorted; a row may lack
 * one whose value is empty), `unknown` with the reason when it depends on the data.
 */
export type LabelSet =
  { readonly kind: 'exact'; readonly labels: readonly string[] } | { readonly kind: 'unknown'; readonly why: string };

/** An exact set of these names, sorted, each once. */
export function exactly(names: Iterable<string>): LabelSet {
  return { kind: 'exact', labels: [...new Set(names)].sort() };
}

export function unknownLabels(why: string): LabelSet {
  return { kind: 'unknown', why };
}

/** The set without these names; an unknown set stays unknown. */
export function withoutLabels(set: LabelSet, names: readonly string[]): LabelSet {
  return set.kind === 'exact' ? exactly(set.labels.filter((label) => !names.includes(label))) : set;
}

/** The set with these names added; an unknown set stays unknown. */
export function withLabels(set: LabelSet, names: readonly string[]): LabelSet {
  return set.kind === 'exact' ? exactly([...set.labels, ...names]) : set;
}

/** The rows of either side of an `or`: known only when both sides are known and agree. */
export function eitherLabels(left: LabelSet, right: LabelSet): LabelSet {
  if (left.kind === 'unknown') return left;
  if (right.kind === 'unknown') return right;
  if (left.labels.join(',') === right.labels.join(',')) return left;
  return unknownLabels(
    `the sides of "or" carry different labels: ${describeLabels(left.labels)} and ${describeLabels(right.labels)}`,
  );
}

function describeLabels(labels: readonly string[]): string {
  return labels.length === 0 ? 'none' : labels.join(', ');
}

/** How the rows of two vectors were matched. */
export interface VectorMatching {
  readonly kind: 'on' | 'ignoring';
  readonly labels: readonly string[];
  readonly group?: { readonly side: 'left' | 'right'; readonly include: readonly string[] };
}

/**
 * The labels after arithmetic or a comparison between two vectors. One-to-one keeps the labels matched on, or the left
 * side's without the ignored ones; grouping keeps the "many" side's and takes the included ones from the "one" side.
 */
export function matchedLabels(left: LabelSet, right: LabelSet, matching: VectorMatching | undefined): LabelSet {
  if (matching === undefined) return left;
  if (matching.group !== undefined) {
    const many = matching.group.side === 'left' ? left : right;
    const one = matching.group.side === 'left' ? right : left;
    const kept = withoutLabels(many, matching.group.include);
    const include = matching.group.include.filter((label) => one.kind === 'unknown' || one.labels.includes(label));
    return withLabels(kept, include);
  }
  if (matching.kind === 'ignoring') return withoutLabels(left, matching.labels);
  return left.kind === 'exact' && right.kind === 'exact'
    ? exactly(matching.labels.filter((label) => left.labels.includes(label)))
    : exactly(matching.labels);
}

/** What an `absent` function answers: the labels its selector pins to one value each. */
export function pinnedLabels(
  matchers: readonly { readonly label: string; readonly op: string; readonly value: string }[],
): LabelSet {
  const named = matchers.filter((matcher) => matcher.label !== '__name__');
  const pinned = named.filter(
    (matcher) =>
      matcher.op === '=' && matcher.value !== '' && named.filter((other) => other.label === matcher.label).length === 1,
  );
  return exactly(pinned.map((matcher) => matcher.label));
}
