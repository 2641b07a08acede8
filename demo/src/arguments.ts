import { parseArgs } from 'node:util';
import { ACTION_MODES, type ActionMode } from './gateway/action-mode.ts';

/** What the command line asks for. */
export interface Arguments {
  readonly help: boolean;
  readonly port: number;
  readonly fresh: boolean;
  readonly once: boolean;
  readonly keys: boolean;
  readonly historyDays: number;
  /** What the rollback gateway may do. */
  readonly mode: ActionMode;
}

export const HELP = `npm start [-- options]

Starts the Release Risk demo on this machine: a real Prometheus, Loki, a lead bot that can be released and broken, a
page that shows the live score, and the rollback gateway with a pipeline that really puts a good version back.
Everything listens on 127.0.0.1 only. Ctrl-C stops all of it.

  --port <port>     port of the page (default: 4300, or a free one when that is taken)
  --mode <mode>     what the rollback gateway may do: observe, ask (a person approves; the default) or act
  --once            start everything, print the first score, stop
  --fresh           throw the cache away first: downloaded programs and the generated past
  --no-keys         no keyboard (also without a terminal)
  --history <days>  length of the generated past (default: 15; shorter leaves baselines empty)
  --help            this text

Environment:
  PROMETHEUS_BIN    a Prometheus with promtool beside it; else PATH, cache, Debian's package, official release
  LOKI_BIN          a Loki; else PATH, cache, official release, and without any of them a stand-in that says so
  GRAFANA_BIN       a Grafana to start, with GRAFANA_HOME for its folder with conf and public; else PATH; else none
  GRAFANA_URL       a Grafana that runs already, with GRAFANA_TOKEN, or GRAFANA_USER and GRAFANA_PASSWORD
  RELEASE_RISK_DEMO_MODE  the mode where --mode is not given
  RELEASE_RISK_CACHE  folder of the cache (default: .cache in the repository)
`;

/** Reads the command line; throws an Error with a sentence when it is wrong. */
export function readArguments(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>> = {},
): Arguments {
  const { values } = parseArgs({
    args: [...args],
    options: {
      help: { type: 'boolean', short: 'h', default: false },
      port: { type: 'string' },
      fresh: { type: 'boolean', default: false },
      once: { type: 'boolean', default: false },
      'no-keys': { type: 'boolean', default: false },
      history: { type: 'string', default: '15' },
      mode: { type: 'string' },
    },
  });
  return {
    help: values.help,
    port: values.port === undefined ? -1 : wholeNumber('--port', values.port, 0, 65_535),
    fresh: values.fresh,
    once: values.once,
    keys: !values['no-keys'],
    historyDays: wholeNumber('--history', values.history, 1, 30),
    mode: modeOf(values.mode ?? env['RELEASE_RISK_DEMO_MODE'] ?? 'ask'),
  };
}

function modeOf(text: string): ActionMode {
  const mode = ACTION_MODES.find((one) => one === text);
  if (mode === undefined) throw new Error(`The mode is ${ACTION_MODES.join(', ')}, not ${JSON.stringify(text)}`);
  return mode;
}

function wholeNumber(name: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (!Number.isInteger(value) || text.trim() === '' || value < least || value > most) {
    throw new Error(`${name} takes a whole number from ${least} to ${most}, not ${JSON.stringify(text)}`);
  }
  return value;
}
