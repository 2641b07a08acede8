import type { RiskModel, Signal } from '@release-risk/model/model';
import type { ChosenPlan } from './chosenPlan.ts';
import type { Panel } from './dashboardJson.ts';
import { RISK_PANEL_ID } from './dashboardNames.ts';
import { overrideOf, statOf } from './panels.ts';
import { GRADE_MAPPINGS, SHOWN } from './shownNodes.ts';

const FIRST_ID = 20;
const HEIGHT = 4;
/** A telephone shows one panel beside no other: more tiles than this and nobody can read them there. */
const TILES_AT_MOST = 4;

/** The grade of every signal as a tile, from row `y` on; and how many rows they take. */
export function gradePanels(
  model: RiskModel,
  chosen: ChosenPlan,
  y: number,
): { readonly panels: readonly Panel[]; readonly height: number } {
  const shown = model.signals.filter(({ id }) => chosen.shown.some(({ refId }) => refId === SHOWN.grade(id)));
  const groups = evenly(shown, Math.ceil(shown.length / TILES_AT_MOST));
  const w = groups.length === 1 ? 24 : 12;
  const panels = groups.map((signals, index) =>
    gradePanel(signals, {
      id: FIRST_ID + index,
      title: 'Grades',
      gridPos: { x: 12 * (index % 2), y: y + HEIGHT * Math.floor(index / 2), w, h: HEIGHT },
    }),
  );
  return { panels, height: HEIGHT * Math.ceil(groups.length / 2) };
}

function gradePanel(signals: readonly Signal[], head: Parameters<typeof statOf>[0]): Panel {
  return statOf(
    head,
    RISK_PANEL_ID,
    signals.map(({ id }) => SHOWN.grade(id)),
    {
      defaults: { mappings: GRADE_MAPPINGS },
      overrides: signals.map(({ id, title }) => overrideOf(SHOWN.grade(id), { displayName: title })),
    },
    { textMode: 'value_and_name', orientation: 'vertical' },
  );
}

/** The list in `count` parts whose lengths differ by one at most. */
function evenly<T>(list: readonly T[], count: number): readonly (readonly T[])[] {
  return Array.from({ length: count }, (_, index) =>
    list.slice(Math.ceil((index * list.length) / count), Math.ceil(((index + 1) * list.length) / count)),
  );
}
