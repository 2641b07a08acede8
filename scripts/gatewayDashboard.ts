import type {
  DashboardJson,
  FieldOverride,
  GridPos,
  Panel,
  Target,
} from '@release-risk/compiler/emit/dashboards/dashboardJson';
import type { JsonObject } from '@release-risk/compiler/emit/dashboards/modelDocument';
import { override, row, steps, tablePanel } from '@release-risk/compiler/emit/dashboards/panels';

export const GATEWAY_DASHBOARD_UID = 'release-risk-gateway';

const DATASOURCE = { type: 'prometheus', uid: '${ds}' };
/** The dashboard schema of Grafana 12.2. */
const SCHEMA_VERSION = 42;
const M = 'release_risk_gateway_';

interface Query {
  readonly expr: string;
  readonly legend?: string;
  readonly format?: 'table';
}

interface Said {
  readonly title: string;
  readonly description: string;
  readonly queries: readonly Query[];
  readonly unit?: string;
}

interface Place extends GridPos {
  readonly id: number;
}

function targets(queries: readonly Query[], instant: boolean): readonly Target[] {
  return queries.map(({ expr, legend, format = 'time_series' }, index) => ({
    refId: String.fromCharCode(65 + index),
    datasource: DATASOURCE,
    editorMode: 'code',
    expr,
    instant,
    range: !instant,
    format,
    ...(legend === undefined ? {} : { legendFormat: legend }),
  }));
}

function stat({ id, ...gridPos }: Place, said: Said, thresholds: JsonObject, more: JsonObject = {}): Panel {
  return {
    id,
    type: 'stat',
    title: said.title,
    description: said.description,
    gridPos,
    datasource: DATASOURCE,
    targets: targets(said.queries, true),
    fieldConfig: {
      defaults: {
        unit: said.unit ?? 'short',
        decimals: 0,
        noValue: 'none',
        color: { mode: 'thresholds' },
        thresholds,
        ...more,
      },
      overrides: [],
    },
    options: {
      reduceOptions: { values: false, calcs: ['lastNotNull'], fields: '' },
      colorMode: 'background_solid',
      graphMode: 'none',
      justifyMode: 'center',
      orientation: 'auto',
      textMode: 'auto',
      wideLayout: true,
      showPercentChange: false,
    },
  };
}

function chart(
  { id, ...gridPos }: Place,
  said: Said,
  drawing: JsonObject = {},
  overrides: readonly FieldOverride[] = [],
): Panel {
  return {
    id,
    type: 'timeseries',
    title: said.title,
    description: said.description,
    gridPos,
    datasource: DATASOURCE,
    targets: targets(said.queries, false),
    interval: '15s',
    fieldConfig: {
      defaults: {
        unit: said.unit ?? 'short',
        min: 0,
        custom: {
          drawStyle: 'line',
          lineInterpolation: 'linear',
          lineWidth: 2,
          fillOpacity: 0,
          showPoints: 'auto',
          pointSize: 4,
          spanNulls: false,
          axisBorderShow: false,
          axisSoftMax: 1,
          ...drawing,
        },
      },
      overrides,
    },
    options: {
      legend: { displayMode: 'list', placement: 'bottom', showLegend: true, calcs: [] },
      tooltip: { mode: 'multi', sort: 'desc' },
    },
  };
}

/** Per minute, of each of these labels. */
const perMinute = (counter: string, by: string): string =>
  `60 * sum by (${by}) (rate(${M}${counter}[$__rate_interval])) > 0`;

const quantile = (q: number, histogram: string): string =>
  `histogram_quantile(${String(q)}, sum by (le) (rate(${M}${histogram}_bucket[$__rate_interval])))`;

const BARS = { drawStyle: 'bars', fillOpacity: 60, lineWidth: 0, stacking: { mode: 'normal', group: 'A' } };
const RED_FROM_ONE = steps('green', [1, 'red']);

