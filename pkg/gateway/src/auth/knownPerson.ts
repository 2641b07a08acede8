import type { Actor } from '@release-risk/contract/rollback';

/** Somebody who may decide. */
export interface KnownPerson {
  readonly actor: Actor;
  /** Other names of theirs, such as a login or the address that commits carry: only compared, never kept. */
  readonly knownAs: readonly string[];
}
