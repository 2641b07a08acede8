import { quoteLabelValue } from '@release-risk/language/queryText/quote';
import type { Identity } from '@release-risk/model/model';

/** One label matcher of a selector. */
export interface Matcher {
  readonly label: string;
  readonly op: '=' | '!=' | '=~' | '!~';
  readonly value: string;
}

/** How the rows of a query are brought to one per service. */
export interface Grouping {
  /** The model's identity labels. */
  readonly labels: readonly string[];
  /** The metric's own label that names the service, where it is not the identity label itself. */
  readonly carriedBy?: string | undefined;
  /** The one service that is asked for; every service when absent. */
  readonly only?: Identity | undefined;
}

/** The window that rates are taken over: long enough for a one-minute scrape interval to miss a scrape. */
export const RATE_WINDOW = '5m';

const CLASSIC_NAME = /^[a-zA-Z_:][a-zA-Z0-9_:]*$/;

/** The matchers that keep a query to the service asked for. */
export function serviceMatchers({ labels, carriedBy, only }: Grouping): readonly Matcher[] {
  if (only === undefined) return [];
  return labels.map((label) => ({ label: carriedBy ?? label, op: '=', value: only[label] ?? '' }));
}

/** `metric{service="x"}`, also for names outside the classic alphabet. */
export function select(metric: string, grouping: Grouping, further: readonly Matcher[] = []): string {
  const named = CLASSIC_NAME.test(metric);
  const matchers: readonly Matcher[] = [
    ...(named ? [] : [{ label: '__name__', op: '=', value: metric } as const]),
    ...serviceMatchers(grouping),
    ...further,
  ];
  return `${named ? metric : ''}${matchers.length === 0 ? '' : braces(matchers)}`;
}

/** `{a="x", b=~"y"}` */
export function braces(matchers: readonly Matcher[]): string {
  return `{${matchers.map(({ label, op, value }) => `${label}${op}${literal(value)}`).join(', ')}}`;
}

/** A dollar is written by its code: where it stands plainly, a reader takes it for a dashboard variable. */
function literal(value: string): string {
  return quoteLabelValue(value).replaceAll('$', '\\u0024').replaceAll('[[', '[\\u005b');
}

/** `sum by (service) (expr)`; where another label names the service it is renamed first. */
export function aggregate(
  operation: 'sum' | 'avg' | 'max' | 'min' | 'count',
  grouping: Grouping,
  expr: string,
  further: readonly string[] = [],
): string {
  const { labels, carriedBy } = grouping;
  const [label] = labels;
  const renamed =
    carriedBy === undefined || label === undefined
      ? expr
      : `label_replace(${expr}, "${label}", "$1", "${carriedBy}", "(.+)")`;
  return `${operation} by (${[...labels, ...further].join(', ')}) (${renamed})`;
}

/** Events per second over the usual window. */
export function rate(selector: string): string {
  return `rate(${selector}[${RATE_WINDOW}])`;
}

/** Events within the usual window. */
export function increase(selector: string, window: string = RATE_WINDOW): string {
  return `increase(${selector}[${window}])`;
}
