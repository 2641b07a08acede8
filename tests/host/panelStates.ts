import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { HostContent } from '../../demo/src/host/server/content.ts';
import { ADMIN } from '../../demo/src/host/server/everything-allowed.ts';
import { ROOT } from './builtPlugin.ts';
import { CALM, cannedAnswers, MISSING, type Readings } from './cannedAnswers.ts';

const PANEL = z.looseObject({
  id: z.number(),
  type: z.string(),
  options: z.record(z.string(), z.unknown()).default({}),
  targets: z.array(z.looseObject({})).default([]),
});
const DASHBOARD = z.looseObject({
  uid: z.string(),
  title: z.string(),
  panels: z.array(PANEL.extend({ panels: z.array(PANEL).default([]) })),
});

/** The service dashboard as the compiler emits it for the example. */
export const EMITTED = DASHBOARD.parse(
  JSON.parse(readFileSync(join(ROOT, 'dashboards/rr-telegram-lead-bot-service.json'), 'utf8')),
);

const emittedPanel = EMITTED.panels
  .flatMap((panel) => [panel, ...panel.panels])
  .find(({ type }) => type === 'releaserisk-panel');
if (emittedPanel === undefined) throw new Error('The emitted dashboard has no risk panel');
export const PANEL_ID = emittedPanel.id;

/** One state that a person may meet, and what has to be read on the panel then. */
export interface PanelState {
  readonly name: string;
  /** Text that must be seen. */
  readonly says: readonly (string | RegExp)[];
  readonly readings?: Readings;
  /** Instead of the emitted panel's. */
  readonly options?: Readonly<Record<string, unknown>>;
  readonly targets?: readonly object[];
  /** What else is different about this Grafana. */
  readonly content?: Partial<HostContent>;
}

/** A new state is one line here. */
export const PANEL_STATES: readonly PanelState[] = [
  { name: 'low', says: ['Low'], readings: CALM },
  { name: 'high by veto', says: ['High'], readings: { ...CALM, V_error_rate: 0.329 } },
  { name: 'error rate missing', says: [/cannot tell|Inconclusive/i], readings: { ...CALM, V_error_rate: MISSING } },
];

/** What Grafana holds in a state: one dashboard with the one panel. */
export function contentOf(state: PanelState): HostContent {
  const { options = emittedPanel?.options, targets = emittedPanel?.targets, readings = CALM } = state;
  const dashboard = { ...EMITTED, panels: [{ ...emittedPanel, options, targets }] };
  return {
    dashboards: [dashboard],
    datasources: [
      { uid: 'metrics', name: 'metrics', type: 'prometheus', isDefault: true },
      { uid: 'logs', name: 'logs', type: 'loki', isDefault: false },
    ],
    user: ADMIN,
    ask: cannedAnswers(readings),
    settings: { enabled: true, pinned: true, jsonData: {}, secrets: [] },
    annotations: [],
    silences: [],
    ruleGroups: [],
    ...state.content,
  };
}
