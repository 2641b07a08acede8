import { dateTime, rangeUtil, type RawTimeRange, type TimeRange } from '@grafana/data';

/** A range as Grafana's own pages write it into their address: `now-3h`, or epoch milliseconds. */
export interface RangeTexts {
  readonly from: string;
  readonly to: string;
}

/** What an address says, or what is looked at where it says nothing. */
export function rangeTexts(params: URLSearchParams, otherwise: RangeTexts): RangeTexts {
  const from = params.get('from');
  const to = params.get('to');
  return from === null || to === null ? otherwise : { from, to };
}

/** The moments of a range; one that cannot be read is the other one. */
export function timeRangeOf(texts: RangeTexts, timeZone: string, otherwise: RangeTexts): TimeRange {
  const range = rangeUtil.convertRawToRange(rawOf(texts), timeZone);
  const isSound = range.from.isValid() && range.to.isValid() && range.from.isBefore(range.to);
  return isSound ? range : rangeUtil.convertRawToRange(rawOf(otherwise), timeZone);
}

function rawOf({ from, to }: RangeTexts): RawTimeRange {
  return { from: edgeOf(from), to: edgeOf(to) };
}

function edgeOf(text: string): RawTimeRange['from'] {
  return /^\d+$/.test(text) ? dateTime(Number(text)) : text;
}

/** As it is written into an address. */
export function textsOf({ raw }: TimeRange): RangeTexts {
  const text = (edge: RawTimeRange['from']): string => (typeof edge === 'string' ? edge : String(edge.valueOf()));
  return { from: text(raw.from), to: text(raw.to) };
}
