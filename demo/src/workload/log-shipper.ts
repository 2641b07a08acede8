import { request } from 'undici';

/** `request`: one line per HTTP request served or CRM call made. `app`: everything else. */
type LogKind = 'request' | 'app';

/** Sends JSON log lines to Loki's push API in batches. */
export interface LogShipper {
  /** Takes one line; it leaves with the next batch. */
  write(kind: LogKind, line: object): void;
  /** Sends what is left and stops. */
  close(): Promise<void>;
}

const FLUSH_MS = 500;
const MAX_WAITING = 5_000;

/** `lokiUrl` is the base address; lines go to the streams `{...labels, kind}`. A Loki that is down loses the oldest. */
export function createLogShipper(lokiUrl: string, labels: Readonly<Record<string, string>>): LogShipper {
  let waiting: { kind: LogKind; entry: [string, string] }[] = [];
  let lastNs = 0n;
  let sending: Promise<void> = Promise.resolve();

  const send = async (): Promise<void> => {
    if (waiting.length === 0) return;
    const batch = waiting;
    waiting = [];
    const streams = (['request', 'app'] as const)
      .map((kind) => ({
        stream: { ...labels, kind },
        values: batch.filter((w) => w.kind === kind).map((w) => w.entry),
      }))
      .filter((s) => s.values.length > 0);
    try {
      const answer = await request(`${lokiUrl}/loki/api/v1/push`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ streams }),
        headersTimeout: 5_000,
      });
      await answer.body.dump();
      if (answer.statusCode >= 500 || answer.statusCode === 429) throw new Error(`Loki answered ${answer.statusCode}`);
    } catch {
      waiting = [...batch, ...waiting].slice(-MAX_WAITING);
    }
  };
  const timer = setInterval(() => {
    sending = sending.then(send);
  }, FLUSH_MS);

  return {
    write(kind, line) {
      const now = BigInt(Date.now()) * 1_000_000n;
      // Two lines of one stream never share a timestamp, so that their order is kept.
      lastNs = now > lastNs ? now : lastNs + 1n;
      waiting.push({ kind, entry: [lastNs.toString(), JSON.stringify(line)] });
      if (waiting.length > MAX_WAITING) waiting.shift();
    },
    async close() {
      clearInterval(timer);
      await sending;
      await send();
    },
  };
}
