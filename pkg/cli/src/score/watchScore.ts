import type { GlobalOptions } from '../commandContext.ts';
import { personal } from '../errors.ts';
import { EXIT, type ExitCode } from '../exitCode.ts';
import type { Io } from '../io.ts';
import { failureText } from '../terminal/failure.ts';
import { styleFor } from '../terminal/style.ts';

/** One tick, as text, and whether any query of a signal was answered. */
export interface Tick {
  readonly text: string;
  readonly answered: boolean;
}

const ALTERNATE_SCREEN = '\u001b[?1049h\u001b[?25l';
const MAIN_SCREEN = '\u001b[?25h\u001b[?1049l';
const HOME = '\u001b[H';
const CLEAR_LINE_END = '\u001b[K';
const CLEAR_BELOW = '\u001b[J';

/**
 * Shows tick after tick until Ctrl-C or until nobody reads any more: on a terminal in place, elsewhere one under the
 * other. A tick that fails is shown and does not end the watch. Leaves the terminal as it was, with the last picture.
 */
export async function watchScore(
  io: Io,
  globals: GlobalOptions,
  everyMs: number,
  tick: (signal: AbortSignal) => Promise<Tick>,
): Promise<ExitCode> {
  const inPlace = io.stdout.isTTY && globals.format === 'text' && io.env['TERM'] !== 'dumb';
  let last = '';
  if (inPlace) io.stdout.write(ALTERNATE_SCREEN);
  try {
    while (!io.interrupted.aborted && !io.stdout.closed) {
      const text = await pictureOf(io, globals, tick);
      if (text === undefined) break;
      last = text;
      io.stdout.write(inPlace ? frame(text) : text);
      await io.clock.sleep(everyMs, io.interrupted).catch(() => undefined);
    }
  } finally {
    if (inPlace) io.stdout.write(MAIN_SCREEN + last);
  }
  return EXIT.ok;
}

/** Undefined when the tick was interrupted. */
async function pictureOf(
  io: Io,
  globals: GlobalOptions,
  tick: (signal: AbortSignal) => Promise<Tick>,
): Promise<string | undefined> {
  try {
    return (await tick(io.interrupted)).text;
  } catch (error) {
    if (io.interrupted.aborted) return undefined;
    const text = failureText(styleFor(io, io.stdout, globals), personal(error));
    if (globals.format === 'text') return text;
    io.stderr.write(text);
    return '';
  }
}

/** Overwrites the picture before line by line: clearing it first would flicker. */
function frame(text: string): string {
  return `${HOME}${text.replaceAll('\n', `${CLEAR_LINE_END}\n`)}${CLEAR_BELOW}`;
}
