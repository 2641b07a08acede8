import { readModel } from '@release-risk/language/document/readModel';
import { parsePromql } from '@release-risk/language/promql/parse';
import { parseLogql } from '@release-risk/language/logql/parse';
import type { RiskModel } from '@release-risk/model/model';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { grafanaRecordingRules } from '../loki/grafanaRecordingRules.ts';
import { lokiAlertRules } from '../loki/lokiAlertRules.ts';
import { lokiValueRules } from '../loki/lokiValueRules.ts';
import { baselineRules } from './baselineRules.ts';
import type { RulesCode } from './diagnostics.ts';
import { isRecording, ruleFileYaml, type RuleFile } from './ruleFile.ts';
import { scoreFile } from './scoreRules.ts';

function modelOf(yaml: string): RiskModel {
  const read = readModel(yaml, 'test.yaml');
  if (read.ok) return read.model;
  throw new Error(read.diagnostics.map(({ code, message }) => `${code} ${message}`).join('\n'));
}

const HEAD = `
apiVersion: releaserisk/v1
kind: RiskModel
name: shop
`;

const ERRORS = 'sum by (service) (count_over_time({app="shop"} |= "error" [5m]))';

const MIXED = modelOf(`${HEAD}
identity: { services: [a, b] }
datasources: { metrics: prometheus, logs: loki }
signals:
  - { id: latency, title: Latency, datasource: metrics, query: sum by (service) (latency), weight: 2, limit: { sigmas: 3, atLeast: 1 }, baseline: { kind: recorded, step: 1m } }
  - { id: errors, title: Errors, datasource: logs, query: '${ERRORS}', weight: 3, limit: { increase: 5 }, baseline: { kind: recorded, datasource: metrics } }
`);

const LOGS = modelOf(`${HEAD}
identity: { services: [a, b] }
datasources: { logs: loki }
signals:
  - { id: errors, title: Errors, datasource: logs, query: '${ERRORS}', weight: 3, critical: true, limit: { above: { yellow: 3, red: 9 } } }
  - { id: change, title: Change, datasource: logs, query: '${ERRORS}', weight: 1, worse: either, limit: { increase: 5 }, baseline: { kind: sameHour, weeks: 2 } }
`);

const METRICS = (more = '', identity = '[service]') =>
  modelOf(`${HEAD}
identity: { labels: ${identity}, services: [${identity === '[service]' ? 'a, b' : '{signal: a}'}] }
datasources: { metrics: prometheus }
signals:
  - { id: load, title: 'Load {{x}}', datasource: metrics, query: sum by (${identity.slice(1, -1)}) (load), weight: 2, limit: { above: { yellow: 1, red: 2 } } }
${more}`);

const services = [{ service: 'a' }, { service: 'b' }];

function exprs({ groups }: RuleFile): string[] {
  return groups.flatMap(({ rules }) => rules.map(({ expr }) => expr));
}

function fileOf<T extends { readonly file: RuleFile }>(
  emitted: { readonly ok: true; readonly value: readonly T[] } | { readonly ok: false },
): readonly T[] {
  if (!emitted.ok) throw new Error('refused');
  return emitted.value;
}

describe('Rules of recorded baselines', () => {
  const [metrics] = fileOf(baselineRules(MIXED));
  const [logs] = fileOf(lokiValueRules(MIXED));

  it('split by the server that evaluates them', () => {
    expect([metrics?.datasource, logs?.datasource]).toEqual(['metrics', 'logs']);
    const recorded = (file: RuleFile | undefined) =>
      file?.groups.map(({ name, interval, rules }) => [
        name,
        interval,
        rules.filter(isRecording).map(({ record, labels }) => `${record} ${labels['signal'] ?? ''}`),
      ]);
    expect(recorded(logs?.file)).toEqual([['release-risk shop values 5m', '5m', ['release_risk_value errors']]]);
    const statistics = (prefix: string) => [
      `${prefix}_mean latency`,
      `${prefix}_deviation latency`,
      `${prefix}_samples latency`,
      `${prefix}_mean errors`,
      `${prefix}_samples errors`,
    ];
    expect(recorded(metrics?.file)).toEqual([
      ['release-risk shop values 1m', '1m', ['release_risk_value latency']],
      ['release-risk shop windows', '10m', statistics('release_risk_window')],
      ['release-risk shop baselines', '1m', statistics('release_risk_baseline')],
    ]);
  });

  it('parse again', () => {
    for (const expr of exprs(metrics?.file ?? { notes: [], groups: [] })) expect(parsePromql(expr).ok).toBe(true);
    for (const expr of exprs(logs?.file ?? { notes: [], groups: [] })) expect(parseLogql(expr).ok).toBe(true);
  });

  it('say in the file what the first week is like, and that Loki must write to this server', () => {
    const text = ruleFileYaml(metrics?.file ?? { notes: [], groups: [] });
    expect(text).toContain('# Cold start');
    expect(text).toContain('latency: first after 2h, full (10080 samples) after 7d2h');
    expect(text).toContain("Loki's ruler records release_risk_value of errors");
    expect(parse(text)).toEqual({ groups: metrics?.file.groups });
  });

  it('are none where no baseline is recorded', () => {
    expect(baselineRules(LOGS)).toEqual({ ok: true, value: [] });
    expect(lokiValueRules(LOGS)).toEqual({ ok: true, value: [] });
    expect(grafanaRecordingRules(LOGS, { folderUid: 'f', bindings: {} })).toEqual({ ok: true, value: [] });
  });
});

