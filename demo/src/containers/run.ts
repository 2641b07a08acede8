import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PLUGIN_ID } from '@release-risk/compiler/emit/plugin/pluginProvisioning';
import { z } from 'zod';
import { createControlServer } from '../control/control-server.ts';
import type { Part } from '../control/parts.ts';
import { ScoreWatch } from '../control/score-watch.ts';
import { gatewaySend } from '../gateway/access.ts';
import { openRollbackDesk } from '../gateway/rollback-desk.ts';
import { grafanaStory } from '../grafana/annotations.ts';
import { DENSITY_NOTE } from '../history/log-lines.ts';
import { lokiHolds, lokiSink, settleLoki, writeLogHistory } from '../history/log-history.ts';
import { connectLiveScore } from '../live-score.ts';
import { deliverDeployments } from '../pipeline/deliveries.ts';
import { startPipeline } from '../pipeline/pipeline.ts';
import { bundlePrograms } from '../processes/launcher.ts';
import { waitUntil } from '../processes/wait-until.ts';
import { startAlertReceiver } from '../servers/alert-receiver.ts';
import { tellStory } from '../story/story.ts';
import { startWorkload, WORKLOAD_SOURCES } from '../workload/workload.ts';
import { CONTROL_PORT, GATEWAY_SECRETS, PIPELINE_PORT, TEAM_PORT, WORKLOAD_PORTS } from './addresses.ts';

/** The workload of docker-compose.yml: the lead bot, its past in Loki, the control page, a pipeline, and who receives alerts. */
const environmentSchema = z.object({
  PROMETHEUS_URL: z.url(),
  LOKI_URL: z.url(),
  GRAFANA_URL: z.url(),
  GRAFANA_PASSWORD_FILE: z.string(),
  /** Where people find the control page and Grafana on their machine. */
  CONTROL_PUBLIC_URL: z.url(),
  GRAFANA_PUBLIC_URL: z.url(),
  GATEWAY_URL: z.url(),
  SECRETS_FOLDER: z.string(),
  MODEL: z.string(),
  HISTORY_DAYS: z.coerce.number().int().min(1).max(30),
  HOST: z.string().default('0.0.0.0'),
});

const DAY_MS = 86_400_000;
const SCORE_EVERY_MS = 5_000;
const GRAFANA_WITHIN_MS = 300_000;
const DEPLOYMENT_TAKES_MS = 3_000;
const LOOK_EVERY_MS = 1_000;

const env = environmentSchema.parse(process.env);
const say = (line: string) => console.log(line);
const lengthMs = env.HISTORY_DAYS * DAY_MS;

await fillLoki();
const scratch = join(tmpdir(), 'release-risk');
const workload = await startWorkload({
  launch: await bundlePrograms(join(scratch, 'programs'), WORKLOAD_SOURCES),
  folder: join(scratch, 'database'),
  lokiUrl: env.LOKI_URL,
  now: Date.now,
  listening: { host: env.HOST, ports: WORKLOAD_PORTS },
});
const receiver = await startAlertReceiver(Date.now, { host: env.HOST, port: TEAM_PORT });
const secretOf = async (name: keyof typeof GATEWAY_SECRETS) =>
  (await readFile(join(env.SECRETS_FOLDER, GATEWAY_SECRETS[name]), 'utf8')).trim();
const pipeline = await startPipeline({
  workload,
  logFile: join(scratch, 'pipeline.jsonl'),
  secret: await secretOf('webhooks'),
  takesMs: DEPLOYMENT_TAKES_MS,
  now: Date.now,
  listening: { host: env.HOST, port: PIPELINE_PORT },
});
const endDeliveries = deliverDeployments({
  workload,
  send: gatewaySend(env.GATEWAY_URL, await secretOf('pipelineToken')),
  page: env.CONTROL_PUBLIC_URL,
  nowMs: Date.now(),
  onProblem: (problem) => say(`The gateway refused a deployment: ${problem}`),
});
const desk = openRollbackDesk({
  mode: 'ask',
  send: gatewaySend(env.GATEWAY_URL, await secretOf('personToken')),
  gateway: undefined,
  pipeline,
  pages: `${env.GRAFANA_PUBLIC_URL}/a/${PLUGIN_ID}/rollbacks`,
  everyMs: LOOK_EVERY_MS,
  now: Date.now,
});
const servers = { prometheusUrl: env.PROMETHEUS_URL, lokiUrl: env.LOKI_URL, modelFile: env.MODEL };
const score = await connectLiveScore(servers);
const watch = new ScoreWatch(score, Date.now);
const control = await createControlServer({
  workload,
  watch,
  parts: parts(),
  commands: [],
  notes: [`The past of ${env.HISTORY_DAYS} days is generated, metrics once a minute; ${DENSITY_NOTE}.`],
  alerts: receiver.received,
  desk,
  now: Date.now,
});
await control.listen({ host: env.HOST, port: CONTROL_PORT });
watch.start(SCORE_EVERY_MS);
say(`Control page: ${env.CONTROL_PUBLIC_URL}`);
let endStory = async (): Promise<void> => undefined;
void tellInGrafana().then((end) => {
  endStory = end;
});
const stopped = new Promise<string>((stop) => {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => stop(''));
});
const crash = await Promise.race([stopped, workload.crashed]);
if (crash !== '') console.error(crash);
await endStory();
watch.stop();
desk.stop();
await endDeliveries();
await Promise.all([control.close(), receiver.stop(), pipeline.stop(), workload.stop()]);
process.exit(crash === '' ? 0 : 1);

/** Writes the past once; a Loki that was kept has it. */
async function fillLoki(): Promise<void> {
  const now = Date.now();
  if (await lokiHolds(env.LOKI_URL, now, lengthMs)) return say('The past of the logs is there.');
  // Oldest first: Loki does not take lines much older than a stream's newest.
  await writeLogHistory(now - lengthMs, now, lokiSink(env.LOKI_URL));
  await settleLoki(env.LOKI_URL, now, lengthMs);
  say(`${env.HISTORY_DAYS} days of logs are written.`);
}

/** Grafana starts beside the workload, so its story begins when it answers. */
async function tellInGrafana(): Promise<() => Promise<void>> {
  const password = (await readFile(env.GRAFANA_PASSWORD_FILE, 'utf8')).trim();
  const account = { kind: 'password', user: 'admin', password } as const;
  const answers = async () => ((await fetch(`${env.GRAFANA_URL}/api/health`)).ok ? true : undefined);
  try {
    await waitUntil('Grafana to answer', answers, { timeoutMs: GRAFANA_WITHIN_MS, everyMs: 1_000 });
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
    return async () => undefined;
  }
  const writer = grafanaStory({ url: env.GRAFANA_URL, account });
  return tellStory(writer, { workload, watch, score, lengthMs, page: env.CONTROL_PUBLIC_URL, progress: say });
}

function parts(): readonly Part[] {
  const note = 'a container of docker-compose.yml';
  return [
    { name: 'Grafana', kind: 'real', address: env.GRAFANA_PUBLIC_URL, note },
    { name: 'Lead bot', kind: 'simulated', address: env.CONTROL_PUBLIC_URL, note: 'five processes in one container' },
    {
      name: 'Alerts',
      kind: 'stand-in',
      address: env.CONTROL_PUBLIC_URL,
      note: 'stands in for the chat of the team: it shows what arrives and does nothing with it',
    },
    {
      name: 'Pipeline',
      kind: 'stand-in',
      address: env.CONTROL_PUBLIC_URL,
      note: 'stands in for your deployment pipeline: it really puts the version back that the gateway calls it for',
    },
  ];
}
