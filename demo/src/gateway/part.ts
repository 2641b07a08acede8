import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Part } from '../control/parts.ts';
import type { GatewayGrafana } from '../grafana/part.ts';
import type { AskGateway } from '../host/server/api/gateway.ts';
import type { Binaries } from '../processes/binaries.ts';
import { gatewaySend } from './access.ts';
import { type ActionMode, MODE_TEXT } from './action-mode.ts';
import { gatewayConfiguration } from './configuration.ts';
import { type Credentials, writeSecrets } from './credentials.ts';
import { type GatewayProcess, startGatewayProcess } from './gateway-process.ts';

export interface GatewayPartOptions {
  readonly binaries: Binaries;
  /** Holds its configuration, its secrets, its database and its log. */
  readonly folder: string;
  readonly port: number;
  readonly mode: ActionMode;
  readonly credentials: Credentials;
  /** Where people open its reports: the control page has them. */
  readonly publicUrl: string;
  /** The name of the model, and its file as an absolute path. */
  readonly model: { readonly name: string; readonly file: string };
  readonly prometheusUrl: string;
  readonly lokiUrl: string;
  readonly pipelineUrl: string;
  readonly teamUrl: string;
  readonly grafana: GatewayGrafana | undefined;
  readonly progress: (line: string) => void;
}

/** Writes the configuration of the demo's gateway and starts the real one with it. */
export async function startGatewayPart(options: GatewayPartOptions): Promise<GatewayProcess> {
  const { binaries, folder, port, mode, credentials, model, grafana, progress } = options;
  await mkdir(folder, { recursive: true });
  const secretFiles = await writeSecrets(join(folder, 'secrets'), {
    ...credentials,
    grafanaToken: grafana?.token ?? '',
  });
  const configuration = gatewayConfiguration({
    listen: { host: '127.0.0.1', port },
    publicUrl: options.publicUrl,
    storeFile: join(folder, 'gateway.db'),
    modelFile: model.file,
    mode,
    prometheusUrl: options.prometheusUrl,
    lokiUrl: options.lokiUrl,
    pipelineUrl: options.pipelineUrl,
    teamUrl: options.teamUrl,
    secretFiles,
    ...(grafana && {
      grafana: {
        url: grafana.url,
        publicUrl: grafana.url,
        tokenFile: secretFiles.grafanaToken,
        datasources: { [model.name]: grafana.bindings },
      },
    }),
  });
  const configFile = join(folder, 'gateway.yaml');
  // JSON is YAML.
  await writeFile(configFile, `${JSON.stringify(configuration, undefined, 2)}\n`);
  return startGatewayProcess(binaries, {
    configFile,
    url: gatewayUrl(port),
    folder,
    logFile: join(folder, 'gateway.log'),
    onRestart: () => progress('The gateway ended; it is started again'),
  });
}

/** Where the demo's gateway listens. */
export function gatewayUrl(port: number): string {
  return `http://127.0.0.1:${port}`;
}

/** The gateway and the pipeline among the parts of the demo. */
export function gatewayParts(
  { port, mode, folder }: Pick<GatewayPartOptions, 'port' | 'mode' | 'folder'>,
  pipelineUrl: string,
): readonly Part[] {
  return [
    {
      name: 'Gateway',
      kind: 'real',
      address: `${gatewayUrl(port)}/readyz`,
      note: `the rollback gateway, mode ${mode}: it ${MODE_TEXT[mode]}; configuration, database and log are in ${folder}`,
    },
    {
      name: 'Pipeline',
      kind: 'stand-in',
      address: pipelineUrl,
      note: 'stands in for your deployment pipeline: it really puts the version back that it is called for',
    },
  ];
}

/** What the page that stands in for Grafana asks, as the person who decides there. */
export function askAsPerson(url: string, personToken: string): AskGateway {
  const send = gatewaySend(url, personToken);
  return async ({ method, path, body }) => {
    try {
      const { status, text } = await send({ method: methodOf(method), path, body, signal: undefined });
      const type = path.includes('/report') && !path.includes('html') ? 'text/markdown' : typeOf(text);
      return { status, type: `${type}; charset=utf-8`, text };
    } catch {
      return undefined;
    }
  };
}

function methodOf(method: string): 'GET' | 'POST' | 'DELETE' {
  return method === 'POST' || method === 'DELETE' ? method : 'GET';
}

function typeOf(text: string): string {
  return text.startsWith('<!doctype') ? 'text/html' : 'application/json';
}
