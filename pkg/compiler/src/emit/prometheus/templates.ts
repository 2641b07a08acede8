import { selectorOf, type RecordedSeries } from './series.ts';

/** A string literal of Go's templates. */
export function goString(text: string): string {
  const escaped = (unit: string) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return JSON.stringify(text).replace(/[\u007f-\uffff]/g, escaped);
}

/** A number literal of Go's templates. They compare numbers of one kind only, and a float has a point. */
export function goNumber(value: number): string {
  return Number.isInteger(value) && Math.abs(value) < 1e21 ? `${value}.0` : String(value).replace('e+', 'e');
}

/** Fewer rows of a series: by one more label matcher, or by what stands behind the selector. */
export interface Narrowed {
  readonly matcher?: string;
  readonly test?: string;
}

/** A template expression that gives the query for a series of the alert's own service. */
export function seriesOfService(
  series: RecordedSeries,
  labels: readonly string[],
  { matcher, test }: Narrowed = {},
): string {
  const own = labels.map((label) => `${label}=%q`);
  const matchers = [...(matcher === undefined ? [] : [literal(matcher)]), ...own].join(', ');
  const query = `${literal(selectorOf(series).slice(0, -1))}, ${matchers}}${test === undefined ? '' : ` ${literal(test)}`}`;
  return `printf ${goString(query)} ${labels.map((label) => `$labels.${label}`).join(' ')}`;
}

/** `printf` takes a percent sign for a verb. */
function literal(text: string): string {
  return text.replaceAll('%', '%%');
}
