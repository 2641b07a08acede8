import type { RiskModel } from '@release-risk/model/model';
import { NODE } from '../../conventions.ts';
import type { Plan } from '../../plan.ts';
import { aboutText } from './aboutText.ts';
import { annotationList, BUILT_IN, releaseAnnotations } from './annotationQueries.ts';
import type { ChosenPlan } from './chosenPlan.ts';
import type { DashboardJson, Panel, Variable } from './dashboardJson.ts';
import { frame } from './frame.ts';
import { onlyTargets, override, overrideOf, steps, tablePanel, textPanel } from './panels.ts';
import { hasScore } from './riskPanel.ts';
import { SHOWN, VERDICT_MAPPINGS } from './shownNodes.ts';
import { GRAFANA, MIXED, panelTarget, rangeTargets, SAME_DASHBOARD } from './targets.ts';

const ID = { score: 1, verdict: 2, releases: 3, about: 4 };

interface Parts {
  readonly model: RiskModel;
  readonly plan: Plan;
  readonly chosen: ChosenPlan;
  readonly variables: readonly Variable[];
  readonly notes: readonly string[];
}

/** The releases of one service: its score and verdict over time with every release marked, and the list of them. */
export function releasesDashboard({ model, plan, chosen, variables, notes }: Parts): DashboardJson {
  const over = hasScore(chosen) ? [scorePanel(model, chosen), verdictPanel()] : [];
  const y = over.length === 0 ? 0 : 13;
  return frame(model, 'releases', {
    panels: [
      ...over,
      releasesPanel(model, chosen, y),
      textPanel({ id: ID.about, title: '', gridPos: { x: 0, y: y + 11, w: 24, h: 4 } }, aboutText(model, plan, notes)),
    ],
    templating: { list: variables },
    annotations: { list: [BUILT_IN, ...annotationList(plan.labels, chosen.names)] },
  });
}

function scorePanel(model: RiskModel, chosen: ChosenPlan): Panel {
  const { bands } = model;
  const plan = { queries: chosen.queries, expressions: [...chosen.expressions, ...chosen.shown] };
  return {
    id: ID.score,
    type: 'timeseries',
    title: 'Score over time',
    description: 'The plan of the model at each moment. While the verdict is Inconclusive the score says little.',
    gridPos: { x: 0, y: 0, w: 24, h: 9 },
    datasource: MIXED,
    targets: rangeTargets(plan, chosen.names, [NODE.score, SHOWN.verdict]),
    interval: '30s',
    maxDataPoints: 400,
    fieldConfig: {
      defaults: {
        min: 0,
        max: 2,
        decimals: 2,
        color: { mode: 'fixed', fixedColor: 'blue' },
        thresholds: steps('transparent', [bands.low, 'orange'], [bands.high, 'red']),
        custom: {
          drawStyle: 'line',
          lineInterpolation: 'stepAfter',
          lineWidth: 2,
          fillOpacity: 15,
          showPoints: 'never',
          thresholdsStyle: { mode: 'dashed' },
        },
      },
      overrides: [
        overrideOf(NODE.score, { displayName: 'score' }),
        overrideOf(SHOWN.verdict, {
          'custom.hideFrom': { legend: true, tooltip: true, viz: true },
        }),
      ],
    },
    options: {
      legend: { displayMode: 'list', placement: 'bottom', showLegend: false, calcs: [] },
      tooltip: { mode: 'single', sort: 'none' },
    },
  };
}

function verdictPanel(): Panel {
  return {
    id: ID.verdict,
    type: 'state-timeline',
    title: 'Verdict over time',
    gridPos: { x: 0, y: 9, w: 24, h: 4 },
    datasource: SAME_DASHBOARD,
    targets: [panelTarget(ID.score)],
    transformations: [onlyTargets(SHOWN.verdict)],
    fieldConfig: {
      defaults: { mappings: VERDICT_MAPPINGS, displayName: 'verdict', custom: { fillOpacity: 80, lineWidth: 0 } },
      overrides: [],
    },
    options: {
      mergeValues: true,
      showValue: 'auto',
      alignValue: 'center',
      rowHeight: 0.9,
      legend: { displayMode: 'list', placement: 'bottom', showLegend: true },
      tooltip: { mode: 'single', sort: 'none' },
    },
  };
}

/** Annotations as a table: the newest first, since that is how Grafana gives them. */
function releasesPanel(model: RiskModel, chosen: ChosenPlan, y: number): Panel {
  const target = { ...releaseAnnotations(model.identity.labels, chosen.names, false), limit: 500 };
  const shown = ['time', 'text', 'tags', 'login'];
  return tablePanel(
    {
      id: ID.releases,
      title: 'Releases and rollbacks in this time range',
      description: 'What the pipeline wrote down as annotations with the tag release-risk.',
      gridPos: { x: 0, y, w: 24, h: 11 },
    },
    {
      datasource: GRAFANA,
      targets: [{ refId: 'A', datasource: GRAFANA, queryType: 'annotations', target }],
      transformations: [
        { id: 'filterFieldsByName', options: { include: { names: shown } } },
        {
          id: 'convertFieldType',
          options: { conversions: [{ targetField: 'tags', destinationType: 'string' }], fields: {} },
        },
        {
          id: 'organize',
          options: {
            indexByName: Object.fromEntries(shown.map((name, at) => [name, at])),
            renameByName: {},
            excludeByName: {},
          },
        },
      ],
      fieldConfig: {
        defaults: { custom: { align: 'left' }, noValue: '' },
        overrides: [
          override('time', { displayName: 'When', unit: 'dateTimeAsIso', 'custom.width': 180 }),
          override('text', { displayName: 'What' }),
          override('tags', { displayName: 'Tags', 'custom.cellOptions': { type: 'pill' } }),
          override('login', { displayName: 'Written by', 'custom.width': 140 }),
        ],
      },
    },
  );
}
