import type { RiskModel } from '@release-risk/model/model';
import { describe, expect, it } from 'vitest';
import { RULE_LABEL } from '../../conventions.ts';
import { makePlan } from '../../makePlan.ts';
import { emitAlertRules } from './alertRules.ts';
import type { AlertRule, RuleGroup } from './ruleGroup.ts';
import type { RuleOptions } from './ruleOptions.ts';
import { leadBot, withServices } from './testing/leadBot.ts';

const OPTIONS: RuleOptions = {
  folderUid: 'release-risk',
  bindings: { metrics: { uid: 'prom' }, logs: { uid: 'loki' } },
  intervalSeconds: 30,
};
const BOT = [{ service: 'lead-bot' }];

function emit(model: RiskModel, services: readonly { readonly [label: string]: string }[] = BOT, options = OPTIONS) {
  const known = withServices(model, services);
  return emitAlertRules(known, makePlan(known, { services }), options);
}

function groupOf(model: RiskModel, services?: readonly { readonly [label: string]: string }[]): RuleGroup {
  const emitted = emit(model, services);
  if (!emitted.ok) throw new Error(JSON.stringify(emitted.diagnostics));
  return emitted.value;
}

function byKind(group: RuleGroup, kind: string): readonly AlertRule[] {
  return group.rules.filter(({ labels }) => labels[RULE_LABEL.rule] === kind);
}

function only(group: RuleGroup, kind: string): AlertRule {
  const [rule] = byKind(group, kind);
  if (!rule) throw new Error(`no ${kind} rule`);
  return rule;
}

const direct = { kind: 'direct', name: 'deploy', target: 'github' } as const;
const team = { name: 'lead-bot-team' };

/** One signal against lines, one datasource: small enough to read. */
const SMALL: RiskModel = {
  ...leadBot(),
  name: 'small',
  title: 'Small model',
  datasources: { metrics: { type: 'prometheus' } },
  signals: leadBot().signals.filter(({ id }) => id === 'cpu_memory'),
};

describe('The rules of a small model', () => {
  it('are exactly these', async () => {
    await expect(`${JSON.stringify(groupOf(SMALL), null, 2)}\n`).toMatchFileSnapshot('./testing/small.golden.txt');
  });

  it('are the same bytes whenever they are emitted', () => {
    expect(JSON.stringify(groupOf(leadBot()))).toBe(JSON.stringify(groupOf(leadBot())));
  });

  it('leave out what neither condition nor annotation needs', () => {
    const review = only(groupOf(leadBot()), 'review');
    const act = only(groupOf(leadBot()), 'act');
    const names = ({ data }: AlertRule) => data.map(({ refId }) => refId);
    expect(names(act)).not.toContain('REVIEW');
    expect(names(act)).not.toContain('RD');
    expect(names(review)).not.toContain('ACT');
  });

  it('say of every query what Grafana would add, in the order in which it gives it back', () => {
    for (const { data, labels, annotations } of groupOf(leadBot()).rules) {
      for (const { model } of data) {
        expect(model).toMatchObject({ intervalMs: 1000, maxDataPoints: 43_200 });
        expect(Object.keys(model)).toEqual(Object.keys(model).sort());
      }
      expect(Object.keys(labels)).toEqual(Object.keys(labels).sort());
      expect(Object.keys(annotations)).toEqual(Object.keys(annotations).sort());
    }
  });

  it('ask each language in its own instant form', () => {
    const { data } = only(groupOf(leadBot()), 'act');
    const of = (uid: string) => data.filter(({ datasourceUid }) => datasourceUid === uid);
    expect(of('prom').length).toBeGreaterThan(0);
    for (const { model, queryType } of of('prom')) {
      expect([model['instant'], model['range'], queryType]).toEqual([true, false, '']);
    }
    for (const { model, queryType } of of('loki'))
      expect([model['queryType'], queryType]).toEqual(['instant', 'instant']);
    for (const query of [...of('prom'), ...of('loki')]) expect(query.relativeTimeRange).toEqual({ from: 600, to: 0 });
  });

  it('carry nothing that changes with the readings in a label', () => {
    for (const { labels } of groupOf(leadBot()).rules) {
      expect(Object.values(labels).join()).not.toContain('{{');
      expect(Object.keys(labels)).toEqual(Object.values(RULE_LABEL).sort());
    }
  });

  it('link to a panel where there is one, and to the runbook', () => {
    const emitted = emit(leadBot(), BOT, { ...OPTIONS, dashboard: { uid: 'rr-lead-bot', panelId: 3 } });
    expect(emitted.ok && emitted.value.rules[0]?.annotations).toMatchObject({
      __dashboardUid__: 'rr-lead-bot',
      __panelId__: '3',
      runbook_url: 'https://runbooks.example.com/lead-bot',
    });
  });
});

