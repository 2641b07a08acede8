import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatNumber, formatReading, formatScore, formatShare } from './format.ts';
import { GO_PRINTED } from './format.golden.ts';
import { UNITS, type Unit } from './units.ts';

/** Go's "-4.10e-02" written out: "-0.041". */
function writtenOut(exponential: string): string {
  const match = /^(-?)(\d)\.(\d\d)e([+-]\d+)$/.exec(exponential);
  if (!match) throw new Error(`not a %.2e: ${exponential}`);
  const [, sign = '', first = '', rest = '', power = ''] = match;
  const point = 1 + Number(power);
  const digits = first + rest;
  const padded = point <= 0 ? '0'.repeat(1 - point) + digits : digits.padEnd(point, '0');
  const at = Math.max(point, 1);
  const fraction = padded.slice(at).replace(/0+$/, '');
  return sign + padded.slice(0, at) + (fraction && `.${fraction}`);
}

/** People never see a negative zero; Go would print one. */
function withoutNegativeZero(text: string): string {
  return /^-0(\.0+)?$/.test(text) ? text.slice(1) : text;
}

const anyNumber = fc.double({ noNaN: true, noDefaultInfinity: true });

describe('rounding', () => {
  it('is checked against more than 450 numbers that Go printed', () => {
    expect(GO_PRINTED.length).toBeGreaterThan(450);
    expect(GO_PRINTED.every(({ x }) => Number.isFinite(x))).toBe(true);
  });

  it('of numbers equals the %.2e of Go, digit for digit', () => {
    const wrong = GO_PRINTED.filter(({ x, exponential }) => formatNumber(x) !== writtenOut(exponential));
    expect(wrong).toEqual([]);
  });

  it('of scores equals the %.2f of Go', () => {
    const wrong = GO_PRINTED.filter(({ x, twoDecimals }) => formatScore(x) !== withoutNegativeZero(twoDecimals));
    expect(wrong).toEqual([]);
  });

  it('of shares equals the %.0f of Go', () => {
    // Only where dividing by 100 can be undone exactly: the share itself is multiplied by 100 first.
    const shares = GO_PRINTED.filter(({ x }) => (x / 100) * 100 === x);
    expect(shares.length).toBeGreaterThan(300);
    const wrong = shares.filter(({ x, whole }) => formatShare(x / 100) !== `${withoutNegativeZero(whole)}%`);
    expect(wrong).toEqual([]);
  });
});

describe('formatNumber', () => {
  it.each([
    [0, '0'],
    [-0, '0'],
    [1, '1'],
    [100, '100'],
    [1000, '1000'],
    [0.1, '0.1'],
    [0.1 + 0.2, '0.3'],
    [1.1, '1.1'],
    [4.12, '4.12'],
    [3124, '3120'],
    [1234567, '1230000'],
    [0.000123456, '0.000123'],
    [-0.041, '-0.041'],
    [999.5, '1000'],
    [998.5, '998'],
    [99.95, '100'],
    [9.995, '9.99'],
    [1.125, '1.12'],
    [1.375, '1.38'],
    [2 ** 53, '9010000000000000'],
    [1e21, '1000000000000000000000'],
    [NaN, 'none'],
    [Infinity, 'none'],
    [-Infinity, 'none'],
  ])('writes %d as %s', (x, text) => {
    expect(formatNumber(x)).toBe(text);
  });

  it('never writes an exponent, a separator, a negative zero or an idle zero after the point', () => {
    fc.assert(
      fc.property(anyNumber, (x) => {
        const text = formatNumber(x);
        expect(text).toMatch(/^-?(0|[1-9]\d*)(\.\d*[1-9])?$/);
        expect(text).not.toBe('-0');
      }),
    );
  });

  it('is at most half of the third digit away from the number, and reads back with its sign', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, min: 1e-290, max: 1e300 }), (x) => {
        const back = Number(formatNumber(x));
        expect(Math.abs(back - x)).toBeLessThanOrEqual(x * 0.005000001);
        expect(formatNumber(-x)).toBe(`-${formatNumber(x)}`);
      }),
    );
  });

  it('never orders two numbers the wrong way round', () => {
    fc.assert(
      fc.property(anyNumber, anyNumber, (a, b) => {
        const [low, high] = a < b ? [a, b] : [b, a];
        expect(Number(formatNumber(low))).toBeLessThanOrEqual(Number(formatNumber(high)));
      }),
    );
  });
});

describe('formatReading', () => {
  it.each<[number, Unit, string]>([
    [0.041, 'ratio', '4.1%'],
    [0.006, 'ratio', '0.6%'],
    [4.1, '%', '4.1%'],
    [410, 'ms', '410 ms'],
    [0.4104, 's', '0.41 s'],
    [12, 'leads', '12 leads'],
    [12.5, '/min', '12.5/min'],
    [0, 'requests', '0 requests'],
    [-0, 'ms', '0 ms'],
    [-3.5, '', '-3.5'],
    [7, '', '7'],
  ])('writes %d in unit "%s" as %s', (x, unit, text) => {
    expect(formatReading(x, unit)).toBe(text);
  });

  it('writes a number that is not there as "none", without a unit', () => {
    for (const x of [NaN, Infinity, -Infinity, 1e307]) expect(formatReading(x, 'ratio')).toBe('none');
    expect(formatReading(NaN, 'ms')).toBe('none');
    expect(formatReading(NaN)).toBe('none');
  });

  it('takes no unit to mean a bare number', () => {
    expect(formatReading(1.5)).toBe('1.5');
  });

  it('has one suffix per unit, which is the unit itself but for shares and bare numbers', () => {
    for (const [unit, { scale, suffix }] of Object.entries(UNITS)) {
      expect(suffix.trim()).toBe(unit === 'ratio' ? '%' : unit);
      expect(scale).toBe(unit === 'ratio' ? 100 : 1);
    }
  });
});

describe('formatScore', () => {
  it.each([
    [0, '0.00'],
    [-0, '0.00'],
    [0.6, '0.60'],
    [1.005, '1.00'],
    [0.125, '0.12'],
    [0.375, '0.38'],
    [1.999, '2.00'],
    [-0.004, '0.00'],
    [-0.5, '-0.50'],
    [1e21, '1000000000000000000000.00'],
    [1e-300, '0.00'],
    [NaN, 'none'],
    [Infinity, 'none'],
  ])('writes %d as %s', (x, text) => {
    expect(formatScore(x)).toBe(text);
  });

  it('always has two decimals and no exponent', () => {
    fc.assert(
      fc.property(anyNumber, (x) => {
        expect(formatScore(x)).toMatch(/^-?(0|[1-9]\d*)\.\d\d$/);
        expect(formatScore(x)).not.toBe('-0.00');
      }),
    );
  });
});

describe('formatShare', () => {
  it.each([
    [0, '0%'],
    [-0, '0%'],
    [0.34, '34%'],
    [0.342, '34%'],
    [0.345, '34%'],
    [0.355, '36%'],
    [0.005, '0%'],
    [0.015, '2%'],
    [0.999, '100%'],
    [1, '100%'],
    [12.5, '1250%'],
    [-0.001, '0%'],
    [-1.5, '-150%'],
    [NaN, 'none'],
    [Infinity, 'none'],
    [1e307, 'none'],
  ])('writes %d as %s', (x, text) => {
    expect(formatShare(x)).toBe(text);
  });
});
