import type { StandInUser } from './content.ts';

/** What Grafana lets an administrator do, as far as the plugin asks. */
export const EVERYTHING: StandInUser['permissions'] = {
  'alert.instances:read': [''],
  'alert.instances:create': [''],
  'alert.instances:write': [''],
  'alert.rules:read': ['folders:*'],
  'alert.silences:read': ['folders:*'],
  'alert.silences:create': ['folders:*'],
  'alert.silences:write': ['folders:*'],
  'annotations:create': ['annotations:type:*'],
  'annotations:read': ['annotations:type:*'],
  'annotations:write': ['annotations:type:*'],
  'dashboards:read': ['dashboards:*'],
  'dashboards:write': ['dashboards:*'],
  'datasources:explore': [''],
  'datasources:query': ['datasources:*'],
  'datasources:read': ['datasources:*'],
  'folders:read': ['folders:*'],
  'releaserisk-app.rollbacks:decide': [''],
  'plugins.app:access': ['plugins:*'],
  'plugins:write': ['plugins:*'],
};

export const ADMIN: StandInUser = { login: 'demo', name: 'Demo', role: 'Admin', permissions: EVERYTHING };
