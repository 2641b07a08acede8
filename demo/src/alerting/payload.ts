import { createHash, createHmac } from 'node:crypto';
import { SIGNATURE_HEADER, TIMESTAMP_HEADER } from '@release-risk/compiler/emit/grafana/contactPoints';

/** One alert to be sent. Moments are ms since 1970. */
export interface OutgoingAlert {
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly startsAt: number;
  /** Undefined while it fires. */
  readonly endsAt: number | undefined;
}

/** Grafana's default webhook payload for a group of one alert. */
export function payloadOf(alert: OutgoingAlert, receiver: string, links: { readonly page: string }): object {
  const { labels, annotations, startsAt, endsAt } = alert;
  const status = endsAt === undefined ? 'firing' : 'resolved';
  const groupKey = `{}:{${Object.entries(labels)
    .map(([name, value]) => `${name}=${JSON.stringify(value)}`)
    .join(', ')}}`;
  return {
    receiver,
    status,
    orgId: 1,
    alerts: [
      {
        status,
        labels,
        annotations,
        startsAt: new Date(startsAt).toISOString(),
        endsAt: endsAt === undefined ? '0001-01-01T00:00:00Z' : new Date(endsAt).toISOString(),
        generatorURL: links.page,
        fingerprint: createHash('sha256').update(groupKey).digest('hex').slice(0, 16),
        silenceURL: '',
        dashboardURL: '',
        panelURL: '',
        values: null,
        valueString: '',
      },
    ],
    groupLabels: labels,
    commonLabels: labels,
    commonAnnotations: annotations,
    externalURL: links.page,
    version: '1',
    groupKey,
    truncatedAlerts: 0,
    title: `[${status.toUpperCase()}] ${labels['alertname'] ?? ''}`,
    state: status === 'firing' ? 'alerting' : 'ok',
    message: annotations['summary'] ?? '',
  };
}

/** The headers that a contact point with a secret and a timestamp header adds. */
export function signedHeaders(secret: string, body: string, nowMs: number): Readonly<Record<string, string>> {
  const timestamp = String(Math.floor(nowMs / 1000));
  return {
    [TIMESTAMP_HEADER]: timestamp,
    [SIGNATURE_HEADER]: createHmac('sha256', secret).update(`${timestamp}:${body}`).digest('hex'),
  };
}
