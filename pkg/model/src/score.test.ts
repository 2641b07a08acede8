import { describe, expect, it } from 'vitest';
import { baselineSignal, LEAD_BOT, leadBotReadings, lineSignal, modelOf, reading } from './leadBot.sample.ts';
import type { MissingPolicy } from './model.ts';
import type { Reading } from './reading.ts';
import { isReportOnly, score } from './score.ts';
import type { Verdict } from './verdict.ts';

const GREEN = reading({ value: 0 });
const YELLOW = reading({ value: 3 });
const RED = reading({ value: 9 });
const GONE = reading({});

describe('the score', () => {
  it('is the weighted mean of the grades', () => {
    const model = modelOf([lineSignal('A', { weight: 3 }), lineSignal('B', { weight: 1 })]);
    expect(score(model, [YELLOW, RED]).score).toBe(5 / 4);
    expect(score(model, [GREEN, GREEN]).score).toBe(0);
    expect(score(model, [RED, RED]).score).toBe(2);
  });

  it('gives each signal its points, which add up to it', () => {
    const model = modelOf([lineSignal('A', { weight: 3 }), lineSignal('B', { weight: 1 })]);
    expect(score(model, [YELLOW, RED]).signals.map(({ points }) => points)).toEqual([0.75, 0.5]);
  });

  it('slides with linear signals', () => {
    const model = modelOf([lineSignal('A', { grading: 'linear' }), lineSignal('B')]);
    expect(score(model, [reading({ value: 1.25 }), YELLOW]).score).toBe(0.75);
  });
});

describe('bands', () => {
  const single = (low: number, high: number) => modelOf([lineSignal('A')], { bands: { low, high, recovery: 0.5 } });
  it.each<[number, number, Reading, Verdict]>([
    [0.5, 1.5, GREEN, 'Low'],
    [0.5, 1.5, YELLOW, 'Medium'],
    [0.5, 1.5, RED, 'High'],
    [1, 1.5, YELLOW, 'Low'],
    [0.99, 1, YELLOW, 'Medium'],
    [0.5, 0.99, YELLOW, 'High'],
    [0.5, 2, RED, 'Medium'],
    [0, 1.5, GREEN, 'Low'],
  ])('with edges %d and %d belong to the lower band', (low, high, said, verdict) => {
    expect(score(single(low, high), [said]).verdict).toBe(verdict);
  });
});

describe('a signal with a policy for its absence', () => {
  interface Expected {
    score: number;
    verdict: Verdict;
    red: boolean;
    inconclusive: boolean;
    coverage: number;
  }
  const there = (score: number, verdict: Verdict, red: boolean): Expected => {
    return { score, verdict, red, inconclusive: false, coverage: 1 };
  };
  const gone = (score: number, verdict: Verdict): Expected => {
    return { score, verdict, red: false, inconclusive: verdict === 'Inconclusive', coverage: 0.75 };
  };

  // Weight 1 of 4; the other signal is yellow.
  it.each<[MissingPolicy, string, Reading, Expected]>([
    ['inconclusive', 'red', RED, there(1.25, 'Medium', true)],
    ['exclude', 'red', RED, there(1.25, 'Medium', true)],
    ['green', 'red', RED, there(1.25, 'Medium', true)],
    ['red', 'red', RED, there(1.25, 'Medium', true)],
    ['inconclusive', 'green', GREEN, there(0.75, 'Medium', false)],
    ['red', 'green', GREEN, there(0.75, 'Medium', false)],
    ['inconclusive', 'missing', GONE, gone(0.75, 'Inconclusive')],
    ['exclude', 'missing', GONE, gone(1, 'Medium')],
    ['green', 'missing', GONE, gone(0.75, 'Medium')],
    ['red', 'missing', GONE, gone(1.25, 'Medium')],
  ])('%s, when it is %s', (missing, _, said, expected) => {
    const model = modelOf([lineSignal('A', { weight: 1, missing }), lineSignal('B', { weight: 3 })]);
    expect(score(model, [said, YELLOW])).toMatchObject({ ...expected, veto: false });
  });

  it('red adds 2 points per share of weight but is no red reading', () => {
    const model = modelOf([lineSignal('A', { weight: 1, missing: 'red' }), lineSignal('B', { weight: 3 })]);
    const result = score(model, [GONE, GREEN]);
    expect(result).toMatchObject({ score: 0.5, red: false });
    expect(result.signals[0]).toMatchObject({ grade: 0, points: 0.5, missing: 'value' });
  });

  it.each<MissingPolicy>(['inconclusive', 'exclude', 'green', 'red'])(
    '%s never vetoes when a critical signal is missing',
    (missing) => {
      const model = modelOf([lineSignal('A', { critical: true, missing }), lineSignal('B', { weight: 90 })]);
      expect(score(model, [GONE, GREEN])).toMatchObject({ veto: false, red: false });
    },
  );

  it('excluded everywhere leaves score 0 and Inconclusive, not 0/0', () => {
    const model = modelOf([lineSignal('A', { missing: 'exclude' }), lineSignal('B', { missing: 'exclude' })]);
    expect(score(model, [GONE, GONE])).toMatchObject({ score: 0, coverage: 0, verdict: 'Inconclusive' });
  });
});

