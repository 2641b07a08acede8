import { explain } from '@release-risk/model/explain';
import { formatScore, formatShare } from '@release-risk/model/format';
import { score, type ServiceScore } from '@release-risk/model/score';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NODE, RULE_LABEL } from '../../conventions.ts';
import { makePlan } from '../../makePlan.ts';
import { emitAlertRules } from './alertRules.ts';
import type { AlertRule } from './ruleGroup.ts';
import { evaluateRule, type Instance } from './testing/evaluateRule.ts';
import { runTemplate } from './testing/goTemplate.ts';
import { modelCase, type ModelCase, type ServiceCase } from './testing/randomModels.ts';

const SERVICES = 6;
const OPTIONS = {
  folderUid: 'folder',
  bindings: { metrics: { uid: 'prom' }, logs: { uid: 'loki' } },
  intervalSeconds: 60,
};

interface Emission extends ModelCase {
  readonly plan: ReturnType<typeof makePlan>;
  readonly rules: readonly AlertRule[];
}

function emission({ model: drawn, services }: ModelCase): Emission {
  const list = services.map(({ service }) => service);
  const model = { ...drawn, identity: { ...drawn.identity, services: { kind: 'listed' as const, list } } };
  const plan = makePlan(model, { services: list });
  const emitted = emitAlertRules(model, plan, OPTIONS);
  if (!emitted.ok) throw new Error(emitted.diagnostics.map(({ message }) => message).join('; '));
  return { model, services, plan, rules: emitted.value.rules };
}

function ruleOf({ rules }: Emission, kind: string): AlertRule {
  const found = rules.find((rule) => rule.labels[RULE_LABEL.rule] === kind);
  if (!found) throw new Error(`no ${kind} rule`);
  return found;
}

/** The instances of one rule beside their services, in the order of the services. */
function instancesOf(
  all: Emission,
  rule: AlertRule,
  firing: 'none' | 'all',
): readonly (readonly [ServiceCase, Instance])[] {
  const { model, plan, services } = all;
  const first = evaluateRule(model, plan, rule, services, []);
  const instances =
    firing === 'none'
      ? first
      : evaluateRule(
          model,
          plan,
          rule,
          services,
          first.map(({ labels }) => labels),
        );
  expect(instances.length).toBe(services.length);
  return services.map((one) => {
    const instance = instances.find(({ labels }) =>
      model.identity.labels.every((label) => labels[label] === one.service[label]),
    );
    if (!instance) throw new Error(`no instance of ${JSON.stringify(one.service)}`);
    return [one, instance] as const;
  });
}

function scored(all: Emission, one: ServiceCase): ServiceScore {
  return score(all.model, one.readings);
}

const evaluated = ({ model }: Emission, { canary }: ServiceCase) => model.control === undefined || canary > 0;

function annotation(rule: AlertRule, name: string, { labels, values }: Instance): string {
  return runTemplate(rule.annotations[name] ?? '', { labels, values });
}

/** Whether a direct contact point may act now, by the age of the deployment. */
function mayAct({ model }: Emission, { deployment }: ServiceCase): boolean {
  const { action, contactPoints, policy } = model;
  if (!model.deployment || action.mode === 'observe' || contactPoints.pipeline?.kind !== 'direct') return true;
  return deployment !== undefined && deployment.age >= policy.warmUp && deployment.age <= policy.actionWindow;
}

function forEachService(
  check: (all: Emission, one: ServiceCase, act: Instance, review: Instance, held: Instance) => void,
) {
  fc.assert(
    fc.property(modelCase(SERVICES), (drawn) => {
      const all = emission(drawn);
      const act = instancesOf(all, ruleOf(all, 'act'), 'none');
      const held = instancesOf(all, ruleOf(all, 'act'), 'all');
      const review = instancesOf(all, ruleOf(all, 'review'), 'none');
      act.forEach(([one, instance], index) => {
        const [, seen] = review[index] ?? [];
        const [, stays] = held[index] ?? [];
        if (!seen || !stays) throw new Error('an instance is missing');
        check(all, one, instance, seen, stays);
      });
    }),
    { numRuns: 120 },
  );
}