const STATS: readonly Panel[] = [
  stat(
    { id: 1, x: 0, y: 0, w: 4, h: 4 },
    {
      title: 'Gateways',
      description: 'Replicas that answer Prometheus, by version.',
      queries: [{ expr: `count by (version) (${M}build_info)`, legend: '{{version}}' }],
    },
    steps('red', [1, 'green']),
    { noValue: 'down' },
  ),
  stat(
    { id: 2, x: 4, y: 0, w: 4, h: 4 },
    {
      title: 'Under way',
      description: 'Rollbacks between the decision and the end.',
      queries: [
        {
          expr: `sum (max by (state) (${M}rollbacks{state=~"approved|intent_persisted|triggering|triggered|verifying"}))`,
        },
      ],
    },
    steps('text', [1, 'blue']),
  ),
  stat(
    { id: 3, x: 8, y: 0, w: 4, h: 4 },
    {
      title: 'Wait for a decision',
      description: 'Rollbacks that somebody has to approve or reject.',
      queries: [{ expr: `max (${M}rollbacks{state="awaiting_approval"})` }],
    },
    steps('green', [1, 'orange']),
  ),
  stat(
    { id: 4, x: 12, y: 0, w: 4, h: 4 },
    {
      title: 'Need a person, last 24 h',
      description: 'Ended as unknown, failed or a dead letter.',
      queries: [
        {
          expr: [
            `sum (max by (state) (${M}rollbacks{state=~"unknown|failed|dead_letter"})`,
            `- min by (state) (min_over_time(${M}rollbacks{state=~"unknown|failed|dead_letter"}[24h])))`,
          ].join(' '),
        },
      ],
    },
    RED_FROM_ONE,
  ),
  stat(
    { id: 5, x: 16, y: 0, w: 4, h: 4 },
    {
      title: 'Oldest due work',
      description: 'How long the oldest job that is due has been waiting. More than a minute is too long.',
      unit: 's',
      queries: [{ expr: `max (${M}oldest_job_seconds)` }],
    },
    steps('green', [10, 'orange'], [60, 'red']),
  ),
  stat(
    { id: 6, x: 20, y: 0, w: 4, h: 4 },
    {
      title: 'Looked at what fires',
      description: 'Time since the gateway last asked for itself what fires. Older than three minutes is too old.',
      unit: 's',
      queries: [
        {
          expr: `time() - max (${M}reconcile_last_success_timestamp_seconds > 0)`,
        },
      ],
    },
    steps('green', [120, 'orange'], [180, 'red']),
    { noValue: 'never' },
  ),
];

const ALERTS: readonly Panel[] = [
  chart(
    { id: 11, x: 0, y: 5, w: 8, h: 8 },
    {
      title: 'Alerts taken, a minute',
      description: 'By sender and by what became of them. Unavailable: the store could not commit, answered 503.',
      queries: [{ expr: perMinute('deliveries_total', 'source, result'), legend: '{{source}} {{result}}' }],
    },
    BARS,
    [override('grafana unavailable', { color: { mode: 'fixed', fixedColor: 'red' } })],
  ),
  chart(
    { id: 12, x: 8, y: 5, w: 8, h: 8 },
    {
      title: 'Until an alert is on disk and acknowledged',
      description: 'From the first byte to the answer.',
      unit: 's',
      queries: [
        { expr: quantile(0.5, 'ack_seconds'), legend: 'p50' },
        { expr: quantile(0.99, 'ack_seconds'), legend: 'p99' },
      ],
    },
    { axisSoftMax: 0.015 },
  ),
  chart(
    { id: 13, x: 16, y: 5, w: 8, h: 8 },
    {
      title: 'Until somebody works on it',
      description: 'From the acknowledgement to a worker.',
      unit: 's',
      queries: [
        { expr: quantile(0.5, 'pickup_seconds'), legend: 'p50' },
        { expr: quantile(0.99, 'pickup_seconds'), legend: 'p99' },
      ],
    },
    { axisSoftMax: 0.015 },
  ),
];

const ROLLBACKS: readonly Panel[] = [
  chart(
    { id: 21, x: 0, y: 14, w: 8, h: 8 },
    {
      title: 'Open rollbacks',
      description: 'By state, those that have not ended.',
      queries: [
        {
          expr: `max by (state) (${M}rollbacks{state!~"succeeded|suppressed|rejected|expired|unknown|failed|dead_letter"}) > 0`,
          legend: '{{state}}',
        },
      ],
    },
    BARS,
  ),
  chart(
    { id: 22, x: 8, y: 14, w: 8, h: 8 },
    {
      title: 'Ended rollbacks, an hour',
      description: 'By how they ended.',
      queries: [{ expr: `sum by (outcome) (increase(${M}rollbacks_total[1h])) > 0`, legend: '{{outcome}}' }],
    },
    BARS,
  ),
  chart(
    { id: 23, x: 16, y: 14, w: 8, h: 8 },
    {
      title: 'Calls to pipelines, a minute',
      description: 'By adapter and outcome. Unknown: nobody could tell whether it happened; it is looked up.',
      queries: [{ expr: perMinute('calls_total', 'adapter, outcome'), legend: '{{adapter}} {{outcome}}' }],
    },
    BARS,
  ),
];

