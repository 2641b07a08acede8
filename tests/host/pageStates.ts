import type { HostContent } from '../../demo/src/host/server/content.ts';
import { CALM } from './cannedAnswers.ts';
import { EMITTED, MODEL } from './grafana/emitted.ts';
import { releases } from './grafana/stories.ts';
import { contentOf } from './panelStates.ts';

/** One page as a person may meet it. */
export interface PageState {
  readonly name: string;
  readonly path: string;
  /** Text that must be seen. */
  readonly says: readonly (string | RegExp)[];
  /** What is ours of it; all of it where that is not said. */
  readonly ours?: string;
  /** What else is different about this Grafana. */
  readonly content?: Partial<HostContent>;
}

const settings = (models: readonly object[]): HostContent['settings'] => ({
  enabled: true,
  pinned: true,
  secrets: [],
  jsonData: {
    revision: 1,
    models,
    bindings: { 'telegram-lead-bot': { metrics: 'metrics', logs: 'logs' } },
  },
});

const APP = '/a/releaserisk-app';

/** A new page is one line here. */
export const PAGE_STATES: readonly PageState[] = [
  {
    name: 'dashboard',
    path: `/d/${EMITTED.uid}`,
    says: ['Stand-in for Grafana:', EMITTED.title, /need Grafana/, 'High', /Veto: error rate 32.9%/],
    // The bar above is made of Grafana's own parts.
    ours: '[data-testid=panels]',
    content: { dashboards: [EMITTED], annotations: releases() },
  },
  { name: 'overview', path: `${APP}/overview`, says: ['Telegram lead bot', 'High'] },
  { name: 'overview without models', path: `${APP}/overview`, says: [], content: { settings: settings([]) } },
  { name: 'app without a page', path: APP, says: ['Telegram lead bot'] },
  { name: 'service', path: `${APP}/service/telegram-lead-bot?label.service=lead-bot`, says: ['High'] },
  { name: 'releases', path: `${APP}/releases`, says: ['1.477.2'], content: { annotations: releases() } },
  { name: 'first run', path: `${APP}/start`, says: [], content: { settings: settings([]) } },
  { name: 'models', path: `${APP}/models`, says: ['Telegram lead bot'] },
  { name: 'model', path: `${APP}/models/telegram-lead-bot`, says: ['Telegram lead bot'] },
  { name: 'model that is not there', path: `${APP}/models/gone`, says: [/gone/] },
  { name: 'configuration', path: '/plugins/releaserisk-app', says: ['Release Risk'] },
  { name: 'page of Grafana', path: '/explore', says: [/needs Grafana/] },
];

/** What Grafana holds while a page is looked at: the example model, vetoed. */
export function contentOfPage({ content = {} }: PageState): HostContent {
  return contentOf({
    name: '',
    says: [],
    readings: { ...CALM, V_error_rate: 0.329 },
    content: { settings: settings([MODEL]), ...content },
  });
}
