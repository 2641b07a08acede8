import { ruleGroupYaml } from '@release-risk/compiler/emit/grafana/files';
import { ruleFileYaml } from '@release-risk/compiler/emit/prometheus/ruleFile';
import { json, RULES_FOLDER } from './exampleFiles.ts';
import { GATEWAY_DASHBOARD_UID, gatewayDashboard } from './gatewayDashboard.ts';
import { gatewayRuleFile, gatewayRuleGroup } from './gatewayRules.ts';

/** The datasource that provisioning/datasources makes. */
const PROMETHEUS_UID = 'metrics';

/** What watches the gateway: path from the root -> content. */
export function gatewayFiles(): ReadonlyMap<string, string> {
  const group = gatewayRuleGroup(PROMETHEUS_UID, RULES_FOLDER.uid);
  return new Map([
    [`dashboards/${GATEWAY_DASHBOARD_UID}.json`, json(gatewayDashboard())],
    ['provisioning/alerting/release-risk-gateway-rules.yaml', ruleGroupYaml(group, { folder: RULES_FOLDER.title })],
    ['examples/_gen/gateway/release-risk-gateway.rules.yaml', ruleFileYaml(gatewayRuleFile())],
  ]);
}
