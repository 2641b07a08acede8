/**
 * The rows of answers, checked by hand: ten thousand rows with a schema object each would cost more than the query.
 * Whatever does not fit fails with `unexpectedShape`, naming the row.
 */
import { Failure } from './failure.ts';
import type { QueryData } from './envelope.ts';
import { UNWANTED, WRONG_TYPE } from './resultTypes.ts';
import type { Labels, Sample, Series } from './source.ts';

const unexpected = (where: string, problem: string): Failure =>
  new Failure({ code: 'unexpectedShape', problem: `${where}: ${problem}` });

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Go writes an empty list as null where it was never filled. */
function listOf(value: unknown, where: string): readonly unknown[] {
  if (value === null || value === undefined) return [];
  if (!Array.isArray(value)) throw unexpected(where, 'not a list');
  return value;
}

function isLabels(value: unknown): value is Labels {
  if (!isRecord(value)) return false;
  for (const name in value) if (typeof value[name] !== 'string') return false;
  return true;
}

function labelsOf(value: unknown, where: string): Labels {
  if (!isLabels(value)) throw unexpected(where, 'its labels are not texts');
  return value;
}

const NOT_FINITE: Readonly<Record<string, number>> = { NaN: NaN, '+Inf': Infinity, Inf: Infinity, '-Inf': -Infinity };

function numberOf(text: unknown, where: string): number {
  if (typeof text !== 'string') throw unexpected(where, 'a value is not a text');
  const number = Number(text);
  // Number('') and Number(' ') are 0; every number of a server ends in a digit.
  const last = text.charCodeAt(text.length - 1);
  if (last >= 48 && last <= 57 && number === number) return number;
  if (Object.hasOwn(NOT_FINITE, text)) return NOT_FINITE[text] ?? NaN;
  throw unexpected(where, 'a value is not a number');
}

function pairOf(value: unknown, where: string): readonly [number, number] {
  if (!Array.isArray(value) || value.length !== 2) throw unexpected(where, 'a point is not [time, value]');
  const time: unknown = value[0];
  if (typeof time !== 'number') throw unexpected(where, 'a time is not a number');
  return [time, numberOf(value[1], where)];
}

function sampleOf(row: unknown, where: string): Sample {
  if (!isRecord(row)) throw unexpected(where, 'not an object');
  const labels = labelsOf(row['metric'], where);
  if (row['value'] === undefined && row['histogram'] !== undefined) throw new Failure(WRONG_TYPE.histogram);
  return { labels, value: pairOf(row['value'], where)[1] };
}

function seriesOf(row: unknown, where: string): Series {
  if (!isRecord(row)) throw unexpected(where, 'not an object');
  const labels = labelsOf(row['metric'], where);
  if (row['histograms'] !== undefined) throw new Failure(WRONG_TYPE.histogram);
  const points = listOf(row['values'], where);
  const times = new Float64Array(points.length);
  const values = new Float64Array(points.length);
  let before = -Infinity;
  for (let at = 0; at < points.length; at++) {
    const [time, value] = pairOf(points[at], where);
    if (!(time > before)) throw unexpected(where, 'its times do not increase');
    before = time;
    times[at] = time;
    values[at] = value;
  }
  return { labels, points: { times, values } };
}

function refuse(resultType: string): Failure {
  const wrong = UNWANTED.get(resultType);
  return wrong === undefined ? unexpected('data.resultType', 'unknown result type') : new Failure(wrong);
}

/** The samples of an instant answer: `vector`, or `scalar` as one sample without labels. */
export function samplesOf(data: QueryData): readonly Sample[] {
  switch (data.resultType) {
    case 'vector':
      return listOf(data.result, 'data.result').map((row, at) => sampleOf(row, `row ${String(at + 1)}`));
    case 'scalar':
      return [{ labels: {}, value: pairOf(data.result, 'scalar')[1] }];
    case 'matrix':
      throw new Failure(WRONG_TYPE.matrix);
    default:
      throw refuse(data.resultType);
  }
}

/** The series of a range answer (`matrix`). */
export function matrixOf(data: QueryData): readonly Series[] {
  switch (data.resultType) {
    case 'matrix':
      return listOf(data.result, 'data.result').map((row, at) => seriesOf(row, `row ${String(at + 1)}`));
    case 'vector':
    case 'scalar':
      throw new Failure(WRONG_TYPE.instant);
    default:
      throw refuse(data.resultType);
  }
}

/** A list of label sets. */
export const labelSetsOf = (data: unknown): readonly Labels[] =>
  listOf(data, 'data').map((row, at) => labelsOf(row, `row ${String(at + 1)}`));

/** A list of texts, as they are. */
export const textsOf = (data: unknown): readonly string[] =>
  listOf(data, 'data').map((text, at) => {
    if (typeof text !== 'string') throw unexpected(`row ${String(at + 1)}`, 'not a text');
    return text;
  });
