import { createServer } from 'node:net';

/** Finds free ports on 127.0.0.1, one per name, all different. */
export async function freePorts<Name extends string>(names: readonly Name[]): Promise<Record<Name, number>> {
  const held = await Promise.all(names.map((name) => hold(0).then((server) => ({ name, server }))));
  const ports = {} as Record<Name, number>;
  for (const { name, server } of held) ports[name] = server.port;
  await Promise.all(held.map(({ server }) => server.release()));
  return ports;
}

/** The wanted port when nobody listens on it, else 0: the system then chooses a free one. */
export async function portOrFree(wanted: number): Promise<number> {
  try {
    const server = await hold(wanted);
    await server.release();
    return wanted;
  } catch {
    return 0;
  }
}

async function hold(port: number): Promise<{ port: number; release(): Promise<void> }> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no TCP address');
  return { port: address.port, release: () => new Promise((resolve) => server.close(() => resolve())) };
}
