import { spawn, spawnSync } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SECRET } from './benchSite.ts';

/** adnanh/webhook (Debian's package `webhook`) with the simplest hook a user would write: check the HMAC, run a command. */
export interface AdnanhWebhook {
  readonly port: number;
  /** How often the command ran. */
  executions(): number;
  request(body: string): Buffer;
  close(): Promise<void>;
}

/** Undefined where it is not installed. */
export async function startAdnanhWebhook(): Promise<AdnanhWebhook | undefined> {
  if (spawnSync('webhook', ['-version']).status !== 0) return undefined;
  const folder = await mkdtemp(join(tmpdir(), 'release-risk-peer-'));
  const log = join(folder, 'executions');
  const command = join(folder, 'rollback.sh');
  await writeFile(log, '');
  await writeFile(command, `#!/bin/sh\necho x >> ${log}\n`, { mode: 0o755 });
  const hooks = join(folder, 'hooks.json');
  await writeFile(
    hooks,
    JSON.stringify([
      {
        id: 'rollback',
        'execute-command': command,
        'trigger-rule': {
          match: { type: 'payload-hmac-sha256', secret: SECRET, parameter: { source: 'header', name: 'X-Signature' } },
        },
      },
    ]),
  );
  const port = await freePort();
  const child = spawn('webhook', ['-hooks', hooks, '-ip', '127.0.0.1', '-port', String(port)], { stdio: 'ignore' });
  await listening(port);
  return {
    port,
    executions: () => readFileSync(log, 'utf8').length / 2,
    request(body) {
      const signature = createHmac('sha256', SECRET).update(body).digest('hex');
      const head = `POST /hooks/rollback HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\nx-signature: sha256=${signature}\r\ncontent-length: ${String(Buffer.byteLength(body))}\r\n\r\n`;
      return Buffer.from(head + body);
    },
    async close() {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGKILL');
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

async function listening(port: number): Promise<void> {
  for (let tries = 0; tries < 250; tries += 1) {
    const answered = await fetch(`http://127.0.0.1:${String(port)}/`).then(
      () => true,
      () => false,
    );
    if (answered) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error('adnanh/webhook does not listen');
}
