import { CoreApp, type DataQueryRequest, rangeUtil, type ScopedVars, type TimeRange } from '@grafana/data';
import type { Target } from '../services/data-sources.ts';
import type { Panel } from './dashboard.ts';

const FEWEST_POINTS = 100;
let counted = 0;

/** What Grafana asks for a panel: a point per pixel, at the interval that makes of the range. */
export function panelRequest(
  panel: Panel,
  place: { readonly dashboard: { readonly uid: string; readonly title: string }; readonly width: number },
  range: TimeRange,
): DataQueryRequest<Target> {
  const maxDataPoints = panel.maxDataPoints ?? Math.max(FEWEST_POINTS, Math.floor(place.width));
  const { interval, intervalMs } = rangeUtil.calculateInterval(range, maxDataPoints, panel.interval);
  const scopedVars: ScopedVars = {
    __interval: { text: interval, value: interval },
    __interval_ms: { text: String(intervalMs), value: intervalMs },
  };
  counted += 1;
  return {
    app: CoreApp.Dashboard,
    requestId: `SQR${String(counted)}`,
    timezone: 'browser',
    panelId: panel.id,
    panelPluginId: panel.type,
    panelName: panel.title,
    dashboardUID: place.dashboard.uid,
    dashboardTitle: place.dashboard.title,
    range,
    rangeRaw: range.raw,
    timeInfo: '',
    interval,
    intervalMs,
    maxDataPoints,
    targets: panel.targets.map((target) => ({ ...target })),
    scopedVars,
    startTime: Date.now(),
  };
}
