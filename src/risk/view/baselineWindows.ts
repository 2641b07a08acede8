import type { Baseline, BaselineKind } from '@release-risk/model/baseline';
import type { RiskModel } from '@release-risk/model/model';

/** Epoch seconds; `from` and `to` are the same where a single moment is looked at. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** What some signals of a model are compared with. */
export interface BaselineWindows {
  readonly kind: BaselineKind;
  /** Titles of the signals, in the model's order. */
  readonly signals: readonly string[];
  /** Newest first; empty where the baseline has no window of its own, or it is not known. */
  readonly spans: readonly Span[];
}

const WEEK = 7 * 86_400;

/**
 * The windows behind the baselines of a verdict at `at`, one entry for each kind and length. `deployedAt` is when
 * the running version was deployed, which is where frozen windows end. Epoch seconds.
 */
export function baselineWindows(
  model: Pick<RiskModel, 'signals'>,
  at: number,
  deployedAt: number | undefined,
): readonly BaselineWindows[] {
  const groups = new Map<string, BaselineWindows>();
  for (const signal of model.signals) {
    if (!('baseline' in signal)) continue;
    const { baseline, title } = signal;
    const spans = spansOf(baseline, at, deployedAt);
    const key = JSON.stringify([baseline.kind, spans]);
    groups.set(key, { kind: baseline.kind, signals: [...(groups.get(key)?.signals ?? []), title], spans });
  }
  return [...groups.values()];
}

function spansOf(baseline: Baseline, at: number, deployedAt: number | undefined): readonly Span[] {
  switch (baseline.kind) {
    case 'trailing':
    case 'robust':
    case 'recorded': {
      const to = at - baseline.endsBefore;
      return [{ from: to - baseline.window, to }];
    }
    case 'sameHour':
      return Array.from({ length: baseline.weeks }, (_, index) => {
        const moment = at - (index + 1) * WEEK;
        return { from: moment, to: moment };
      });
    case 'frozen':
      return deployedAt === undefined ? [] : [{ from: deployedAt - baseline.window, to: deployedAt }];
    case 'control':
      return [];
  }
}
