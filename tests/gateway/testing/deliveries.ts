import { createHmac } from 'node:crypto';
import { connect } from 'node:net';
import { webhookAlert, webhookPayload, signedWebhook } from '@release-risk/gateway/testing/grafanaWebhook';
import { deliveryIdOf } from '@release-risk/gateway/intake/deliveryId';
import { readSentAlert } from '@release-risk/gateway/intake/sentAlert';

export const SIGNING_SECRET = 'a-contact-point-secret-of-32-byte';
export const BAD_VERSION = '1.2.0';
export const GOOD_VERSION = '1.1.0';

/** One alert of the model of faults as Grafana sends it; `startsAt` in whole seconds. */
export function faultAlert(service: string, change: Readonly<Record<string, unknown>> = {}, labels: object = {}) {
  return webhookAlert({
    labels: {
      alertname: 'Faults: High release risk',
      release_risk_model: 'faults',
      release_risk_rule: 'act',
      service,
      version: BAD_VERSION,
      ...labels,
    },
    annotations: { action: 'act', cause: 'Errors 40 %', summary: `${service}: High` },
    ...change,
  });
}

export const resolvedNow = () => ({ status: 'resolved', endsAt: new Date().toISOString() });

/** Under which id the store keeps it. */
export function deliveryIdOfSent(sent: unknown): string {
  const read = readSentAlert(sent);
  if (read.kind !== 'alert') throw new Error(`No alert: ${read.fields.join(', ')}`);
  return deliveryIdOf(read.alert);
}

/** Sends one alert; its status, or 0 where there was no answer. */
export async function deliver(url: string, alert: unknown): Promise<number> {
  const { body, headers } = signedWebhook(webhookPayload([alert]), { at: Date.now(), secret: SIGNING_SECRET });
  try {
    const response = await fetch(`${url}/v1/alerts/grafana`, { method: 'POST', headers, body: new Uint8Array(body) });
    await response.text();
    return response.status;
  } catch {
    return 0;
  }
}

/** The bytes of one whole request, signed `secondsAgo`. */
export function requestOf(alert: unknown, secondsAgo = 0): Buffer {
  const body = Buffer.from(JSON.stringify(webhookPayload([alert])));
  const timestamp = String(Math.floor(Date.now() / 1000) - secondsAgo);
  const signature = createHmac('sha256', SIGNING_SECRET).update(`${timestamp}:`).update(body).digest('hex');
  const head = [
    'POST /v1/alerts/grafana HTTP/1.1',
    'host: 127.0.0.1',
    'content-type: application/json',
    `x-grafana-alerting-signature: ${signature}`,
    `x-grafana-alerting-timestamp: ${timestamp}`,
    `content-length: ${String(body.length)}`,
  ];
  return Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), body]);
}

/** Sends requests over so many connections, spread over the ports; how often each status was answered. */
export async function pour(
  ports: readonly number[],
  connections: number,
  requests: readonly Buffer[],
): Promise<Readonly<Record<string, number>>> {
  const statuses: Record<string, number> = {};
  let next = 0;
  const one = (port: number) =>
    new Promise<void>((resolve, reject) => {
      const socket = connect({ port, host: '127.0.0.1', noDelay: true });
      let answer = '';
      const send = () => {
        const request = requests[next++];
        if (request === undefined) {
          socket.destroy();
          resolve();
        } else socket.write(request);
      };
      socket.on('connect', send);
      socket.on('error', reject);
      socket.on('data', (chunk) => {
        answer += chunk.toString('latin1');
        const bodyAt = answer.indexOf('\r\n\r\n');
        if (bodyAt < 0) return;
        const length = Number(/content-length: (\d+)/i.exec(answer)?.[1] ?? 0);
        if (answer.length < bodyAt + 4 + length) return;
        const status = answer.slice(9, 12);
        statuses[status] = (statuses[status] ?? 0) + 1;
        answer = '';
        send();
      });
    });
  await Promise.all(Array.from({ length: connections }, (_, at) => one(ports[at % ports.length] ?? 0)));
  return statuses;
}
