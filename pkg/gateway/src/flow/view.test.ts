import { rollbackDetailSchema } from '@release-risk/contract/rollback';
import { describe, expect, it } from 'vitest';
import { GATEWAY } from '../gatewayActor.ts';
import type { AuditEntry } from '../store/store.ts';
import { sampleRollback } from '../testing/sampleRollback.ts';
import { detailOf } from './view.ts';

const line = (text: string, kind = 'firing'): AuditEntry => ({
  rollbackId: 'rb-7f3a',
  at: 1_795_532_210_000,
  kind,
  by: GATEWAY,
  text,
  data: {},
});
const chained = (entry: AuditEntry, number: number) => ({ ...entry, number, hash: '' });

describe('A rollback with its story', () => {
  it.each([
    [0, undefined],
    [7, { after: 1, lines: 7 }],
  ])('says how many lines it does not show: %j', (leftOut, said) => {
    const detail = detailOf(sampleRollback(), {
      first: [chained(line('received'), 1)],
      leftOut,
      newest: [chained(line('calm', 'note'), leftOut + 2)],
    });
    expect(rollbackDetailSchema.parse(detail)).toEqual(detail);
    expect(detail.timeline.map(({ text }) => text)).toEqual(['received', 'calm']);
    expect(detail.notes.map(({ text }) => text)).toEqual(['calm']);
    expect(detail.leftOut).toEqual(said);
  });
});
