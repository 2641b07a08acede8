import { type Command, ExecutionError, ModelError, type TimeRange } from './command.ts';
import { parseDuration } from './duration.ts';
import { type ExpressionModel, jsonTypeName, member } from './model.ts';
import { reducerNamed } from './reduce.ts';
import { type Point, type SeriesValue, typeName, type Value } from './values.ts';

const DOWNSAMPLERS: readonly string[] = ['sum', 'mean', 'min', 'max', 'last'];
const NANOSECONDS_PER_MILLISECOND = 1e6;

interface Sampling {
  /** Distance of the output points in nanoseconds. */
  readonly window: number;
  readonly downsampler: string;
  readonly upsampler: string;
  readonly range: TimeRange;
}

function downsample(name: string, values: readonly (number | null)[]): number | null {
  const reducer = DOWNSAMPLERS.includes(name) ? reducerNamed(name) : undefined;
  if (reducer === undefined) throw new ExecutionError(`downsampling ${name} not implemented`);
  return reducer(values);
}

function upsample(name: string, lastSeen: number | null, next: Point | undefined): number | null {
  switch (name) {
    case 'pad':
      return lastSeen;
    case 'backfilling':
      return next?.value ?? null;
    case 'fillna':
      return null;
    default:
      throw new ExecutionError(`upsampling ${name} not implemented`);
  }
}

/**
 * Puts a series onto `from, from + window, ...` up to `to`. A bucket holds the points after the previous output time
 * up to and including its own; the first bucket also holds everything before `from`.
 * @throws ExecutionError when the window is longer than the range, or a sampler that is needed does not exist.
 */
function resampleSeries(series: SeriesValue, { window, downsampler, upsampler, range }: Sampling): SeriesValue {
  const last = Math.trunc(((range.to - range.from) * NANOSECONDS_PER_MILLISECOND) / window);
  if (!Number.isFinite(last) || last <= 0) {
    throw new ExecutionError('the series cannot be sampled further; the time range is shorter than the interval');
  }
  const points: Point[] = [];
  let next = 0;
  let lastSeen: number | null = null;
  for (let index = 0; index <= last; index += 1) {
    const time = range.from + (index * window) / NANOSECONDS_PER_MILLISECOND;
    const bucket: (number | null)[] = [];
    for (let point = series.points[next]; point !== undefined && point.time <= time; point = series.points[next]) {
      lastSeen = point.value;
      bucket.push(point.value);
      next += 1;
    }
    const [first, second] = bucket;
    if (first === undefined) points.push({ time, value: upsample(upsampler, lastSeen, series.points[next]) });
    else points.push({ time, value: second === undefined ? first : downsample(downsampler, bucket) });
  }
  return { kind: 'series', labels: series.labels, points };
}

function text(model: ExpressionModel, name: string, missing: string, wrongType: (type: string) => string): string {
  const value = member(model, name);
  if (value === undefined) throw new ModelError(missing);
  if (typeof value !== 'string') throw new ModelError(wrongType(jsonTypeName(value)));
  return value;
}

/** Reads a `resample` node. @throws ModelError */
export function parseResample(refId: string, model: ExpressionModel, range: TimeRange | undefined): Command {
  if (range === undefined) throw new ModelError(`time range must be specified for refID ${refId}`);
  const input = text(
    model,
    'expression',
    'no expression ID to resample. must be a reference to an existing query or expression',
    (type) => `expected resample input variable to be type string, but got type ${type}`,
  ).replace(/^\$/u, '');
  const windowText = text(
    model,
    'window',
    'no time duration specified for the window in resample command',
    (type) => `resample window is expected to be a string, got ${type}`,
  );
  const downsampler = text(
    model,
    'downsampler',
    'no downsampler function specified in resample command',
    () => 'expected resample downsampler to be a string, got type string',
  );
  const upsampler = text(
    model,
    'upsampler',
    'no upsampler specified in resample command',
    () => 'expected resample downsampler to be a string, got type string',
  );
  const window = parseDuration(windowText);
  if (typeof window === 'string') {
    throw new ModelError(`failed to parse resample "window" duration field "0s": ${window}`);
  }
  const sampling: Sampling = { window, downsampler, upsampler, range };
  return { needs: [input], run: ({ variables }) => resampleAll(variables(input), sampling) };
}

function resampleAll(values: readonly Value[], sampling: Sampling): readonly Value[] {
  const resampled: Value[] = [];
  for (const value of values) {
    if (value.kind === 'noData') return [...resampled, { kind: 'noData' }];
    if (value.kind !== 'series') {
      throw new ExecutionError(`can only resample type series, got type ${typeName(value)}`);
    }
    resampled.push(resampleSeries(value, sampling));
  }
  return resampled;
}
