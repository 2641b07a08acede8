import { main } from '@release-risk/cli/main';
import type { Io } from '@release-risk/cli/io';
import { undiciTransport } from '@release-risk/cli/network/undiciTransport';
import { formatDiagnostic } from '@release-risk/language/diagnostics/diagnostic';
import { readModel } from '@release-risk/language/document/readModel';
import type { RiskModel } from '@release-risk/model/model';
import { hostClock } from '@release-risk/query/hostClock';
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { type PluginGateway, storeModel, type StoredModel } from './app-settings.ts';
import { call, type GrafanaLogin, mustWork } from './call.ts';

/** Stable, so that links and a model's bindings survive the next start. */
const METRICS_UID = 'release-risk-demo-metrics';
const LOGS_UID = 'release-risk-demo-logs';
export const BINDINGS = { metrics: METRICS_UID, logs: LOGS_UID };
const TEAM_UID = 'release-risk-demo-team';
const TEAM_NAME = 'lead-bot-team';
const OVERVIEW_UID = 'rr-telegram-lead-bot';
const CONTACT_POINTS = '/api/v1/provisioning/contact-points';

/** A Grafana that may be written to, and what the demo wants there. */
export interface GrafanaTarget extends GrafanaLogin {
  readonly modelFile: string;
  readonly prometheusUrl: string;
  readonly lokiUrl: string;
  readonly gatewayUrl: string;
  /** Signs the alerts to the gateway; where nobody checks it, any will do. */
  readonly gatewaySecret: string;
  /** Where the plugin finds the gateway; undefined where none runs. */
  readonly pluginGateway: PluginGateway | undefined;
  readonly teamUrl: string;
}

/** The overview dashboard of the example model. */
export function overviewUrl(url: string): string {
  return `${url}/d/${OVERVIEW_UID}`;
}

/**
 * Makes the demo's datasources and the team's contact point, puts the model into the settings of the plugin where that
 * is installed, then applies the model as `release-risk apply --yes` does. Rejects with what the command line said when
 * something stands in the way. Gives what was put into the plugin's settings.
 */
export async function setUpGrafana(target: GrafanaTarget): Promise<StoredModel | undefined> {
  const known = await call(target, 'GET', `/api/datasources/uid/${METRICS_UID}`);
  const overview = await call(target, 'GET', `/api/dashboards/uid/${OVERVIEW_UID}`);
  if (overview.status === 200 && known.status !== 200) {
    throw new Error(`${target.url} already has this model, not from a demo: it is left as it is.`);
  }
  await putDatasource(target, {
    uid: METRICS_UID,
    name: 'Release Risk demo metrics',
    type: 'prometheus',
    url: target.prometheusUrl,
  });
  await putDatasource(target, { uid: LOGS_UID, name: 'Release Risk demo logs', type: 'loki', url: target.lokiUrl });
  await putTeam(target);
  const model = await modelOf(target.modelFile);
  // Before applying: the app is enabled by it, and the dashboards show its panel where it is enabled.
  const stored = await storeModel(target, model, BINDINGS, target.pluginGateway);
  await commandLine(target, [
    'apply',
    target.modelFile,
    ...Object.entries(BINDINGS).flatMap(([name, uid]) => ['--datasource', `${name}=${uid}`]),
    ...['--pipeline', target.gatewayUrl, '--interval', '10s', '--rewrite-secrets', '--yes'],
  ]);
  return stored;
}

async function modelOf(file: string): Promise<RiskModel> {
  const read = readModel(await readFile(file, 'utf8'), file);
  if (!read.ok) throw new Error(read.diagnostics.map(formatDiagnostic).join('\n'));
  return read.model;
}

/** Takes away again what {@link setUpGrafana} made. Rejects when something could not be removed. */
export async function cleanGrafana(target: GrafanaTarget): Promise<void> {
  await commandLine(target, ['destroy', target.modelFile, '--yes']);
  for (const path of [
    `${CONTACT_POINTS}/${TEAM_UID}`,
    `/api/datasources/uid/${METRICS_UID}`,
    `/api/datasources/uid/${LOGS_UID}`,
  ]) {
    await call(target, 'DELETE', path);
  }
}

async function putDatasource(
  target: GrafanaTarget,
  wanted: { readonly uid: string; readonly name: string; readonly type: string; readonly url: string },
): Promise<void> {
  const body = {
    ...wanted,
    access: 'proxy',
    ...(wanted.type === 'prometheus' && { jsonData: { timeInterval: '5s' } }),
  };
  const there = await call(target, 'GET', `/api/datasources/uid/${wanted.uid}`);
  const done =
    there.status === 200
      ? await call(target, 'PUT', `/api/datasources/uid/${wanted.uid}`, body)
      : await call(target, 'POST', '/api/datasources', body);
  mustWork(done, `the datasource ${wanted.name}`);
}

/** A contact point of that name that is not the demo's is used as it is. */
async function putTeam(target: GrafanaTarget): Promise<void> {
  const listed = await call(target, 'GET', CONTACT_POINTS);
  mustWork(listed, 'the list of contact points');
  const there = z
    .array(z.object({ uid: z.string().default(''), name: z.string() }))
    .parse(JSON.parse(listed.text))
    .filter(({ name }) => name === TEAM_NAME);
  const body = {
    uid: TEAM_UID,
    name: TEAM_NAME,
    type: 'webhook',
    settings: { url: target.teamUrl, httpMethod: 'POST' },
    disableResolveMessage: false,
  };
  const own = there.some(({ uid }) => uid === TEAM_UID);
  if (there.length > 0 && !own) return;
  const done = own
    ? await call(target, 'PUT', `${CONTACT_POINTS}/${TEAM_UID}`, body)
    : await call(target, 'POST', CONTACT_POINTS, body);
  mustWork(done, `the contact point ${TEAM_NAME}`);
}

/** Runs the product's command line in this process; rejects with what it said unless it ended well. */
async function commandLine({ url, account, gatewaySecret }: GrafanaTarget, args: readonly string[]): Promise<void> {
  let said = '';
  const sink = {
    isTTY: false,
    columns: undefined,
    closed: false,
    write: (text: string) => {
      said += text;
    },
  };
  const clock = hostClock({ now: () => Date.now(), setTimeout, clearTimeout });
  const io: Io = {
    stdout: sink,
    stderr: sink,
    env: {
      RELEASE_RISK_GRAFANA_URL: url,
      ...(account.kind === 'token'
        ? { RELEASE_RISK_GRAFANA_TOKEN: account.token }
        : { RELEASE_RISK_GRAFANA_USER: account.user, RELEASE_RISK_GRAFANA_PASSWORD: account.password }),
      RELEASE_RISK_GATEWAY_SECRET: gatewaySecret,
    },
    clock,
    networkClock: clock,
    transport: undiciTransport,
    interrupted: new AbortController().signal,
  };
  const [verb = '', ...rest] = args;
  const code = await main(['--quiet', verb, '--grafana', url, ...rest], io);
  if (code !== 0) throw new Error(`release-risk ${verb} ended with ${code}:\n${said.trimEnd()}`);
}
