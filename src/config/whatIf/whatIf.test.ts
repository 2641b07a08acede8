import { modelCase, type ModelCase } from '@release-risk/compiler/emit/grafana/testing/randomModels';
import type { MissingPolicy, RiskModel } from '@release-risk/model/model';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { askLive } from '../../risk/read/askLive.ts';
import { askReadings } from '../../risk/read/askReadings.ts';
import { planOf } from '../../risk/read/planOf.ts';
import { cannedHost } from '../../testing/cannedHost.ts';
import { answersTo, queryResponseOf, type ServiceReadings } from '../../testing/planAnswered.ts';
import { AT, modelOf, readingsOf, SHOP, SHOP_BINDINGS, SHOP_MODEL } from '../../testing/shop.ts';
import { check } from '../draft/checked.ts';
import { yamlOf } from '../draft/yamlText.ts';
import { withAnswers, type AskedSignals } from './askedSignals.ts';
import { oneSignal, testedBy } from './oneSignal.ts';
import { whatIf } from './whatIf.ts';

/** A Grafana in which these services read what they read. */
function reading(model: RiskModel, services: readonly ServiceReadings[]) {
  const plan = planOf(
    model,
    services.map(({ service }) => service),
  );
  const answer = queryResponseOf(answersTo(model, plan, services));
  return cannedHost({ answer: () => answer }).host;
}

async function asked(
  model: RiskModel,
  services: readonly ServiceReadings[],
  before?: AskedSignals,
): Promise<AskedSignals> {
  const question = { model, bindings: SHOP_BINDINGS, at: AT };
  const { evaluation } = await askReadings(reading(model, services), question, new AbortController().signal);
  return withAnswers(before, model, SHOP_BINDINGS, evaluation);
}

/** Everything an edit can change without asking anything else. */
interface ScoringEdit {
  readonly weights: readonly number[];
  readonly critical: readonly boolean[];
  readonly missing: readonly MissingPolicy[];
  readonly bands: RiskModel['bands'];
  readonly minCoverage: number;
}

const scoringEdit: fc.Arbitrary<ScoringEdit> = fc.record({
  weights: fc.array(fc.nat(50), { minLength: 8, maxLength: 8 }),
  critical: fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }),
  missing: fc.array(fc.constantFrom<MissingPolicy>('inconclusive', 'exclude', 'green', 'red'), {
    minLength: 8,
    maxLength: 8,
  }),
  bands: fc.constantFrom({ low: 0.5, high: 1.5, recovery: 1 }, { low: 0.2, high: 0.6, recovery: 0.4 }),
  minCoverage: fc.constantFrom(0.1, 0.5, 1),
});

function withEdit(model: RiskModel, { weights, critical, missing, bands, minCoverage }: ScoringEdit): RiskModel {
  return {
    ...model,
    bands,
    minCoverage,
    signals: model.signals.map((signal, at) => ({
      ...signal,
      weight: (weights[at] ?? 0) + (at === 0 ? 1 : 0),
      critical: critical[at] ?? false,
      missing: missing[at] ?? 'inconclusive',
    })),
  };
}

/** The shop with members of its signals changed; the first by default. */
const shop = (change: Readonly<Record<string, unknown>>, at = 0) =>
  modelOf({
    ...SHOP,
    signals: SHOP.signals.map((signal, index) => (index === at ? { ...signal, ...change } : signal)),
  });

const READ = [readingsOf('cart', 1, 0, 5), readingsOf('pay', 1, 0, 0)];

describe('An edit that changes only the scoring', () => {
  it('shows for every service what the panel and the gate will say once it is saved', async () => {
    await fc.assert(
      fc.asyncProperty(modelCase(2), scoringEdit, async ({ model, services }: ModelCase, edit) => {
        const changed = withEdit(model, edit);
        const known = await asked(model, services);
        const shown = whatIf(known, changed, model, SHOP_BINDINGS, SHOP_BINDINGS);
        const question = { model: changed, bindings: SHOP_BINDINGS, service: undefined, frozen: [], at: AT };
        const judged = await askLive(reading(changed, services), question, new AbortController().signal);
        if (shown.kind !== 'scored') throw new Error('nothing else was asked');
        const byName = new Map(shown.rows.map((row) => [row.service.name, row]));
        for (const { service, verdict, score, sentence } of judged.services) {
          const row = byName.get(service);
          expect(row?.after).toEqual({ verdict, score });
          if (verdict !== 'NotEvaluated') expect(row?.sentence).toBe(sentence);
        }
        expect(shown.rows).toHaveLength(judged.services.length);
      }),
      { numRuns: 60 },
    );
  });

  it('puts those that change in front, other verdicts before other scores', async () => {
    const known = await asked(SHOP_MODEL, READ);
    const shown = whatIf(known, shop({ weight: 9 }, 2), SHOP_MODEL, SHOP_BINDINGS, SHOP_BINDINGS);
    if (shown.kind !== 'scored') throw new Error('nothing else was asked');
    expect(shown.rows.map(({ service, isChanged }) => [service.name, isChanged])).toEqual([
      ['cart', true],
      ['pay', false],
    ]);
    expect(shown.changed).toBe(1);
    expect(shown.rows[0]).toMatchObject({ before: { verdict: 'Medium' }, after: { verdict: 'High' } });
  });

  it('needs nothing asked where lines move, a signal goes, or its order changes', async () => {
    const known = await asked(SHOP_MODEL, READ);
    const [first, second, third] = SHOP.signals;
    for (const model of [
      shop({ limit: { above: { yellow: 0.1, red: 0.2 } } }),
      modelOf({ ...SHOP, signals: [third, second] }),
      modelOf({ ...SHOP, signals: [third, second, first] }),
      shop({ id: 'other', title: 'Other', unit: 's' }),
    ]) {
      expect(whatIf(known, model, undefined, SHOP_BINDINGS, {}).kind).toBe('scored');
    }
  });
});

