import { ROLLBACK_STATES, type RollbackState } from '@release-risk/contract/rollback';

/** Which rollbacks are shown; the address holds it. */
export interface RollbackFilter {
  /** `all`: open ones first, then the others. */
  readonly state: RollbackState | 'open' | 'all';
  /** `label=value,label=value`; empty: of every service. */
  readonly labels: string;
}

const STATES: readonly string[] = ['open', ...ROLLBACK_STATES];

export function filterIn(params: URLSearchParams): RollbackFilter {
  const state = params.get('state') ?? '';
  return { state: isState(state) ? state : 'all', labels: params.get('labels') ?? '' };
}

export function withFilter(params: URLSearchParams, { state, labels }: RollbackFilter): URLSearchParams {
  const next = new URLSearchParams(params);
  if (state === 'all') next.delete('state');
  else next.set('state', state);
  if (labels === '') next.delete('labels');
  else next.set('labels', labels);
  return next;
}

function isState(text: string): text is RollbackState | 'open' {
  return STATES.includes(text);
}
