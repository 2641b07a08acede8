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
/** Where the provisioned contact points send alerts; the workload's container also answers to `gateway`. */
export const GATEWAY_PORT = 8090;
/** Inside the containers of the servers, as their images have it. */
export const LOKI = { folder: '/loki', httpPort: 3100, grpcPort: 9095 } as const;
