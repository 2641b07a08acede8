import { LoadingState, type PanelData, type TimeRange } from '@grafana/data';
import { useEffect, useRef, useState } from 'react';
import { from, switchMap } from 'rxjs';
import { runRequest, sourceOf } from '../services/run-request.ts';
import type { Panel } from './dashboard.ts';
import { panelRequest } from './panel-request.ts';

/**
 * A panel's data: asked again for every new range, at once for a new `asked`, cancelling what is under way. What was
 * there stays while the next is loading, as Grafana keeps it.
 */
export function usePanelData(
  panel: Panel,
  dashboard: { readonly uid: string; readonly title: string },
  range: TimeRange,
  asked: string,
  width: number,
): PanelData | undefined {
  const [data, setData] = useState<PanelData>();
  const lastSeries = useRef<PanelData['series']>([]);
  const measured = width > 0;
  const widthNow = useRef(width);
  widthNow.current = width;

  useEffect(() => {
    if (!measured) return undefined;
    const request = panelRequest(panel, { dashboard, width: widthNow.current }, range);
    const running = from(sourceOf(request.targets))
      .pipe(switchMap((source) => runRequest(source, request)))
      .subscribe((next) => {
        const waiting = next.state === LoadingState.Loading && next.series.length === 0;
        if (!waiting) lastSeries.current = next.series;
        setData(waiting ? { ...next, series: lastSeries.current } : next);
      });
    return () => {
      running.unsubscribe();
    };
  }, [panel, dashboard, range, asked, measured]);

  return data;
}
