import { randomBytes } from 'node:crypto';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { GATEWAY_SECRETS } from './addresses.ts';
import { placeHistory, prepareHistory } from '../history/metrics-history.ts';

/**
 * Runs once before the servers of docker-compose.yml start, and does nothing where everything is there: secrets that
 * nobody chose, and the past of the metrics in Prometheus' empty data folder.
 */
const environmentSchema = z.object({
  SECRETS_FOLDER: z.string(),
  PROMETHEUS_FOLDER: z.string(),
  PROMTOOL: z.string(),
  HISTORY_DAYS: z.coerce.number().int().min(1).max(30),
  /** Empty: a random one. */
  GRAFANA_ADMIN_PASSWORD: z.string().default(''),
});

const DAY_MS = 86_400_000;
/** Stands in the data folder once all of the past does; Prometheus does not look at it. */
const COMPLETE = '.release-risk-history';

const environment = environmentSchema.parse(process.env);

await keepSecret('grafana-admin-password', environment.GRAFANA_ADMIN_PASSWORD);
const { alerts, proxy, pipelineToken, personToken, webhooks } = GATEWAY_SECRETS;
for (const name of [alerts, proxy, pipelineToken, personToken]) await keepSecret(name, '');
await keepSecret(webhooks, '', () => `whsec_${randomBytes(32).toString('base64')}`);
await fillPrometheus(environment.PROMETHEUS_FOLDER);

/** Other containers read it as other users; nobody outside of them sees the volume. */
async function keepSecret(name: string, chosen: string, make = () => randomBytes(18).toString('hex')): Promise<void> {
  const file = join(environment.SECRETS_FOLDER, name);
  const value = chosen === '' ? make() : chosen;
  try {
    await writeFile(file, value, { mode: 0o444, flag: 'wx' });
    console.log(`${name}: ${chosen === '' ? 'made' : 'taken from the environment'}`);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    console.log(`${name}: kept`);
  }
}

async function fillPrometheus(folder: string): Promise<void> {
  const there = await readdir(folder).catch((): string[] => []);
  if (there.includes(COMPLETE)) {
    console.log('The past of the metrics is there.');
    return;
  }
  // Only an interrupted start leaves something else behind.
  for (const name of there) await rm(join(folder, name), { recursive: true, force: true });
  const cacheFolder = join(folder, '.making');
  await mkdir(cacheFolder, { recursive: true });
  const options = { promtool: environment.PROMTOOL, cacheFolder, lengthMs: environment.HISTORY_DAYS * DAY_MS };
  await prepareHistory(Date.now(), options);
  await placeHistory(Date.now(), folder, options);
  await rm(cacheFolder, { recursive: true, force: true });
  await writeFile(join(folder, COMPLETE), '');
  console.log(`${environment.HISTORY_DAYS} days of metrics are written.`);
}
