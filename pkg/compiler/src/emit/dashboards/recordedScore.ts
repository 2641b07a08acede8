import type { RiskModel } from '@release-risk/model/model';
import { NODE } from '../../conventions.ts';
import type { Plan } from '../../plan.ts';
import { number } from '../../planExpressions.ts';
import { partSeries, selectorOf, SERIES, type RecordedSeries } from '../prometheus/series.ts';
import type { DatasourceRef, Target } from './dashboardJson.ts';
import { SHOWN } from './shownNodes.ts';

/** The one logical datasource whose recording rules can score the model; undefined where there is none. */
export function recordingDatasource({ datasources, signals, deployment, control }: RiskModel): string | undefined {
  const used = new Set([
    ...signals.map(({ datasource }) => datasource),
    ...signals.flatMap((signal) =>
      'worse' in signal && signal.baseline.kind === 'recorded' && signal.baseline.datasource !== undefined
        ? [signal.baseline.datasource]
        : [],
    ),
    ...(deployment === undefined ? [] : [deployment.datasource]),
    ...(control === undefined ? [] : [control.running.datasource]),
  ]);
  const [only, another] = [...used];
  return only !== undefined && another === undefined && datasources[only]?.type === 'prometheus' ? only : undefined;
}

/** The columns of the table of services, read from the series that recording rules write. */
export function recordedTargets(model: RiskModel, plan: Plan, datasource: DatasourceRef): readonly Target[] {
  const rows = (series: RecordedSeries) => `max by (${plan.labels.join(', ')}) (${selectorOf(series)})`;
  const said = (name: RecordedSeries['name'], labels: RecordedSeries['labels'] = {}) =>
    rows({ name, labels: { model: model.name, ...labels } });
  const verdict = verdictQuery(model, {
    score: said(SERIES.score),
    veto: said(SERIES.verdict, { condition: 'veto' }),
    unknown: said(SERIES.verdict, { condition: 'inconclusive' }),
    canary: rows(partSeries(SERIES.reading, model.name, 'canary')),
  });
  const target = (refId: string, expr: string): Target => ({
    refId,
    datasource,
    editorMode: 'code',
    expr,
    format: 'table',
    instant: true,
    range: false,
    hide: false,
  });
  return [
    target(SHOWN.verdict, verdict),
    target(SHOWN.rank, `10 * (${verdict}) + ${said(SERIES.score)}`),
    target(NODE.score, said(SERIES.score)),
    target(NODE.coverage, said(SERIES.coverage)),
    ...model.signals.map(({ id: signal }) =>
      target(SHOWN.grade(signal), `${said(SERIES.grade, { signal })} - (1 - ${said(SERIES.present, { signal })})`),
    ),
  ];
}

interface Parts {
  readonly score: string;
  readonly veto: string;
  readonly unknown: string;
  readonly canary: string;
}

/** The verdict's number, as the expression node computes it. */
function verdictQuery({ bands, control }: RiskModel, { score, veto, unknown, canary }: Parts): string {
  const band = `(1 + (${score} > bool ${number(bands.low)}) + 2 * (${score} > bool ${number(bands.high)}))`;
  const judged = `(5 * ${veto} + (1 - ${veto}) * (3 * ${unknown} + (1 - ${unknown}) * ${band}))`;
  return control ? `(${canary} > bool 0) * ${judged}` : judged;
}
