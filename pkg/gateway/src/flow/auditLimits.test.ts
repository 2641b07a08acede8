import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../canonicalJson.ts';
import { GATEWAY } from '../gatewayActor.ts';
import { chainedRow, follows, NO_HASH, readAuditRow } from '../store/auditChain.ts';
import type { AuditEntry, StoreTransaction } from '../store/store.ts';
import { addAudit } from './commit.ts';

async function lineOf(text: string, data: Readonly<Record<string, unknown>>): Promise<AuditEntry> {
  const lines: AuditEntry[] = [];
  const tx: Pick<StoreTransaction, 'addAudit'> = { addAudit: async (entry) => void lines.push(entry) };
  await addAudit(tx, 'rb-1', { kind: 'received', by: GATEWAY, text, data }, 7);
  const [line] = lines;
  if (line === undefined) throw new Error('There is no line');
  return line;
}

const bytes = (value: unknown) => Buffer.byteLength(canonicalJson(value));

describe('A line of the audit log', () => {
  it.each([
    ['ordinary labels', { labels: { service: 'checkout', version: '1.2' } }],
    ['exactly as much as there may be', { a: 'x'.repeat(8192 - 8) }],
    ['nothing', {}],
  ])('keeps its data as it is: %s', async (_, data) => {
    const line = await lineOf('fires', data);
    expect(line).toMatchObject({ text: 'fires', kind: 'received' });
    expect(line.data).toBe(data);
  });

  it.each([
    ['a label of 70 KB', { labels: { service: 'x'.repeat(70_000) } }],
    ['a byte too many', { a: 'x'.repeat(8192 - 7) }],
    [
      'thousands of labels',
      { labels: Object.fromEntries(Array.from({ length: 5000 }, (_, n) => [`l${String(n)}`, 'v'])) },
    ],
    ['quotes', { a: '"'.repeat(9000) }],
    ['control characters', { a: '\u0000\u001b'.repeat(9000) }],
    ['halves of characters', { a: '\ud800'.repeat(9000) }],
    ['characters of four bytes', { a: '🚀'.repeat(9000) }],
    ['names that objects have', { ['__proto__']: 'x'.repeat(9000), constructor: 'y' }],
  ])('says that it was cut, and from how much: %s', async (_, data) => {
    const line = await lineOf('fires', data);
    expect(line.data).toEqual({ cutFrom: bytes(data), beginning: expect.any(String) });
    const beginning = String(line.data['beginning']);
    expect(canonicalJson(data).startsWith(beginning)).toBe(true);
    expect(bytes(line.data)).toBeLessThanOrEqual(8192);
    expect(bytes(line.data)).toBeGreaterThan(8000);
    const row = chainedRow({ number: 0, hash: NO_HASH }, line);
    expect(follows({ number: 0, hash: NO_HASH }, row)).toBe(true);
    expect(readAuditRow(row)).toMatchObject({ data: line.data });
  });

  it('keeps whole characters, whatever stands in it', async () => {
    const text = fc.string({ unit: 'binary', minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(text, fc.integer({ min: 0, max: 3000 }), async (unit, times) => {
        const data = { a: unit.repeat(times) };
        const line = await lineOf(unit, data);
        expect(bytes(line.data)).toBeLessThanOrEqual(8192);
        if (bytes(data) > 8192) expect(String(line.data['beginning'])).not.toMatch(/\p{Surrogate}/u);
        else expect(line.data).toBe(data);
      }),
      { numRuns: 200 },
    );
  });

  it('says how much longer its text was', async () => {
    expect((await lineOf('x'.repeat(8000), {})).text).toHaveLength(8000);
    expect((await lineOf('🚀'.repeat(70_000), {})).text).toBe(`${'🚀'.repeat(8000)}… (62000 more characters)`);
  });
});
