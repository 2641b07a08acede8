import type { Hold } from '@release-risk/contract/hold';
import type { RollbackDetail } from '@release-risk/contract/rollback';
import type { HostContent } from '../../demo/src/host/server/content.ts';
import { CALM } from './cannedAnswers.ts';
import { EMITTED, MODEL } from './grafana/emitted.ts';
import { releases, rollback } from './grafana/stories.ts';
import {
  asking,
  everyState,
  gatewayOf,
  held,
  hostile,
  paused,
  REFUSING,
  UNREACHABLE,
  unknownOutcome,
  working,
} from './gatewayStates.ts';
import { contentOf, VIEWER } from './panelStates.ts';

/** One page as a person may meet it. */
export interface PageState {
  readonly name: string;
  readonly path: string;
  /** Text that must be seen. */
  readonly says: readonly (string | RegExp)[];
  /** Name of a button that is pressed once it is there. */
  readonly press?: string;
  /** What is ours of it; all of it where that is not said. */
  readonly ours?: string;
  /** What else is different about this Grafana. */
  readonly content?: Partial<HostContent>;
}

const settings = (models: readonly object[], gateway = {}): HostContent['settings'] => ({
  enabled: true,
  pinned: true,
  secrets: [],
  jsonData: {
    revision: 1,
    models,
    bindings: { 'telegram-lead-bot': { metrics: 'metrics', logs: 'logs' } },
    ...gateway,
  },
});

const APP = '/a/releaserisk-app';
const ROLLBACKS = `${APP}/rollbacks`;

/** A Grafana whose plugin knows a gateway. */
const withGateway = (gateway: HostContent['gateway']): Partial<HostContent> => ({
  settings: { ...settings([MODEL], { gatewayUrl: 'https://gateway.example.com' }), secrets: ['gatewayProxySecret'] },
  ...(gateway === undefined ? {} : { gateway }),
});

const shown = (rollback: RollbackDetail, holds: readonly Hold[] = []): Pick<PageState, 'path' | 'content'> => ({
  path: `${ROLLBACKS}/${rollback.id}`,
  content: withGateway(gatewayOf([rollback], holds)),
});

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
  {
    name: 'rollbacks',
    path: ROLLBACKS,
    says: ['Waits for approval', 'Outcome unknown'],
    content: withGateway(gatewayOf(everyState())),
  },
  { name: 'rollbacks of none', path: ROLLBACKS, says: [/no rollback yet/], content: withGateway(gatewayOf([])) },
  { name: 'rollbacks without a gateway', path: ROLLBACKS, says: ['No rollback gateway is set up'] },
  {
    name: 'rollbacks without a gateway for a viewer',
    path: ROLLBACKS,
    says: [/An admin of this Grafana can set it up/],
    content: { user: VIEWER },
  },
  {
    name: 'rollbacks with the gateway down',
    path: ROLLBACKS,
    says: ['The rollback gateway does not answer'],
    content: withGateway(UNREACHABLE),
  },
  {
    name: 'rollbacks with a wrong secret',
    path: ROLLBACKS,
    says: ['The gateway does not accept this Grafana'],
    content: withGateway(REFUSING),
  },
  { name: 'rollback that asks', says: ['Waits for approval', 'Approve…'], ...shown(asking()) },
  {
    name: 'rollback that is approved',
    press: 'Approve…',
    says: [/what is sent, and nothing else/, 'Roll back to 1.477.3'],
    ...shown(asking()),
  },
  {
    name: 'rollback that asks for a viewer',
    path: `${ROLLBACKS}/rb-7f3a`,
    says: [/lacks the permission/],
    content: { ...withGateway(gatewayOf([asking()])), user: VIEWER },
  },
  { name: 'rollback under way', says: ['Rolling back', 'Told support.'], ...shown(working()) },
  {
    name: 'rollback that waits between its steps',
    says: ['Waits before its next call', 'CRM migration', /1204 lines/],
    ...shown(paused().rollback, paused().holds),
  },
  { name: 'rollback of unknown outcome', says: ['Outcome unknown', 'Try again…'], ...shown(unknownOutcome()) },
  {
    name: 'rollback that is held',
    says: ['CRM migration', /end it in Grafana’s alerting/],
    ...shown(held().rollback, held().holds),
  },
  { name: 'rollback with long and hostile texts', says: ['Failed'], ...shown(hostile()) },
  {
    name: 'rollback that is not there',
    path: `${ROLLBACKS}/gone`,
    says: ['The gateway does not know this rollback'],
    content: withGateway(gatewayOf([])),
  },
  {
    name: 'service with rollbacks',
    path: `${APP}/service/telegram-lead-bot?label.service=lead-bot`,
    says: ['All rollbacks', 'Decide'],
    content: {
      ...withGateway(gatewayOf([asking()])),
      annotations: [...releases(), rollback({ state: 'asked', id: 'rb-7f3a' })],
    },
  },
  {
    name: 'configuration with a gateway',
    path: '/plugins/releaserisk-app',
    says: ['Rollback gateway', 'Test the way there'],
    content: withGateway(gatewayOf([])),
  },
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
