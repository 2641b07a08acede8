import { callGateway, type GatewaySend } from '@release-risk/contract/gatewayClient';
import { hasEnded, type Rollback } from '@release-risk/contract/rollback';
import type { RollbackFilter } from './rollbackFilter.ts';

/** Rollbacks as they are listed. */
export interface RollbackPage {
  /** Those that wait for a person first, then others that are open; each group newest first. */
  readonly rollbacks: readonly Rollback[];
  /** Where the ones that follow begin; null at the end. */
  readonly next: string | null;
}

const OPEN_AT_MOST = 200;
const PAGE = 50;

/** The newest rollbacks that are wanted, and all that are open whatever their age. */
export async function readRollbacks(
  send: GatewaySend,
  { state, labels }: RollbackFilter,
  signal: AbortSignal,
): Promise<RollbackPage> {
  const of = labels === '' ? {} : { labels };
  if (state !== 'all') {
    const { rollbacks, next } = await callGateway(send, 'listRollbacks', {
      query: { ...of, state, limit: state === 'open' ? OPEN_AT_MOST : PAGE },
      signal,
    });
    return { rollbacks: openFirst(rollbacks), next };
  }
  const [open, newest] = await Promise.all([
    callGateway(send, 'listRollbacks', { query: { ...of, state: 'open', limit: OPEN_AT_MOST }, signal }),
    callGateway(send, 'listRollbacks', { query: { ...of, limit: PAGE }, signal }),
  ]);
  return { rollbacks: openFirst([...open.rollbacks, ...newest.rollbacks]), next: newest.next };
}

/** The ones that follow. */
export function readOlder(
  send: GatewaySend,
  { state, labels }: RollbackFilter,
  before: string,
  signal: AbortSignal,
): Promise<RollbackPage> {
  return callGateway(send, 'listRollbacks', {
    query: { ...(labels === '' ? {} : { labels }), ...(state === 'all' ? {} : { state }), limit: PAGE, before },
    signal,
  });
}

/** Each once, as it was told first; those that wait for a person, others that are open, the rest; else in their order. */
export function openFirst(rollbacks: readonly Rollback[]): readonly Rollback[] {
  const known = new Map<string, Rollback>();
  for (const one of rollbacks) if (!known.has(one.id)) known.set(one.id, one);
  const all = [...known.values()];
  const rank = ({ state, decision }: Rollback): number => (decision !== null ? 0 : hasEnded(state) ? 2 : 1);
  return all.sort((a, b) => rank(a) - rank(b));
}
