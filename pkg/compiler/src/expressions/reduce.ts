import { type Command, ExecutionError, ModelError } from './command.ts';
import { type ExpressionModel, isObject, jsonTypeName, member } from './model.ts';
import { type Point, typeName, type Value, withNotice } from './values.ts';

type Numbers = readonly (number | null)[];
type Reducer = (values: Numbers) => number | null;

/** What to do with null, NaN and infinities before reducing. */
type Mode = { readonly type: 'strict' } | { readonly type: 'drop' } | { readonly type: 'replace'; readonly by: number };

const MODE_NAMES = ['dropNN', 'replaceNN'];

/** One null or NaN makes the answer NaN. */
function ofComplete(reduce: (values: readonly number[]) => number): Reducer {
  return (values) => {
    const complete: number[] = [];
    for (const value of values) {
      if (value === null || Number.isNaN(value)) return NaN;
      complete.push(value);
    }
    return reduce(complete);
  };
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

// Not Math.min: of 0 and -0 the first one stays.
function best(values: readonly number[], better: (value: number, than: number) => boolean): number {
  return values.length === 0 ? NaN : values.reduce((found, value) => (better(value, found) ? value : found));
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((left, right) => left - right);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? NaN;
  return sorted.length % 2 === 0 ? ((sorted[middle - 1] ?? NaN) + upper) / 2 : upper;
}

const REDUCERS: Readonly<Record<string, Reducer>> = {
  sum: ofComplete(sum),
  mean: ofComplete((values) => sum(values) / values.length),
  min: ofComplete((values) => best(values, (value, least) => value < least)),
  max: ofComplete((values) => best(values, (value, most) => value > most)),
  count: (values) => values.length,
  last: (values) => (values.length === 0 ? NaN : (values.at(-1) ?? null)),
  median: ofComplete(median),
};

/** The reducer of a name, or undefined. Strict: null and NaN are passed on, not skipped. */
export function reducerNamed(name: string): Reducer | undefined {
  return Object.hasOwn(REDUCERS, name) ? REDUCERS[name] : undefined;
}

function isReal(value: number | null): value is number {
  return value !== null && Number.isFinite(value);
}

function mapInput(mode: Mode, values: Numbers): Numbers {
  if (mode.type === 'strict') return values;
  return mode.type === 'drop' ? values.filter(isReal) : values.map((value) => (isReal(value) ? value : mode.by));
}

function mapOutput(mode: Mode, value: number | null): number | null {
  if (mode.type === 'strict' || !Number.isNaN(value)) return value;
  return mode.type === 'drop' ? null : mode.by;
}

function reduceSeries(reducer: Reducer, mode: Mode, points: readonly Point[]): number | null {
  const values = mapInput(
    mode,
    points.map((point) => point.value),
  );
  return mapOutput(mode, reducer(values));
}

function modeOf(model: ExpressionModel, refId: string): Mode {
  const settings = member(model, 'settings');
  if (settings === undefined) return { type: 'strict' };
  if (!isObject(settings)) {
    throw new ModelError(`field settings must be an object, got ${jsonTypeName(settings)} for refId ${refId}`);
  }
  const mode = member(settings, 'mode');
  if (mode === undefined || mode === '') return { type: 'strict' };
  if (mode === 'dropNN') return { type: 'drop' };
  if (mode !== 'replaceNN') {
    const text = typeof mode === 'string' ? mode : JSON.stringify(mode);
    throw new ModelError(`reducer mode '${text}' is not supported. Supported only: [${MODE_NAMES.join(',')}]`);
  }
  const by = member(settings, 'replaceWithValue');
  if (by === undefined) throw new ModelError("setting replaceWithValue must be specified when mode is 'replaceNN'");
  if (typeof by !== 'number') {
    throw new ModelError(`setting replaceWithValue must be a number, got ${jsonTypeName(by)}`);
  }
  return { type: 'replace', by };
}

/** Reads a `reduce` node. @throws ModelError */
export function parseReduce(refId: string, model: ExpressionModel): Command {
  const expression = member(model, 'expression');
  if (expression === undefined) {
    throw new ModelError(
      'no expression ID is specified to reduce. Must be a reference to an existing query or expression',
    );
  }
  if (typeof expression !== 'string') {
    throw new ModelError(`expression ID is expected to be a string, got ${jsonTypeName(expression)}`);
  }
  const input = expression.replace(/^\$/u, '');
  const reducerName = member(model, 'reducer');
  if (reducerName === undefined) throw new ModelError('no reducer specified');
  if (typeof reducerName !== 'string') {
    throw new ModelError(`expected reducer to be a string, got ${jsonTypeName(reducerName)}`);
  }
  const mode = modeOf(model, refId);
  const reducer = reducerNamed(reducerName.toLowerCase());
  if (reducer === undefined) throw new ModelError(`reduction ${reducerName.toLowerCase()} not implemented`);
  return {
    needs: [input],
    run: ({ variables }) => variables(input).flatMap((value, index) => reduceValue(value, index, input, reducer, mode)),
  };
}

function reduceValue(value: Value, index: number, input: string, reducer: Reducer, mode: Mode): readonly Value[] {
  switch (value.kind) {
    case 'series':
      return [{ kind: 'number', labels: value.labels, value: reduceSeries(reducer, mode, value.points) }];
    case 'number':
      return reduceNumber(value.labels, value.value, index, input, mode);
    case 'noData':
      return [{ kind: 'noData' }];
    case 'scalar':
      throw new ExecutionError(`can only reduce type series, got type ${typeName(value)}`);
  }
}

/** A number is already reduced: it passes, is left out, or is replaced. */
function reduceNumber(
  labels: Readonly<Record<string, string>>,
  number: number | null,
  index: number,
  input: string,
  mode: Mode,
): readonly Value[] {
  const values: readonly Value[] = mapInput(mode, [number]).map((value) => ({ kind: 'number', labels, value }));
  if (mode.type !== 'strict' || index !== 0) return values;
  const text = `Reduce operation is not needed. Input query or expression ${input} is already reduced data.`;
  return values.map((value) => withNotice(value, { severity: 'warning', text }));
}
