import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { comparison, explain, missingReason } from './explain.ts';
import { baselineSignal, LEAD_BOT, leadBotReadings, lineSignal, modelOf, reading } from './leadBot.sample.ts';
import type { ScoredSignal, ScoringModel } from './model.ts';
import type { Reading } from './reading.ts';
import { score } from './score.ts';

const CALM = reading({ value: 100, mean: 100 });
const YELLOW = reading({ value: 106, mean: 100 });
const RED = reading({ value: 120, mean: 100 });
const GONE = reading({});

function told(model: ScoringModel, readings: readonly Reading[]): string {
  return explain(model, score(model, readings));
}

/** The lead bot with some of its signals changed, by title. */
function leadBotWith(
  changes: Readonly<Record<string, Partial<Pick<ScoredSignal, 'critical' | 'missing'>>>>,
): ScoringModel {
  return {
    ...LEAD_BOT,
    signals: LEAD_BOT.signals.map((signal) => ({ ...signal, ...changes[signal.title] })),
  };
}

const lokiDown = { value: NaN, fault: { part: 'value', reason: 'Loki did not answer' } } as const;

describe('the sentences of the design', () => {
  it('Low: all calm, and which signal is closest', () => {
    const readings = leadBotReadings({ latency: { value: 190 + 0.34 * 285 } });
    expect(told(LEAD_BOT, readings)).toBe('All 6 signals calm; closest: API latency p95 at 34% of its headroom');
  });

  it('Medium and High: the two largest causes with what they add', () => {
    const model = leadBotWith({ 'Error rate': { critical: false } });
    const readings = leadBotReadings({ errors: { value: 0.041 }, latency: { value: 410 } });
    expect(told(model, readings)).toBe(
      'Error rate 4.1% vs usual 0.6% (n=3120) adds 0.60; API latency p95 410 ms vs usual 190 ms adds 0.30',
    );
  });

  it('a veto', () => {
    expect(told(LEAD_BOT, leadBotReadings({ crm: { value: 12 } }))).toBe('Veto: CRM sync gap 12 leads, red above 5');
  });

  it('Inconclusive', () => {
    expect(told(LEAD_BOT, leadBotReadings({ errors: lokiDown }))).toBe(
      'Cannot tell: error rate missing (Loki did not answer); the rest scores 0.00',
    );
  });
});

describe('a calm service', () => {
  it('whose readings are all on the good side is at 0% of its headroom, never below', () => {
    const model = modelOf([baselineSignal('A rate'), baselineSignal('B rate')]);
    const good = reading({ value: 50, mean: 100 });
    expect(told(model, [good, good])).toBe('All 2 signals calm; closest: A rate at 0% of its headroom');
  });

  it('names the first of two that are equally close', () => {
    const model = modelOf([baselineSignal('A rate'), baselineSignal('B rate')]);
    const near = reading({ value: 104, mean: 100 });
    expect(told(model, [near, near])).toBe('All 2 signals calm; closest: A rate at 40% of its headroom');
  });

  it('does not count what is only reported, however red', () => {
    const model = modelOf([baselineSignal('A rate'), baselineSignal('B rate'), baselineSignal('C', { weight: 0 })]);
    expect(told(model, [CALM, CALM, RED])).toBe('All 2 signals calm; closest: A rate at 0% of its headroom');
    expect(told(model, [CALM, CALM, GONE])).toBe('All 2 signals calm; closest: A rate at 0% of its headroom');
  });

  it('with one signal says so in the singular', () => {
    expect(told(modelOf([baselineSignal('A rate')]), [CALM])).toBe(
      'The only signal is calm: A rate at 0% of its headroom',
    );
  });

  it('with a signal at its line, where both lines are one, is still calm', () => {
    const model = modelOf([
      lineSignal('Jobs', { limit: { kind: 'above', yellow: 5, red: 5 } }),
      baselineSignal('B rate'),
    ]);
    expect(told(model, [reading({ value: 5 }), CALM])).toBe('All 2 signals calm; closest: Jobs at 0% of its headroom');
  });

  it('says what is not counted, and what is counted as green', () => {
    const model = modelOf([
      baselineSignal('Steady rate', { weight: 60 }),
      baselineSignal('Quiet rate', { missing: 'exclude' }),
      lineSignal('CRM gap', { missing: 'green' }),
    ]);
    expect(told(model, [CALM, GONE, reading({ value: 0 })])).toBe(
      '2 of 3 signals calm; closest: Steady rate at 0% of its headroom; not counted: quiet rate (no data)',
    );
    expect(told(model, [CALM, GONE, GONE])).toBe(
      '1 of 3 signals calm; closest: Steady rate at 0% of its headroom; not counted: quiet rate (no data); counted as green: CRM gap (no data)',
    );
  });

  it.each(['exclude', 'green', 'red'] as const)(
    'does not hide a missing veto without weight whose policy is %s',
    (missing) => {
      const model = modelOf([baselineSignal('A rate'), lineSignal('CRM gap', { weight: 0, critical: true, missing })]);
      expect(told(model, [CALM, GONE])).toBe(
        '1 of 2 signals calm; closest: A rate at 0% of its headroom; not counted: CRM gap (no data)',
      );
    },
  );

  it('without a reading claims nothing, even if the model lets it pass', () => {
    const model = modelOf([baselineSignal('A rate', { missing: 'exclude' })], { minCoverage: 0 });
    expect(told(model, [GONE])).toBe('No signal has a reading; not counted: A rate (no data)');
  });
});

