/**
 * Everything that is asked of Grafana: how a person calls it, and the permissions it needs (any one of them; `+` joins
 * those that are needed together). Grafana's own words about a missing permission are preferred where it has some.
 */
export const OPERATIONS = {
  readHealth: { says: 'say its version', permissions: [] },
  readPlugin: { says: 'say whether the plugin is installed', permissions: [] },
  writePlugin: { says: 'write the settings of the plugin', permissions: ['plugins:write'] },
  readPermissions: { says: 'list the permissions of this account', permissions: [] },
  readFolder: { says: 'read the folder', permissions: ['folders:read'] },
  createFolder: { says: 'create the folder', permissions: ['folders:create'] },
  deleteFolder: { says: 'delete the folder', permissions: ['folders:delete'] },
  readDatasources: { says: 'list the datasources', permissions: ['datasources:read'] },
  checkDatasource: { says: 'check the datasource', permissions: ['datasources:query'] },
  lookUpInDatasource: { says: 'look up labels in the datasource', permissions: ['datasources:query'] },
  readContactPoints: { says: 'list the contact points', permissions: ['alert.notifications:read'] },
  writeContactPoint: {
    says: 'write the contact point',
    permissions: ['alert.provisioning:write', 'alert.notifications:write + alert.provisioning.provenance:write'],
  },
  deleteContactPoint: {
    says: 'delete the contact point',
    permissions: ['alert.provisioning:write', 'alert.notifications:write + alert.provisioning.provenance:write'],
  },
  testContactPoint: {
    says: 'send a test through the contact point',
    permissions: ['alert.notifications:write', 'alert.notifications.receivers:test'],
  },
  renderTemplate: {
    says: 'render the payload',
    permissions: ['alert.notifications:write', 'alert.notifications.templates:test'],
  },
  searchDashboards: { says: 'search the dashboards', permissions: ['dashboards:read'] },
  readRules: { says: 'read the alert rules', permissions: ['alert.rules:read + folders:read'] },
  writeRules: {
    says: 'write the rule group',
    permissions: ['alert.provisioning:write', 'alert.rules:write + alert.provisioning.provenance:write'],
  },
  deleteRules: {
    says: 'delete the alert rules',
    permissions: ['alert.provisioning:write', 'alert.rules:delete + alert.provisioning.provenance:write'],
  },
  readRuleState: { says: 'read the state of the alert rules', permissions: ['alert.rules:read'] },
  readStateHistory: { says: 'read the state history', permissions: ['alert.rules:read'] },
  evaluateRule: { says: 'evaluate the rule', permissions: ['alert.rules:read + datasources:query'] },
  query: { says: 'run the queries', permissions: ['datasources:query'] },
  readDashboard: { says: 'read the dashboard', permissions: ['dashboards:read'] },
  writeDashboard: { says: 'save the dashboard', permissions: ['dashboards:create', 'dashboards:write'] },
  deleteDashboard: { says: 'delete the dashboard', permissions: ['dashboards:delete'] },
  readAnnotations: { says: 'read the annotations', permissions: ['annotations:read'] },
  writeAnnotation: { says: 'write the annotation', permissions: ['annotations:create'] },
  readAlerts: { says: 'list the alerts', permissions: ['alert.instances:read'] },
  readSilences: { says: 'list the silences', permissions: ['alert.silences:read'] },
  writeSilence: { says: 'silence the alert', permissions: ['alert.silences:create'] },
  deleteSilence: { says: 'end the silence', permissions: ['alert.silences:write'] },
} as const satisfies Record<string, { readonly says: string; readonly permissions: readonly string[] }>;

export type Operation = keyof typeof OPERATIONS;
