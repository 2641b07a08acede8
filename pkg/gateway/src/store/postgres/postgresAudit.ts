import { unnumberedRow } from '../auditChain.ts';
import type { SqlValue } from '../sql.ts';
import type { AuditEntry } from '../store.ts';

/** The statement that puts entries behind the end of the log, and holds the end until the transaction ends. */
export function appendStatement(entries: readonly AuditEntry[]): {
  readonly text: string;
  readonly values: readonly (readonly SqlValue[])[];
} {
  const rows = entries.map(unnumberedRow);
  return {
    text: 'SELECT append_audit($1::text[], $2::text[], $3::text[])',
    values: [
      rows.map(({ rollbackId }) => rollbackId),
      rows.map(({ before }) => before),
      rows.map(({ after }) => after),
    ],
  };
}
