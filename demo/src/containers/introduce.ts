import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { makeServiceToken } from '../grafana/service-token.ts';
import { GATEWAY_SECRETS } from './addresses.ts';

/**
 * Runs once Grafana answers, before the gateway of docker-compose.yml starts: makes the token with which the gateway
 * reads alerts and writes annotations. One of an earlier start is replaced.
 */
const env = z
  .object({ SECRETS_FOLDER: z.string(), GRAFANA_URL: z.url(), GRAFANA_PASSWORD_FILE: z.string() })
  .parse(process.env);

const password = (await readFile(env.GRAFANA_PASSWORD_FILE, 'utf8')).trim();
const { token } = await makeServiceToken({
  url: env.GRAFANA_URL,
  account: { kind: 'password', user: 'admin', password },
});
const file = join(env.SECRETS_FOLDER, GATEWAY_SECRETS.grafanaToken);
await rm(file, { force: true });
// The gateway reads it as another user; nobody outside of the containers sees the volume.
await writeFile(file, token, { mode: 0o444 });
console.log('The gateway may read alerts and write annotations.');
