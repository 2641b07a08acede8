import { formatNumber } from '@release-risk/model/format';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runTemplate } from '../testing/goTemplate.ts';
import { DEFINE_NUMBERS, written } from './numberText.ts';

function print(x: number): string {
  return runTemplate(DEFINE_NUMBERS + written('(printf "%.3g" $values.X.Value)'), { labels: {}, values: { X: x } });
}

describe('Numbers in a template', () => {
  it.each([
    0, -0, 1, -1, 999.4, 999.5, 1000, 1005, 1015, 9985, 9995, 12345, -98765, 0.0412, 0.00009995, 1e-5, 3.1e-7, 5e-324,
    1e21, 9.995e98, 1e100, 3e101, 0.125, 99.95,
  ])('has the digits of formatNumber: %d', (x) => {
    expect(print(x)).toBe(formatNumber(x));
  });

  it('has the digits of formatNumber, whatever the double', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, min: -1e101, max: 1e101 }), (x) => {
        expect(print(x)).toBe(formatNumber(x));
      }),
      { numRuns: 1000 },
    );
  });

  it('leaves the text around them alone', () => {
    const text = '(printf "%.3g ms vs usual %.3g%% (n=%.3g)" $values.X.Value $values.Y.Value $values.X.Value)';
    const values = { X: 31_200, Y: 0.0000012 };
    expect(runTemplate(DEFINE_NUMBERS + written(text), { labels: {}, values })).toBe(
      '31200 ms vs usual 0.0000012% (n=31200)',
    );
  });
});
