import type { TlsMaterial } from '@release-risk/query/bindingTarget';
import type { Clock, Transport } from '@release-risk/query/transport';

/** Where text goes. Writing to a sink that nobody reads any more does nothing. */
export interface TextSink {
  readonly isTTY: boolean;
  /** Width in characters; undefined when it is no terminal. */
  readonly columns: number | undefined;
  /** True once the reader has gone away (`| head`). */
  readonly closed: boolean;
  write(text: string): void;
}

/** Everything the program takes from its host, so that tests run commands in their own process. */
export interface Io {
  readonly stdout: TextSink;
  readonly stderr: TextSink;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The time that is judged: evaluations ask for its now, a gate sleeps by it. */
  readonly clock: Clock;
  /** The time of the network: limits and retries of requests. */
  readonly networkClock: Clock;
  /** A way to send HTTP, with certificates of its own where a binding names some. */
  readonly transport: (tls: TlsMaterial | undefined) => Transport;
  /** Fires on the first Ctrl-C or SIGTERM; the host itself quits on the second. */
  readonly interrupted: AbortSignal;
}
