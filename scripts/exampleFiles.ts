import { compile, contactPointOf, type Compiled } from '@release-risk/compiler/compile';
import { contactPointsYaml, ruleGroupYaml } from '@release-risk/compiler/emit/grafana/files';
import type { ContactPoint, Pipeline } from '@release-risk/compiler/emit/grafana/contactPoints';
import { contactPointsTerraform, ruleGroupTerraform } from '@release-risk/compiler/emit/grafana/terraform';
import { ruleFileYaml } from '@release-risk/compiler/emit/prometheus/ruleFile';
import type { Identity, PipelineContact, RiskModel } from '@release-risk/model/model';
import { stringify } from 'yaml';

/** Path below `examples/_gen/<model>/` -> content. */
export type ExampleFiles = ReadonlyMap<string, string>;

export const RULES_FOLDER = { uid: 'release-risk', title: 'Release Risk' };
const INTERVAL_SECONDS = 30;
const WIDEST_IN_GRAFANA = 300;

/** When the deployments of examples with frozen baselines are said to have begun: any fixed moment. */
const FROZEN_AT = Date.UTC(2026, 0, 1) / 1000;

/** A compiled example, for a Grafana whose datasources have the model's own names as uids. */
export function compileExample(model: RiskModel): Compiled {
  const services = exampleServices(model);
  const frozen = services.map((service) => ({ service, at: FROZEN_AT, baselines: {} }));
  const bindings = Object.fromEntries(Object.entries(exampleBindings(model)).map(([name, uid]) => [name, { uid }]));
  const target = { folderUid: RULES_FOLDER.uid, bindings, intervalSeconds: INTERVAL_SECONDS, panelInstalled: true };
  return compile(model, { services, frozen }, target);
}

/** Uids of Grafana's datasources by the names the model gives them: the names themselves. */
export function exampleBindings(model: RiskModel): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.keys(model.datasources).map((name) => [name, name]));
}

/** Everything an example becomes, as the files a team would keep. What cannot be emitted is said in a file of its own. */
export function exampleFiles(model: RiskModel, compiled: Compiled): ExampleFiles {
  const { plan, grafana, baselines, lokiValues, score } = compiled;
  const files = new Map<string, string>([['plan.json', json(plan)]]);
  const refused: string[] = [];
  if (grafana.ok) {
    for (const [path, content] of grafanaFiles(model, grafana.value)) files.set(path, content);
  } else refused.push(...grafana.diagnostics.map(({ code, message, hint }) => `${code} Grafana: ${message}. ${hint}`));
  for (const rules of [baselines, lokiValues]) {
    if (!rules.ok) continue;
    for (const { datasource, file } of rules.value) files.set(`${datasource}-baselines.rules.yaml`, ruleFileYaml(file));
  }
  if (score.ok) files.set(`${score.value.datasource}-score.rules.yaml`, ruleFileYaml(score.value.file));
  else refused.push(...score.diagnostics.map(({ code, message, hint }) => `${code} Prometheus: ${message}. ${hint}`));
  if (refused.length > 0) files.set('refused.txt', `${refused.join('\n')}\n`);
  return files;
}

/** Files for Grafana's own provisioning folder, as `docker compose` mounts it. */
export function provisioningFiles(model: RiskModel, { grafana }: Compiled): ExampleFiles {
  if (!grafana.ok)
    throw new Error(`The model ${model.name} cannot be provisioned: ${grafana.diagnostics[0]?.message ?? ''}`);
  const [contactPoint, team] = [contactPointOf(model, examplePipeline), teamContactPoint(model)];
  const contacts = [contactPoint, team].filter((one) => one !== undefined);
  return new Map([
    [`provisioning/alerting/${model.name}-contact-points.yaml`, contactPointsYaml(contacts)],
    ...grafana.value.groups.map(
      (group, at) =>
        [
          `provisioning/alerting/${model.name}-rules${at === 0 ? '' : `-${at + 1}`}.yaml`,
          ruleGroupYaml(group, { folder: RULES_FOLDER.title }),
        ] as const,
    ),
    ...grafana.value.dashboards.map((dashboard) => [`dashboards/${dashboard.uid}.json`, json(dashboard)] as const),
    ['provisioning/datasources/release-risk.yaml', datasourcesYaml(model)],
    ['provisioning/dashboards/release-risk.yaml', dashboardsYaml()],
  ]);
}

