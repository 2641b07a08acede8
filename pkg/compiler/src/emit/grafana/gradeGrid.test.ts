import { explain } from '@release-risk/model/explain';
import type { RiskModel } from '@release-risk/model/model';
import type { Reading } from '@release-risk/model/reading';
import { score } from '@release-risk/model/score';
import { describe, expect, it } from 'vitest';
import { NODE, RULE_LABEL } from '../../conventions.ts';
import { makePlan } from '../../makePlan.ts';
import { emitAlertRules } from './alertRules.ts';
import { evaluateRule } from './testing/evaluateRule.ts';
import { runTemplate } from './testing/goTemplate.ts';
import { gradeGrid, leadBot, withServices } from './testing/leadBot.ts';
import type { ServiceCase } from './testing/randomModels.ts';

const BINDINGS = { metrics: { uid: 'prom' }, logs: { uid: 'loki' } };
const GRID = gradeGrid();

/** What happens to one signal's reading in every vector of the grid. */
type Fault = readonly [name: string, change: (readings: readonly Reading[]) => readonly Reading[]];

const part = (signal: number, change: Partial<Reading>) => (readings: readonly Reading[]) =>
  readings.map((one, index) => (index === signal ? { ...one, ...change } : one));

const FAULTS: readonly Fault[] = [
  ['as it is', (readings) => readings],
  ...[0, 1, 2, 3, 4, 5].map((signal): Fault => [`signal ${signal} NaN`, part(signal, { value: NaN })]),
  ...[0, 1, 2, 4].map((signal): Fault => [`signal ${signal} without a baseline`, part(signal, { mean: NaN })]),
  ['too few samples', part(1, { samples: 14 })],
  ['one datasource silent', (readings) => part(1, { value: NaN, mean: NaN, samples: NaN })(readings)],
  ['everything silent', (readings) => readings.map(() => ({ value: NaN, mean: NaN, deviation: NaN, samples: NaN }))],
  ['the CRM red', part(5, { value: 12 })],
];

function casesOf(labels: readonly string[], change: Fault[1]): readonly ServiceCase[] {
  return GRID.map((readings, index) => ({
    service: Object.fromEntries(
      labels.map((label) => [label, label === 'service' ? `bot-${index}` : `team-${index % 7}`]),
    ),
    readings: change(readings),
    deployment: { version: `1.${index % 3}.0`, age: 600 },
    canary: 1,
  }));
}

function rulesOf(model: RiskModel, services: readonly ServiceCase[]) {
  const list = services.map(({ service }) => service);
  const plan = makePlan(withServices(model, list), { services: list });
  const emitted = emitAlertRules(model, plan, { folderUid: 'f', bindings: BINDINGS, intervalSeconds: 60 });
  if (!emitted.ok) throw new Error('not emitted');
  const find = (kind: string) => {
    const rule = emitted.value.rules.find(({ labels }) => labels[RULE_LABEL.rule] === kind);
    if (!rule) throw new Error(`no ${kind} rule`);
    return rule;
  };
  return { plan, act: find('act'), review: find('review') };
}

describe.each([
  ['one identity label', ['service']],
  ['two identity labels', ['tenant', 'service']],
])('The 243 grade vectors of the lead bot, with %s', (_, labels) => {
  it.each(FAULTS)('give the score, the verdict, the alerts and the sentence of score(): %s', (_name, change) => {
    const model = leadBot({}, labels);
    const services = casesOf(labels, change);
    const { plan, act, review } = rulesOf(model, services);
    const acts = evaluateRule(model, plan, act, services, []);
    const reviews = evaluateRule(model, plan, review, services, []);
    const firing = acts.map(({ labels: fired }) => fired);
    const held = evaluateRule(model, plan, act, services, firing);
    expect([acts.length, reviews.length, held.length]).toEqual([243, 243, 243]);
    services.forEach(({ service, readings }, index) => {
      const of = (instances: typeof acts) =>
        instances.find((one) => labels.every((label) => one.labels[label] === service[label])) ?? acts[0];
      const result = score(model, readings);
      const seen = of(reviews)?.values ?? {};
      const decided = [NODE.score, NODE.coverage, NODE.veto, NODE.inconclusive, NODE.red].map((name) => seen[name]);
      expect(decided).toEqual([
        result.score,
        result.coverage,
        ...[result.veto, result.inconclusive, result.red].map(Number),
      ]);
      expect(of(acts)?.fires).toBe(result.verdict === 'High');
      expect(of(reviews)?.fires).toBe(result.verdict !== 'Low' || result.red);
      expect(of(held)?.fires).toBe(result.veto || result.inconclusive || result.score >= model.bands.recovery);
      if (index % 9 === 0) {
        const instance = of(acts);
        if (!instance) throw new Error('no instance');
        expect(runTemplate(act.annotations['cause'] ?? '', instance)).toBe(explain(model, result));
      }
    });
  });
});

describe('The grid itself', () => {
  it('holds 243 different vectors, 24 of them exactly on an edge of a band', () => {
    const model = leadBot();
    const grades = GRID.map((readings) => score(model, readings).signals.map(({ grade }) => grade));
    expect(new Set(grades.map((vector) => vector.join())).size).toBe(243);
    const scores = GRID.map((readings) => score(model, readings).score);
    expect(scores.filter((one) => one === 0.5 || one === 1.5)).toHaveLength(24);
  });
});
