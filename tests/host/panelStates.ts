import { ADMIN, EVERYTHING } from '../../demo/src/host/server/everything-allowed.ts';
import type { HostContent } from '../../demo/src/host/server/content.ts';
import { CALM, cannedAnswers, MISSING, type Readings } from './cannedAnswers.ts';
import { EMITTED, EMITTED_PANEL, exampleModel, FINGERPRINT, MODEL } from './grafana/emitted.ts';
import { ruleGroups } from './grafana/rules.ts';
import { acknowledgement, hold, releases, rollback } from './grafana/stories.ts';
import { MANY_SERVICES, SEVERAL_SERVICES, severalRows, thousandRows } from './manyServices.ts';

/** One state that a person may meet, and what has to be read on the panel then. */
export interface PanelState {
  readonly name: string;
  /** Text that must be seen, on the panel in full size. */
  readonly says: readonly (string | RegExp)[];
  readonly readings?: Readings;
  /** Instead of the emitted panel's. */
  readonly options?: Readonly<Record<string, unknown>>;
  readonly targets?: readonly object[];
  /** What else is different about this Grafana. */
  readonly content?: Partial<HostContent>;
  /** Answers of Grafana that are not its usual ones, by the path they are for. */
  readonly answers?: Readonly<
    Record<string, { readonly status: number; readonly type: string; readonly body: string }>
  >;
  /** Of the user; English where it is not said. */
  readonly language?: string;
}

const HTML = { status: 502, type: 'text/html', body: '<html><h1>502 Bad Gateway</h1><hr>nginx</html>' };
const HOSTILE = '<img src=x onerror="window.hacked=1">"\'&{{7*7}}${service}';
const RIGHT_TO_LEFT = '\u202eשלום עולם\u202c';
const LONG = 'long '.repeat(2_000);

const BAD: Readings = { ...CALM, V_error_rate: 0.329 };
const LOKI_DOWN = { error: 'dial tcp 10.0.0.7:3100: connect: connection refused' };
const LOKI_FAILS: Readings = { ...CALM, V_error_rate: LOKI_DOWN, N_error_rate: LOKI_DOWN, M_error_rate: LOKI_DOWN };
const ALL_FAIL: Readings = Object.fromEntries(
  Object.keys(CALM).map((refId) => [refId, { error: 'context deadline exceeded' }]),
);
const ALL_MISSING: Readings = Object.fromEntries(
  Object.keys(CALM).map((refId) => [refId, refId === 'SV' ? 1 : MISSING]),
);
const LIVE = { source: 'live', model: MODEL };
export const VIEWER: HostContent['user'] = {
  login: 'viewer',
  name: 'Viewer',
  role: 'Viewer',
  permissions: Object.fromEntries(
    Object.entries(EVERYTHING).filter(([action]) => action.endsWith(':read') || action === 'datasources:query'),
  ),
};
const MAY_NOT_QUERY = { ...VIEWER, permissions: { 'datasources:read': ['datasources:*'] } };
const high = { fingerprint: FINGERPRINT, score: 0.6, verdict: 'High', cause: 'Veto: error rate 32.9% vs usual 0.185%' };
const FIRING = ruleGroups({ ...high, state: 'Alerting' });
const QUIET = ruleGroups({ fingerprint: FINGERPRINT });
const own = (refId: string, expr: string, uid = 'metrics', type = 'prometheus') => ({
  refId,
  datasource: { type, uid },
  expr,
  instant: true,
  range: false,
});