describe('Names of rules', () => {
  it('are rr-<model>-<rule>', () => {
    expect(groupOf(leadBot()).rules.map(({ uid }) => uid)).toEqual([
      'rr-lead-bot-act',
      'rr-lead-bot-veto_logs',
      'rr-lead-bot-veto_metrics',
      'rr-lead-bot-review',
    ]);
  });

  it('stay within 40 characters and apart from each other, however long the model is called', () => {
    const long = (tail: string) => groupOf(leadBot({ name: `a-very-long-model-name-of-forty-chars-${tail}` }));
    const uids = [...long('1a').rules, ...long('1b').rules].map(({ uid }) => uid);
    expect(new Set(uids).size).toBe(8);
    for (const uid of uids) expect(uid).toMatch(/^[a-zA-Z0-9_-]{1,40}$/);
  });

  it('carry the service where baselines are frozen', () => {
    const frozen = leadBot({
      signals: leadBot().signals.map((signal) =>
        'baseline' in signal && signal.id === 'database'
          ? { ...signal, baseline: { kind: 'frozen', window: 86_400, step: 300 } }
          : signal,
      ),
    });
    const one = groupOf(frozen, [{ service: 'a' }]);
    const other = groupOf(frozen, [{ service: 'b' }]);
    expect(one.title).not.toBe(other.title);
    expect(one.rules.map(({ uid }) => uid).filter((uid) => other.rules.some((rule) => rule.uid === uid))).toEqual([]);
    expect(one.rules.every(({ title }) => title.endsWith('(a)'))).toBe(true);
  });
});

describe('Who hears what', () => {
  it.each([
    ['observe', 'lead-bot-team', '4h', 'observe'],
    ['ask', 'release-risk-gateway', '1h', 'ask'],
    ['act', 'release-risk-gateway', '1h', '{{if $labels.version}}act{{else}}ask{{end}}'],
  ] as const)('in mode %s the act rule goes to %s', (mode, receiver, repeat, action) => {
    const group = groupOf(leadBot({ action: { mode } }));
    const act = only(group, 'act');
    expect(act.notification_settings).toMatchObject({ receiver, repeat_interval: repeat });
    expect(act.annotations['action']).toBe(action);
    expect(act.isPaused).toBe(false);
    expect(only(group, 'review').notification_settings).toMatchObject({ receiver: 'lead-bot-team' });
    expect(only(group, 'review').annotations['action']).toBe('observe');
  });

  it('one group of notifications is one release', () => {
    for (const { notification_settings: settings } of groupOf(leadBot()).rules) {
      expect(settings?.group_by).toEqual(['grafana_folder', 'alertname', 'service', 'version']);
    }
  });

  it('without a team contact point people hear by the notification policies that are there', () => {
    const group = groupOf(leadBot({ contactPoints: { pipeline: { kind: 'gateway', name: 'gateway' } } }));
    expect(only(group, 'review').notification_settings).toBeNull();
    expect(only(group, 'act').notification_settings).toMatchObject({ receiver: 'gateway' });
  });

  it('a failing query keeps act and veto as they are, and is told by review', () => {
    const group = groupOf(leadBot());
    for (const rule of [...byKind(group, 'act'), ...byKind(group, 'veto')]) {
      expect([rule.execErrState, rule.noDataState]).toEqual(['KeepLast', 'KeepLast']);
    }
    expect(only(group, 'review')).toMatchObject({ execErrState: 'Error', noDataState: 'NoData', for: '0s' });
  });

  it('act waits for its time, and both outlive a tick that is missing', () => {
    const group = groupOf(leadBot());
    expect(only(group, 'act')).toMatchObject({ for: '30s', keep_firing_for: '5m', missingSeriesEvalsToResolve: 3 });
  });
});

