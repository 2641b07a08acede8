import type { Migration } from '../migration.ts';

/**
 * Numbers and chains audit entries within the server: whoever holds the end of the log holds it for no round trip, and
 * all who write wait for it. The lock also keeps out versions of the gateway that chain by themselves.
 */
export const postgresAudit: Migration = {
  number: 4,
  title: 'postgres-audit',
  statements: [
    `CREATE FUNCTION append_audit(rollback_ids TEXT[], befores TEXT[], afters TEXT[]) RETURNS VOID
     LANGUAGE plpgsql AS $$
     DECLARE
       last_number BIGINT;
       last_hash TEXT;
       entry TEXT;
     BEGIN
       SELECT h.number, h.hash INTO STRICT last_number, last_hash FROM audit_head AS h WHERE h.id = 1 FOR UPDATE;
       FOR place IN 1 .. cardinality(befores) LOOP
         last_number := last_number + 1;
         entry := befores[place] || last_number || afters[place];
         last_hash := encode(sha256(convert_to(last_hash || entry, 'UTF8')), 'hex');
         INSERT INTO audit (number, rollback_id, entry, hash)
         VALUES (last_number, rollback_ids[place], entry, last_hash);
       END LOOP;
       UPDATE audit_head SET number = last_number, hash = last_hash WHERE id = 1;
     END $$`,
  ],
};
