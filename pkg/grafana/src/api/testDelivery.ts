import { z } from 'zod';
import type { GrafanaClient } from '../client.ts';
import { GrafanaError } from '../errors.ts';

const INTEGRATION = z.object({
  name: z.string().default(''),
  status: z.string(),
  error: z.string().default(''),
});
const TESTED = z.object({
  receivers: z.array(z.object({ name: z.string(), grafana_managed_receiver_configs: z.array(INTEGRATION) })),
  notified_at: z.string().default(''),
});

/** A contact point as its test takes it: secrets apart from the settings, by their path such as `hmacConfig.secret`. */
export interface TestedContactPoint {
  /** Of a stored one: secrets that are left out are then taken from Grafana's store. */
  readonly uid: string;
  readonly name: string;
  readonly type: string;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly secureSettings: Readonly<Record<string, string>>;
}

/** The alert a test is about. */
export interface TestedAlert {
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

/** How a test went. */
export interface Delivery {
  /** ISO 8601; empty where Grafana does not say it. */
  readonly at: string;
  /** Undefined where the receiver took it, otherwise Grafana's words. */
  readonly error: string | undefined;
}

const TIMEOUT_SECONDS = 15;

/** Lets Grafana send one alert through a contact point, stored or not. Never sent twice. Rejects where Grafana refuses. */
export async function testDelivery(
  client: GrafanaClient,
  { uid, name, type, settings, secureSettings }: TestedContactPoint,
  alert: TestedAlert,
): Promise<Delivery> {
  const config = { uid, name, type, disableResolveMessage: false, settings, secureSettings };
  const answer = await client.write(
    {
      operation: 'testContactPoint',
      subject: JSON.stringify(name),
      path: '/api/alertmanager/grafana/config/api/v1/receivers/test',
      method: 'POST',
      headers: { 'request-timeout': String(TIMEOUT_SECONDS) },
      body: { receivers: [{ name, grafana_managed_receiver_configs: [config] }], alert },
      repeatable: false,
      // All invalid, all timed out: the body says which.
      alsoReads: [400, 408],
    },
    z.union([TESTED, z.object({ message: z.string() })]),
  );
  if (!('receivers' in answer)) {
    const serverMessage = answer.message;
    throw new GrafanaError({ code: 'badRequest' }, { url: client.url, operation: 'testContactPoint', serverMessage });
  }
  const failed = answer.receivers
    .flatMap(({ grafana_managed_receiver_configs: configs }) => configs)
    .find(({ status }) => status !== 'ok');
  return { at: answer.notified_at, error: failed && (failed.error || failed.status) };
}