/** A new state is one line here. */
export const PANEL_STATES: readonly PanelState[] = [
  { name: 'low', says: ['Low', '1.478.0'], content: { annotations: releases(), ruleGroups: QUIET } },
  {
    name: 'medium',
    says: ['Medium'],
    readings: { ...CALM, V_api_latency: 410 },
    content: { annotations: releases(), ruleGroups: QUIET },
  },
  {
    name: 'high by veto',
    says: ['High', /Veto: error rate 32.9%/],
    readings: BAD,
    content: { annotations: releases(), ruleGroups: FIRING },
  },
  {
    name: 'red edge to edge',
    says: ['High'],
    readings: { ...BAD, V_api_latency: 2300, V_message_volume: 3, V_cpu_memory: 0.97, V_database: 480, V_crm_gap: 41 },
    content: { annotations: releases(), ruleGroups: FIRING },
  },
  { name: 'error rate missing', says: ['Inconclusive'], readings: { ...CALM, V_error_rate: MISSING } },
  { name: 'too few samples', says: ['Inconclusive'], readings: { ...CALM, N_api_latency: 3 } },
  { name: 'no data at all', says: ['Inconclusive'], readings: ALL_MISSING },
  { name: 'loki down', says: ['Inconclusive', /connection refused/], readings: LOKI_FAILS },
  { name: 'nothing answers', says: [/context deadline exceeded/], readings: ALL_FAIL },
  { name: 'loading', says: [], readings: { ...CALM, V_api_latency: 'never' } },
  { name: 'not set up', says: ['Set up this panel'], options: {}, targets: [] },
  {
    name: 'targets differ from the model',
    says: ['RR711'],
    targets: EMITTED_PANEL.targets.filter(({ refId }) => !refId.endsWith('_database')),
  },
  { name: 'newer model', says: ['RR703'], options: { ...LIVE, model: { ...MODEL, apiVersion: 'releaserisk/v9' } } },
  { name: 'broken model', says: ['RR704'], options: { ...LIVE, model: { ...MODEL, signals: 'none' } } },
  {
    name: 'several services chosen where one is needed',
    says: ['RR709'],
    options: { ...LIVE, service: { service: '{lead-bot,other-bot}' } },
  },
  { name: 'no deployment known', says: ['Low'], readings: { ...CALM, INFO: MISSING } },
  { name: 'rule missing', says: ['Low', /no such rule/], content: { annotations: releases() } },
  {
    name: 'rule paused',
    says: [/paused/i],
    content: { annotations: releases(), ruleGroups: ruleGroups({ fingerprint: FINGERPRINT, isPaused: true }) },
  },
  {
    name: 'rule fails',
    says: [/10.0.0.7/],
    content: {
      annotations: releases(),
      ruleGroups: ruleGroups({
        fingerprint: FINGERPRINT,
        health: 'error',
        lastError: 'failed to execute query [V_error_rate]: dial tcp 10.0.0.7:3100',
      }),
    },
  },
  {
    name: 'rule of an older model',
    says: [/older model/],
    content: { annotations: releases(), ruleGroups: ruleGroups({ fingerprint: 'feedfacefeedface' }) },
  },
  {
    name: 'rule pending',
    says: [/pending/i],
    readings: BAD,
    content: { annotations: releases(), ruleGroups: ruleGroups({ ...high, state: 'Pending' }) },
  },
  {
    name: 'rollback asked',
    says: [/rollback/i],
    readings: BAD,
    content: {
      annotations: [...releases(), rollback({ state: 'asked', reason: 'Veto: error rate' })],
      ruleGroups: FIRING,
    },
  },
  {
    name: 'rollback accepted',
    says: [/rollback/i],
    readings: BAD,
    content: { annotations: [...releases(), rollback({ state: 'accepted', by: 'Boris' })], ruleGroups: FIRING },
  },
  {
    name: 'rollback done',
    says: [/rolled back|rollback/i],
    content: { annotations: [...releases(), rollback({ state: 'done', by: 'Boris' })], ruleGroups: QUIET },
  },
  {
    name: 'rollback failed',
    says: [/failed/i],
    readings: BAD,
    content: {
      annotations: [...releases(), rollback({ state: 'failed', reason: 'The pipeline answered 500' })],
      ruleGroups: FIRING,
    },
  },
  {
    name: 'on hold',
    says: ['Vera', /database is being moved/],
    readings: BAD,
    content: {
      annotations: releases(),
      silences: hold('The database is being moved, errors are expected'),
      ruleGroups: FIRING,
    },
  },
  {
    name: 'acknowledged',
    says: ['Boris'],
    readings: BAD,
    content: { annotations: [...releases(), acknowledgement('looking into it')], ruleGroups: FIRING },
  },
  {
    name: 'viewer without rights',
    says: ['High', /permission/i],
    readings: BAD,
    content: { user: VIEWER, annotations: releases(), ruleGroups: FIRING },
  },
  {
    name: 'live',
    says: ['High'],
    options: LIVE,
    targets: [],
    readings: BAD,
    content: { annotations: releases(), ruleGroups: FIRING },
  },
  {
    name: 'live of the settings',
    says: ['Low'],
    options: { source: 'live', modelName: 'telegram-lead-bot' },
    targets: [],
    content: {
      settings: {
        enabled: true,
        pinned: true,
        secrets: [],
        jsonData: {
          revision: 1,
          models: [MODEL],
          bindings: { 'telegram-lead-bot': { metrics: 'metrics', logs: 'logs' } },
        },
      },
    },
  },
  {
    name: 'live, no such model',
    says: ['RR702'],
    options: { source: 'live', modelName: 'gone' },
    targets: [],
    content: {
      settings: { enabled: true, pinned: true, secrets: [], jsonData: { revision: 1, models: [MODEL], bindings: {} } },
    },
  },
  {
    name: 'live, app disabled',
    says: ['RR705'],
    options: { source: 'live', modelName: 'telegram-lead-bot' },
    targets: [],
    answers: {
      '/api/plugins/releaserisk-app/settings': {
        status: 404,
        type: 'application/json',
        body: '{"message":"Plugin not found, no installed plugin with that id"}',
      },
    },
  },
  { name: 'live, may not query', says: ['RR706'], options: LIVE, targets: [], content: { user: MAY_NOT_QUERY } },
  {
    name: 'live, datasource deleted',
    says: ['RR707', /logs/],
    options: LIVE,
    targets: [],
    content: { datasources: [{ uid: 'metrics', name: 'metrics', type: 'prometheus', isDefault: true }] },
  },
  {
    name: 'live, html error page',
    says: ['RR710'],
    options: LIVE,
    targets: [],
    answers: { '/api/ds/query': HTML },
  },
  {
    name: 'html error pages beside the score',
    says: ['High'],
    readings: BAD,
    answers: {
      '/api/prometheus/grafana/api/v1/rules': HTML,
      '/api/annotations': HTML,
      '/api/alertmanager/grafana/api/v2/silences': HTML,
    },
  },
  {
    name: 'several services',
    says: ['shop', 'search', 'mail'],
    options: { source: 'live', model: SEVERAL_SERVICES },
    targets: [],
    readings: severalRows(),
  },
  {
    name: 'a thousand services',
    says: [/service-0/],
    options: { source: 'live', model: MANY_SERVICES },
    targets: [],
    readings: thousandRows(),
  },
  {
    name: 'no services found',
    says: ['RR708'],
    options: { source: 'live', model: exampleModel('all-prometheus-1000') },
    targets: [],
  },
  {
    name: 'own queries',
    says: ['Medium', 'Own queries'],
    options: {
      source: 'own',
      own: {
        signals: {
          A: { title: 'Errors', limit: { above: { yellow: 1, red: 2 } }, weight: 10 },
          B: { title: 'Latency', unit: 'ms', limit: { above: { yellow: 300, red: 500 } }, weight: 20 },
        },
      },
    },
    targets: [own('A', 'sum by (service) (errors)'), own('B', 'max by (service) (latency)')],
    readings: { A: 3, B: 120, V_errors: 3, V_latency: 120 },
  },
  {
    name: 'own queries, nothing found',
    says: ['RR708'],
    options: { source: 'own', own: {} },
    targets: [own('A', 'sum by (service) (rate(errors[$__rate_interval]))')],
  },
  {
    name: 'own queries, unfinished',
    says: ['RR712'],
    options: { source: 'own', own: { signals: { A: { limit: { above: { yellow: 5, red: 2 } } } } } },
    targets: [own('A', 'sum by (service) (errors)')],
  },
  {
    name: 'hostile values',
    says: ['High'],
    readings: BAD,
    content: {
      annotations: [
        ...releases({ version: '1.478.0', author: HOSTILE, commit: RIGHT_TO_LEFT, previousVersion: HOSTILE }),
        acknowledgement(LONG.slice(0, 1000)),
      ],
      silences: hold(HOSTILE + LONG),
      ruleGroups: ruleGroups({ ...high, health: 'error', lastError: HOSTILE + LONG, state: 'Alerting' }),
    },
  },
  {
    name: 'in russian',
    says: ['Высокий', 'Вето'],
    readings: BAD,
    language: 'ru-RU',
    content: { annotations: releases(), ruleGroups: FIRING },
  },
];

/** What Grafana holds in a state: one dashboard with the one panel. */
export function contentOf(state: PanelState): HostContent {
  const { options = EMITTED_PANEL.options, targets = EMITTED_PANEL.targets, readings = CALM } = state;
  const dashboard = { ...EMITTED, panels: [{ ...EMITTED_PANEL, options, targets }] };
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

/** Where the panel of a state stands alone, as Grafana embeds it. */
export function soloPath({ language = 'en-US' }: PanelState): string {
  return `/d-solo/${EMITTED.uid}?panelId=${String(EMITTED_PANEL.id)}&lang=${language}`;
}
