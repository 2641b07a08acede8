import { verdictOf } from '@release-risk/model/verdict';
import type { RiskModel } from '@release-risk/model/model';
import { readModel } from '@release-risk/language/document/readModel';
import { describe, expect, it } from 'vitest';
import { evaluateExpressions, type QueryAnswer } from '../../expressions/evaluate.ts';
import { SHOWN, shownExpressions } from './shownNodes.ts';

const YAML = `
apiVersion: releaserisk/v1
kind: RiskModel
name: small
identity: { labels: [service], services: [api] }
datasources: { metrics: prometheus }
signals:
  - { id: errors, title: Errors, datasource: metrics, query: sum by (service) (x), weight: 1, limit: { above: 5 } }
`;

function model(): RiskModel {
  const read = readModel(YAML, 'model.yaml');
  if (!read.ok) throw new Error('the model of the test is refused');
  return read.model;
}

const control = {
  label: 'track',
  canary: 'canary',
  stable: 'stable',
  running: { datasource: 'metrics', query: 'sum by (service) (up)' },
};

function evaluated(of: RiskModel, inputs: Readonly<Record<string, number>>): (refId: string) => number | null {
  const nodes = shownExpressions(of, new Set(Object.keys(inputs))).map(({ refId, expression }) => ({
    refId,
    model: { type: 'math', expression },
  }));
  const answers = Object.entries(inputs).map(([refId, value]): [string, QueryAnswer] => [
    refId,
    { type: 'values', values: [{ kind: 'number', labels: { service: 'api' }, value }] },
  ]);
  const results = evaluateExpressions({ nodes, inputs: Object.fromEntries(answers) });
  if (!results.ok) throw new Error(results.fault.message);
  return (refId) => {
    const outcome = results.value.get(refId);
    const [only] = outcome?.ok ? outcome.value : [];
    if (only?.kind !== 'number') throw new Error(`${refId} is no number`);
    return only.value;
  };
}

const RANKS = { High: 4, Inconclusive: 3, Medium: 2, Low: 1 } as const;

describe('the verdict that core panels show', () => {
  const { bands } = model();
  const scores = [0, bands.low, bands.low + Number.EPSILON, 1, bands.high, bands.high + 1e-15, 2];
  const cases = [0, 1].flatMap((veto) =>
    [0, 1].flatMap((unknown) => scores.map((score) => ({ veto, unknown, score }))),
  );

  it.each(cases)(
    'is that of verdictOf for veto $veto, inconclusive $unknown, score $score',
    ({ veto, unknown, score }) => {
      const shown = evaluated(model(), { VE: veto, IN: unknown, R: score });
      const verdict = verdictOf(veto === 1, unknown === 1, score, bands);
      expect(shown(SHOWN.verdict)).toBe(veto === 1 ? 5 : RANKS[verdict]);
      expect(shown(SHOWN.rank)).toBe(10 * (shown(SHOWN.verdict) ?? NaN) + score);
    },
  );

  it.each(cases)('is not evaluated without a canary, whatever the rest ($veto, $unknown, $score)', (said) => {
    const inputs = { VE: said.veto, IN: said.unknown, R: said.score };
    const canaries = { ...model(), control };
    expect(evaluated(canaries, { ...inputs, CANARY: 0 })(SHOWN.verdict)).toBe(0);
    expect(evaluated(canaries, { ...inputs, CANARY: 3 })(SHOWN.verdict)).toBe(
      evaluated(model(), inputs)(SHOWN.verdict),
    );
  });
});

describe('the grade that core panels show', () => {
  it.each([
    [0, 1, 0],
    [1, 1, 1],
    [2, 1, 2],
    [0, 0, -1],
  ])('of grade %d and presence %d is %d', (grade, present, shown) => {
    expect(evaluated(model(), { G_errors: grade, P_errors: present })(SHOWN.grade('errors'))).toBe(shown);
  });
});
