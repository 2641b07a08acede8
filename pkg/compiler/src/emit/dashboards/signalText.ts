import type { Baseline } from '@release-risk/model/baseline';
import { formatNumber, formatReading, formatShare } from '@release-risk/model/format';
import { isStatic, type BaselineLimit, type Worse } from '@release-risk/model/limit';
import type { Signal } from '@release-risk/model/model';
import { formatDuration } from '@release-risk/language/queryText/duration';
import { plainText } from './plainText.ts';

/** In a few sentences, what a signal is judged by. Markdown, as panel descriptions are. */
export function judgedBy(signal: Signal): string {
  const sentences = [
    ...(signal.description === undefined ? [] : [signal.description]),
    isStatic(signal.limit) || !('worse' in signal)
      ? lines(signal)
      : `Red ${distance(signal, signal.limit, signal.worse)}, yellow at half of that. Usual: ${usual(signal.baseline)}.`,
    ...(signal.samples ? [`Counts from ${formatNumber(signal.samples.atLeast)} events on.`] : []),
    signal.weight > 0 ? `Weight ${signal.weight}.` : 'No weight in the score.',
    ...(signal.critical ? ['Critical: red here is High by itself.'] : []),
  ];
  return plainText(sentences.join(' '));
}

function lines({ limit, unit }: Signal): string {
  if (!isStatic(limit)) return '';
  return `Yellow ${limit.kind} ${formatReading(limit.yellow, unit)}, red ${limit.kind} ${formatReading(limit.red, unit)}.`;
}

function distance({ unit }: Signal, limit: BaselineLimit, worse: Worse): string {
  const side = worse === 'higher' ? 'above' : worse === 'lower' ? 'below' : 'away from';
  switch (limit.kind) {
    case 'increase':
      return `${formatReading(limit.by, unit)} ${side} the usual`;
    case 'ratio': {
      const floor = limit.atLeast === undefined ? '' : `, never closer than ${formatReading(limit.atLeast, unit)}`;
      return `at ${formatNumber(limit.factor)} times the usual${floor}`;
    }
    case 'sigmas': {
      const floors = [
        ...(limit.atLeast === undefined ? [] : [formatReading(limit.atLeast, unit)]),
        ...(limit.atLeastRatio === undefined ? [] : [`${formatShare(limit.atLeastRatio)} of the usual`]),
      ];
      const floor = floors.length === 0 ? '' : `, never closer than ${floors.join(' or ')}`;
      return `${formatNumber(limit.k)} standard deviations ${side} the usual${floor}`;
    }
  }
}

function usual(baseline: Baseline): string {
  switch (baseline.kind) {
    case 'trailing':
      return `the ${formatDuration(baseline.window)} that ended ${formatDuration(baseline.endsBefore)} ago`;
    case 'robust':
      return `the median of the ${formatDuration(baseline.window)} that ended ${formatDuration(baseline.endsBefore)} ago`;
    case 'recorded':
      return `recorded over ${formatDuration(baseline.window)}, ending ${formatDuration(baseline.endsBefore)} ago`;
    case 'sameHour':
      return `this very hour of the past ${baseline.weeks === 1 ? 'week' : `${baseline.weeks} weeks`}`;
    case 'frozen':
      return `the ${formatDuration(baseline.window)} before the deployment`;
    case 'control':
      return 'the stable instances beside the canary';
  }
}