describe('a Low that is not all calm', () => {
  it('names the yellow signal and what it adds', () => {
    expect(told(LEAD_BOT, leadBotReadings({ latency: { value: 340 } }))).toBe(
      'API latency p95 340 ms vs usual 190 ms adds 0.30',
    );
  });

  it('names a yellow veto without weight, and that it vetoes when red', () => {
    expect(told(LEAD_BOT, leadBotReadings({ crm: { value: 3 } }))).toBe(
      'CRM sync gap 3 leads, yellow above 2.5, a veto when red',
    );
  });
});

describe('causes', () => {
  const three = modelOf([
    baselineSignal('A rate', { weight: 10 }),
    baselineSignal('B rate', { weight: 20 }),
    baselineSignal('C rate', { weight: 20 }),
  ]);

  it('come largest points first', () => {
    expect(told(three, [RED, CALM, YELLOW])).toBe(
      'C rate 106 vs usual 100 adds 0.40; A rate 120 vs usual 100 adds 0.40',
    );
    expect(told(three, [YELLOW, RED, CALM])).toBe(
      'B rate 120 vs usual 100 adds 0.80; A rate 106 vs usual 100 adds 0.20',
    );
  });

  it('of more points come before causes of more weight', () => {
    const model = modelOf([baselineSignal('A rate', { weight: 20 }), baselineSignal('B rate', { weight: 15 })]);
    expect(told(model, [YELLOW, RED])).toBe('B rate 120 vs usual 100 adds 0.86; A rate 106 vs usual 100 adds 0.57');
  });

  it('of equal points and weight come in the order of the model, two at most', () => {
    expect(told(three, [RED, RED, RED])).toBe('B rate 120 vs usual 100 adds 0.80; C rate 120 vs usual 100 adds 0.80');
    expect(told(three, [RED, YELLOW, YELLOW])).toBe(
      'B rate 106 vs usual 100 adds 0.40; C rate 106 vs usual 100 adds 0.40',
    );
  });

  it('keep a missing signal that counts as red, with its reason', () => {
    const model = modelOf([
      baselineSignal('Sync rate', { missing: 'red', weight: 10 }),
      baselineSignal('B rate', { weight: 30 }),
    ]);
    expect(told(model, [reading({ value: 5 }), CALM])).toBe(
      'Sync rate missing (no baseline yet) counts as red, adds 0.50',
    );
  });

  it('are followed by what is not counted', () => {
    const model = modelOf([
      baselineSignal('A rate', { weight: 80 }),
      baselineSignal('Some rate', { missing: 'exclude' }),
      baselineSignal('Other rate', { missing: 'exclude' }),
      baselineSignal('Third rate', { missing: 'exclude', weight: 5 }),
    ]);
    expect(told(model, [RED, GONE, reading({ value: 1 }), GONE])).toBe(
      'A rate 120 vs usual 100 adds 2.00; not counted: some rate (no data), other rate (no baseline yet) and 1 more',
    );
  });

  it('against lines say which line was crossed', () => {
    const above = modelOf([lineSignal('Failed jobs', { unit: 'jobs' })]);
    expect(told(above, [reading({ value: 3 })])).toBe('Failed jobs 3 jobs, yellow above 2.5, adds 1.00');
    expect(told(above, [reading({ value: 7 })])).toBe('Failed jobs 7 jobs, red above 5, adds 2.00');
    const below = modelOf([lineSignal('Free rows', { unit: 'rows', limit: { kind: 'below', yellow: 50, red: 10 } })]);
    expect(told(below, [reading({ value: 40 })])).toBe('Free rows 40 rows, yellow below 50, adds 1.00');
    expect(told(below, [reading({ value: 3 })])).toBe('Free rows 3 rows, red below 10, adds 2.00');
  });

  it('write a line in the unit of its reading', () => {
    const limit = { kind: 'above', yellow: 0.025, red: 0.05 } as const;
    const ratio = modelOf([lineSignal('Error rate', { unit: 'ratio', limit })]);
    expect(told(ratio, [reading({ value: 0.12 })])).toBe('Error rate 12%, red above 5%, adds 2.00');
    const rate = modelOf([lineSignal('Retries', { unit: '/s', limit })]);
    expect(told(rate, [reading({ value: 0.12 })])).toBe('Retries 0.12/s, red above 0.05/s, adds 2.00');
  });

  it('put the number of samples beside the reading, not beside the line', () => {
    const model = modelOf([lineSignal('Failed jobs', { unit: 'jobs', samples: { atLeast: 10 } })]);
    expect(told(model, [reading({ value: 7, samples: 300 })])).toBe(
      'Failed jobs 7 jobs (n=300), red above 5, adds 2.00',
    );
  });
});

