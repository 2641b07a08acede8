import type { TextSink } from '../io.ts';

/** JSON for `sink`: indented for a person at a terminal, one line for everything that reads it. */
export function jsonText(sink: Pick<TextSink, 'isTTY'>, value: unknown): string {
  return `${JSON.stringify(value, undefined, sink.isTTY ? 2 : undefined)}\n`;
}
