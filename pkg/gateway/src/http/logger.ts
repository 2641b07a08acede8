import { Writable } from 'node:stream';
import { pino, type DestinationStream, type Logger } from 'pino';

/** Names under which something secret may stand, wherever in what is logged. */
const SECRET_NAMES = [
  'authorization',
  'cookie',
  '["set-cookie"]',
  '["x-grafana-alerting-signature"]',
  '["x-slack-signature"]',
  '["x-release-risk-proxy"]',
  '["x-grafana-id"]',
  '["private-token"]',
  'token',
  'secret',
  'password',
  'nonce',
];
const DEPTHS = ['', '*', '*.*', '*.*.*'];

const PATHS = DEPTHS.flatMap((depth) =>
  SECRET_NAMES.map((name) => (depth === '' ? name : name.startsWith('[') ? `${depth}${name}` : `${depth}.${name}`)),
);

/** Signs that a terminal obeys or that turn the reading direction; JSON leaves them as they are. */
const OBEYED = /[\u007f-\u009f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

export interface LogSettings {
  readonly level: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'silent';
  /** Gets one line of JSON at a time. */
  readonly write: (line: string) => void;
}

/** A structured log: one line for each entry whatever stands in it, secrets left out by their names. */
export function gatewayLogger({ level, write }: LogSettings): Logger {
  const destination: DestinationStream = {
    write: (line: string) => {
      write(line.replace(OBEYED, escaped));
    },
  };
  return pino({ level, base: null, redact: { paths: PATHS, censor: '[redacted]' } }, destination);
}

/** A log that nobody reads. */
export function silentLogger(): Logger {
  return pino({ level: 'silent' }, new Writable({ write: (_chunk, _encoding, done) => done() }));
}

function escaped(sign: string): string {
  return `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
