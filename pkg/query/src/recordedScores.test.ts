import { describe, expect, it } from 'vitest';
import { recordedQueries, recordedScores } from './recordedScores.ts';
import { modelOf } from './testing/modelOf.ts';

const TEXT = `apiVersion: releaserisk/v1
kind: RiskModel
name: shop
identity: { labels: [service], services: [a] }
datasources: { metrics: prometheus }
signals:
  - { id: errors, title: Errors, datasource: metrics, query: up, weight: 3, critical: true, limit: { above: 4 } }
  - { id: latency, title: Latency, datasource: metrics, query: up, weight: 1, limit: { above: 4 } }
`;
const MODEL = modelOf(TEXT);
const CANARY = modelOf(
  `${TEXT}control:
  label: track
  canary: canary
  stable: stable
  running: { datasource: metrics, query: up }
`.replace(
    'limit: { above: 4 } }\ncontrol',
    'worse: higher, baseline: { kind: control }, limit: { increase: 1 } }\ncontrol',
  ),
);

const OWN = 'own-fingerprint';
const row = (service: string, value: number, more: Readonly<Record<string, string>> = {}) => ({
  labels: { service, ...more },
  value,
});

type Columns = Parameters<typeof recordedScores>[1];

/** What rules write of a calm service; a test changes what it is about. */
function calm(changed: Columns = {}, service = 'a'): Columns {
  return {
    score: [row(service, 0, { fingerprint: OWN })],
    coverage: [row(service, 1)],
    veto: [row(service, 0)],
    inconclusive: [row(service, 0)],
    notGreen: [],
    ...changed,
  };
}

const only = (columns: Columns, model = MODEL) => recordedScores(model, columns, OWN).services[0];

describe('Columns that are missing', () => {
  it.each([
    ['veto', 'Inconclusive'],
    ['inconclusive', 'Inconclusive'],
  ] as const)('never pass for calm: without %s nobody can tell', (name, verdict) => {
    expect(only(calm({ [name]: [] }))?.verdict).toBe(verdict);
    expect(only(calm({ [name]: undefined }))?.verdict).toBe(verdict);
    expect(only(calm({ [name]: [row('another', 0)] }))?.verdict).toBe(verdict);
  });

  it('leave a veto a veto', () => {
    expect(only(calm({ veto: [row('a', 1)], inconclusive: [] }))).toMatchObject({ verdict: 'High', veto: true });
  });

  it('of coverage leave it unknown', () => {
    expect(only(calm({ coverage: [] }))?.coverage).toBeNull();
  });

  it('of the score itself are no services', () => {
    expect(recordedScores(MODEL, calm({ score: [] }), OWN)).toEqual({ services: [], fingerprints: [] });
    expect(recordedScores(MODEL, {}, OWN).services).toEqual([]);
  });
});

describe('Numbers that are none', () => {
  it.each([NaN, Infinity, -Infinity])('as %d in place of a score are Inconclusive, and not shown', (odd) => {
    expect(only(calm({ score: [row('a', odd, { fingerprint: OWN })] }))).toMatchObject({
      verdict: 'Inconclusive',
      score: null,
    });
  });

  it.each(['veto', 'inconclusive'] as const)('as NaN in place of %s do not hold', (name) => {
    expect(only(calm({ [name]: [row('a', NaN)] }))?.verdict).toBe('Low');
  });
});

describe('The verdict of a recorded score', () => {
  it.each([
    ['is a veto before everything', 1, 1, 0, 'High'],
    ['is a veto although the score is low', 1, 0, 0.2, 'High'],
    ['is Inconclusive before the band', 0, 1, 2, 'Inconclusive'],
    ['belongs to the lower band on the Low line', 0, 0, 0.5, 'Low'],
    ['is Medium right above it', 0, 0, 0.5000000000000001, 'Medium'],
    ['belongs to the lower band on the High line', 0, 0, 1.5, 'Medium'],
    ['is High right above it', 0, 0, 1.5000000000000002, 'High'],
  ])('%s', (_, veto, inconclusive, score, verdict) => {
    const one = only(
      calm({
        veto: [row('a', veto)],
        inconclusive: [row('a', inconclusive)],
        score: [row('a', score, { fingerprint: OWN })],
      }),
    );
    expect(one).toMatchObject({ verdict, score, veto: veto === 1 });
  });

  it('names the signals by their grades, and those that veto', () => {
    const one = only(
      calm({
        veto: [row('a', 1)],
        notGreen: [
          row('a', 2, { signal: 'errors' }),
          row('a', 1, { signal: 'latency' }),
          row('b', 2, { signal: 'latency' }),
        ],
      }),
    );
    expect(one).toMatchObject({ sentence: 'red: Errors; yellow: Latency', vetoSignals: ['errors'], signals: [] });
    expect(only(calm({ notGreen: [row('a', -1, { signal: 'errors' })] }))?.sentence).toBe('missing: Errors');
    expect(only(calm())?.sentence).toBe('All 2 signals calm');
  });

  it('comes worst first', () => {
    const all = [calm({}, 'calm'), calm({ veto: [row('veto', 1)] }, 'veto'), calm({ inconclusive: [] }, 'unknown')];
    const columns = Object.fromEntries(
      Object.keys(calm()).map((name) => [name, all.flatMap((one) => one[name as keyof Columns] ?? [])]),
    );
    expect(recordedScores(MODEL, columns, OWN).services.map(({ service }) => service)).toEqual([
      'veto',
      'unknown',
      'calm',
    ]);
  });
});

describe('Scores of another model of that name', () => {
  it('give way to those of this one while rules are exchanged, in either order', () => {
    const older = row('a', 2, { fingerprint: 'older' });
    const own = row('a', 0, { fingerprint: OWN });
    for (const score of [
      [older, own],
      [own, older],
    ]) {
      const { services, fingerprints } = recordedScores(MODEL, calm({ score }), OWN);
      expect(services.map(({ service, score: shown }) => [service, shown])).toEqual([['a', 0]]);
      expect(fingerprints).toEqual([OWN]);
    }
  });

  it('are shown where there are no others, and say whose they are', () => {
    const { services, fingerprints } = recordedScores(
      MODEL,
      calm({ score: [row('a', 1, { fingerprint: 'older' })] }),
      OWN,
    );
    expect(services).toHaveLength(1);
    expect(fingerprints).toEqual(['older']);
  });
});

describe('A model that compares canaries', () => {
  it.each([
    ['none runs', [row('a', 0)]],
    ['nothing is known of one', []],
    ['the number is none', [row('a', NaN)]],
  ])('is not evaluated where %s', (_, canary) => {
    expect(only(calm({ canary, veto: [row('a', 1)] }), CANARY)).toMatchObject({
      verdict: 'NotEvaluated',
      score: null,
      veto: false,
      vetoSignals: [],
      sentence: expect.stringContaining('no canary is running'),
    });
  });

  it('is judged where one runs, and asks for it', () => {
    expect(only(calm({ canary: [row('a', 1)] }), CANARY)).toMatchObject({ verdict: 'Low', score: 0 });
    expect(recordedQueries(CANARY).canary).toContain('part="canary"');
    expect(recordedQueries(MODEL)).not.toHaveProperty('canary');
  });
});

it('The queries are as many whatever the model holds, and each gives one row per service', () => {
  expect(Object.keys(recordedQueries(MODEL))).toHaveLength(5);
  expect(recordedQueries(MODEL).score).toBe('max by (service, fingerprint) (release_risk_score{model="shop"})');
});
