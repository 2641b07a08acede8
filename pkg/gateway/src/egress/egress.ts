import type { Clock, Transport } from '@release-risk/query/transport';

/** What outgoing calls are made with: one per destination of the configuration. */
export interface Egress {
  /**
   * Sends HTTP as {@link Transport} does (no redirects), to allowed hosts only and to the very address that was checked.
   * A request that the policy refuses rejects with EgressRefused and sends nothing.
   */
  readonly send: Transport;
  /** For official clients that want a `fetch`; the same checks. */
  readonly fetch: typeof globalThis.fetch;
  readonly clock: Clock;
}

/** Nothing was sent: the address is not allowed. */
export class EgressRefused extends Error {
  constructor(
    readonly url: string,
    readonly reason: string,
  ) {
    super(`Calls to ${url} are not allowed: ${reason}`);
    this.name = 'EgressRefused';
  }
}
