import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SECRET } from './benchSite.ts';
import { freePort, listening, type Peer, signedPost } from './peer.ts';

/**
 * adnanh/webhook (Debian's package `webhook`) with the simplest hook a user would write: check the HMAC, run a command.
 * Undefined where it is not installed.
 */
export async function startAdnanhWebhook(): Promise<Peer | undefined> {
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
  await listening(port, 'adnanh/webhook');
  return {
    name: 'adnanh/webhook',
    port,
    executions: () => readFileSync(log, 'utf8').length / 2,
    request(body) {
      return signedPost('/hooks/rollback', body);
    },
    async close() {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGKILL');
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}
