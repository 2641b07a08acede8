import { isStatic } from '@release-risk/model/limit';
import type { Finding } from '../diagnostics/diagnostic.ts';
import { formatDuration } from '../queryText/duration.ts';
import type { Parts, PlacedSignal } from './parts.ts';
import { toLimit } from './toModel.ts';

/** Which baselines a signal may have: by its datasource, by its limit, by its model (the matrix of design section 4). */
export function baselineFindings(parts: Parts, placed: PlacedSignal): Finding[] {
  const { signal, index } = placed;
  const path = ['signals', index, 'baseline'];
  const type = parts.datasources?.[signal.datasource];
  const limit = toLimit(signal.limit);
  if (isStatic(limit)) {
    if (!signal.baseline) return [];
    return [
      {
        code: 'RR406',
        path,
        message: 'Lines that do not move need no baseline',
        hint: 'Remove `baseline`.',
        atKey: true,
      },
    ];
  }
  return [
    ...(type === 'loki' ? lokiFindings(parts, placed, path) : []),
    ...recordedFindings(parts, placed, path),
    ...reachFindings(parts, placed, path),
    ...controlFindings(parts, placed, path),
    ...sameHourFindings(placed, path),
  ];
}

function lokiFindings(parts: Parts, { signal, index }: PlacedSignal, path: (string | number)[]): Finding[] {
  const kind = signal.baseline?.kind ?? 'trailing';
  if (kind === 'trailing') {
    return [
      {
        code: 'RR405',
        path: signal.baseline ? path : ['signals', index, 'query'],
        message: 'Loki cannot do a trailing baseline: it would scan a week of logs at every evaluation',
        hint: 'Use {kind: sameHour, weeks: 2}, recorded, frozen or control.',
      },
    ];
  }
  if (signal.baseline?.kind === 'recorded' && signal.baseline.datasource === undefined) {
    return [
      {
        code: 'RR405',
        path,
        message: 'Loki keeps no recorded series: its ruler writes them to a Prometheus-compatible datasource',
        hint: 'Name that one: {kind: recorded, datasource: metrics}.',
      },
    ];
  }
  return [];
}

function recordedFindings(parts: Parts, { signal }: PlacedSignal, path: (string | number)[]): Finding[] {
  if (signal.baseline?.kind !== 'recorded' || signal.baseline.datasource === undefined) return [];
  if (parts.datasources?.[signal.baseline.datasource] !== 'loki') return [];
  return [
    {
      code: 'RR405',
      path: [...path, 'datasource'],
      message: `Recorded series cannot stand in "${signal.baseline.datasource}": it is a Loki`,
      hint: 'Name a Prometheus-compatible datasource.',
    },
  ];
}

function reachFindings(parts: Parts, { signal }: PlacedSignal, path: (string | number)[]): Finding[] {
  const { baseline } = signal;
  const actionWindow = parts.policy?.actionWindow;
  if (!baseline || !('endsBefore' in baseline) || baseline.endsBefore === undefined) return [];
  if (actionWindow === undefined || baseline.endsBefore >= actionWindow) return [];
  const window = formatDuration(actionWindow);
  return [
    {
      code: 'RR411',
      path: [...path, 'endsBefore'],
      message: `The baseline ends ${formatDuration(baseline.endsBefore)} ago, inside the action window of ${window}: the release would become its own usual`,
      hint: `Let it end at least ${window} before now, or leave endsBefore out.`,
    },
  ];
}

function controlFindings(parts: Parts, { signal }: PlacedSignal, path: (string | number)[]): Finding[] {
  if (signal.baseline?.kind !== 'control') return [];
  const findings: Finding[] = [];
  if (!parts.control && parts.complete) {
    findings.push({
      code: 'RR412',
      path,
      message: 'A control baseline needs the model to say which instances are canary and which stable',
      hint: 'Add control: {label, canary, stable, running}.',
    });
  }
  if ('sigmas' in signal.limit) {
    findings.push({
      code: 'RR406',
      path,
      message: 'A control has no standard deviation, so `sigmas` cannot be judged',
      hint: 'Use `ratio` or `increase`.',
    });
  }
  return findings;
}

function sameHourFindings({ signal }: PlacedSignal, path: (string | number)[]): Finding[] {
  if (signal.baseline?.kind !== 'sameHour' || signal.baseline.weeks > 1 || !('sigmas' in signal.limit)) return [];
  return [
    {
      code: 'RR406',
      path,
      message: 'One week has no standard deviation, so `sigmas` cannot be judged',
      hint: 'Look back over at least 2 weeks, or use `ratio` or `increase`.',
    },
  ];
}
