import type { GatewaySend } from '@release-risk/contract/gatewayClient';

const TIMEOUT_MS = 15_000;

/** Sends requests to the gateway at `url` with one of its tokens. */
export function gatewaySend(url: string, token: string): GatewaySend {
  return async ({ method, path, body, signal }) => {
    const timeout = AbortSignal.timeout(TIMEOUT_MS);
    const answer = await fetch(url + path, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body }),
      redirect: 'manual',
      signal: signal === undefined ? timeout : AbortSignal.any([signal, timeout]),
    });
    return { status: answer.status, text: await answer.text() };
  };
}
