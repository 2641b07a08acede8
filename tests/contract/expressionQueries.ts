import { type ConformanceCase, START } from '@release-risk/compiler/expressions/conformance/case';
import type { QueryAnswer } from '@release-risk/compiler/expressions/evaluate';
import type { Labels, SeriesValue, Value } from '@release-risk/compiler/expressions/values';

/** One query of a `POST /api/ds/query` body. */
type Query = Readonly<Record<string, unknown>> & { readonly refId: string };

const EXPRESSION_SOURCE = { type: '__expr__', uid: '__expr__' };
const TEST_SOURCE_TYPE = 'grafana-testdata-datasource';
const DEFAULT_RANGE = { from: START, to: START + 60_000 };

function csvCell(value: number | null): string {
  return value === null ? 'null' : String(value);
}

/** Label text that survives the test data source: no separators, no quotes, nothing it trims, and no `time` column. */
function isPlainLabel(text: string): boolean {
  return /^[\w.-]*$/u.test(text) && !/time/iu.test(text);
}

function csvHeader(labels: Labels): string | undefined {
  const entries = Object.entries(labels);
  if (!entries.every(([name, value]) => name !== '' && isPlainLabel(name) && isPlainLabel(value))) return undefined;
  // Without a name the data source invents no `__name__` label for series without labels.
  if (entries.length === 0) return '';
  return `"{${entries.map(([name, value]) => `${name}=${value}`).join(',')}}"`;
}

/** A wide table: one time column and one column per series. Undefined when it cannot say what the series hold. */
function csvOf(all: readonly SeriesValue[]): string | undefined {
  const times = (all[0]?.points ?? []).map((point) => point.time);
  const headers: string[] = [];
  for (const series of all) {
    const sameTimes =
      series.points.length === times.length && series.points.every((point, index) => point.time === times[index]);
    const header = csvHeader(series.labels);
    // A column of nothing but null is read as text.
    const readable = series.points.some((point) => point.value !== null);
    if (!sameTimes || header === undefined || !readable) return undefined;
    headers.push(header);
  }
  const lines = times.map((time, row) =>
    [time, ...all.map((one) => csvCell(one.points[row]?.value ?? null))].join(','),
  );
  return [['Time', ...headers].join(','), ...lines].join('\n');
}

function testQuery(refId: string, sourceUid: string, model: Readonly<Record<string, unknown>>): Query {
  return {
    refId,
    datasource: { type: TEST_SOURCE_TYPE, uid: sourceUid },
    intervalMs: 1000,
    maxDataPoints: 100,
    ...model,
  };
}

function csvQuery(refId: string, sourceUid: string, csvContent: string): Query {
  return testQuery(refId, sourceUid, { scenarioId: 'csv_content', csvContent });
}

function expressionQuery(refId: string, model: Readonly<Record<string, unknown>>): Query {
  return { refId, datasource: EXPRESSION_SOURCE, ...model };
}

function constant(value: number | null): string {
  if (value === null) return 'null()';
  if (Number.isNaN(value)) return 'nan()';
  if (!Number.isFinite(value)) return value > 0 ? 'inf()' : 'infn()';
  return String(value);
}

/** Numbers are the last points of series, so that null, NaN and any labels can be said. */
function numberQueries(refId: string, sourceUid: string, values: readonly Value[]): readonly Query[] | undefined {
  const all: SeriesValue[] = [];
  for (const value of values) {
    if (value.kind !== 'number') return undefined;
    const points = [0, value.value].map((cell, index) => ({ time: START + index * 1000, value: cell }));
    all.push({ kind: 'series', labels: value.labels, points });
  }
  const csv = csvOf(all);
  if (csv === undefined) return undefined;
  const source = `source_${refId}`;
  return [
    csvQuery(source, sourceUid, csv),
    expressionQuery(refId, { type: 'reduce', expression: source, reducer: 'last' }),
  ];
}

/** A set without values: every number of it is dropped. */
function emptyQueries(refId: string, sourceUid: string): readonly Query[] {
  const numbers = `numbers_${refId}`;
  const drop = { type: 'reduce', expression: numbers, reducer: 'last', settings: { mode: 'dropNN' } };
  const spoilt = numberQueries(numbers, sourceUid, [{ kind: 'number', labels: {}, value: NaN }]) ?? [];
  return [...spoilt, expressionQuery(refId, drop)];
}

function inputQueries(refId: string, sourceUid: string, given: QueryAnswer): readonly Query[] | undefined {
  if (given.type === 'error') return [testQuery(refId, sourceUid, { scenarioId: 'random_walk_with_error' })];
  const [first, ...others] = given.values;
  if (first === undefined) return emptyQueries(refId, sourceUid);
  if (first.kind === 'number') return numberQueries(refId, sourceUid, given.values);
  if (first.kind === 'series') {
    const all = given.values.filter((value) => value.kind === 'series');
    const csv = all.length === given.values.length ? csvOf(all) : undefined;
    return csv === undefined ? undefined : [csvQuery(refId, sourceUid, csv)];
  }
  if (others.length > 0) return undefined;
  if (first.kind === 'noData') return [csvQuery(refId, sourceUid, 'Time')];
  return [expressionQuery(refId, { type: 'math', expression: constant(first.value) })];
}

/**
 * The body that puts a case to a real Grafana, as JSON text, or undefined when it cannot be said there: the test data
 * source has its limits, and dimensions that fired before reach a threshold only inside an alert rule's evaluation.
 * @param sourceUid uid of a test data source.
 */
export function caseRequest(one: ConformanceCase, sourceUid: string): string | undefined {
  if (one.loadedDimensions !== undefined) return undefined;
  const queries: Query[] = [];
  for (const [refId, given] of Object.entries(one.inputs)) {
    const input = inputQueries(refId, sourceUid, given);
    if (input === undefined) return undefined;
    queries.push(...input);
  }
  queries.push(...one.nodes.map(({ refId, model }) => expressionQuery(refId, model)));
  const range = one.range ?? DEFAULT_RANGE;
  return JSON.stringify({ from: String(range.from), to: String(range.to), queries });
}
