/** Label names to label values of one dimension; an absent label and an empty map are the same thing. */
export type Labels = Readonly<Record<string, string>>;

/** A remark Grafana attaches to a result frame (`meta.notices`); the value stays usable. */
export interface Notice {
  readonly severity: 'info' | 'warning' | 'error';
  readonly text: string;
}

/** One sample. `time` is epoch milliseconds; `null` is "no value", which is not the same as NaN. */
export interface Point {
  readonly time: number;
  readonly value: number | null;
}

interface Noted {
  readonly notices?: readonly Notice[];
}

/** A constant without labels, such as the result of `1 + 1`. */
export interface ScalarValue extends Noted {
  readonly kind: 'scalar';
  readonly value: number | null;
}

/** One labelled number, such as one row of an instant query. */
export interface NumberValue extends Noted {
  readonly kind: 'number';
  readonly labels: Labels;
  readonly value: number | null;
}

/** One labelled time series, such as one row of a range query. */
export interface SeriesValue extends Noted {
  readonly kind: 'series';
  readonly labels: Labels;
  readonly points: readonly Point[];
}

/** The untyped answer of a query that returned nothing. */
export interface NoDataValue extends Noted {
  readonly kind: 'noData';
}

/** One member of what a node of an expression graph evaluates to. */
export type Value = ScalarValue | NumberValue | SeriesValue | NoDataValue;

const NO_LABELS: Labels = {};

/** The labels of a value; scalars and NoData have none. */
export function labelsOf(value: Value): Labels {
  return value.kind === 'number' || value.kind === 'series' ? value.labels : NO_LABELS;
}

/** Grafana's own name of a value's type, as its error messages print it. */
export function typeName(value: Value): string {
  switch (value.kind) {
    case 'scalar':
      return 'scalar';
    case 'number':
      return 'numberSet';
    case 'series':
      return 'seriesSet';
    case 'noData':
      return 'noData';
  }
}

/** Whether a set of values counts as "no data" for the commands that ask: empty, or a single NoData. */
export function isNoData(values: readonly Value[]): boolean {
  return values.length === 0 || (values.length === 1 && values[0]?.kind === 'noData');
}

/**
 * Applies `transform` to every number inside a value, keeping its kind, labels and timestamps.
 * Notices do not carry over: Grafana builds a fresh frame. NoData stays NoData.
 */
export function mapNumbers(value: Value, transform: (value: number | null) => number | null): Value {
  switch (value.kind) {
    case 'scalar':
      return { kind: 'scalar', value: transform(value.value) };
    case 'number':
      return { kind: 'number', labels: value.labels, value: transform(value.value) };
    case 'series':
      return {
        kind: 'series',
        labels: value.labels,
        points: value.points.map((point) => ({ time: point.time, value: transform(point.value) })),
      };
    case 'noData':
      return { kind: 'noData' };
  }
}

/** The same value with one more notice. */
export function withNotice(value: Value, notice: Notice): Value {
  return { ...value, notices: [...(value.notices ?? []), notice] };
}
