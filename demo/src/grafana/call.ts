import { undiciTransport } from '@release-risk/cli/network/undiciTransport';
import { type GrafanaClient, grafanaClient } from '@release-risk/grafana/client';
import { hostClock } from '@release-risk/query/hostClock';
import { request } from 'undici';
import type { GrafanaAccount } from '../servers/find-grafana.ts';

/** A Grafana and who writes to it. */
export interface GrafanaLogin {
  readonly url: string;
  readonly account: GrafanaAccount;
}

interface Answer {
  readonly status: number;
  readonly text: string;
}

/** Sends one request; resolves whatever the status is. */
export async function call(
  { url, account }: GrafanaLogin,
  method: 'GET' | 'POST' | 'PUT' | 'DELETE',
  path: string,
  body?: object,
): Promise<Answer> {
  const authorization =
    account.kind === 'token'
      ? `Bearer ${account.token}`
      : `Basic ${Buffer.from(`${account.user}:${account.password}`).toString('base64')}`;
  const answer = await request(url + path, {
    method,
    headers: { authorization, 'content-type': 'application/json', 'x-disable-provenance': 'true' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: answer.statusCode, text: await answer.body.text() };
}

/** Throws with Grafana's own words unless it did what was asked. */
export function mustWork({ status, text }: Answer, what: string): void {
  if (status >= 300) throw new Error(`Grafana answered ${status} for ${what}: ${text.slice(0, 300)}`);
}

/** The product's own client for that Grafana. */
export function clientOf({ url, account }: GrafanaLogin): GrafanaClient {
  const auth =
    account.kind === 'token'
      ? account
      : ({ kind: 'basic', username: account.user, password: account.password } as const);
  const clock = hostClock({ now: () => Date.now(), setTimeout, clearTimeout });
  return grafanaClient({ url, auth }, undiciTransport(undefined), clock);
}
