import { fullHistory } from '@release-risk/compiler/baselineQueries';
import type { Baseline } from '@release-risk/model/baseline';
import { needsDeviation } from '@release-risk/model/limit';
import type { RiskModel, Signal } from '@release-risk/model/model';
import { ok, warn, type Check, type Remedy } from './check.ts';

/** From here on a signal costs more than everything else in a rule together. */
const DEAR = 500;

/**
 * What each signal costs per evaluation, in runs of its own query: one for the reading, one for its samples, and those
 * of its baseline. An estimate from windows and steps; servers cache and share work. Names the cheaper alternative.
 */
export function costChecks(model: RiskModel): readonly Check[] {
  return model.signals.map((signal) => {
    const runs = queryRuns(signal);
    const what = `Cost of ${signal.id}`;
    const found = `about ${String(runs)} ${runs === 1 ? 'run' : 'runs'} of its query per evaluation`;
    if (runs < DEAR || !('baseline' in signal)) return ok(what, found);
    return warn(what, found, ...alternative(signal.baseline, model, signal));
  });
}

/** Runs of a signal's query that one evaluation takes. */
export function queryRuns(signal: Signal): number {
  const reading = 1 + (signal.samples === undefined ? 0 : 1);
  if (!('baseline' in signal)) return reading;
  const statistics = needsDeviation(signal.limit) ? 2 : 1;
  return reading + statistics * baselineRuns(signal.baseline);
}

function baselineRuns(baseline: Baseline): number {
  switch (baseline.kind) {
    case 'recorded':
    case 'control':
      return 1;
    case 'sameHour':
      return baseline.weeks;
    // The median of deviations looks twice.
    case 'robust':
      return 2 * Math.round(baseline.window / baseline.step);
    case 'trailing':
    case 'frozen':
      return fullHistory(baseline) ?? Math.round(baseline.window / baseline.step);
  }
}

function alternative(
  { kind }: Baseline,
  model: RiskModel,
  { datasource }: Signal,
): readonly [hint: string, remedy?: Remedy] {
  if (model.datasources[datasource]?.type === 'loki')
    return ['baseline sameHour looks at a few moments instead of the whole window.'];
  if (kind === 'frozen') {
    return ['Take the baselines down once, when a deployment starts, and apply with its record.', 'freezeBaselines'];
  }
  return [
    'baseline recorded is 1 look-up per statistic: the window is computed once by recording rules, not at each evaluation.',
  ];
}