describe('Veto rules', () => {
  it('of another datasource than the deployment omit the version and at most ask', () => {
    const [logs, metrics] = byKind(groupOf(leadBot({ contactPoints: { pipeline: direct, team } })), 'veto');
    const names = (rule: AlertRule | undefined) => rule?.data.map(({ refId }) => refId) ?? [];
    expect(logs?.annotations['action']).toBe('ask');
    expect(names(logs)).not.toContain('INFO');
    expect(names(metrics)).toEqual(expect.arrayContaining(['INFO', 'AGE', 'GATED']));
    expect(metrics?.annotations['action']).toContain('act');
  });

  it('ask nothing of the other datasource, not even which services there are', () => {
    const uids = (rule: AlertRule | undefined) =>
      new Set(rule?.data.map(({ datasourceUid }) => datasourceUid).filter((uid) => uid !== '__expr__'));
    const [logs, metrics] = byKind(groupOf(leadBot()), 'veto');
    expect([...uids(logs)]).toEqual(['loki']);
    expect([...uids(metrics)]).toEqual(['prom']);
  });

  it('are not needed where one datasource answers everything, or nothing is critical', () => {
    expect(byKind(groupOf(SMALL), 'veto')).toEqual([]);
    const calm = leadBot({ signals: leadBot().signals.map((signal) => ({ ...signal, critical: false, weight: 10 })) });
    expect(byKind(groupOf(calm), 'veto')).toEqual([]);
  });
});

describe('What cannot be an alert rule is refused with a code', () => {
  const robustLoki = leadBot({
    signals: leadBot().signals.map((signal) =>
      'baseline' in signal && signal.id === 'error_rate'
        ? { ...signal, baseline: { kind: 'robust', window: 86_400, step: 300, endsBefore: 7200 } }
        : signal,
    ),
  });
  const frozen = leadBot({
    signals: leadBot().signals.map((signal) =>
      'baseline' in signal && signal.id === 'database'
        ? { ...signal, baseline: { kind: 'frozen', window: 86_400, step: 300 } }
        : signal,
    ),
  });
  const many = Array.from({ length: 301 }, (_, index) => ({ service: `s${index}` }));
  const two = [{ service: 'a' }, { service: 'b' }];
  const { deployment: _deployment, ...unknown } = leadBot({ contactPoints: { pipeline: direct, team } });

  it.each([
    ['301 services', leadBot(), many, OPTIONS, 'RR501', ['identity', 'services']],
    ['no services', leadBot(), [], OPTIONS, 'RR502', ['identity', 'services']],
    ['a robust baseline on Loki', robustLoki, BOT, OPTIONS, 'RR503', ['signals', 'error_rate', 'baseline']],
    ['frozen baselines of two services', frozen, two, OPTIONS, 'RR504', ['signals', 'database', 'baseline']],
    [
      'a version label Grafana uses itself',
      leadBot({ deployment: { datasource: 'metrics', query: 'x', versionLabel: 'severity' } }),
      BOT,
      OPTIONS,
      'RR505',
      ['deployment', 'versionLabel'],
    ],
    ['acting directly on an unknown deployment', unknown, BOT, OPTIONS, 'RR506', ['deployment']],
    [
      'an unbound datasource',
      leadBot(),
      BOT,
      { ...OPTIONS, bindings: { metrics: { uid: 'prom' } } },
      'RR507',
      ['datasources', 'logs'],
    ],
    ['an interval of 15 seconds', leadBot(), BOT, { ...OPTIONS, intervalSeconds: 15 }, 'RR508', []],
    ['a challenger', leadBot({ challengerOf: 'other' }), BOT, OPTIONS, 'RR509', ['challengerOf']],
    [
      'mode ask without a pipeline',
      leadBot({ action: { mode: 'ask' }, contactPoints: {} }),
      BOT,
      OPTIONS,
      'RR510',
      ['contactPoints', 'pipeline'],
    ],
  ])('%s', (_, model, services, options, code, path) => {
    const emitted = emit(model, services, options);
    if (emitted.ok) throw new Error('emitted');
    const found = emitted.diagnostics.find((diagnostic) => diagnostic.code === code);
    expect(found?.path).toEqual(path);
    expect(found?.message).toMatch(/^\S.*[^.]$/);
    expect(found?.hint).toMatch(/\.$/);
  });

  it('a sentence longer than every Grafana keeps', () => {
    const [first] = leadBot().signals;
    if (!first) throw new Error('no signal');
    const signals = Array.from({ length: 40 }, (_, index) => ({
      ...first,
      id: `signal_${index}`,
      title: `Очень длинное название сигнала номер ${index}`,
      missing: (['inconclusive', 'exclude', 'green', 'red'] as const)[index % 4] ?? 'green',
      critical: true,
      samples: { query: 'sum by (service) (x)', atLeast: 5 },
    }));
    const emitted = emit(leadBot({ signals }));
    expect(emitted.ok || emitted.diagnostics[0]?.code).toBe('RR512');
  });

  it('every reason at once', () => {
    const emitted = emit(robustLoki, many, { ...OPTIONS, bindings: {}, intervalSeconds: 0 });
    expect(emitted.ok || [...new Set(emitted.diagnostics.map(({ code }) => code))].sort()).toEqual([
      'RR501',
      'RR503',
      'RR507',
      'RR508',
    ]);
  });
});