describe('a veto', () => {
  const critical = { critical: true, weight: 0 } as const;
  const model = modelOf([
    lineSignal('CRM gap', { ...critical, unit: 'leads' }),
    baselineSignal('Error rate', { critical: true, weight: 30 }),
    baselineSignal('Message volume', { critical: true, weight: 20 }),
    baselineSignal('Latency', { weight: 50 }),
  ]);
  const gap = reading({ value: 12 });

  it('names two critical signals by weight', () => {
    expect(told(model, [gap, CALM, RED, CALM])).toBe(
      'Veto: message volume 120 vs usual 100; CRM gap 12 leads, red above 5',
    );
  });

  it('counts the critical signals beyond two', () => {
    expect(told(model, [gap, RED, RED, CALM])).toBe(
      'Veto: error rate 120 vs usual 100; message volume 120 vs usual 100; and 1 more',
    );
  });

  it('names no yellow, missing or uncritical signal as its cause, whatever it adds', () => {
    expect(told(model, [gap, YELLOW, CALM, RED])).toBe('Veto: CRM gap 12 leads, red above 5');
  });

  it('says what is missing beside it', () => {
    expect(told(LEAD_BOT, leadBotReadings({ crm: { value: 12 }, errors: lokiDown }))).toBe(
      'Veto: CRM sync gap 12 leads, red above 5; missing: error rate (Loki did not answer)',
    );
  });
});

