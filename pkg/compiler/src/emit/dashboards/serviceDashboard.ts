import type { RiskModel } from '@release-risk/model/model';
import type { Plan } from '../../plan.ts';
import { aboutText } from './aboutText.ts';
import { annotationList, BUILT_IN } from './annotationQueries.ts';
import type { ChosenPlan } from './chosenPlan.ts';
import type { DashboardJson, Panel, Variable } from './dashboardJson.ts';
import { frame } from './frame.ts';
import { gradePanels } from './gradePanels.ts';
import { row, textPanel } from './panels.ts';
import { signalPanelIds } from './panelIds.ts';
import { riskPanel } from './riskPanel.ts';
import { signalPanel } from './signalPanel.ts';
import { SUMMARY_HEIGHT, summaryPanels } from './summaryPanels.ts';

const ID = { about: 8, signals: 9, foldedRow: 10 };

const SIGNAL_HEIGHT = 8;
const ABOUT_HEIGHT = 4;
/** As high as six signals with the releases and the rules below them. */
const RISK_HEIGHT = 21;

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
 * the releases marked on it. Where the risk panel is installed it says the first part, and core panels that say the
 * same are folded away below; where it is not, they stand on top and it is folded. Either way they read its results.
 */
export function serviceDashboard(parts: Parts): DashboardJson {
  const { model, plan, chosen, variables, panelInstalled, notes } = parts;
  const risk = (y: number) => riskPanel(model, plan, chosen, { x: 0, y, w: 24, h: RISK_HEIGHT });
  const top = panelInstalled ? { panels: [risk(0)], height: RISK_HEIGHT } : corePanels(parts, 0);
  const charts = signalPanels(model, chosen, top.height + 1);
  const end = top.height + 1 + Math.ceil(charts.length / 2) * SIGNAL_HEIGHT;
  const fold = end + ABOUT_HEIGHT;
  const panels: Panel[] = [
    ...top.panels,
    row({ id: ID.signals, title: 'Signals over time', gridPos: { x: 0, y: top.height, w: 24, h: 1 } }),
    ...charts,
    textPanel(
      { id: ID.about, title: '', gridPos: { x: 0, y: end, w: 24, h: ABOUT_HEIGHT } },
      aboutText(model, plan, notes),
    ),
    row(
      {
        id: ID.foldedRow,
        title: panelInstalled ? 'The same in core panels' : 'Risk panel (needs the Release Risk plugin)',
        gridPos: { x: 0, y: fold, w: 24, h: 1 },
      },
      panelInstalled ? corePanels(parts, fold + 1).panels : [risk(fold + 1)],
    ),
  ];
  return frame(model, 'service', {
    panels,
    templating: { list: variables },
    annotations: { list: [BUILT_IN, ...annotationList(plan.labels, chosen.names)] },
  });
}

/** Verdict, score, release, alerts and grades, one panel each. */
function corePanels({ model, chosen, notes }: Parts, y: number): { readonly panels: Panel[]; readonly height: number } {
  const grades = gradePanels(model, chosen, y + SUMMARY_HEIGHT);
  return {
    panels: [...summaryPanels(model, chosen, notes, y), ...grades.panels],
    height: SUMMARY_HEIGHT + grades.height,
  };
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
