import { onPath } from '../../demo/src/servers/find-program.ts';
import { thisMachine } from '../../demo/src/servers/machine.ts';

/** The browser to test in: `CHROMIUM_BIN`, else what is on PATH; undefined where there is none. */
export async function findChromium(): Promise<string | undefined> {
  const named = process.env.CHROMIUM_BIN ?? '';
  if (named !== '') return named;
  const machine = thisMachine();
  return (await onPath('chromium', machine)) ?? (await onPath('google-chrome', machine));
}
