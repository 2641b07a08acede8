import { formatReading } from '@release-risk/model/format';
import type { Unit } from '@release-risk/model/units';
import type { DraftBaseline, DraftJudgement } from './draft.ts';
import type { Measure } from './idea.ts';

const DAY = 86_400;

/** What is known of a signal's past, over all its services. */
export interface Past {
  /** How far back it reaches, in seconds. */
  readonly reach: number;
  /** Typical over the services: mean and population standard deviation of their past. NaN when unknown. */
  readonly mean: number;
  readonly deviation: number;
}

/** The readings of this moment, over all services; `lowest` <= `highest`, both finite. */
export interface Present {
  readonly lowest: number;
  readonly highest: number;
}

/** Which baseline a signal's past allows. */
export type BaselineChoice = 'sameHour' | 'trailing' | 'static';

/** Two weeks of history give the same hour of past weeks, two days a trailing window (Prometheus only), less gives lines. */
export function baselineChoice(datasource: 'metrics' | 'logs', reach: number): BaselineChoice {
  if (reach >= 14 * DAY) return 'sameHour';
  return reach >= 2 * DAY && datasource === 'metrics' ? 'trailing' : 'static';
}

const SAME_HOUR: DraftBaseline = { kind: 'sameHour', weeks: 2 };
const TRAILING: DraftBaseline = { kind: 'trailing', window: '7d', step: '5m' };

/** Two significant digits, never 0: numbers that a person would have chosen. */
export function rounded(x: number): number {
  return Number(x.toPrecision(2));
}

/**
 * A limit for a signal, made of its past where it has one and of its present where not. `present` undefined = nothing
 * is known (a preset). Undefined when no sound limit can be made; `reason` of the answer says where the numbers come from.
 */
export function judgementOf(
  measure: Measure,
  unit: Unit,
  choice: BaselineChoice,
  past: Past | undefined,
  present: Present | undefined,
): DraftJudgement | undefined {
  switch (measure.kind) {
    case 'lines': {
      const { side, yellow, red } = measure;
      const lines = { yellow, red };
      return { limit: side === 'above' ? { above: lines } : { below: lines }, reason: 'Lines that hold everywhere.' };
    }
    case 'level':
      return levelJudgement(measure.smallest, unit, choice, past, present);
    case 'share':
      return shareJudgement(measure.smallest, unit, choice, past, present);
    case 'volume':
      return volumeJudgement(unit, choice, past, present);
  }
}

function usual(past: Past | undefined, unit: Unit): string {
  if (past === undefined || !Number.isFinite(past.mean)) return '';
  return ` Its past: mean ${formatReading(past.mean, unit)}, standard deviation ${formatReading(past.deviation, unit)}.`;
}

function finiteOr(x: number | undefined, other: number): number {
  return x !== undefined && Number.isFinite(x) ? x : other;
}

function levelJudgement(
  smallest: number,
  unit: Unit,
  choice: BaselineChoice,
  past: Past | undefined,
  present: Present | undefined,
): DraftJudgement | undefined {
  const deviation = finiteOr(past?.deviation, 0);
  const mean = Math.abs(finiteOr(past?.mean, 0));
  if (choice === 'sameHour') {
    const spread = mean > 0 ? (3 * deviation) / mean : 0;
    const factor = rounded(1 + Math.min(2, Math.max(0.5, spread)));
    const limit = { ratio: factor, atLeast: rounded(Math.max(smallest, 0.1 * mean)) };
    const reason = `Red at ${factor} times the usual for this hour, and never for a change smaller than atLeast.${usual(past, unit)}`;
    return { worse: 'higher', baseline: SAME_HOUR, limit, reason };
  }
  if (choice === 'trailing') {
    const limit = { sigmas: 3, atLeast: rounded(Math.max(smallest, deviation)), atLeastRatio: 0.25 };
    const reason = `Red at 3 standard deviations above the usual, never for less than atLeast or a quarter of the mean.${usual(past, unit)}`;
    return { worse: 'higher', baseline: TRAILING, limit, reason };
  }
  if (present === undefined) return undefined;
  const now = present.highest;
  const yellow = rounded(Math.max(now * 1.5, now + smallest / 2));
  const red = rounded(Math.max(now * 2, now + smallest));
  if (!(yellow < red && Number.isFinite(red))) return undefined;
  return {
    limit: { above: { yellow, red } },
    reason: `Made of this moment's reading: less than two days of history. Run init again later.`,
  };
}

function shareJudgement(
  smallest: number,
  unit: Unit,
  choice: BaselineChoice,
  past: Past | undefined,
  present: Present | undefined,
): DraftJudgement | undefined {
  const deviation = finiteOr(past?.deviation, 0);
  if (choice === 'sameHour') {
    const by = rounded(Math.min(0.5, Math.max(2 * smallest, 3 * deviation)));
    const reason = `Red at ${formatReading(by, 'ratio')} of all events above the usual for this hour.${usual(past, unit)}`;
    return { worse: 'higher', baseline: SAME_HOUR, limit: { increase: by }, reason };
  }
  if (choice === 'trailing') {
    const limit = { sigmas: 3, atLeast: rounded(Math.min(0.5, Math.max(smallest, deviation))) };
    const reason = `Red at 3 standard deviations above the usual, never for less than ${formatReading(limit.atLeast, 'ratio')} of all events.${usual(past, unit)}`;
    return { worse: 'higher', baseline: TRAILING, limit, reason };
  }
  if (present === undefined) return undefined;
  const now = present.highest;
  const room = Math.max(1 - now, 0.01);
  const yellow = Number((now + Math.min(Math.max(smallest, now / 2), room / 3)).toPrecision(3));
  const red = Number((now + Math.min(Math.max(2 * smallest, now), (2 * room) / 3)).toPrecision(3));
  if (!(yellow < red && Number.isFinite(red))) return undefined;
  return {
    limit: { above: { yellow, red } },
    reason: `Made of this moment's reading: too little history. Run init again later.`,
  };
}

function volumeJudgement(
  unit: Unit,
  choice: BaselineChoice,
  past: Past | undefined,
  present: Present | undefined,
): DraftJudgement | undefined {
  if (choice === 'sameHour') {
    const mean = Math.abs(finiteOr(past?.mean, 0));
    const limit = { ratio: 0.4, atLeast: positive(rounded(0.05 * mean), 0.001) };
    const reason = `Red below 40% of the usual for this hour.${usual(past, unit)}`;
    return { worse: 'lower', baseline: SAME_HOUR, limit, reason };
  }
  if (choice === 'trailing') {
    const reason = `Red at 3 standard deviations below the usual, at least half of it gone.${usual(past, unit)}`;
    return { worse: 'lower', baseline: TRAILING, limit: { sigmas: 3, atLeastRatio: 0.5 }, reason };
  }
  if (present === undefined || !(present.lowest > 0)) return undefined;
  const yellow = rounded(present.lowest * 0.5);
  const red = rounded(present.lowest * 0.2);
  if (!(yellow > red && red > 0)) return undefined;
  return {
    limit: { below: { yellow, red } },
    reason: `Made of this moment's reading: less than two days of history. Run init again later.`,
  };
}

function positive(x: number, otherwise: number): number {
  return x > 0 && Number.isFinite(x) ? x : otherwise;
}
