import type { QueryForm, Reducer } from '@release-risk/compiler/plan';
import { isPresent } from '@release-risk/model/present';
import { mean, median, populationDeviation, robustDeviation } from '@release-risk/model/statistics';
import type { Sample, Series } from './source.ts';

/** One number per series, of its finite samples; a series without any gives no row. */
export function reduceSeries(series: readonly Series[], form: QueryForm): readonly Sample[] {
  if (form.kind !== 'range') return [];
  return series.flatMap(({ labels, points }) => {
    const values = points.values.filter(isPresent);
    return values.length === 0 ? [] : [{ labels, value: REDUCERS[form.reducer](values) }];
  });
}

const REDUCERS: Readonly<Record<Reducer, (values: Float64Array) => number>> = {
  mean,
  deviation: populationDeviation,
  median,
  robustDeviation,
  count: (values) => values.length,
};
