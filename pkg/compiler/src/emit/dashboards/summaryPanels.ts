import { formatShare } from '@release-risk/model/format';
import type { RiskModel } from '@release-risk/model/model';
import { NODE } from '../../conventions.ts';
import type { ChosenPlan } from './chosenPlan.ts';
import type { Panel } from './dashboardJson.ts';
import { RISK_PANEL_ID } from './dashboardNames.ts';
import { alertPanel, statOf, steps, textPanel } from './panels.ts';
import { plainText } from './plainText.ts';
import { hasScore } from './riskPanel.ts';
import { justAbove, sentinelMappings, SHOWN, UNKNOWN_MAPPINGS, VERDICT_MAPPINGS } from './shownNodes.ts';

const ID = { verdict: 2, why: 6, score: 3, coverage: 4, release: 5, alerts: 7 };

/** Rows of the grid that the summary takes. */
export const SUMMARY_HEIGHT = 4;

/**
 * Verdict, score, coverage, running release and alerts of the chosen service, out of the risk panel's
 * results. Where no panel can compute a score, `notes` say why in its place.
 */
export function summaryPanels(
  model: RiskModel,
  chosen: ChosenPlan,
  notes: readonly string[],
  y: number,
): readonly Panel[] {
  const { bands, deployment, name } = model;
  const scored = hasScore(chosen)
    ? [
        statOf({ id: ID.verdict, title: 'Verdict', gridPos: { x: 0, y, w: 6, h: 4 } }, RISK_PANEL_ID, [SHOWN.verdict], {
          defaults: { mappings: VERDICT_MAPPINGS },
          overrides: [],
        }),
        statOf(
          {
            id: ID.score,
            title: 'Score',
            description: `0 to 2. Medium above ${bands.low}, High above ${bands.high}; a High recovers below ${bands.recovery}.`,
            gridPos: { x: 6, y, w: 4, h: 4 },
          },
          RISK_PANEL_ID,
          [NODE.score],
          {
            defaults: {
              mappings: UNKNOWN_MAPPINGS,
              decimals: 2,
              min: 0,
              max: 2,
              color: { mode: 'thresholds' },
              thresholds: steps('green', [justAbove(bands.low), 'orange'], [justAbove(bands.high), 'red']),
            },
            overrides: [],
          },
          { colorMode: 'value' },
        ),
        statOf(
          {
            id: ID.coverage,
            title: 'Coverage',
            description: `Share of weight that has a reading. Below ${formatShare(model.minCoverage)} nothing can be told.`,
            gridPos: { x: 10, y, w: 4, h: 4 },
          },
          RISK_PANEL_ID,
          [NODE.coverage],
          {
            defaults: {
              mappings: UNKNOWN_MAPPINGS,
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
    : [
        textPanel(
          { id: ID.why, title: '', gridPos: { x: 0, y, w: deployment === undefined ? 18 : 14, h: 4 } },
          notes.map((note) => `**No score here** ${plainText(note)}`).join('\n\n'),
        ),
      ];
  const release =
    deployment === undefined
      ? []
      : [
          statOf(
            {
              id: ID.release,
              title: 'Running release',
              description: 'Its version, and for how long it has been running.',
              gridPos: { x: 14, y, w: 4, h: 4 },
            },
            RISK_PANEL_ID,
            [SHOWN.release],
            {
              defaults: {
                unit: 'dtdurations',
                decimals: 0,
                displayName: `version \${__field.labels["${deployment.versionLabel}"]}`,
                mappings: sentinelMappings('unknown'),
                color: { mode: 'fixed', fixedColor: 'text' },
              },
              overrides: [],
            },
            { colorMode: 'none', textMode: 'value_and_name' },
          ),
        ];
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
  ];
}
