import { type DataQueryRequest, type DataSourceApi, LoadingState, type PanelData } from '@grafana/data';
import { isExpressionReference, toDataQueryError } from '@grafana/runtime';
import { catchError, from, map, merge, type Observable, of, share, takeUntil, timer } from 'rxjs';
import { dataSources, type Target } from './data-sources.ts';

/** Only an answer that takes longer shows a loading state. */
const LOADING_AFTER_MS = 200;

/**
 * Grafana's `runRequest`: loading after 200 ms, then the answer with hidden targets taken out; a failed query is an
 * error beside the others' series; unsubscribing ends the requests.
 */
export function runRequest(source: DataSourceApi<Target>, request: DataQueryRequest<Target>): Observable<PanelData> {
  const loading: PanelData = { state: LoadingState.Loading, series: [], request, timeRange: request.range };
  if (request.targets.length === 0) return of({ ...loading, state: LoadingState.Done });
  const hidden = new Set(request.targets.filter(({ hide }) => hide === true).map(({ refId }) => refId));
  const answers = from(source.query(request)).pipe(
    map(({ data, state = LoadingState.Done, error, errors }): PanelData => ({
      state: error !== undefined || (errors?.length ?? 0) > 0 ? LoadingState.Error : state,
      series: data.filter(({ refId }) => refId === undefined || !hidden.has(refId)),
      annotations: [],
      ...(error === undefined ? {} : { error }),
      ...(errors === undefined ? {} : { errors }),
      request: { ...request, endTime: Date.now() },
      timeRange: request.range,
    })),
    catchError((error: unknown) =>
      of({ ...loading, state: LoadingState.Error, error: toDataQueryError(error) } satisfies PanelData),
    ),
    share(),
  );
  return merge(
    timer(LOADING_AFTER_MS).pipe(
      map(() => loading),
      takeUntil(answers),
    ),
    answers,
  );
}

/** The datasource that Grafana gives a panel's targets to: the expressions' where there is one among them. */
export async function sourceOf(targets: readonly Target[]): Promise<DataSourceApi<Target>> {
  const first = targets.find(({ datasource }) => isExpressionReference(datasource)) ?? targets[0];
  return dataSources.get(first?.datasource);
}
