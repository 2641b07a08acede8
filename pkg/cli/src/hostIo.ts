import { setMaxListeners } from 'node:events';
import type { WriteStream } from 'node:tty';
import { hostClock } from '@release-risk/query/hostClock';
import { EXIT } from './exitCode.ts';
import type { Io, TextSink } from './io.ts';
import { undiciTransport } from './network/undiciTransport.ts';

function sinkOf(stream: NodeJS.WriteStream): TextSink {
  let closed = false;
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    closed = true;
  });
  const terminal: Partial<WriteStream> = stream;
  return {
    isTTY: terminal.isTTY === true,
    get columns() {
      return terminal.columns;
    },
    get closed() {
      return closed;
    },
    write(text) {
      if (!closed) stream.write(text);
    },
  };
}

/** The first signal asks to end with a report, the second does not wait for it. */
function interruption(): AbortSignal {
  const controller = new AbortController();
  // Every request under way listens to it.
  setMaxListeners(0, controller.signal);
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.on(name, () => {
      if (controller.signal.aborted) process.exit(EXIT.interrupted);
      controller.abort();
    });
  }
  return controller.signal;
}

/** This process: its streams, its environment, its clock, its network. */
export function hostIo(): Io {
  const clock = hostClock({ now: () => Date.now(), setTimeout, clearTimeout });
  return {
    stdout: sinkOf(process.stdout),
    stderr: sinkOf(process.stderr),
    env: process.env,
    clock,
    networkClock: clock,
    transport: undiciTransport,
    interrupted: interruption(),
  };
}