describe('Inconclusive', () => {
  it('shares one reason between signals that have the same', () => {
    const both = leadBotReadings({ errors: lokiDown, messages: lokiDown });
    expect(told(LEAD_BOT, both)).toBe(
      'Cannot tell: error rate and message volume missing (Loki did not answer); the rest scores 0.00',
    );
    const four = leadBotReadings({ errors: lokiDown, messages: lokiDown, jobs: lokiDown, crm: lokiDown });
    expect(told(LEAD_BOT, four)).toBe(
      'Cannot tell: error rate, message volume and 2 more missing (Loki did not answer); the rest scores 0.00',
    );
  });

  it('names two missing signals with their own reasons by weight, and counts the others', () => {
    const two = leadBotReadings({ connections: { mean: NaN }, errors: { samples: 14 } });
    expect(told(LEAD_BOT, two)).toBe(
      'Cannot tell: error rate missing (n=14, needs 50) and database connections missing (no baseline yet); the rest scores 0.00',
    );
    const three = leadBotReadings({ connections: { mean: NaN }, errors: { samples: 14 }, crm: lokiDown });
    expect(told(LEAD_BOT, three)).toBe(
      'Cannot tell: error rate missing (n=14, needs 50), database connections missing (no baseline yet) and 1 more; the rest scores 0.00',
    );
  });

  it('shows what the present signals score', () => {
    expect(told(LEAD_BOT, leadBotReadings({ errors: lokiDown, latency: { value: 900 } }))).toBe(
      'Cannot tell: error rate missing (Loki did not answer); the rest scores 0.60',
    );
  });

  it('claims no rest where nothing is left', () => {
    expect(
      told(
        LEAD_BOT,
        Array.from({ length: 6 }, () => GONE),
      ),
    ).toBe('Cannot tell: error rate, API latency p95 and 4 more missing (no data)');
  });

  it('does not blame a signal that may be missing', () => {
    const model = leadBotWith({ 'API latency p95': { missing: 'exclude' } });
    expect(told(model, leadBotReadings({ latency: { value: NaN }, jobs: { value: NaN } }))).toBe(
      'Cannot tell: failed jobs missing (no data); the rest scores 0.00',
    );
  });

  it('by coverage says how much there is, how much is needed and what is missing', () => {
    const excluded = { missing: 'exclude' } as const;
    const model = leadBotWith({ 'Error rate': excluded, 'API latency p95': excluded, 'Message volume': excluded });
    const readings = leadBotReadings({ errors: lokiDown, latency: { mean: NaN }, messages: lokiDown });
    expect(told(model, readings)).toBe(
      'Cannot tell: only 20% of the weight has readings, 50% needed; missing: error rate (Loki did not answer), API latency p95 (no baseline yet) and 1 more; the rest scores 0.00',
    );
  });

  it('by coverage never contradicts itself by rounding', () => {
    const model = modelOf([
      baselineSignal('A rate', { weight: 496 }),
      baselineSignal('B rate', { weight: 504, missing: 'exclude' }),
    ]);
    expect(told(model, [CALM, GONE])).toBe(
      'Cannot tell: only 49.6% of the weight has readings, 50% needed; missing: B rate (no data); the rest scores 0.00',
    );
  });

  it('of a model without weights says so', () => {
    const none = 'Cannot tell: no signal has a weight';
    expect(told(modelOf([]), [])).toBe(none);
    expect(told(modelOf([baselineSignal('A', { weight: 0 })]), [RED])).toBe(none);
    expect(told(modelOf([baselineSignal('A', { weight: 0, critical: true })]), [CALM])).toBe(none);
  });
});

