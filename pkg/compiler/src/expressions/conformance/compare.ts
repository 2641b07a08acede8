import { printLabels } from '../labels.ts';
import { labelsOf, type Point, type Value } from '../values.ts';

/** A number as text; null, NaN and infinities included. */
function printNumber(value: number | null): string {
  return value === null ? 'null' : String(value);
}

/** A value on one line, for messages. */
export function printValue(value: Value): string {
  switch (value.kind) {
    case 'scalar':
      return `scalar ${printNumber(value.value)}`;
    case 'number':
      return `{${printLabels(value.labels)}} ${printNumber(value.value)}`;
    case 'series':
      return `{${printLabels(value.labels)}} [${value.points.map((point) => `${point.time}: ${printNumber(point.value)}`).join(', ')}]`;
    case 'noData':
      return 'NoData';
  }
}

function sameNumber(left: number | null, right: number | null, tolerance: number): boolean {
  if (left === null || right === null) return left === right;
  if (left === right || (Number.isNaN(left) && Number.isNaN(right))) return true;
  return Math.abs(left - right) <= tolerance * Math.max(Math.abs(left), Math.abs(right));
}

function samePoints(left: readonly Point[], right: readonly Point[], tolerance: number): boolean {
  const same = left.every(({ time, value }, index) => {
    const other = right[index];
    return other?.time === time && sameNumber(value, other.value, tolerance);
  });
  return same && left.length === right.length;
}

function sameValue(left: Value, right: Value, tolerance: number): boolean {
  if (printLabels(labelsOf(left)) !== printLabels(labelsOf(right))) return false;
  if (left.kind === 'series') return right.kind === 'series' && samePoints(left.points, right.points, tolerance);
  if (left.kind === 'number') return right.kind === 'number' && sameNumber(left.value, right.value, tolerance);
  if (left.kind === 'scalar') return right.kind === 'scalar' && sameNumber(left.value, right.value, tolerance);
  return right.kind === 'noData';
}

/**
 * Compares two lists of values in order; NaN equals NaN, 0 equals -0.
 * @param tolerance allowed relative error.
 * @returns undefined when they are equal, else both as text.
 */
export function valuesDiffer(expected: readonly Value[], found: readonly Value[], tolerance = 0): string | undefined {
  const equal =
    expected.length === found.length &&
    expected.every((value, index) => {
      const other = found[index];
      return other !== undefined && sameValue(value, other, tolerance);
    });
  if (equal) return undefined;
  return `expected [${expected.map(printValue).join('; ')}], found [${found.map(printValue).join('; ')}]`;
}
