import type { RiskModel } from '@release-risk/model/model';
import { NODE, REF } from '../../conventions.ts';
import type { Plan } from '../../plan.ts';
import { aboutText } from './aboutText.ts';
import { annotationList, BUILT_IN } from './annotationQueries.ts';
import type { ChosenPlan } from './chosenPlan.ts';
import type { DashboardJson, Panel, Variable } from './dashboardJson.ts';
import { RISK_PANEL_ID } from './dashboardNames.ts';
import { frame } from './frame.ts';
import { alertPanel, overrideOf, row, statOf, steps, textPanel } from './panels.ts';
import { signalPanelIds } from './panelIds.ts';
import { hasScore, riskPanel } from './riskPanel.ts';
import { signalPanel } from './signalPanel.ts';
import { GRADE_MAPPINGS, sentinelMappings, SHOWN, VERDICT_MAPPINGS } from './shownNodes.ts';

const ID = {
  risk: RISK_PANEL_ID,
  verdict: 2,
  score: 3,
  coverage: 4,
  release: 5,
  grades: 6,
  alerts: 7,
  about: 8,
  signals: 9,
  riskRow: 10,
};

const SIGNAL_HEIGHT = 8;
const RISK_HEIGHT = 10;

interface Parts {
  readonly model: RiskModel;
  readonly plan: Plan;
  readonly chosen: ChosenPlan;
  readonly variables: readonly Variable[];
  /** Whether this Grafana can draw the risk panel. */
  readonly panelInstalled: boolean;
  readonly notes: readonly string[];
}

/**
 * One service: verdict, score, release, grades and alerts at a glance, then each signal over time with its lines and
 * the releases marked on it. The risk panel stands on top where it is installed, folded away below where it is not;
 * either way the other panels read its results.
 */
export function serviceDashboard(parts: Parts): DashboardJson {
  const { model, plan, chosen, variables, panelInstalled, notes } = parts;
  const top = panelInstalled ? RISK_HEIGHT : 0;
  const summary = summaryPanels(model, chosen, top);
  const below = top + 8;
  const charts = signalPanels(model, chosen, below + 1);
  const end = below + 1 + Math.ceil(charts.length / 2) * SIGNAL_HEIGHT;
  const risk = (y: number) => riskPanel(model, plan, chosen, { x: 0, y, w: 24, h: RISK_HEIGHT });
  const panels: Panel[] = [
    ...(panelInstalled ? [risk(0)] : []),
    ...summary,
    row({ id: ID.signals, title: 'Signals over time', gridPos: { x: 0, y: below, w: 24, h: 1 } }),
    ...charts,
    textPanel({ id: ID.about, title: '', gridPos: { x: 0, y: end, w: 24, h: 4 } }, aboutText(model, plan, notes)),
    ...(panelInstalled
      ? []
      : [
          row(
            {
              id: ID.riskRow,
              title: 'Risk panel (needs the Release Risk plugin)',
              gridPos: { x: 0, y: end + 4, w: 24, h: 1 },
            },
            [risk(end + 5)],
          ),
        ]),
  ];
  return frame(model, 'service', {
    panels,
    templating: { list: variables },
    annotations: { list: [BUILT_IN, ...annotationList(plan.labels, chosen.names)] },
  });
}

function summaryPanels(model: RiskModel, chosen: ChosenPlan, y: number): readonly Panel[] {
  const { bands, deployment, signals, name } = model;
  const scored = hasScore(chosen)
    ? [
        statOf({ id: ID.verdict, title: 'Verdict', gridPos: { x: 0, y, w: 6, h: 4 } }, ID.risk, [SHOWN.verdict], {
          defaults: { mappings: VERDICT_MAPPINGS, noValue: 'no data' },
          overrides: [],
        }),
        statOf(
          {
            id: ID.score,
            title: 'Score',
            description: `0 to 2. Medium above ${bands.low}, High above ${bands.high}; a High recovers below ${bands.recovery}.`,
            gridPos: { x: 6, y, w: 4, h: 4 },
          },
          ID.risk,
          [NODE.score],
          {
            defaults: {
              decimals: 2,
              min: 0,
              max: 2,
              color: { mode: 'thresholds' },
              // A value on an edge belongs to the lower band; a threshold begins at its value.
              thresholds: steps('green', [above(bands.low), 'orange'], [above(bands.high), 'red']),
            },
            overrides: [],
          },
          { colorMode: 'value' },
        ),
        statOf(
          {
            id: ID.coverage,
            title: 'Coverage',
            description: `Share of weight that has a reading. Below ${bandShare(model.minCoverage)} nothing can be told.`,
            gridPos: { x: 10, y, w: 4, h: 4 },
          },
          ID.risk,
          [NODE.coverage],
          {
            defaults: {
              unit: 'percentunit',
              decimals: 0,
              color: { mode: 'thresholds' },
              thresholds: steps('purple', [model.minCoverage, 'text']),
            },
            overrides: [],
          },
          { colorMode: 'value' },
        ),
      ]
    : [];
  const release =
    deployment === undefined
      ? []
      : [
          statOf(
            {
              id: ID.release,
              title: 'Running release',
              description: 'Its version, and how long ago it was deployed.',
              gridPos: { x: hasScore(chosen) ? 14 : 0, y, w: hasScore(chosen) ? 4 : 18, h: 4 },
            },
            ID.risk,
            [REF.deployment],
            {
              defaults: {
                unit: 's',
                decimals: 0,
                displayName: `\${__field.labels["${deployment.versionLabel}"]}`,
                mappings: sentinelMappings('unknown'),
                color: { mode: 'fixed', fixedColor: 'text' },
              },
              overrides: [],
            },
            { colorMode: 'none', textMode: 'value_and_name' },
          ),
        ];
  const shown = signals.filter(({ id }) => chosen.shown.some(({ refId }) => refId === SHOWN.grade(id)));
  const alertsX = hasScore(chosen) && deployment === undefined ? 14 : 18;
  return [
    ...scored,
    ...release,
    alertPanel(
      { id: ID.alerts, title: 'Alerts', gridPos: { x: alertsX, y, w: 24 - alertsX, h: 4 } },
      name,
      model.identity.labels,
      chosen.names,
    ),
    statOf(
      { id: ID.grades, title: 'Grades', gridPos: { x: 0, y: y + 4, w: 24, h: 4 } },
      ID.risk,
      shown.map(({ id }) => SHOWN.grade(id)),
      {
        defaults: { mappings: GRADE_MAPPINGS, noValue: 'no data' },
        overrides: shown.map(({ id, title }) => overrideOf(SHOWN.grade(id), { displayName: title })),
      },
      { textMode: 'value_and_name', orientation: 'vertical' },
    ),
  ];
}

function signalPanels(model: RiskModel, chosen: ChosenPlan, y: number): readonly Panel[] {
  const ids = signalPanelIds(model.signals.map(({ id }) => id));
  return model.signals.map((signal, index) =>
    signalPanel(model, signal, chosen, ids.get(signal.id) ?? 0, {
      x: 12 * (index % 2),
      y: y + SIGNAL_HEIGHT * Math.floor(index / 2),
      w: 12,
      h: SIGNAL_HEIGHT,
    }),
  );
}

function above(edge: number): number {
  return edge + 1e-9;
}

function bandShare(share: number): string {
  return `${Math.round(share * 100)} %`;
}
