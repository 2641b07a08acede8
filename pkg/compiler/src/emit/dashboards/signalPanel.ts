import { isStatic, type BaselineLimit, type Limit, type StaticLimit } from '@release-risk/model/limit';
import type { Judgement, RiskModel, Signal } from '@release-risk/model/model';
import { NODE, REF } from '../../conventions.ts';
import type { PlanExpression, PlanQuery } from '../../plan.ts';
import { reachable } from '../grafana/reachable.ts';
import type { ChosenPlan } from './chosenPlan.ts';
import type { FieldOverride, GridPos, Panel, Target } from './dashboardJson.ts';
import { grafanaUnit } from './grafanaUnits.ts';
import { signalLinks } from './links.ts';
import type { JsonObject } from './modelDocument.ts';
import { overrideOf, steps } from './panels.ts';
import { judgedBy } from './signalText.ts';
import { MIXED, mathTarget, queryTarget } from './targets.ts';

type BaselineSignal = Extract<Judgement, { limit: BaselineLimit }>;

/** Names of what a chart draws beside the reading. */
const USUAL = 'usual';
const LINE = {
  yellow: ['YELLOW_UP', 'YELLOW_DOWN'],
  red: ['RED_UP', 'RED_DOWN'],
  /** The upper edge of the shaded band, once more: its line is not drawn, only what is below it. */
  band: ['BAND_UP', 'BAND_DOWN'],
} as const;

/**
 * One signal of the chosen service over time: its reading, what is usual, and the lines where yellow and red begin.
 * The shaded band runs from the usual to the red line, on the side that is worse (on both for `either`).
 */
export function signalPanel(model: RiskModel, signal: Signal, plan: ChosenPlan, id: number, gridPos: GridPos): Panel {
  const { names } = plan;
  const value = plan.queries.find(({ refId }) => refId === REF.value(signal.id));
  const lines = isStatic(signal.limit) || !('worse' in signal) ? [] : baselineTargets(signal, plan);
  return {
    id,
    type: 'timeseries',
    title: signal.title,
    description: judgedBy(signal),
    gridPos,
    datasource: MIXED,
    targets: [...(value ? [queryTarget(real(value), names, 'range')] : []), ...lines],
    interval: '30s',
    links: signalLinks(signal, names),
    fieldConfig: {
      defaults: {
        unit: grafanaUnit(signal.unit),
        color: { mode: 'fixed', fixedColor: 'text' },
        custom: drawing(signal),
        thresholds: isStatic(signal.limit) ? staticSteps(signal.limit) : steps('transparent'),
      },
      overrides: [
        overrideOf(REF.value(signal.id), { displayName: signal.title, color: fixed('blue'), 'custom.lineWidth': 2 }),
        ...(lines.length === 0 || !('worse' in signal) ? [] : lineOverrides(signal)),
      ],
    },
    options: {
      legend: { displayMode: 'list', placement: 'bottom', showLegend: true, calcs: [] },
      tooltip: { mode: 'multi', sort: 'none' },
    },
  };
}

/** Without the row that says that nothing is there: a chart has a gap instead. */
function real(query: PlanQuery): PlanQuery {
  return { ...query, expr: `(${query.expr}) < 1e99` };
}

function baselineTargets(signal: Signal & BaselineSignal, plan: ChosenPlan): readonly Target[] {
  const { id } = signal;
  const expressions: readonly PlanExpression[] = [
    ...plan.expressions,
    ...sides(signal).flatMap((sign, side): PlanExpression[] => [
      { refId: LINE.yellow[side] ?? '', expression: `$${REF.mean(id)} ${sign} 0.5 * $${NODE.span(id)}` },
      { refId: LINE.red[side] ?? '', expression: `$${REF.mean(id)} ${sign} $${NODE.span(id)}` },
      {
        refId: LINE.band[side] ?? '',
        expression: sign === '+' ? `1 * $${LINE.red[side] ?? ''}` : `1 * $${REF.mean(id)}`,
      },
    ]),
  ];
  const drawn = drawnLines(signal);
  const needed = reachable(expressions, drawn);
  const queries = plan.queries.filter(({ refId }) => needed.has(refId));
  if (!queries.some(({ refId }) => refId === REF.mean(id))) return [];
  return [
    ...queries.map((query) => queryTarget(real(query), plan.names, 'range', !drawn.includes(query.refId))),
    ...expressions
      .filter(({ refId }) => needed.has(refId))
      .map((expression) => mathTarget(expression, !drawn.includes(expression.refId))),
  ];
}

/** On which sides of the usual a reading is bad: above it first, where both. */
function sides({ worse }: BaselineSignal): readonly ('+' | '-')[] {
  if (worse === 'either') return ['+', '-'];
  return [worse === 'higher' ? '+' : '-'];
}

function drawnLines(signal: Signal & BaselineSignal): readonly string[] {
  return [
    REF.mean(signal.id),
    ...sides(signal).flatMap((_, side) => [LINE.yellow[side] ?? '', LINE.red[side] ?? '', LINE.band[side] ?? '']),
  ];
}

function lineOverrides(signal: Signal & BaselineSignal): readonly FieldOverride[] {
  const dashed = { 'custom.lineWidth': 1, 'custom.lineStyle': { fill: 'dash', dash: [8, 6] } };
  return [
    overrideOf(REF.mean(signal.id), { displayName: USUAL, color: fixed('green'), 'custom.lineWidth': 1 }),
    ...sides(signal).flatMap((sign, side): FieldOverride[] => {
      const where = signal.worse === 'either' ? (sign === '+' ? ' above' : ' below') : '';
      return [
        overrideOf(LINE.yellow[side] ?? '', { displayName: `yellow${where}`, color: fixed('orange'), ...dashed }),
        overrideOf(LINE.red[side] ?? '', { displayName: `red${where}`, color: fixed('red'), ...dashed }),
        overrideOf(LINE.band[side] ?? '', {
          displayName: `band${where}`,
          color: fixed('text'),
          'custom.lineWidth': 0,
          'custom.showPoints': 'never',
          'custom.fillBelowTo': sign === '+' ? USUAL : `red${where}`,
          'custom.fillOpacity': 8,
          'custom.hideFrom': { legend: true, tooltip: true, viz: false },
        }),
      ];
    }),
  ];
}

function fixed(color: string): JsonObject {
  return { mode: 'fixed', fixedColor: color };
}

function drawing(signal: Signal): JsonObject {
  return {
    drawStyle: 'line',
    lineInterpolation: 'linear',
    lineWidth: 2,
    fillOpacity: 0,
    showPoints: 'auto',
    pointSize: 4,
    spanNulls: false,
    axisBorderShow: false,
    ...axis(signal.limit),
    thresholdsStyle: { mode: isStatic(signal.limit) ? 'dashed' : 'off' },
  };
}

function staticSteps({ kind, yellow, red }: StaticLimit): JsonObject {
  if (kind === 'above') return steps('transparent', [yellow, 'orange'], [red, 'red']);
  return steps('transparent', [red, 'red'], [yellow, 'orange']);
}

/** Lines that a reading is far from are still on the chart: how far is the point of it. */
function axis(limit: Limit): JsonObject {
  switch (limit.kind) {
    case 'above':
      return { axisSoftMax: limit.red, ...(limit.yellow < 0 ? {} : { axisSoftMin: 0 }) };
    case 'below':
      return { axisSoftMin: limit.red - (limit.yellow - limit.red) };
    default:
      return { axisSoftMin: 0 };
  }
}
