import type { RiskModel } from '@release-risk/model/model';
import type { Plan, PlanOutputs } from '../../plan.ts';
import { SERIES, type RecordedSeries } from './series.ts';

/** Where the outputs of a plan stand, by refId. */
export function outputSeries(
  { name: model }: Pick<RiskModel, 'name'>,
  { outputs, fingerprint }: Plan,
): ReadonlyMap<string, RecordedSeries> {
  const bySignal = (name: typeof SERIES.grade | typeof SERIES.present, refIds: PlanOutputs['grades']) =>
    Object.entries(refIds).map(([signal, refId]) => [refId, { name, labels: { model, signal } }] as const);
  const verdict = (condition: 'veto' | 'inconclusive' | 'red') =>
    [outputs[condition], { name: SERIES.verdict, labels: { model, condition } }] as const;
  return new Map<string, RecordedSeries>([
    ...bySignal(SERIES.present, outputs.present),
    ...bySignal(SERIES.grade, outputs.grades),
    [outputs.score, { name: SERIES.score, labels: { model, fingerprint } }],
    [outputs.coverage, { name: SERIES.coverage, labels: { model } }],
    verdict('veto'),
    verdict('inconclusive'),
    verdict('red'),
    [outputs.act, { name: SERIES.act, labels: { model } }],
    [outputs.review, { name: SERIES.review, labels: { model } }],
  ]);
}
