import type { Adapter, Intent } from '../adapter.ts';

export type Settled =
  | { readonly kind: 'under way'; readonly externalId: string | undefined }
  | { readonly kind: 'rejected'; readonly reason: string }
  /** Nobody can tell: a person has to look. */
  | { readonly kind: 'person'; readonly reason: string };

const MOST_CALLS = 12;
const MOST_LOOKUPS = 20;

/**
 * Makes a call as the flow does, without waiting: what was certainly not done is sent again, and an unknown outcome is
 * looked up as `searchable` says before anything else happens.
 */
export async function settle(adapter: Adapter, intent: Intent, signal: AbortSignal): Promise<Settled> {
  let isUncertain = false;
  for (let call = 0; call < MOST_CALLS; call++) {
    const outcome = await adapter.trigger(intent, signal);
    if (outcome.kind === 'accepted') return { kind: 'under way', externalId: outcome.externalId };
    // A refusal says something of this call alone, not of one before whose outcome nobody knows.
    if (outcome.kind === 'rejected') return isUncertain ? { kind: 'person', reason: outcome.reason } : outcome;
    if (outcome.kind === 'unknown') {
      const decided = await decide(adapter, intent, signal);
      if (decided !== 'again') return decided;
      isUncertain = adapter.searchable.kind === 'idempotent';
    }
  }
  return { kind: 'person', reason: 'too many calls' };
}

async function decide(adapter: Adapter, intent: Intent, signal: AbortSignal): Promise<Settled | 'again'> {
  const { searchable } = adapter;
  if (searchable.kind === 'idempotent') return 'again';
  if (searchable.kind === 'never') return { kind: 'person', reason: 'it cannot be looked up' };
  let misses = 0;
  for (let lookup = 0; lookup < MOST_LOOKUPS; lookup++) {
    const found = await adapter.find(intent, signal);
    if (found.kind === 'found') return { kind: 'under way', externalId: found.externalId };
    misses = found.kind === 'none' ? misses + 1 : misses;
    if (misses >= searchable.times) return 'again';
  }
  return { kind: 'person', reason: 'it could not be looked up' };
}
