import type { Sample, Vector } from './evaluate.ts';
import { dropLabels, keepLabels, type Labels, labelsKey } from './labels.ts';
import type { Aggregation, Grouping } from './query.ts';

/** `sum by (...) (...)` and its like. */
export function aggregateVector(operation: Aggregation, grouping: Grouping, vector: Vector): Vector {
  const groups = new Map<string, { labels: Labels; values: number[] }>();
  for (const { labels, value } of vector) {
    const kept = grouping.kind === 'by' ? keepLabels(labels, grouping.labels) : dropLabels(labels, grouping.labels);
    const key = labelsKey(kept);
    const group = groups.get(key);
    if (group) group.values.push(value);
    else groups.set(key, { labels: kept, values: [value] });
  }
  return [...groups.values()].map(({ labels, values }): Sample => ({ labels, value: summarize(operation, values) }));
}

function summarize(operation: Aggregation, values: readonly number[]): number {
  switch (operation) {
    case 'sum':
      return values.reduce((sum, value) => sum + value, 0);
    case 'count':
      return values.length;
    case 'avg':
      return meanAndDeviation(values).mean;
    case 'stddev':
      return meanAndDeviation(values).deviation;
    // A NaN gives way to any number, and stays when there is none.
    case 'max':
      return values.reduce((most, value) => (most < value || Number.isNaN(most) ? value : most), Number.NaN);
    case 'min':
      return values.reduce((least, value) => (least > value || Number.isNaN(least) ? value : least), Number.NaN);
  }
}

/** The mean and the population's standard deviation, by Welford's recurrence. */
function meanAndDeviation(values: readonly number[]): { mean: number; deviation: number } {
  let mean = 0;
  let squares = 0;
  values.forEach((value, index) => {
    const delta = value - mean;
    mean += delta / (index + 1);
    squares += delta * (value - mean);
  });
  return { mean, deviation: Math.sqrt(squares / values.length) };
}
