import { type Command, Option } from 'commander';
import { several } from '../bindings/options.ts';

/** Which Grafana, and as whom. Secrets come from the environment or from files, never from the command line. */
export interface GrafanaOptions {
  readonly grafana?: string;
  readonly grafanaTokenFile?: string;
  readonly grafanaCa?: string;
  readonly grafanaCert?: string;
  readonly grafanaKey?: string;
  readonly org?: string;
}

/** How a model's objects are made. */
export interface ObjectOptions extends GrafanaOptions {
  /** `name=uid` */
  readonly datasource: readonly string[];
  readonly folder?: string;
  readonly interval?: string;
  readonly pipeline?: string;
  readonly pipelineRef?: string;
  readonly pipelineUser?: string;
  readonly pipelineApi?: string;
  /** Files of deployment records, for frozen baselines. */
  readonly deployment: readonly string[];
  readonly lock?: boolean;
  readonly rewriteSecrets?: boolean;
}

/** Help on what the environment says. */
export const GRAFANA_HELP = `
Credentials come from the environment: RELEASE_RISK_GRAFANA_TOKEN (a service account token), or
RELEASE_RISK_GRAFANA_USER and RELEASE_RISK_GRAFANA_PASSWORD, or from --grafana-token-file.`;

/** Help on asking through a Grafana. */
export const GRAFANA_SOURCE_HELP = `With --grafana, queries go through Grafana and its datasources, and its engine computes the score, too: a warning says
where it differs. RELEASE_RISK_GRAFANA_URL alone does not choose this.
${GRAFANA_HELP.trim()}
`;

/** Options of a verb that is about a Grafana: the environment may name it. */
export function addGrafanaOptions(command: Command): Command {
  return addGrafanaAccess(
    command.addOption(new Option('--grafana <url>', 'address of Grafana').env('RELEASE_RISK_GRAFANA_URL')),
  );
}

/** Options of a verb that can ask through a Grafana. The environment alone never changes whom it asks. */
export function addGrafanaSource(command: Command): Command {
  return addDatasourceOption(
    addGrafanaAccess(command.option('--grafana <url>', 'ask through this Grafana instead, with its datasources')),
  );
}

function addDatasourceOption(command: Command): Command {
  return command.option(
    '--datasource <name=uid>',
    'datasource of Grafana for a logical name (repeatable)',
    several,
    [],
  );
}

function addGrafanaAccess(command: Command): Command {
  return command
    .addOption(
      new Option('--grafana-token-file <file>', 'file that holds the service account token').env(
        'RELEASE_RISK_GRAFANA_TOKEN_FILE',
      ),
    )
    .option('--grafana-ca <file>', 'certificate authority of Grafana, PEM')
    .option('--grafana-cert <file>', 'client certificate, PEM')
    .option('--grafana-key <file>', 'key of the client certificate, PEM')
    .addOption(
      new Option('--org <id>', 'organisation in Grafana (default: that of the account)').env(
        'RELEASE_RISK_GRAFANA_ORG',
      ),
    );
}

export function addObjectOptions(command: Command): Command {
  return addDatasourceOption(addGrafanaOptions(command))
    .option('--folder <uid>', 'folder for rules and dashboards (default: release-risk, made where it is missing)')
    .option(
      '--interval <duration>',
      'how often rules are evaluated, a multiple of 10s (default: as applied before, or 30s)',
    )
    .option('--pipeline <where>', 'gateway or job URL, or GitHub owner/repository, or GitLab project')
    .option('--pipeline-ref <ref>', 'GitLab: the branch whose pipeline runs (default main)')
    .option('--pipeline-user <name>', 'Jenkins: the user of the token')
    .option('--pipeline-api <url>', 'GitHub or GitLab: address of the API, where it is not the public one')
    .option('--deployment <file>', 'record of `deploy start`: frozen baselines (repeatable)', several, [])
    .option('--lock', 'nobody may change what is applied in Grafana’s pages')
    .option('--rewrite-secrets', 'write the secrets of contact points again, though they cannot be compared');
}
