import type { ActionMode } from './action-mode.ts';

/** What differs from place to place in the configuration of the demo's gateway. Files hold one secret each. */
export interface GatewayPlaces {
  readonly listen: { readonly host: string; readonly port: number };
  /** Where people open its reports. */
  readonly publicUrl: string;
  readonly storeFile: string;
  readonly modelFile: string;
  readonly mode: ActionMode;
  readonly prometheusUrl: string;
  readonly lokiUrl: string;
  readonly pipelineUrl: string;
  /** Where the team hears of rollbacks. */
  readonly teamUrl: string;
  readonly secretFiles: Readonly<Record<'alerts' | 'proxy' | 'pipelineToken' | 'personToken' | 'webhooks', string>>;
  /** The Grafana that sends the alerts; without one the servers themselves are asked for scores. */
  readonly grafana?: {
    readonly url: string;
    readonly publicUrl: string;
    readonly tokenFile: string;
    /** Evaluates through its datasources: model -> logical name -> uid. The servers themselves unless given. */
    readonly datasources?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  };
}

/** The name of the person who presses the buttons of the control page. */
const OPERATOR = 'operator';

/** The configuration file of the demo's gateway, as plain data. */
export function gatewayConfiguration(places: GatewayPlaces): object {
  const { listen, publicUrl, storeFile, modelFile, mode, pipelineUrl, teamUrl, secretFiles, grafana } = places;
  const secret = (name: keyof typeof secretFiles) => ({ file: secretFiles[name] });
  const called = [pipelineUrl, teamUrl, ...(grafana === undefined ? [] : [grafana.url])];
  return {
    listen,
    publicUrl,
    store: { sqlite: { file: storeFile } },
    models: [{ file: modelFile }],
    evaluate: evaluation(places),
    alerts: { grafana: { secrets: [secret('alerts')] } },
    tokens: [
      { name: 'demo-pipeline', scopes: ['pipeline', 'read'], secret: secret('pipelineToken') },
      { name: OPERATOR, scopes: ['person'], secret: secret('personToken') },
    ],
    egress: {
      allow: [...new Set(called.map((url) => new URL(url).origin))].map((origin) => origin.replace(/^https:\/\//, '')),
      // Everything of the demo is on this machine, or in its own network of containers.
      allowPrivate: ['127.0.0.0/8', '::1/128', '10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'],
    },
    adapters: {
      pipeline: {
        kind: 'webhook',
        url: `${pipelineUrl}/rollbacks`,
        secret: secret('webhooks'),
        statusUrl: `${pipelineUrl}/rollbacks/{correlationId}`,
        verifyUrl: `${pipelineUrl}/live`,
      },
    },
    releases: [
      {
        name: 'everything',
        mode,
        steps: [{ id: 'code', kind: 'code', adapter: 'pipeline', callTimeout: '10s', timeout: '5m' }],
      },
    ],
    channels: {
      team: { kind: 'webhook', format: 'plain', url: teamUrl, secret: secret('webhooks') },
      ...(grafana && {
        annotations: { kind: 'grafanaAnnotation', url: grafana.url, token: { file: grafana.tokenFile } },
      }),
    },
    ...(grafana && {
      grafana: {
        url: grafana.url,
        publicUrl: grafana.publicUrl,
        token: { file: grafana.tokenFile },
      },
      people: { grafana: { proxySecrets: [secret('proxy')] } },
    }),
  };
}

function evaluation({ prometheusUrl, lokiUrl, grafana }: GatewayPlaces): object {
  if (grafana?.datasources !== undefined) return { through: 'grafana', datasources: grafana.datasources };
  return {
    through: 'servers',
    datasources: {
      metrics: { type: 'prometheus', url: prometheusUrl },
      logs: { type: 'loki', url: lokiUrl },
    },
  };
}
