import { modelCase, type ModelCase } from '@release-risk/compiler/emit/grafana/testing/randomModels';
import type { Plan } from '@release-risk/compiler/plan';
import type { ServiceVerdict } from '@release-risk/contract/verdict';
import type { RiskModel } from '@release-risk/model/model';
import { NO_READING, type Reading } from '@release-risk/model/reading';
import { score, type ServiceScore } from '@release-risk/model/score';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { cannedHost } from '../../testing/cannedHost.ts';
import { answersTo, panelDataOf, queryResponseOf, type ServiceReadings } from '../../testing/planAnswered.ts';
import { askLive } from './askLive.ts';
import { fromTargets } from './fromTargets.ts';
import { planOf } from './planOf.ts';

vi.mock('@grafana/data', () => import('../../testing/grafanaData.ts'));

const AT = 1_795_000_000;
const BINDINGS = {
  metrics: { name: 'metrics', type: 'prometheus', uid: 'uid-metrics' },
  logs: { name: 'logs', type: 'loki', uid: 'uid-logs' },
} as const;

interface Asked {
  readonly model: RiskModel;
  readonly plan: Plan;
  readonly services: readonly ServiceReadings[];
  /** Queries that fail, with the words of each. */
  readonly failing: Readonly<Record<string, string>>;
}

/** Models of every kind with readings of two services, of which some parts could not be asked for. */
const asked: fc.Arbitrary<Asked> = modelCase(2).chain(({ model, services }: ModelCase) => {
  const plan = planOf(
    model,
    services.map(({ service }) => service),
  );
  const queries = plan.queries.filter(({ purpose }) => 'signal' in purpose).map(({ refId }) => refId);
  return fc
    .oneof({ weight: 2, arbitrary: fc.constant<string[]>([]) }, { weight: 1, arbitrary: fc.subarray(queries) })
    .map((chosen) => ({
      model,
      plan,
      services,
      failing: Object.fromEntries(chosen.map((refId) => [refId, `${refId} did not answer`])),
    }));
});

/** What `score()` makes of the readings, those left out that could not be asked for. */
function expected({ model, plan, failing }: Asked, { readings }: ServiceReadings): ServiceScore {
  const lost = new Set(
    plan.queries.flatMap(({ refId, purpose }) =>
      failing[refId] !== undefined && 'signal' in purpose ? [`${purpose.kind} ${purpose.signal}`] : [],
    ),
  );
  const left = readings.map((reading, at): Reading => {
    const id = model.signals[at]?.id ?? '';
    const part = (kind: 'value' | 'mean' | 'deviation' | 'samples') =>
      lost.has(`${kind} ${id}`) ? NaN : reading[kind];
    return { value: part('value'), mean: part('mean'), deviation: part('deviation'), samples: part('samples') };
  });
  return score(model, left);
}

function hold(given: Asked, judged: readonly ServiceVerdict[]): void {
  expect(judged).toHaveLength(given.services.length);
  for (const one of given.services) {
    const found = judged.find(({ labels }) => JSON.stringify(labels) === JSON.stringify(one.service));
    const right = expected(given, one);
    if (given.model.control !== undefined && one.canary === 0) {
      expect(found).toMatchObject({ verdict: 'NotEvaluated', score: null, veto: false });
      continue;
    }
    expect(found?.score).toBe(right.score);
    expect(found?.coverage).toBe(right.coverage);
    expect(found?.verdict).toBe(right.verdict);
    expect(found?.veto).toBe(right.veto);
    expect(found?.signals.map(({ grade }) => grade)).toEqual(
      right.signals.map(({ grade, missing }) => (missing === undefined ? grade : null)),
    );
  }
}

/** JavaScript writes the zero below zero as 0, and Go as -0: the one difference that is the test's own. */
const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

const nothingLeft = ({ plan, failing }: Asked): boolean =>
  plan.queries.every(({ refId, purpose }) => !('signal' in purpose) || failing[refId] !== undefined);

async function live({ model, plan, services, failing }: Asked) {
  const { host, requests } = cannedHost({ answer: () => queryResponseOf(answersTo(model, plan, services, failing)) });
  const listed = {
    ...model,
    identity: {
      ...model.identity,
      services: { kind: 'listed' as const, list: services.map(({ service }) => service) },
    },
  };
  const question = { model: listed, bindings: BINDINGS, service: undefined, frozen: [], at: AT };
  const judged = await askLive(host, question, new AbortController().signal);
  return { judged, requests };
}