describe('missingReason', () => {
  const sigmas = baselineSignal('A', { limit: { kind: 'sigmas', k: 3, atLeast: 0 }, samples: { atLeast: 50 } });
  const lower = baselineSignal('A', { worse: 'lower', limit: { kind: 'increase', by: 5 } });
  const whole = { value: 5, mean: 5, deviation: 1, samples: 100 };

  it.each<[string, ScoredSignal, Partial<Reading>, string]>([
    ['nothing missing', sigmas, whole, ''],
    ['no value', sigmas, { ...whole, value: NaN }, 'no data'],
    ['no mean', sigmas, { ...whole, mean: NaN }, 'no baseline yet'],
    ['no deviation', sigmas, { ...whole, deviation: NaN }, 'its baseline has no deviation yet'],
    ['samples unknown', sigmas, { ...whole, samples: NaN }, 'number of samples unknown'],
    ['too few samples', sigmas, { ...whole, samples: 14 }, 'n=14, needs 50'],
    ['a flat baseline', sigmas, { ...whole, deviation: 0 }, 'flat zero baseline without a floor'],
    ['a volume that is usually 0', lower, { value: 0, mean: 0 }, 'usually 0, so it cannot fall'],
    ['a fault', sigmas, { ...whole, value: NaN, fault: { part: 'value', reason: 'timeout.' } }, 'timeout'],
    ['a fault elsewhere', sigmas, { ...whole, mean: NaN, fault: { part: 'value', reason: 'x' } }, 'no baseline yet'],
    ['a fault without words', sigmas, { ...whole, value: NaN, fault: { part: 'value', reason: ' \n' } }, 'no data'],
    ['a fault that did no harm', sigmas, { ...whole, fault: { part: 'value', reason: 'slow' } }, ''],
  ])('for %s', (_, signal, said, reason) => {
    const [result] = score(modelOf([signal]), [reading(said)]).signals;
    expect(result && missingReason(signal, result)).toBe(reason);
  });
});

describe('comparison', () => {
  it('of a reading that is not there says none, without a unit', () => {
    const signal = baselineSignal('A', { unit: 'ms' });
    const [result] = score(modelOf([signal]), [GONE]).signals;
    expect(result && comparison(signal, result)).toBe('none vs usual none');
  });
});

describe('titles', () => {
  it.each([
    ['Error rate', 'error rate'],
    ['CRM sync gap', 'CRM sync gap'],
    ['MySQL lag', 'MySQL lag'],
    ['PostgreSQL connections', 'PostgreSQL connections'],
    ['P95 latency', 'P95 latency'],
    ['Errors', 'errors'],
    ['Ошибки бота', 'ошибки бота'],
    ['错误率', '错误率'],
    ['5xx', '5xx'],
  ])('inside a sentence: %s becomes %s', (title, inside) => {
    expect(told(modelOf([baselineSignal(title)]), [GONE])).toBe(`Cannot tell: ${inside} missing (no data)`);
  });

  it('that are blank give way to the id', () => {
    expect(told(modelOf([baselineSignal(' \t', { id: 'error-rate' })]), [GONE])).toBe(
      'Cannot tell: error-rate missing (no data)',
    );
  });

  it('and reasons from outside stay on one line and end', () => {
    const model = modelOf([baselineSignal(`Rate\r\n\u202Eof ${'x'.repeat(500)}`)]);
    const reason = `parse error:\n\t${'{job="bot"} |= '.repeat(1000)}`;
    const sentence = told(model, [reading({ fault: { part: 'value', reason } })]);
    expect(sentence).toMatch(/^Cannot tell: rate of x+… missing \(parse error: \{job="bot"\} .*…\)$/);
    expect(sentence.length).toBeLessThan(200);
  });

  it('of every kind leave one bounded line, whatever is missing', () => {
    const anyText = fc.string({ unit: 'binary', maxLength: 300 });
    const anyReading = fc.constantFrom(CALM, YELLOW, RED, GONE);
    fc.assert(
      fc.property(fc.array(fc.tuple(anyText, anyReading, anyText, fc.boolean()), { maxLength: 5 }), (rows) => {
        const model = modelOf(rows.map(([title, , , critical]) => baselineSignal(title, { id: 'id', critical })));
        const readings = rows.map(([, one, reason]): Reading => ({ ...one, fault: { part: 'value', reason } }));
        const sentence = told(model, readings);
        expect(sentence).not.toMatch(/[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]/u);
        expect(Array.from(sentence).length).toBeLessThan(700);
        expect(sentence).not.toBe('');
      }),
    );
  });
});
