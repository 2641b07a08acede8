import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { baselineRules } from '@release-risk/compiler/emit/prometheus/baselineRules';
import { ruleFileYaml } from '@release-risk/compiler/emit/prometheus/ruleFile';
import { REF } from '@release-risk/compiler/conventions';
import { makePlan } from '@release-risk/compiler/makePlan';
import type { RiskModel } from '@release-risk/model/model';
import { modelOf } from '@release-risk/query/testing/modelOf';
import { prometheusOnPath } from '@release-risk/query/testing/realPrometheus';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { promtool } from './promtool.ts';
import { stringify } from 'yaml';

const MINUTES_OF_DAY = 24 * 60;
const STEP = 5;
const SERVICES = ['api', 'bot'];

/** The same model twice: once asking the past at every evaluation, once reading what rules recorded. */
function model(baseline: 'trailing' | 'recorded'): RiskModel {
  const signal = (id: string, query: string, rest: string) =>
    `  - { id: ${id}, title: T, datasource: metrics, query: '${query}', weight: 1, worse: higher, limit: { sigmas: 3, atLeast: 1 }, baseline: { kind: ${baseline}, window: 1d, step: ${STEP}m }${rest} }`;
  return modelOf(`
apiVersion: releaserisk/v1
kind: RiskModel
name: twins
identity: { services: [api, bot] }
datasources: { metrics: prometheus }
policy: { actionWindow: 2h }
signals:
${signal('requests', 'sum by (service) (rate(requests_total[10m]))', '')}
${signal('load', 'sum by (service) (load)', '')}
${signal('errors', 'sum by (service) (failures)', ', empty: zero, samples: { query: sum by (service) (traffic), atLeast: 1 }')}
`);
}

/** One sample a minute for as long as the rules run. */
function series(minutes: number): { series: string; values: string }[] {
  const values = (at: (minute: number) => string) =>
    Array.from({ length: minutes + 1 }, (_, minute) => at(minute)).join(' ');
  return SERVICES.flatMap((service, row) => {
    const wave = (minute: number) => 100 + 20 * Math.sin((2 * Math.PI * minute) / MINUTES_OF_DAY + row) + (minute % 7);
    let total = 0;
    return [
      { series: `requests_total{service="${service}"}`, values: values((minute) => String((total += wave(minute)))) },
      // An hour of NaN, and an hour without any sample.
      {
        series: `load{service="${service}"}`,
        values: values((minute) => {
          const hour = Math.floor(minute / 60);
          if (hour === 9) return 'NaN';
          return hour === 15 ? '_' : String(wave(minute));
        }),
      },
      { series: `failures{service="${service}"}`, values: values((minute) => (minute % 20 < 10 ? '3' : 'stale')) },
      { series: `traffic{service="${service}"}`, values: values(() => '40') },
    ];
  });
}

interface Expectation {
  readonly expr: string;
  readonly eval_time: string;
  readonly exp_samples: readonly { readonly labels: string; readonly value: number }[];
}

const trailing = makePlan(model('trailing'), { services: [] });
const recorded = makePlan(model('recorded'), { services: [] });
const SIGNALS = ['requests', 'load', 'errors'];

function exprOf(plan: typeof trailing, refId: string): string {
  const query = plan.queries.find((one) => one.refId === refId);
  if (query === undefined) throw new Error(`no query ${refId}`);
  return query.expr;
}

/** How many services have both numbers, and how many of those differ by more than rounding. */
function compared(refId: string, minute: number): Expectation[] {
  const [live, kept] = [exprOf(trailing, refId), exprOf(recorded, refId)];
  const eval_time = `${minute}m`;
  return [
    { expr: `count((${live}) and (${kept}))`, eval_time, exp_samples: [{ labels: '{}', value: SERVICES.length }] },
    { expr: `abs((${live}) - (${kept})) > 1e-9 * abs(${live})`, eval_time, exp_samples: [] },
  ];
}

describe.skipIf(!prometheusOnPath())('Recorded baselines, by the rule engine of Prometheus over simulated days', () => {
  let folder = '';

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'release-risk-baselines-'));
  });

  afterAll(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  async function run(minutes: number, expectations: readonly Expectation[]) {
    const emitted = baselineRules(model('recorded'));
    if (!emitted.ok) throw new Error(JSON.stringify(emitted.diagnostics));
    const [rules] = emitted.value;
    if (rules === undefined) throw new Error('no rules');
    await writeFile(join(folder, 'rules.yml'), ruleFileYaml(rules.file));
    const test = {
      rule_files: ['rules.yml'],
      // The tool evaluates every group at this distance: the step of the baselines.
      evaluation_interval: `${STEP}m`,
      group_eval_order: rules.file.groups.map(({ name }) => name),
      tests: [{ interval: '1m', input_series: series(minutes), promql_expr_test: expectations }],
    };
    await writeFile(join(folder, 'test.yml'), stringify(test, { aliasDuplicateObjects: false, lineWidth: 0 }));
    return promtool('test', 'rules', join(folder, 'test.yml'));
  }

  it('are the mean and the deviation of trailing ones once the window is full', async () => {
    const minutes = MINUTES_OF_DAY + 5 * 60;
    const expectations = SIGNALS.flatMap((id) =>
      [REF.mean(id), REF.deviation(id)].flatMap((refId) =>
        [minutes - 60, minutes - STEP, minutes].flatMap((minute) => compared(refId, minute)),
      ),
    );
    expect(await run(minutes, expectations)).toMatchObject({ code: 0 });
  });

  it('begin after the offset, say how full they are, and are equal to trailing ones on the way', async () => {
    const count = (minute: number, samples: readonly number[]): Expectation => ({
      expr: 'max without (service) (release_risk_baseline_samples{signal="requests"})',
      eval_time: `${minute}m`,
      exp_samples: samples.map((value) => ({
        labels: '{model="twins", signal="requests"}',
        value,
      })),
    });
    const expectations = [
      count(60, []),
      // The first rate needs two samples: it is that of minute 5.
      count(180, [60 / STEP]),
      ...SIGNALS.flatMap((id) => compared(REF.mean(id), 180)),
      ...SIGNALS.flatMap((id) => compared(REF.deviation(id), 300)),
    ];
    expect(await run(360, expectations)).toMatchObject({ code: 0 });
  });

  it('are told apart from others: a difference of a thousandth fails', async () => {
    const [live, kept] = [exprOf(trailing, REF.mean('load')), exprOf(recorded, REF.mean('load'))];
    const answer = await run(300, [
      { expr: `abs((${live}) - 1.001 * (${kept})) > 1e-9 * abs(${live})`, eval_time: '300m', exp_samples: [] },
    ]);
    expect(answer.code).not.toBe(0);
  });
});
