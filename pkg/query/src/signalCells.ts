import type { SignalVerdict } from '@release-risk/contract/verdict';
import { formatNumber, formatReading, formatScore, formatShare } from '@release-risk/model/format';
import { isStatic } from '@release-risk/model/limit';
import type { Signal } from '@release-risk/model/model';

/** What one signal's row says, in words and numbers: the same in text and markdown. */
export interface SignalCells {
  readonly title: string;
  readonly mark: 'green' | 'yellow' | 'red' | 'missing';
  readonly now: string;
  /** The baseline's mean, or the red line. */
  readonly usual: string;
  readonly difference: string;
  readonly headroom: string;
  readonly points: string;
  readonly n: string;
  /** Empty where the signal counts. */
  readonly missing: string;
  readonly note: string;
}

const NONE = '–';

function shown(value: number | null, format: (value: number) => string): string {
  return value === null ? NONE : format(value);
}

function gradeMark(grade: number | null): SignalCells['mark'] {
  if (grade === null) return 'missing';
  if (grade >= 2) return 'red';
  return grade >= 1 ? 'yellow' : 'green';
}

function usualOf(signal: Signal, one: SignalVerdict): string {
  const { limit, unit } = signal;
  // A unit that is a word stands beside the reading already; "%" and "/s" are part of the number.
  if (isStatic(limit)) return `red ${limit.kind} ${formatReading(limit.red, unit).split(' ')[0] ?? ''}`;
  return shown(one.mean, (mean) => formatReading(mean, unit));
}

function differenceOf(signal: Signal, one: SignalVerdict): string {
  if (one.value === null || one.mean === null) return '';
  const text = formatReading(one.value - one.mean, signal.unit);
  return text.startsWith('-') || one.value === one.mean ? text : `+${text}`;
}

function samplesOf(one: SignalVerdict): string {
  if (one.samplesNeeded === null) return '';
  const n = shown(one.samples, formatNumber);
  return one.samples !== null && one.samples < one.samplesNeeded ? `${n} of ${formatNumber(one.samplesNeeded)}` : n;
}

function noteOf(one: SignalVerdict): string {
  if (one.critical) return one.grade === 2 ? 'VETO' : 'critical';
  return one.weight === 0 ? 'report only' : '';
}

/** The row of a signal; both arguments must be the same signal's. */
export function signalCells(signal: Signal, one: SignalVerdict): SignalCells {
  return {
    title: one.title,
    mark: gradeMark(one.grade),
    now: shown(one.value, (value) => formatReading(value, signal.unit)),
    usual: usualOf(signal, one),
    difference: differenceOf(signal, one),
    headroom: shown(one.headroom, (headroom) => formatShare(Math.max(0, headroom))),
    points: one.maxPoints === 0 ? NONE : `${formatScore(one.points)} of ${formatScore(one.maxPoints)}`,
    n: samplesOf(one),
    missing: one.missing === null ? '' : (one.missingReason ?? one.missing),
    note: noteOf(one),
  };
}
