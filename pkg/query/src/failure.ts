import type { QueryFault, QueryPosition } from './errors.ts';

/** Whether asking again may help; `afterMs` = what the server asked us to wait. */
export type Retry = { readonly kind: 'never' } | { readonly kind: 'may'; readonly afterMs: number };

export const NEVER: Retry = { kind: 'never' };
export const SOON: Retry = { kind: 'may', afterMs: 0 };

interface Seen {
  readonly status?: number | undefined;
  readonly serverMessage?: string | undefined;
  readonly position?: QueryPosition | undefined;
}

/** A fault on its way up, before it knows which datasource and query it belongs to. Never leaves this package. */
export class Failure extends Error {
  constructor(
    readonly fault: QueryFault,
    readonly retry: Retry = NEVER,
    readonly seen: Seen = {},
  ) {
    super(fault.code);
  }
}
