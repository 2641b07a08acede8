import type { ExpressionModel } from '../model.ts';
import { answer, type ConformanceCase, type Expectation, NO_DATA, number, seriesAt, START } from './case.ts';
import type { Value } from '../values.ts';

type Cell = number | null;

const LABELS = { service: 'a' };
const RANGE = { from: START, to: START + 10_000 };
const DENSE = seriesAt([[0, 2], [1, 4], [2, 6], [3, null], [4, 1], [6, 9], [7, NaN], [8, 5]], LABELS); // prettier-ignore
const SPARSE = seriesAt([[0, 2], [7, 1]], LABELS); // prettier-ignore

function resample(name: string, model: ExpressionModel, input: Value, expected: Expectation): ConformanceCase {
  const defaults = { type: 'resample', expression: 'A', window: '2s', downsampler: 'mean', upsampler: 'fillna' };
  return {
    name: `resample: ${name}`,
    nodes: [{ refId: 'R', model: { ...defaults, ...model } }],
    inputs: { A: answer(input) },
    range: RANGE,
    expected,
  };
}

/** Expects points at whole windows of two seconds. */
function everyTwoSeconds(values: readonly Cell[]): Expectation {
  const points = values.map((value, index) => [index * 2, value] as const);
  return { type: 'results', values: { R: [seriesAt(points, LABELS)] } };
}

function fails(message: string): Expectation {
  return { type: 'results', values: {}, faults: { R: { code: 'execution', message } } };
}

function refused(message: string): Expectation {
  return { type: 'refused', fault: { code: 'sse.parseError', message } };
}

const TOO_LONG = 'the series cannot be sampled further; the time range is shorter than the interval';

/** The `resample` node. */
export const RESAMPLE_CASES: readonly ConformanceCase[] = [
  resample('mean of each window', {}, DENSE, everyTwoSeconds([2, 5, NaN, 9, NaN, null])),
  resample('sum of each window', { downsampler: 'sum' }, DENSE, everyTwoSeconds([2, 10, NaN, 9, NaN, null])),
  resample('min of each window', { downsampler: 'min' }, DENSE, everyTwoSeconds([2, 4, NaN, 9, NaN, null])),
  resample('max of each window', { downsampler: 'max' }, DENSE, everyTwoSeconds([2, 6, NaN, 9, NaN, null])),
  resample('last of each window', { downsampler: 'last' }, DENSE, everyTwoSeconds([2, 6, 1, 9, 5, null])),
  resample('holes stay holes with fillna', {}, SPARSE, everyTwoSeconds([2, null, null, null, 1, null])),
  resample('pad repeats the value before', { upsampler: 'pad' }, SPARSE, everyTwoSeconds([2, 2, 2, 2, 1, 1])),
  resample('backfilling takes the value after', { upsampler: 'backfilling' }, SPARSE, everyTwoSeconds([2, 1, 1, 1, 1, null])),
  resample('pad repeats null', { upsampler: 'pad' }, seriesAt([[0, 2], [2, null]], LABELS), everyTwoSeconds([2, null, null, null, null, null])),
  resample('pad before the first value is null', { upsampler: 'pad' }, seriesAt([[5, 3], [6, 4]], LABELS), everyTwoSeconds([null, null, null, 3.5, 3.5 + 0.5, 4])),
  resample('the first window holds everything before it', {}, seriesAt([[-4, 1], [-2, 3], [0, 5]], LABELS), everyTwoSeconds([3, null, null, null, null, null])),
  resample('points after the range are left out', {}, seriesAt([[10, 1], [12, 3]], LABELS), everyTwoSeconds([null, null, null, null, null, 1])),
  resample('a window that does not divide the range', { window: '4s' }, SPARSE, { type: 'results', values: { R: [seriesAt([[0, 2], [4, null], [8, 1]], LABELS)] } }),
  resample('a window as long as the range', { window: '10s' }, SPARSE, { type: 'results', values: { R: [seriesAt([[0, 2], [10, 1]], LABELS)] } }),
  resample('a combined duration', { window: '1s1000ms' }, SPARSE, everyTwoSeconds([2, null, null, null, 1, null])),
  resample('a fractional duration', { window: '2.5s' }, SPARSE, { type: 'results', values: { R: [{ kind: 'series', labels: LABELS, points: [[0, 2], [2500, null], [5000, null], [7500, 1], [10000, null]].map(([offset, value]) => ({ time: START + (offset ?? 0), value: value ?? null })) }] } }),
  resample('a leading $ is taken off', { expression: '$A' }, SPARSE, everyTwoSeconds([2, null, null, null, 1, null])),
  resample('NoData stays NoData', {}, NO_DATA, { type: 'results', values: { R: [NO_DATA] } }),
  resample('a number is an error', {}, number(1, LABELS), fails('can only resample type series, got type numberSet')),
  resample('a window longer than the range is an error', { window: '11s' }, SPARSE, fails(TOO_LONG)),
  resample('a window of a day is an error here', { window: '1d' }, SPARSE, fails(TOO_LONG)),
  resample('a window of zero is an error', { window: '0s' }, SPARSE, fails(TOO_LONG)),
  resample('a negative window is an error', { window: '-2s' }, SPARSE, fails(TOO_LONG)),
  resample('count is no downsampler', { downsampler: 'count' }, DENSE, fails('downsampling count not implemented')),
  resample('an unknown downsampler nobody needs', { downsampler: 'count' }, SPARSE, everyTwoSeconds([2, null, null, null, 1, null])),
  resample('an unknown upsampler', { upsampler: 'linear' }, SPARSE, fails('upsampling linear not implemented')),
  resample('refuses a window that is no duration', { window: 'long' }, SPARSE, refused('failed to parse resample "window" duration field "0s": time: invalid duration "long"')),
  resample('refuses a window without unit', { window: '10' }, SPARSE, refused('time: missing unit in duration "10"')),
  resample('refuses a window with an unknown unit', { window: '10q' }, SPARSE, refused('time: unknown unit "q" in duration "10q"')),
  resample('refuses a window that is a number', { window: 10 }, SPARSE, refused('resample window is expected to be a string, got float64')),
]; // prettier-ignore
