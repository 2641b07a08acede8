/** What a query says about the range that is looked at, made independent of it. */
export interface Literal {
  readonly expr: string;
  /** Each variable that was replaced, and by what. */
  readonly replaced: Readonly<Record<string, string>>;
  /** Variables that have no value without a range that is looked at. */
  readonly refused: readonly string[];
}

/** `$__interval`, `${__interval}` and the old `[[__interval]]`. */
const INTERVALS = /\$\{(__\w+)(?::\w+)?\}|\$(__\w+)|\[\[(__\w+)(?::\w+)?\]\]/g;

/**
 * Grafana's own variables depend on the width of a panel and on the range that is looked at; a score must not. The
 * interval becomes the scrape interval and the rate interval four of them, as Grafana computes it for short ranges.
 *
 * @param scrapeInterval seconds
 */
export function literalIntervals(expr: string, scrapeInterval: number): Literal {
  const rate = `${String(4 * scrapeInterval)}s`;
  const values: Readonly<Record<string, string>> = {
    __rate_interval: rate,
    __rate_interval_ms: String(4000 * scrapeInterval),
    __interval: `${String(scrapeInterval)}s`,
    __interval_ms: String(1000 * scrapeInterval),
    // Loki's own name for the same.
    __auto: rate,
  };
  const replaced: Record<string, string> = {};
  const refused = new Set<string>();
  const literal = expr.replace(INTERVALS, (whole: string, ...names: readonly (string | undefined)[]) => {
    const name = names.slice(0, 3).find((found) => found !== undefined) ?? '';
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    if (value === undefined) {
      refused.add(`$${name}`);
      return whole;
    }
    replaced[`$${name}`] = value;
    return value;
  });
  return { expr: literal, replaced, refused: [...refused] };
}
