import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';

export interface CuttingProxy {
  /** The connection string, by way of the proxy. */
  readonly url: string;
  /** The next message of a client that holds this text: cut before it is handed on, or when the server answers it. */
  cut(text: string, when: 'before' | 'after'): void;
  close(): Promise<void>;
}

/** A proxy in front of PostgreSQL that loses connections at a chosen moment. */
export async function cuttingProxy(connectionString: string): Promise<CuttingProxy> {
  const target = new URL(connectionString);
  const sockets = new Set<Socket>();
  let planned: { readonly text: string; readonly when: 'before' | 'after' } | undefined;
  const server = createServer((client) => {
    const upstream = connect(Number(target.port), target.hostname);
    let isDoomed = false;
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
    }
    client.on('data', (bytes: Buffer) => {
      if (planned !== undefined && bytes.includes(planned.text)) {
        const { when } = planned;
        planned = undefined;
        if (when === 'before') {
          client.resetAndDestroy();
          upstream.destroy();
          return;
        }
        isDoomed = true;
      }
      upstream.write(bytes);
    });
    upstream.on('data', (bytes: Buffer) => {
      if (isDoomed) {
        client.resetAndDestroy();
        upstream.end();
      } else client.write(bytes);
    });
    client.on('close', () => void upstream.destroy());
    upstream.on('close', () => void client.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = new URL(connectionString);
  url.port = String((server.address() as AddressInfo).port);
  return {
    url: url.toString(),
    cut: (text, when) => {
      planned = { text, when };
    },
    close: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
