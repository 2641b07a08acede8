import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GatewayError } from '../errors.ts';
import { strictJson } from './strictJson.ts';

const read = (text: string) => strictJson(Buffer.from(text));
const problemOf = (body: Uint8Array): string => {
  try {
    strictJson(body);
    return 'none';
  } catch (error) {
    if (error instanceof GatewayError && error.code === 'GW101') return error.message;
    throw error;
  }
};

describe('JSON that comes in', () => {
  it('is what it says', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 8 }), (value) => {
        const text = JSON.stringify(value);
        fc.pre(!/"__proto__":/.test(text));
        expect(read(text)).toEqual(JSON.parse(text));
      }),
    );
  });

  it.each([
    ['{"a":1,"a":2}', 'twice'],
    ['{"a":1,"b":{"c":[{"x":1 , "x" : 2}]}}', 'twice'],
    ['{"a":1,"\\u0061":2}', 'twice'],
    ['{"\\"":1,"\\u0022":2}', 'twice'],
    ['{"":1,"":2}', 'twice'],
    ['{"__proto__":{"admin":true}}', 'not allowed'],
    ['{"a":[{"\\u005f_proto__":1}]}', 'not allowed'],
    ['{"a":', 'not JSON'],
    ['{"a":1}}', 'not JSON'],
    ['{"a" "b"}', 'not JSON'],
    ['{"a\\":1}', 'not JSON'],
    ['{"\\x":1,"a":2}', 'not JSON'],
    ['"', 'not JSON'],
    ['NaN', 'not JSON'],
    ['{"a":01}', 'not JSON'],
    ['', 'empty'],
    [' ', 'not JSON'],
  ])('is refused as %s: %s', (text, problem) => {
    expect(problemOf(Buffer.from(text))).toContain(problem);
  });

  it.each([
    '{"a":"__proto__","b":"a","c":{"a":1},"d":[{"a":1},{"a":2}]}',
    '{"a":"\\"a\\":","b":"{\\"x\\":1,\\"x\\":2}"}',
    '["a","a",{"a":"}]"}]',
    '{"constructor":1,"prototype":2,"toString":3}',
  ])('is not refused for what only looks like it: %s', (text) => {
    expect(read(text)).toEqual(JSON.parse(text));
  });

  it('has at most 32 levels', () => {
    const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);
    expect(read(nested(32))).toBeDefined();
    expect(problemOf(Buffer.from(nested(33)))).toContain('deeper');
  });

  it.each([
    ['brackets', '['.repeat(50_000)],
    ['objects', '{"a":'.repeat(50_000)],
    ['backslashes', `"${'\\'.repeat(1_000_000)}`],
    ['quotes', '"'.repeat(1_000_000)],
    ['keys', `{${'"a":'.repeat(200_000)}`],
    ['escaped quotes', `"${'\\"'.repeat(500_000)}`],
    ['white space', `{"a"${' '.repeat(1_000_000)}`],
  ])('of hostile %s is refused quickly', (_what, text) => {
    const start = performance.now();
    expect(problemOf(Buffer.from(text))).not.toBe('none');
    expect(performance.now() - start).toBeLessThan(1000);
  });

  it('is UTF-8', () => {
    expect(read('{"a":"é 😀"}')).toEqual({ a: 'é 😀' });
    expect(problemOf(Buffer.from([0x22, 0xff, 0xfe, 0x22]))).toContain('UTF-8');
    expect(problemOf(Buffer.from('{"a":"b"}', 'utf16le'))).not.toBe('none');
  });

  it('leaves prototypes as they are', () => {
    problemOf(Buffer.from('{"__proto__":{"polluted":1}}'));
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
  });
});
