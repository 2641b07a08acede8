import { LoadingState, dateTime, type PanelData } from '@grafana/data';
import { weightShares } from '../../../risk/edit/weightShares.ts';
import type { SignalDraft } from '../../../risk/edit/signalDraft.ts';
import type { OwnFinding } from '../../own/ownFinding.ts';
import { ownModel, signalSettings, titleOf, type OwnModel } from '../../own/ownModel.ts';
import type { OwnTarget } from '../../own/ownTargets.ts';
import { panelSignals } from '../../own/panelSignals.ts';
import type { OwnQueries } from '../ownQueries.ts';

/** One target with what its fields show. */
export interface TargetSettings {
  readonly target: OwnTarget;
  readonly draft: SignalDraft;
  /** What people read while no title is set. */
  readonly untitled: string;
  /** Its share of all weights, 0..1. */
  readonly share: number;
  readonly findings: readonly OwnFinding[];
}

/** Own queries with everything that can be said about them before they are asked. */
export interface OwnSettings {
  readonly targets: readonly TargetSettings[];
  /** Findings that are about no target. */
  readonly general: readonly OwnFinding[];
  readonly made: OwnModel;
}

const WEIGHT = 10;

export function ownSettings(own: OwnQueries, targets: readonly OwnTarget[]): OwnSettings {
  const made = ownModel(own, targets);
  const all = [...(made.ok ? [] : made.findings), ...panelSignals(own, targets, nothingRead()).findings];
  const drafts = targets.map((target) => draftOf(own, target));
  const shares = weightShares(drafts.map(({ weight }) => weight));
  return {
    made,
    general: all.filter(({ refId }) => !targets.some((target) => target.refId === refId)),
    targets: targets.map((target, at) => ({
      target,
      draft: drafts[at] ?? {},
      untitled: untitledOf(own, target),
      share: shares[at] ?? 0,
      findings: all.filter(({ refId }) => refId === target.refId),
    })),
  };
}

function draftOf(own: OwnQueries, target: OwnTarget): SignalDraft {
  if (target.kind === 'query') return signalSettings(own, target);
  return { weight: WEIGHT, ...own.signals[target.refId] };
}

function untitledOf(own: OwnQueries, target: OwnTarget): string {
  const untitled = { ...own, signals: {} };
  return target.kind === 'query' ? titleOf(untitled, target) : `Query ${target.refId}`;
}

/** Findings are about the settings: no answer changes them. */
function nothingRead(): PanelData {
  const moment = dateTime(0);
  return {
    state: LoadingState.Done,
    series: [],
    timeRange: { from: moment, to: moment, raw: { from: moment, to: moment } },
  };
}
