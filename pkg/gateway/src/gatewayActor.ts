import type { Actor } from '@release-risk/contract/rollback';

/** Who did it where nobody else did: the gateway itself. */
export const GATEWAY: Actor = { kind: 'system', id: 'gateway', name: 'release-risk-gateway' };
