import { createHash } from 'node:crypto';
import { actorSchema } from '@release-risk/contract/rollback';
import { z } from 'zod';
import { canonicalJson } from '../canonicalJson.ts';
import { jsonText } from './jsonText.ts';
import type { AuditEntry, ChainedAuditEntry } from './store.ts';

/** What the first entry stands upon. */
export const NO_HASH = '0'.repeat(64);

/** Number and hash of the last entry. */
export interface AuditHead {
  readonly number: number;
  readonly hash: string;
}

export interface AuditRow {
  readonly number: number;
  readonly rollbackId: string | null;
  /** Canonical JSON of number and entry: what is hashed. */
  readonly entry: string;
  readonly hash: string;
}

const entrySchema = z.object({
  number: z.int(),
  rollbackId: z.string().nullable(),
  at: z.number(),
  kind: z.string(),
  by: actorSchema,
  text: z.string(),
  data: z.record(z.string(), z.unknown()),
});

const entryJson = jsonText.pipe(entrySchema);

/** What is written of an entry around its number, which only who stands at the end of the log knows. */
export interface UnnumberedRow {
  readonly rollbackId: string | null;
  readonly before: string;
  readonly after: string;
}

export function unnumberedRow({ rollbackId, text, ...first }: AuditEntry): UnnumberedRow {
  const id = rollbackId ?? null;
  // In the order of the names: `number` comes before `rollbackId`, and all others before both.
  return {
    rollbackId: id,
    before: `${canonicalJson(first).slice(0, -1)},"number":`,
    after: `,${canonicalJson({ rollbackId: id, text }).slice(1)}`,
  };
}

/** The row that stands behind `head`. */
export function chainedRow(head: AuditHead, entry: AuditEntry): AuditRow {
  const number = head.number + 1;
  const { rollbackId, before, after } = unnumberedRow(entry);
  const text = `${before}${String(number)}${after}`;
  return { number, rollbackId, entry: text, hash: chainHash(head.hash, text) };
}

/** Whether the row is the one that was written behind `head`. */
export function follows(head: AuditHead, row: AuditRow): boolean {
  if (row.number !== head.number + 1 || row.hash !== chainHash(head.hash, row.entry)) return false;
  const entry = entryJson.safeParse(row.entry);
  // The column is only an index into the log: pointing it elsewhere would hide the entry from its rollback.
  return entry.success && entry.data.number === row.number && entry.data.rollbackId === row.rollbackId;
}

export function readAuditRow(row: AuditRow): ChainedAuditEntry {
  const { rollbackId, ...entry } = entryJson.parse(row.entry);
  return { ...entry, rollbackId: rollbackId ?? undefined, hash: row.hash };
}

function chainHash(previous: string, entry: string): string {
  return createHash('sha256').update(previous).update(entry).digest('hex');
}