describe('What the rules compute', () => {
  it('is what score() computes, bit for bit: score, coverage, veto, inconclusive, red, grades, presence, verdict', () => {
    forEachService((all, one, _act, review) => {
      const result = scored(all, one);
      const { values } = review;
      expect(values[NODE.score]).toBe(result.score);
      expect(values[NODE.coverage]).toBe(result.coverage);
      expect(values[NODE.veto]).toBe(Number(result.veto));
      expect(values[NODE.inconclusive]).toBe(Number(result.inconclusive));
      expect(values[NODE.red]).toBe(Number(result.red));
      all.model.signals.forEach(({ id }, index) => {
        const signal = result.signals[index];
        if (NODE.grade(id) in values) expect(values[NODE.grade(id)]).toBe(signal?.grade);
        if (NODE.present(id) in values) expect(values[NODE.present(id)]).toBe(Number(signal?.missing === undefined));
      });
    });
  });

  it('fires act exactly on High, keeps it on the unknown, and recovers only below the recovery line', () => {
    forEachService((all, one, act, _review, held) => {
      const result = scored(all, one);
      const { bands } = all.model;
      const running = evaluated(all, one);
      expect(act.fires).toBe(running && result.verdict === 'High' && mayAct(all, one));
      const recovered = !result.veto && !result.inconclusive && result.score < bands.recovery;
      expect(held.fires).toBe(running && !recovered);
    });
  });

  it('fires review on anything but Low and on any red, and so wherever act fires', () => {
    forEachService((all, one, act, review) => {
      const result = scored(all, one);
      expect(review.fires).toBe(evaluated(all, one) && (result.verdict !== 'Low' || result.red));
      if (act.fires) expect(review.fires).toBe(true);
    });
  });
});

describe('What the rules say', () => {
  it('is the sentence of explain(), word for word, with verdict, score and coverage as every other place writes them', () => {
    forEachService((all, one, act, review) => {
      const result = scored(all, one);
      const sentence = explain(all.model, result);
      for (const [rule, instance] of [
        [ruleOf(all, 'act'), act],
        [ruleOf(all, 'review'), review],
      ] as const) {
        if (!evaluated(all, one)) {
          expect(annotation(rule, 'verdict', instance)).toBe('NotEvaluated');
          expect(annotation(rule, 'cause', instance)).toMatch(/^Not evaluated: .* no canary is running$/);
          continue;
        }
        expect(annotation(rule, 'cause', instance)).toBe(sentence);
        expect(annotation(rule, 'verdict', instance)).toBe(result.verdict);
        expect(annotation(rule, 'risk_score', instance)).toBe(formatScore(result.score));
        expect(annotation(rule, 'coverage', instance)).toBe(formatShare(result.coverage));
      }
    });
  });
});

describe('Veto rules', () => {
  it('fire where one of their own critical signals is red, whatever the other datasource answers, and say so', () => {
    fc.assert(
      fc.property(modelCase(SERVICES), (drawn) => {
        const all = emission(drawn);
        for (const rule of all.rules.filter(({ labels }) => labels[RULE_LABEL.rule] === 'veto')) {
          const uids = new Set(rule.data.map(({ datasourceUid }) => datasourceUid).filter((uid) => uid !== '__expr__'));
          const used = new Set(all.plan.queries.map(({ datasource }) => datasource));
          expect(uids.size).toBeLessThan(used.size);
          const own = all.model.signals.filter(({ id }) => rule.data.some(({ refId }) => refId === NODE.grade(id)));
          const part = { ...all.model, signals: own };
          for (const [one, instance] of instancesOf(all, rule, 'none')) {
            const readings = own.map((signal) => one.readings[all.model.signals.indexOf(signal)]);
            const result = score(part, readings);
            const knows = rule.data.some(({ refId }) => refId === 'INFO');
            const allowed = knows ? mayAct(all, one) : true;
            expect(instance.fires).toBe(evaluated(all, one) && result.veto && allowed);
            if (result.veto && evaluated(all, one)) {
              expect(annotation(rule, 'cause', instance)).toBe(explain(part, result));
            }
            if (all.model.action.mode === 'act' && all.model.deployment) {
              const sure = knows && one.deployment !== undefined;
              expect(annotation(rule, 'action', instance)).toBe(sure ? 'act' : 'ask');
            }
          }
        }
      }),
      { numRuns: 120 },
    );
  });
});
