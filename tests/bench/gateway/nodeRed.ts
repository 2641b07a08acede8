import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SECRET } from './benchSite.ts';
import { freePort, listening, type Peer, signedPost } from './peer.ts';

/** Its program: by `NODE_RED_BIN`, or on the PATH. */
const PROGRAM = process.env['NODE_RED_BIN'] ?? 'node-red';

/** As its users write it: the body that came parsed is written again, as the bytes that were signed are gone. */
const CHECK = `
const crypto = global.get('crypto');
const wanted = 'sha256=' + crypto.createHmac('sha256', global.get('secret')).update(JSON.stringify(msg.payload)).digest('hex');
const given = String(msg.req.headers['x-signature'] || '');
if (given.length !== wanted.length || !crypto.timingSafeEqual(Buffer.from(given), Buffer.from(wanted))) {
  msg.statusCode = 401;
  return [msg, null];
}
return [msg, { payload: { version: msg.payload.alerts[0].labels.version } }];
`;

const flow = (pipeline: string) => [
  { id: 'tab', type: 'tab', label: 'rollback' },
  { id: 'in', type: 'http in', z: 'tab', url: '/rollback', method: 'post', wires: [['check']] },
  { id: 'check', type: 'function', z: 'tab', outputs: 2, func: CHECK, wires: [['answer'], ['call']] },
  { id: 'answer', type: 'http response', z: 'tab', wires: [] },
  { id: 'call', type: 'http request', z: 'tab', method: 'POST', ret: 'txt', url: pipeline, wires: [[]] },
];

/** Node-RED with the simplest flow a user would write: check the HMAC, call the pipeline. Undefined where it is not installed. */
export async function startNodeRed(): Promise<Peer | undefined> {
  if (spawnSync(PROGRAM, ['--help']).status !== 0) return undefined;
  let executions = 0;
  const pipeline = createServer((request, response) => {
    request.resume().on('end', () => {
      executions += 1;
      response.writeHead(202).end();
    });
  }).listen(0, '127.0.0.1');
  await once(pipeline, 'listening');
  const folder = await mkdtemp(join(tmpdir(), 'release-risk-peer-'));
  const port = await freePort();
  const url = `http://127.0.0.1:${String((pipeline.address() as AddressInfo).port)}/`;
  await writeFile(join(folder, 'flows.json'), JSON.stringify(flow(url)));
  await writeFile(
    join(folder, 'settings.js'),
    `module.exports = {
      uiHost: '127.0.0.1', uiPort: ${String(port)}, flowFile: 'flows.json', disableEditor: true, httpAdminRoot: false,
      functionGlobalContext: { crypto: require('node:crypto'), secret: ${JSON.stringify(SECRET)} },
      logging: { console: { level: 'error' } },
    };`,
  );
  const child = spawn(PROGRAM, ['--userDir', folder, '--settings', join(folder, 'settings.js')], { stdio: 'ignore' });
  await listening(port, 'Node-RED');
  return {
    name: 'Node-RED',
    port,
    executions: () => executions,
    request: (body) => signedPost('/rollback', body),
    async close() {
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
      pipeline.close();
      pipeline.closeAllConnections();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