const AROUND: readonly Panel[] = [
  chart(
    { id: 31, x: 0, y: 23, w: 8, h: 8 },
    {
      title: 'Work that is due, messages that wait',
      description: 'Both near 0 where the gateway keeps up.',
      queries: [
        { expr: `max (${M}jobs_due)`, legend: 'jobs due' },
        { expr: `max (${M}messages_waiting)`, legend: 'messages waiting' },
      ],
    },
  ),
  chart(
    { id: 32, x: 8, y: 23, w: 8, h: 8 },
    {
      title: 'Messages to people, a minute',
      description: 'By channel and result.',
      queries: [{ expr: perMinute('messages_total', 'channel, result'), legend: '{{channel}} {{result}}' }],
    },
    BARS,
  ),
  chart(
    { id: 33, x: 16, y: 23, w: 8, h: 8 },
    {
      title: 'Looks at what fires, a minute',
      description: 'Reconciling: what was not sent is found this way.',
      queries: [{ expr: perMinute('reconcile_total', 'result'), legend: '{{result}}' }],
    },
    BARS,
  ),
  chart(
    { id: 34, x: 0, y: 31, w: 12, h: 8 },
    {
      title: 'Requests, a minute',
      description: 'By route and status. Many 401 are somebody who guesses, or a secret that was changed on one side.',
      queries: [{ expr: perMinute('requests_total', 'route, status'), legend: '{{route}} {{status}}' }],
    },
  ),
  chart(
    { id: 35, x: 12, y: 31, w: 12, h: 8 },
    {
      title: 'Time to answer, p99',
      description: 'By route.',
      unit: 's',
      queries: [
        {
          expr: `histogram_quantile(0.99, sum by (route, le) (rate(${M}request_seconds_bucket[$__rate_interval])))`,
          legend: '{{route}}',
        },
      ],
    },
    { axisSoftMax: 0.1 },
  ),
];

const DEPLOYED = tablePanel(
  {
    id: 41,
    title: 'What is deployed',
    description: 'The newest deployment of each service, as the gateway knows it.',
    gridPos: { x: 0, y: 40, w: 24, h: 9 },
  },
  {
    datasource: DATASOURCE,
    targets: targets(
      [
        {
          expr: '1000 * max without (instance, pod, job, namespace, endpoint, container) (release_risk_deployed_timestamp_seconds)',
          format: 'table',
        },
      ],
      true,
    ),
    transformations: [
      {
        id: 'organize',
        options: {
          excludeByName: { Time: true, __name__: true },
          renameByName: { Value: 'since', previous_version: 'before' },
        },
      },
    ],
    fieldConfig: {
      defaults: { custom: { align: 'auto', cellOptions: { type: 'auto' }, inspect: false } },
      overrides: [override('since', { unit: 'dateTimeFromNow' })],
    },
    sortBy: [{ displayName: 'since', desc: true }],
  },
);

/** The dashboard of the rollback gateway, over what it says at /metrics. */
export function gatewayDashboard(): DashboardJson {
  return {
    uid: GATEWAY_DASHBOARD_UID,
    title: 'Release risk: rollback gateway',
    description: 'Generated. What the rollback gateway does, and whether it can.',
    tags: ['release-risk'],
    schemaVersion: SCHEMA_VERSION,
    editable: false,
    graphTooltip: 1,
    time: { from: 'now-6h', to: 'now' },
    refresh: '30s',
    timezone: 'browser',
    timepicker: {},
    templating: {
      list: [
        {
          type: 'datasource',
          name: 'ds',
          label: 'Prometheus',
          hide: 0,
          skipUrlSync: false,
          current: { text: '', value: '' },
          options: [],
          multi: false,
          includeAll: false,
          query: 'prometheus',
          regex: '',
          refresh: 1,
        },
      ],
    },
    annotations: { list: [] },
    links: [],
    panels: [
      ...STATS,
      row({ id: 10, title: 'Alerts', gridPos: { x: 0, y: 4, w: 24, h: 1 } }),
      ...ALERTS,
      row({ id: 20, title: 'Rollbacks', gridPos: { x: 0, y: 13, w: 24, h: 1 } }),
      ...ROLLBACKS,
      row({ id: 30, title: 'Work, people, requests', gridPos: { x: 0, y: 22, w: 24, h: 1 } }),
      ...AROUND,
      row({ id: 40, title: 'Deployments', gridPos: { x: 0, y: 39, w: 24, h: 1 } }),
      DEPLOYED,
    ],
  };
}