describe('An edit that asks something else', () => {
  it.each([
    ['another query', { query: 'max by (service) (other)' }],
    ['a usual where there were lines', { limit: { increase: 1 } }],
    ['events behind it', { samples: { query: 'sum by (service) (n)', atLeast: 3 } }],
  ])('is not scored: %s', async (_, change) => {
    const known = await asked(SHOP_MODEL, READ);
    expect(whatIf(known, shop(change), SHOP_MODEL, SHOP_BINDINGS, SHOP_BINDINGS)).toEqual({
      kind: 'unasked',
      unasked: { services: false, signals: ['latency'] },
    });
  });

  it('is not scored where other services are meant, or another datasource', async () => {
    const known = await asked(SHOP_MODEL, READ);
    const others = modelOf({ ...SHOP, identity: { labels: ['service'], services: ['cart', 'new'] } });
    expect(whatIf(known, others, undefined, SHOP_BINDINGS, {})).toMatchObject({ unasked: { services: true } });
    const bound = { ...SHOP_BINDINGS, logs: { ...SHOP_BINDINGS.logs, uid: 'elsewhere' } };
    expect(whatIf(known, SHOP_MODEL, undefined, bound, {})).toMatchObject({ unasked: { signals: ['errors'] } });
  });

  it('is scored beside the saved model once it was asked', async () => {
    const changed = shop({ query: 'max by (service) (other)' });
    const known = await asked(changed, READ, await asked(SHOP_MODEL, READ));
    const shown = whatIf(known, changed, SHOP_MODEL, SHOP_BINDINGS, SHOP_BINDINGS);
    expect(shown.kind === 'scored' && shown.rows.every(({ before }) => before !== undefined)).toBe(true);
  });

  it('sigmas need a deviation that an increase did not ask for, and not the other way round', async () => {
    const increase = shop({ limit: { increase: 1 } });
    const sigmas = shop({ limit: { sigmas: 3, atLeast: 1 } });
    const services = [
      {
        service: { service: 'cart' },
        readings: [1, 0, 0].map((value) => ({ value, mean: 1, deviation: 1, samples: NaN })),
      },
      {
        service: { service: 'pay' },
        readings: [1, 0, 0].map((value) => ({ value, mean: 1, deviation: 1, samples: NaN })),
      },
    ];
    const kindOf = async (asking: RiskModel, edited: RiskModel) =>
      whatIf(await asked(asking, services), edited, undefined, SHOP_BINDINGS, {}).kind;
    expect(await kindOf(increase, sigmas)).toBe('unasked');
    expect(await kindOf(sigmas, increase)).toBe('scored');
  });
});

describe('One signal by itself', () => {
  it('is tested whatever is wrong with the others, the worst service first', async () => {
    const broken = { ...SHOP, signals: [{ id: 'x' }, SHOP.signals[2]] };
    const alone = oneSignal(broken, 1);
    if (!alone.ok) throw new Error(alone.diagnostics[0]?.message);
    const known = await asked(alone.model, [readingsOf('cart', 1), readingsOf('pay', 5)]);
    const readings = known.signals[0]?.readings ?? new Map();
    const tested = testedBy(alone.model, known.services, readings);
    expect(tested.map(({ service, cells }) => [service.name, cells.now, cells.mark])).toEqual([
      ['pay', '5', 'red'],
      ['cart', '1', 'green'],
    ]);
  });

  it('says what has to be mended first where it is its own fault', () => {
    const alone = oneSignal({ ...SHOP, signals: [{ ...SHOP.signals[0], query: 'sum(' }] }, 0);
    expect(!alone.ok && alone.diagnostics[0]?.code).toBe('RR301');
  });
});

describe('A key typed with 20 signals and 300 services', () => {
  it('takes less than 50 ms to check, write and score (the best of several, on whatever machine this is)', async () => {
    const services = Array.from({ length: 300 }, (_, at) => `service-${String(at)}`);
    const document = {
      ...SHOP,
      identity: { labels: ['service'], services },
      signals: Array.from({ length: 20 }, (_, at) => ({
        ...SHOP.signals[0],
        id: `signal_${String(at)}`,
        title: `Signal ${String(at)}`,
        query: `max by (service) (rate(latency_bucket{n="${String(at)}"}[5m]))`,
        weight: at + 1,
      })),
    };
    const model = modelOf(document);
    const readings = services.map((service, at) =>
      readingsOf(service, ...document.signals.map((_, of) => (at + of) % 6)),
    );
    const evaluated = await asked(model, readings);
    const times = Array.from({ length: 15 }, (_, weight) => {
      const before = performance.now();
      const edited = { ...document, signals: document.signals.map((one) => ({ ...one, weight })) };
      edited.signals[0] = { ...document.signals[0], weight: weight + 1 } as (typeof document.signals)[number];
      const checked = check(yamlOf(edited), 'shop');
      if (checked.model === undefined) throw new Error('it is sound');
      const { kind } = whatIf(evaluated, checked.model, model, SHOP_BINDINGS, SHOP_BINDINGS);
      const took = performance.now() - before;
      expect(kind).toBe('scored');
      return took;
    });
    const sorted = times.sort((a, b) => a - b);
    console.info(`what-if of a key: best ${sorted[0]?.toFixed(1)} ms, median ${sorted[7]?.toFixed(1)} ms`);
    expect(sorted[0]).toBeLessThan(50);
  });
});