describe('Grafana recording rules of Loki readings', () => {
  it('name series, source and target', () => {
    const emitted = grafanaRecordingRules(MIXED, {
      folderUid: 'folder',
      bindings: { metrics: { uid: 'prom' }, logs: { uid: 'loki' } },
    });
    if (!emitted.ok) throw new Error('refused');
    const [group] = emitted.value;
    expect(group).toMatchObject({ interval: 300, folderUid: 'folder' });
    expect(group?.rules).toHaveLength(1);
    expect(group?.rules[0]).toMatchObject({
      record: { metric: 'release_risk_value', from: 'VALUE', target_datasource_uid: 'prom' },
      labels: { model: 'shop', signal: 'errors' },
      data: [{ refId: 'VALUE', datasourceUid: 'loki' }],
    });
  });

  it('are refused without a binding for source and target', () => {
    const emitted = grafanaRecordingRules(MIXED, { folderUid: 'folder', bindings: {} });
    expect(codes(emitted)).toEqual(['RR528', 'RR528']);
  });
});

describe('Alert rules of an all-Loki model', () => {
  it('parse again, absolute values and negative numbers included', () => {
    const emitted = lokiAlertRules(LOGS, { services });
    if (!emitted.ok) throw new Error(JSON.stringify(emitted.diagnostics));
    const all = exprs(emitted.value.file);
    expect(all).toHaveLength(2);
    for (const expr of all) expect(parseLogql(expr)).toMatchObject({ ok: true });
  });

  it('are refused where the expression outgrows what Loki reads', () => {
    const many = Array.from({ length: 400 }, (_, index) => ({ service: `service-${index}` }));
    expect(codes(lokiAlertRules(LOGS, { services: many }))).toEqual(['RR527', 'RR527']);
  });

  it('are refused for a model with another datasource', () => {
    expect(codes(lokiAlertRules(MIXED, { services }))).toContain('RR526');
  });
});

type Answer = { readonly ok: true } | { readonly ok: false; readonly diagnostics: readonly { code: RulesCode }[] };

function codes(emitted: Answer): RulesCode[] {
  return emitted.ok ? [] : emitted.diagnostics.map(({ code }) => code);
}

describe('Score rules', () => {
  const linear = `  - { id: slide, title: S, datasource: metrics, query: sum by (service) (x), weight: 1, grading: linear, limit: { above: 4 } }
challengerOf: main
`;

  it.each<[string, Answer, RulesCode[]]>([
    ['a Loki among the datasources', scoreFile(MIXED, { services }), ['RR521']],
    ['an all-Loki model', scoreFile(LOGS, { services }), ['RR521']],
    ['linear grading', scoreFile(METRICS(linear), { services }), ['RR524']],
    ['no services', scoreFile(METRICS(), { services: [] }), ['RR525']],
    ['an identity label of their own', scoreFile(METRICS('', '[signal]'), { services: [{ signal: 'a' }] }), ['RR522']],
  ])('are refused for %s', (_, emitted, expected) => {
    expect(codes(emitted)).toEqual(expected);
  });

  it('parse again and never ask more for more services', () => {
    const count = (services: number) => {
      const emitted = scoreFile(METRICS(), {
        services: Array.from({ length: services }, (_, index) => ({ service: `s${index}` })),
      });
      if (!emitted.ok) throw new Error('refused');
      const all = exprs(emitted.value.file);
      for (const expr of all) expect(parsePromql(expr)).toMatchObject({ ok: true });
      return all.length;
    };
    expect(count(500)).toBe(count(1));
  });

  it('take nothing of a title for a template', () => {
    const emitted = scoreFile(METRICS(), { services });
    if (!emitted.ok) throw new Error('refused');
    const alert = emitted.value.file.groups[0]?.rules.find((rule) => !isRecording(rule));
    expect(alert && 'annotations' in alert ? alert.annotations['cause'] : '').toContain('{{ "Load {{x}}" }}');
  });

  it('alert on no challenger', () => {
    const emitted = scoreFile(METRICS('challengerOf: main'), { services });
    if (!emitted.ok) throw new Error('refused');
    expect(emitted.value.file.groups[0]?.rules.every(isRecording)).toBe(true);
  });
});