/** Grafana fills in $NAME from its environment: who mounts the files says where the servers are. */
function datasourcesYaml(model: RiskModel): string {
  const datasources = Object.entries(model.datasources).map(([name, { type }]) => ({
    uid: name,
    name,
    type,
    access: 'proxy',
    url: `$RELEASE_RISK_${type.toUpperCase()}_URL`,
    ...(type === 'prometheus' ? { jsonData: { timeInterval: '5s' } } : {}),
  }));
  return stringify({ apiVersion: 1, datasources });
}

/** The folder is named by its title alone: the alert rules, which come first, have made it under a uid of their own. */
function dashboardsYaml(): string {
  const provider = {
    name: 'release-risk',
    orgId: 1,
    folder: RULES_FOLDER.title,
    type: 'file',
    options: { path: '$RELEASE_RISK_DASHBOARDS' },
  };
  return stringify({ apiVersion: 1, providers: [provider] });
}

function grafanaFiles(model: RiskModel, { groups, dashboards }: Extract<Compiled['grafana'], { ok: true }>['value']) {
  const contactPoint = contactPointOf(model, examplePipeline);
  const contacts: readonly ContactPoint[] = contactPoint ? [contactPoint] : [];
  const numbered = (at: number) => (groups.length === 1 ? '' : `-${at + 1}`);
  return [
    ...groups.flatMap((group, at) => [
      [`grafana/rules${numbered(at)}.json`, json(group)] as const,
      [`grafana/rules${numbered(at)}.yaml`, ruleGroupYaml(group, { folder: RULES_FOLDER.title })] as const,
      [`grafana/rules${numbered(at)}.tf`, ruleGroupTerraform(group)] as const,
    ]),
    ...(contacts.length === 0
      ? []
      : [
          ['grafana/contact-points.yaml', contactPointsYaml(contacts)] as const,
          ['grafana/contact-points.tf', contactPointsTerraform(contacts)] as const,
        ]),
    ...dashboards.map((dashboard) => [`grafana/dashboards/${dashboard.uid}.json`, json(dashboard)] as const),
  ];
}

/** Discovered services are known only where the servers are: such examples are shown with two made-up ones. */
function exampleServices({ identity }: RiskModel): readonly Identity[] {
  const { services, labels } = identity;
  if (services.kind === 'listed') return services.list.slice(0, WIDEST_IN_GRAFANA);
  return ['first', 'second'].map((value) => Object.fromEntries(labels.map((label) => [label, value])));
}

function examplePipeline(contact: PipelineContact): Pipeline {
  if (contact.kind === 'gateway') return { target: 'gateway', url: 'http://gateway:8686/v1/alerts/grafana' };
  switch (contact.target) {
    case 'github':
      return { target: 'github', repository: 'example/shop' };
    case 'gitlab':
      return { target: 'gitlab', project: '42', ref: 'main' };
    case 'jenkins':
      return { target: 'jenkins', jobUrl: 'https://jenkins.example.com/job/rollback', user: 'release-risk' };
    case 'generic':
      return { target: 'generic', url: 'https://pipeline.example.com/rollback' };
  }
}

/** A team has its own contact point; for the demo one must exist, so here is a webhook that goes nowhere else. */
function teamContactPoint({ contactPoints }: RiskModel): ContactPoint | undefined {
  if (!contactPoints.team) return undefined;
  const settings = { httpMethod: 'POST', url: 'http://workload:8090/team' };
  return {
    uid: 'rr-team-demo',
    name: contactPoints.team.name,
    type: 'webhook',
    settings,
    disableResolveMessage: false,
  };
}

export function json(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
