import type { Clock } from '@release-risk/query/transport';
import { type Authenticator, authenticator } from '../auth/authenticator.ts';
import { grafanaSignature } from '../auth/grafanaSignature.ts';
import { grafanaUsers } from '../auth/grafanaUser.ts';
import { slackSignature } from '../auth/slackSignature.ts';
import { bearerTokens } from '../auth/tokens.ts';
import type { ReadConfig } from '../config/readConfig.ts';
import type { FlowLog } from '../flow/parts.ts';

/** Who may call, by the configuration; its secrets are read now. Throws GatewayError GW202 and GW203. */
export function openAuthenticator({ config, readSecret }: ReadConfig, clock: Clock, log: FlowLog): Authenticator {
  const { alerts, people, grafana, tokens } = config;
  return authenticator({
    signature: alerts.grafana && grafanaSignature(alerts.grafana.secrets.map(readSecret)),
    tokens: bearerTokens(tokens.map((token) => ({ ...token, secret: readSecret(token.secret) }))),
    users:
      people.grafana &&
      grafana &&
      grafanaUsers(
        {
          url: grafana.url,
          orgId: grafana.orgId,
          proxySecrets: people.grafana.proxySecrets.map(readSecret),
          namespace: people.grafana.namespace,
          issuer: people.grafana.issuer,
          deciders: people.grafana.deciders,
        },
        fetch,
      ),
    slack: people.slack && slackSignature(people.slack.signingSecrets.map(readSecret), people.slack.users),
    now: () => clock.now(),
    refused: (access, reason) => {
      log.warn({ access, reason }, 'A caller was refused');
    },
  });
}