describe('coverage', () => {
  const model = (minCoverage: number) =>
    modelOf(
      [
        lineSignal('A', { weight: 30, missing: 'exclude' }),
        lineSignal('B', { weight: 20, missing: 'green' }),
        lineSignal('C', { weight: 50, missing: 'red' }),
      ],
      { minCoverage },
    );

  it.each<[number, Reading[], number, Verdict]>([
    [0.5, [GREEN, GREEN, GREEN], 1, 'Low'],
    [0.5, [GREEN, GREEN, GONE], 0.5, 'Medium'],
    [0.51, [GREEN, GREEN, GONE], 0.5, 'Inconclusive'],
    [0.5, [GONE, GREEN, GONE], 0.2, 'Inconclusive'],
    [0.2, [GONE, GREEN, GONE], 0.2, 'Medium'],
    [1, [GREEN, GREEN, GREEN], 1, 'Low'],
    [1, [GREEN, GONE, GREEN], 0.8, 'Inconclusive'],
    [0.01, [GONE, GONE, GONE], 0, 'Inconclusive'],
  ])('below %d is Inconclusive whatever the policies: %#', (minCoverage, readings, coverage, verdict) => {
    expect(score(model(minCoverage), readings)).toMatchObject({ coverage, verdict });
  });

  it('of a model without weights is 0, so it is Inconclusive unless it vetoes', () => {
    expect(score(modelOf([]), [])).toMatchObject({ score: 0, coverage: 0, verdict: 'Inconclusive', signals: [] });
    const vetoOnly = modelOf([lineSignal('A', { weight: 0, critical: true })]);
    expect(score(vetoOnly, [GREEN])).toMatchObject({ score: 0, coverage: 0, verdict: 'Inconclusive' });
    expect(score(vetoOnly, [RED])).toMatchObject({ score: 0, coverage: 0, verdict: 'High' });
  });
});

describe('the verdict', () => {
  const critical = lineSignal('Veto', { weight: 0, critical: true });
  const light = lineSignal('Light', { weight: 10, critical: true });
  const heavy = lineSignal('Heavy', { weight: 90 });

  it('is High by veto before it is Inconclusive', () => {
    const model = modelOf([critical, heavy]);
    expect(score(model, [RED, GONE])).toMatchObject({ verdict: 'High', veto: true, inconclusive: true });
    expect(score(model, [GREEN, GONE])).toMatchObject({ verdict: 'Inconclusive', veto: false });
  });

  it('is High by veto before the band', () => {
    expect(score(modelOf([light, heavy]), [RED, GREEN])).toMatchObject({ verdict: 'High', veto: true, score: 0.2 });
    expect(score(modelOf([light, heavy]), [YELLOW, GREEN])).toMatchObject({ verdict: 'Low', veto: false });
  });

  it('is Inconclusive before the band', () => {
    const model = modelOf([lineSignal('A', { weight: 1 }), heavy]);
    expect(score(model, [GONE, RED])).toMatchObject({ verdict: 'Inconclusive', red: true });
  });

  it('counts a critical signal without weight for veto and Inconclusive, never for score and coverage', () => {
    const model = modelOf([critical, heavy]);
    expect(score(model, [RED, GREEN])).toMatchObject({ score: 0, coverage: 1, veto: true, red: true, verdict: 'High' });
    expect(score(model, [GONE, GREEN])).toMatchObject({ score: 0, coverage: 1, verdict: 'Inconclusive' });
    expect(score(model, [YELLOW, GREEN])).toMatchObject({ score: 0, veto: false, red: false, verdict: 'Low' });
  });

  it('is not vetoed by a red signal that is not critical', () => {
    expect(score(modelOf([light, heavy]), [GREEN, RED])).toMatchObject({ veto: false, red: true });
  });

  it('has no memory', () => {
    const model = modelOf([light, heavy]);
    const before = score(model, [YELLOW, GREEN]);
    score(model, [RED, RED]);
    expect(score(model, [YELLOW, GREEN])).toEqual(before);
  });
});

