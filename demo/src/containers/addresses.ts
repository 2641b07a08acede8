import type { Part } from '../workload/workload.ts';

/** Where the workload's processes listen in their container; Prometheus finds them there. */
export const WORKLOAD_PORTS: Readonly<Record<Part, number>> = {
  crm: 9101,
  database: 9102,
  api: 9103,
  bot: 9104,
  worker: 9105,
  'crm-sync': 9106,
  visitors: 9107,
};

/** The workload's name in the network of the containers. */
export const WORKLOAD_HOST = 'workload';
export const CONTROL_PORT = 4300;
/** Where the provisioned contact point of the team sends alerts: the workload's container shows them. */
export const TEAM_PORT = 8090;
/** Where the workload's container takes the calls of the gateway. */
export const PIPELINE_PORT = 8091;
/** The gateway in the network of the containers. */
export const GATEWAY = { host: 'gateway', port: 8686 } as const;
/** As the provisioned files have them. */
export const GRAFANA = { url: 'http://grafana:3000', publicUrl: 'http://127.0.0.1:3000' } as const;
/** What `prepare` makes, one file each, in the folder of the secrets. */
export const GATEWAY_SECRETS = {
  alerts: 'gateway-secret',
  proxy: 'gateway-proxy-secret',
  pipelineToken: 'gateway-pipeline-token',
  personToken: 'gateway-person-token',
  webhooks: 'gateway-webhooks',
  /** Made by `introduce` once Grafana answers. */
  grafanaToken: 'gateway-grafana-token',
} as const;
/** Inside the containers of the servers, as their images have it. */
export const LOKI = { folder: '/loki', httpPort: 3100, grpcPort: 9095 } as const;
