import { createHmac } from 'node:crypto';
import { createServer } from 'node:net';
import { SECRET } from './benchSite.ts';

/** A server that many use to have an alert call a pipeline, as the simplest set-up of it does. */
export interface Peer {
  readonly name: string;
  readonly port: number;
  /** How often the pipeline was called. */
  executions(): number;
  /** Bytes of one whole HTTP request that it takes. */
  request(body: string): Buffer;
  close(): Promise<void>;
}

export function signedPost(path: string, body: string): Buffer {
  const signature = createHmac('sha256', SECRET).update(body).digest('hex');
  const head = [
    `POST ${path} HTTP/1.1`,
    'host: 127.0.0.1',
    'content-type: application/json',
    `x-signature: sha256=${signature}`,
    `content-length: ${String(Buffer.byteLength(body))}`,
  ];
  return Buffer.from(`${head.join('\r\n')}\r\n\r\n${body}`);
}

export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

/** Rejects where nothing answers within twenty seconds. */
export async function listening(port: number, name: string): Promise<void> {
  for (let tries = 0; tries < 400; tries += 1) {
    const answered = await fetch(`http://127.0.0.1:${String(port)}/`).then(
      () => true,
      () => false,
    );
    if (answered) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`${name} does not listen`);
}
