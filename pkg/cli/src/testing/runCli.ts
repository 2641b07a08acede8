import { setMaxListeners } from 'node:events';
import type { Clock, Transport } from '@release-risk/query/transport';
import type { Io, TextSink } from '../io.ts';
import { main } from '../main.ts';

export interface CliRun {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CliHost {
  readonly clock: Clock;
  readonly transport: Transport;
  /** The clock of the network; the same as `clock` unless given. */
  readonly networkClock?: Clock;
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly interrupted?: AbortSignal;
  /** Width of a terminal on stdout; without it stdout is a pipe. */
  readonly terminal?: number;
}

interface Captured extends TextSink {
  text(): string;
}

function sink(columns: number | undefined): Captured {
  const parts: string[] = [];
  return {
    isTTY: columns !== undefined,
    columns,
    closed: false,
    write: (text) => {
      parts.push(text);
    },
    text: () => parts.join(''),
  };
}

/** Runs a command line in this process. Nothing of the real environment reaches it. */
export async function runCli(args: readonly string[], host: CliHost): Promise<CliRun> {
  const stdout = sink(host.terminal);
  const stderr = sink(undefined);
  const interrupted = host.interrupted ?? new AbortController().signal;
  setMaxListeners(0, interrupted);
  const io: Io = {
    stdout,
    stderr,
    env: host.env ?? {},
    clock: host.clock,
    networkClock: host.networkClock ?? host.clock,
    transport: () => host.transport,
    interrupted,
  };
  const code = await main(args, io);
  return { code, stdout: stdout.text(), stderr: stderr.text() };
}
