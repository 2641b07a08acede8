import type { Command } from 'commander';

/** Which gateway, and as whom. The token comes from the environment or from a file, never from the command line. */
export interface GatewayOptions {
  readonly gateway?: string;
  readonly gatewayTokenFile?: string;
  readonly gatewayCa?: string;
  readonly allowHttp?: boolean;
}

/** Help on what the environment says. */
export const GATEWAY_HELP = `
The token comes from RELEASE_RISK_GATEWAY_TOKEN or from --gateway-token-file. It travels over https; over http only to
this machine itself, or with --allow-http.`;

/** Options of a verb that talks to a gateway: the environment may name it. */
export function addGatewayOptions(command: Command): Command {
  return command
    .option('--gateway <url>', 'address of the gateway (env: RELEASE_RISK_GATEWAY_URL)')
    .option('--gateway-token-file <file>', 'file that holds the token (env: RELEASE_RISK_GATEWAY_TOKEN_FILE)')
    .option('--gateway-ca <file>', 'certificate authority of the gateway, PEM')
    .option('--allow-http', 'let the token travel readable, to a gateway without https');
}