describe('a report-only signal', () => {
  const reported = lineSignal('Reported', { weight: 0 });
  const counted = [lineSignal('A', { weight: 1 }), lineSignal('B', { weight: 3 })];

  it.each<[string, Reading]>([
    ['green', GREEN],
    ['red', RED],
    ['missing', GONE],
  ])('that is %s changes nothing but its own line', (_, said) => {
    const without = score(modelOf(counted), [YELLOW, GREEN]);
    const result = score(modelOf([reported, ...counted]), [said, YELLOW, GREEN]);
    expect({ ...result, signals: result.signals.slice(1) }).toEqual(without);
    expect(result.signals[0]?.points).toBe(0);
  });

  it('still has its grade', () => {
    expect(score(modelOf([reported, ...counted]), [RED, GREEN, GREEN]).signals[0]?.grade).toBe(2);
  });

  it('is one without weight that is not critical', () => {
    expect(isReportOnly({ weight: 0, critical: false })).toBe(true);
    expect(isReportOnly({ weight: 0, critical: true })).toBe(false);
    expect(isReportOnly({ weight: 1, critical: false })).toBe(false);
  });
});

describe('readings that do not fit the model', () => {
  const model = modelOf([lineSignal('A'), lineSignal('B')]);

  it('that are too few leave the other signals missing', () => {
    expect(score(model, [RED]).signals.map(({ missing }) => missing)).toEqual([undefined, 'value']);
    expect(score(model, [undefined, RED]).signals.map(({ missing }) => missing)).toEqual(['value', undefined]);
    expect(score(model, [])).toMatchObject({ score: 0, coverage: 0, verdict: 'Inconclusive' });
  });

  it('that are too many are left over', () => {
    expect(score(model, [GREEN, GREEN, RED])).toEqual(score(model, [GREEN, GREEN]));
  });
});

describe('the worked cases of the lead bot', () => {
  it('healthy is Low', () => {
    expect(score(LEAD_BOT, leadBotReadings())).toMatchObject({ score: 0, coverage: 1, verdict: 'Low', red: false });
  });

  it('latency red alone is Medium with 0.60', () => {
    const result = score(LEAD_BOT, leadBotReadings({ latency: { value: 1000 } }));
    expect(result).toMatchObject({ score: 0.6, verdict: 'Medium', veto: false, red: true });
  });

  it('a total error outage is 0.60 and a total message outage 0.40, and only the veto makes them High', () => {
    const errors = leadBotReadings({ errors: { value: 1 } });
    const messages = leadBotReadings({ messages: { value: 0 } });
    expect(score(LEAD_BOT, errors)).toMatchObject({ score: 0.6, verdict: 'High', veto: true });
    expect(score(LEAD_BOT, messages)).toMatchObject({ score: 0.4, verdict: 'High', veto: true });
    const lenient = modelOf(LEAD_BOT.signals.map((signal) => ({ ...signal, critical: false })));
    expect(score(lenient, errors)).toMatchObject({ score: 0.6, verdict: 'Medium' });
    expect(score(lenient, messages)).toMatchObject({ score: 0.4, verdict: 'Low' });
  });

  it('CRM red with Loki down: a veto where the CRM reading is there, Inconclusive where it went down too', () => {
    const lokiDown = { errors: { value: NaN } };
    const crmInPrometheus = score(LEAD_BOT, leadBotReadings({ ...lokiDown, crm: { value: 12 } }));
    expect(crmInPrometheus).toMatchObject({ coverage: 0.7, verdict: 'High', veto: true, inconclusive: true });
    const crmInLoki = score(LEAD_BOT, leadBotReadings({ ...lokiDown, crm: { value: NaN } }));
    expect(crmInLoki).toMatchObject({ coverage: 0.7, verdict: 'Inconclusive', veto: false });
  });

  it('takes readings without a baseline signal as missing, not as healthy', () => {
    const model = modelOf([baselineSignal('A')]);
    expect(score(model, [reading({ value: 5 })])).toMatchObject({ verdict: 'Inconclusive', score: 0 });
  });
});
