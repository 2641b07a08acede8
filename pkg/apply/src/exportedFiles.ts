import { contactPointsYaml, ruleGroupYaml } from '@release-risk/compiler/emit/grafana/files';
import { contactPointsTerraform, ruleGroupTerraform } from '@release-risk/compiler/emit/grafana/terraform';
import type { DesiredState } from '@release-risk/grafana/state/desired';
import { RECORD_KEY } from '@release-risk/grafana/state/record';

/** YAML for Grafana's file provisioning, or Terraform. */
export type ExportFormat = 'yaml' | 'hcl';

/** A file of a repository: its name and its text. */
export type ExportedFile = readonly [name: string, text: string];

/** Rules and contact points. Secrets are names of variables. */
export function alertingFiles(
  { groups, contactPoints, folder, plan }: DesiredState,
  as: ExportFormat,
): readonly ExportedFile[] {
  const ending = as === 'yaml' ? 'yaml' : 'tf';
  const rules = groups.map((group, at): ExportedFile => {
    const name = groups.length === 1 ? plan.model : `${plan.model}-${String(at + 1)}`;
    const text = as === 'yaml' ? ruleGroupYaml(group, { folder: folder.title }) : ruleGroupTerraform(group);
    return [`${name}-rules.${ending}`, text];
  });
  if (contactPoints.length === 0) return rules;
  const text = as === 'yaml' ? contactPointsYaml(contactPoints) : contactPointsTerraform(contactPoints);
  return [[`${plan.model}-contact-points.${ending}`, text], ...rules];
}

/** Dashboards as JSON. The record stays out of them: with files, git is the history. */
export function dashboardFiles({ dashboards }: DesiredState): readonly ExportedFile[] {
  return dashboards.map(({ [RECORD_KEY]: _record, ...dashboard }) => [
    `${String(dashboard['uid'])}.json`,
    `${JSON.stringify(dashboard, undefined, 2)}\n`,
  ]);
}
