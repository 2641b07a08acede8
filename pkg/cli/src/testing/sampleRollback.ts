import type { RollbackDetail } from '@release-risk/contract/rollback';
import { rollbackSample } from '@release-risk/contract/testing/rollbackSamples';

const NOW = Date.parse('2026-11-21T12:06:31Z');

/** A rollback of the lead bot that waits for a person since 12:00:31, with parts of it as a test wants them. */
export function sampleRollback(parts: Partial<RollbackDetail> = {}): RollbackDetail {
  return rollbackSample(NOW, parts);
}
