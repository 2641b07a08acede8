import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseMath } from './parse.ts';
import { printTree } from './tree.ts';

function parsed(text: string) {
  const result = parseMath(text);
  if (!result.ok) throw new Error(result.problem.message);
  return result.expression;
}

describe('parseMath', () => {
  it('names the refIds it needs in order of appearance, repeats included', () => {
    expect(parsed('$B * ${A} + abs($B) - ${my query}').refIds).toEqual(['B', 'A', 'B', 'my query']);
  });

  it('keeps the offset of every operator', () => {
    expect(parsed('$A  + -$B').tree).toMatchObject({
      type: 'binary',
      position: 4,
      left: { type: 'variable', position: 0 },
      right: { type: 'unary', position: 6, operand: { position: 7 } },
    });
  });

  it.each([
    ['1 + 2 * 3', '1 + 2 * 3'],
    ['(1+2)*3', '1 + 2 * 3'],
    ['! ${A}', '!${A}'],
    ['abs(  $A )', 'abs($A)'],
  ])('writes %s as Grafana does, without parentheses', (text, printed) => {
    expect(printTree(parsed(text).tree)).toBe(printed);
  });

  it('refuses nesting and length beyond its limits and says the limit is its own', () => {
    const deep = '('.repeat(100_000) + '1' + ')'.repeat(100_000);
    const signs = '- '.repeat(100_000) + '1';
    const long = Array.from({ length: 50_000 }, () => '1').join(' + ');
    for (const text of [deep, signs, long]) {
      expect(parseMath(text)).toMatchObject({ ok: false, problem: { limit: true } });
    }
  });

  it('takes long sums within its limits', () => {
    const sum = Array.from({ length: 2000 }, (_, index) => `$Q${index}`).join(' + ');
    expect(parsed(sum).refIds).toHaveLength(2000);
  });

  it('answers any text without throwing, with a position inside it', () => {
    const pieces = fc.constantFrom('$A', '${', '}', '1', '0x', '.', 'e', '**', '!', '&', '"', '(', ')', 'abs(', ' ', '\ud800', '٣', '\u00a0', ','); // prettier-ignore
    const anything = fc.oneof(fc.string({ unit: 'binary' }), fc.array(pieces).map((all) => all.join(''))); // prettier-ignore
    fc.assert(
      fc.property(anything, (text) => {
        const result = parseMath(text);
        if (result.ok) return;
        expect(result.problem.position).toBeGreaterThanOrEqual(0);
        expect(result.problem.position).toBeLessThanOrEqual(text.length);
      }),
      { numRuns: 2000 },
    );
  });
});
