import { onPath } from '../../demo/src/servers/find-program.ts';
import { thisMachine } from '../../demo/src/servers/machine.ts';

const machine = thisMachine();
const named = process.env.CHROMIUM_BIN ?? '';

/** The browser to test in: `CHROMIUM_BIN`, else what is on PATH; undefined where there is none. */
export const chromiumFile =
  named === '' ? ((await onPath('chromium', machine)) ?? (await onPath('google-chrome', machine))) : named;
