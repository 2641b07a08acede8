import { plainLine } from '@release-risk/query/serverMessage';
import type { z } from 'zod';
import { jsonOf, toldBy, type Exchange } from '../egress/exchange.ts';

/** What was read of the other side. */
export type Reading<T> =
  | { readonly kind: 'read'; readonly value: T }
  /** It answered that this is not there, or is not shown to us (404, 410). */
  | { readonly kind: 'absent'; readonly reason: string }
  | { readonly kind: 'failed'; readonly reason: string };

/** A 2xx with JSON of this shape; anything else is not believed. */
export function readingOf<T>(exchange: Exchange, schema: z.ZodType<T>): Reading<T> {
  if (exchange.kind !== 'answered') return { kind: 'failed', reason: exchange.reason };
  const { status } = exchange;
  if (status === 404 || status === 410) return { kind: 'absent', reason: toldBy(exchange) };
  if (status < 200 || status >= 300) return { kind: 'failed', reason: toldBy(exchange) };
  const json = jsonOf(exchange);
  if (json === undefined) return { kind: 'failed', reason: 'it answered with something that is no JSON' };
  const parsed = schema.safeParse(json);
  if (parsed.success) return { kind: 'read', value: parsed.data };
  const [issue] = parsed.error.issues;
  const where = issue?.path.join('.') ?? '';
  return {
    kind: 'failed',
    reason: `its answer has another shape: ${plainLine(where || 'the answer', 80)}: ${plainLine(issue?.message ?? '', 160)}`,
  };
}

/** All of a listing, or what came before it failed or was cut off. */
export type Listing<T> =
  | { readonly kind: 'all'; readonly items: readonly T[] }
  | { readonly kind: 'some'; readonly items: readonly T[]; readonly reason: string };

/** Reads pages from 1 on until one is not full, `enough` is content, or `most` were read. */
export async function pagesOf<T>(
  page: (number: number) => Promise<Reading<readonly T[]>>,
  { size, most, enough }: { readonly size: number; readonly most: number; readonly enough: (last: T) => boolean },
): Promise<Listing<T>> {
  const items: T[] = [];
  for (let number = 1; number <= most; number++) {
    const reading = await page(number);
    if (reading.kind !== 'read') return { kind: 'some', items, reason: reading.reason };
    items.push(...reading.value);
    const last = reading.value.at(-1);
    if (reading.value.length < size || last === undefined || enough(last)) return { kind: 'all', items };
  }
  return { kind: 'some', items, reason: `it lists more than ${String(size * most)}` };
}