describe('The engine of Grafana, the panel and score()', () => {
  it('agree to the last bit on random models and readings, whichever queries fail, and no warning is given', () => {
    fc.assert(
      fc.property(asked, (given) => {
        fc.pre(!nothingLeft(given));
        const data = panelDataOf(given.plan, answersTo(given.model, given.plan, given.services, given.failing));
        const judged = fromTargets({ model: given.model, service: undefined, data, at: AT });
        hold(given, judged.services);
        expect(judged.warnings).toEqual([]);
        expect(judged.at).toBe(AT);
      }),
      { numRuns: 250 },
    );
  });

  it('agree when the model is asked live, in one request', async () => {
    await fc.assert(
      fc.asyncProperty(asked, async (given) => {
        fc.pre(!nothingLeft(given));
        const { judged, requests } = await live(given);
        hold(given, judged.services);
        expect(judged.warnings).toEqual([]);
        expect(requests).toHaveLength(1);
      }),
      { numRuns: 150 },
    );
  });

  it('give the same verdicts bit for bit from frames and from a request', async () => {
    await fc.assert(
      fc.asyncProperty(asked, async (given) => {
        fc.pre(!nothingLeft(given));
        const data = panelDataOf(given.plan, answersTo(given.model, given.plan, given.services, given.failing));
        const targets = fromTargets({ model: given.model, service: undefined, data, at: AT });
        const { judged } = await live(given);
        expect(asJson(judged.services)).toEqual(asJson(targets.services));
        expect(judged.failures).toEqual(targets.failures);
      }),
      { numRuns: 100 },
    );
  });

  it('judge one chosen service alone, whatever else the answers are about', () => {
    fc.assert(
      fc.property(asked, (given) => {
        fc.pre(!nothingLeft(given));
        const [chosen] = given.services;
        if (chosen === undefined) throw new Error('no service');
        const model = {
          ...given.model,
          identity: { ...given.model.identity, services: { kind: 'listed' as const, list: [chosen.service] } },
        };
        const data = panelDataOf(given.plan, answersTo(model, given.plan, given.services, given.failing));
        const judged = fromTargets({ model, service: chosen.service, data, at: AT });
        hold({ ...given, services: [chosen] }, judged.services);
        expect(judged.warnings).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});

describe('An engine that gives another score', () => {
  it('is shown, and the difference is said', () => {
    fc.assert(
      fc.property(modelCase(1), fc.double({ min: 0, max: 2, noNaN: true }), ({ model, services }, other) => {
        const plan = planOf(
          model,
          services.map(({ service }) => service),
        );
        const [one] = services;
        if (one === undefined) throw new Error('no service');
        const right = score(model, one.readings);
        fc.pre(right.score !== other && (model.control === undefined || one.canary > 0));
        const answers = new Map(answersTo(model, plan, services));
        answers.set('R', { values: [{ kind: 'number', labels: one.service, value: other }] });
        const judged = fromTargets({ model, service: undefined, data: panelDataOf(plan, answers), at: AT });
        expect(judged.services[0]?.score).toBe(other);
        expect(judged.services[0]?.verdict).toBe(right.verdict);
        expect(judged.warnings).toEqual([expect.stringMatching(/score is .* in Grafana and .* here/)]);
      }),
      { numRuns: 40 },
    );
  });

  it.each([NaN, Infinity, -Infinity])('of %d is no score to show: ours stands, and the difference is said', (odd) => {
    const [{ model, services }] = fc.sample(
      modelCase(1).filter(({ model: one }) => one.control === undefined),
      { numRuns: 1, seed: 7 },
    ) as [ModelCase];
    const plan = planOf(
      model,
      services.map(({ service }) => service),
    );
    const answers = new Map(answersTo(model, plan, services));
    answers.set('R', { values: services.map(({ service }) => ({ kind: 'number', labels: service, value: odd })) });
    const judged = fromTargets({ model, service: undefined, data: panelDataOf(plan, answers), at: AT });
    expect(judged.services[0]?.score).toBe(score(model, services[0]?.readings ?? [NO_READING]).score);
    expect(judged.warnings).toHaveLength(1);
  });
});
