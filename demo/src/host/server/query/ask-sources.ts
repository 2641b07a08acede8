import type { QueryAnswer } from '@release-risk/compiler/expressions/evaluate';
import type { Value } from '@release-risk/compiler/expressions/values';
import { QueryError } from '@release-risk/query/errors';
import type { Source } from '@release-risk/query/source';
import type { AskDatasource, DatasourceQuery } from './ask.ts';

/** Asks real servers, by the clients that the command line uses. `sources` are by uid. */
export function askSources(sources: ReadonlyMap<string, Source>): AskDatasource {
  return async (query, signal) => {
    const source = sources.get(query.uid);
    if (source === undefined) return { type: 'error', message: `no server stands behind ${query.uid}` };
    try {
      return await ask(source, query, signal);
    } catch (error) {
      if (!(error instanceof QueryError)) throw error;
      return { type: 'error', message: error.serverMessage ?? error.message };
    }
  };
}

async function ask(source: Source, query: DatasourceQuery, signal: AbortSignal): Promise<QueryAnswer> {
  const { expr, from, to, stepMs } = query;
  if (stepMs === undefined) {
    const { samples } = await source.instant(expr, to / 1000, signal);
    return valuesOf(samples.map(({ labels, value }): Value => ({ kind: 'number', labels, value })));
  }
  const { series } = await source.range(expr, { from: from / 1000, to: to / 1000, step: stepMs / 1000 }, signal);
  return valuesOf(
    series.map(({ labels, points: { times, values } }): Value => ({
      kind: 'series',
      labels,
      points: Array.from(times, (time, index) => ({ time: time * 1000, value: values[index] ?? null })),
    })),
  );
}

function valuesOf(values: readonly Value[]): QueryAnswer {
  return { type: 'values', values: values.length === 0 ? [{ kind: 'noData' }] : values };
}
