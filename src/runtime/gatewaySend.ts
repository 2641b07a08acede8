import type { GatewaySend } from '@release-risk/contract/gatewayClient';
import type { GrafanaTransport } from '@release-risk/grafana/transport';
import { GATEWAY_ADDRESS } from '../risk/addresses.ts';

/** Of one answer: a report may be long, and nothing else is. */
const BYTES_AT_MOST = 8 * 1024 * 1024;

/** The way to the gateway through the plugin's routes, which add the secret and who asks. */
export function gatewaySend(base: string, transport: GrafanaTransport): GatewaySend {
  return async ({ method, path, body, signal = new AbortController().signal }) => {
    const response = await transport({
      method,
      url: `${base}${GATEWAY_ADDRESS}${path}`,
      headers: {
        accept: 'application/json, text/*',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body }),
      signal,
    });
    return { status: response.status, text: await response.text(BYTES_AT_MOST) };
  };
}
