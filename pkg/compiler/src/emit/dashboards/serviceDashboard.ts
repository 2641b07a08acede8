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

const ID = { about: 8, signals: 9, riskRow: 10 };

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
  const grades = gradePanels(model, chosen, top + SUMMARY_HEIGHT);
  const below = top + SUMMARY_HEIGHT + grades.height;
  const charts = signalPanels(model, chosen, below + 1);
  const end = below + 1 + Math.ceil(charts.length / 2) * SIGNAL_HEIGHT;
  const risk = (y: number) => riskPanel(model, plan, chosen, { x: 0, y, w: 24, h: RISK_HEIGHT });
  const panels: Panel[] = [
    ...(panelInstalled ? [risk(0)] : []),
    ...summaryPanels(model, chosen, notes, top),
    ...grades.panels,
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
