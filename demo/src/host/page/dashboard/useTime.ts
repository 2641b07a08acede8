import { dateMath, dateTime, rangeUtil, type RawTimeRange, type TimeRange } from '@grafana/data';
import { locationService } from '@grafana/runtime';
import { useCallback, useEffect, useState } from 'react';
import { templateSrv } from '../services/variables.ts';

export interface Time {
  readonly range: TimeRange;
  /** An interval such as `30s`; empty for never. */
  readonly refresh: string;
  setRaw(raw: RawTimeRange): void;
  setRefresh(refresh: string): void;
  /** Asks again now. */
  again(): void;
}

/** The dashboard's time: from the address, else from the dashboard; a relative range moves with every refresh. */
export function useTime(
  stored: { readonly from: string; readonly to: string },
  storedRefresh: string,
  query: URLSearchParams,
): Time {
  const from = query.get('from') ?? stored.from;
  const to = query.get('to') ?? stored.to;
  const refresh = query.get('refresh') ?? storedRefresh;
  const [range, setRange] = useState(() => rangeOf(from, to));
  const again = useCallback(() => {
    setRange(rangeOf(from, to));
  }, [from, to]);

  useEffect(again, [again]);
  useEffect(() => {
    if (refresh === '') return undefined;
    const timer = setInterval(() => {
      // Grafana does not refresh a tab that nobody sees.
      if (!document.hidden) again();
    }, rangeUtil.intervalToMs(refresh));
    return () => {
      clearInterval(timer);
    };
  }, [refresh, again]);
  templateSrv.updateTimeRange(range);

  return {
    range,
    refresh,
    again,
    setRaw: (raw) => {
      locationService.partial({ from: textOf(raw.from), to: textOf(raw.to) });
    },
    setRefresh: (next) => {
      locationService.partial({ refresh: next });
    },
  };
}

function textOf(end: RawTimeRange['from']): string {
  return typeof end === 'string' ? end : String(end.valueOf());
}

function rangeOf(from: string, to: string): TimeRange {
  return {
    from: momentOf(from, false),
    to: momentOf(to, true),
    raw: { from: rawOf(from), to: rawOf(to) },
  };
}

const isEpoch = (text: string) => /^\d+$/.test(text);
const rawOf = (text: string) => (isEpoch(text) ? dateTime(Number(text)) : text);
const momentOf = (text: string, roundUp: boolean) =>
  (isEpoch(text) ? dateTime(Number(text)) : dateMath.toDateTime(text, { roundUp })) ?? dateTime();
