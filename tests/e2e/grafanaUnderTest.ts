import { undiciTransport } from '@release-risk/cli/network/undiciTransport';
import { runCli, type CliRun } from '@release-risk/cli/testing/runCli';
import { grafanaClient, type GrafanaClient } from '@release-risk/grafana/client';
import { hostClock } from '@release-risk/query/hostClock';

export const { GRAFANA_URL = '' } = process.env;
const { GRAFANA_USER = 'admin', GRAFANA_PASSWORD = 'admin' } = process.env;

/** What contact points sign with that `releaseRisk` applies. */
export const GATEWAY_SECRET = 'only-for-tests-only-for-tests-only';

const clock = hostClock({ now: () => Date.now(), setTimeout, clearTimeout });
const transport = undiciTransport(undefined);

/** The Grafana of GRAFANA_URL as its admin. */
export function adminClient(): GrafanaClient {
  const auth = { kind: 'basic', username: GRAFANA_USER, password: GRAFANA_PASSWORD } as const;
  return grafanaClient({ url: GRAFANA_URL, auth }, transport, clock);
}

/** `release-risk ... --grafana GRAFANA_URL`, in this process. */
export function releaseRisk(...args: readonly string[]): Promise<CliRun> {
  const env = {
    RELEASE_RISK_GRAFANA_URL: GRAFANA_URL,
    RELEASE_RISK_GRAFANA_USER: GRAFANA_USER,
    RELEASE_RISK_GRAFANA_PASSWORD: GRAFANA_PASSWORD,
    RELEASE_RISK_GATEWAY_SECRET: GATEWAY_SECRET,
  };
  return runCli([...args, '--grafana', GRAFANA_URL], { clock, transport, env });
}

/** Asks Grafana's API as admin; the status and what it answered. */
export async function api(method: string, path: string, body?: unknown) {
  const basic = Buffer.from(`${GRAFANA_USER}:${GRAFANA_PASSWORD}`).toString('base64');
  const response = await fetch(`${GRAFANA_URL}${path}`, {
    method,
    headers: { authorization: `Basic ${basic}`, 'content-type': 'application/json', 'x-disable-provenance': 'true' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, json: text === '' ? undefined : (JSON.parse(text) as unknown) };
}

/** What was answered; throws where it was refused. */
export async function must(answer: ReturnType<typeof api>): Promise<unknown> {
  const { status, json } = await answer;
  if (status >= 300) throw new Error(`${String(status)} ${JSON.stringify(json)}`);
  return json;
}
