import { fetchTransport } from '@release-risk/query/fetchTransport';
import type { Clock } from '@release-risk/query/transport';
import type { ReadConfig } from '../config/readConfig.ts';
import { type AlertmanagerClient, alertmanagerClient } from '../intake/alertmanagerClient.ts';

export interface NamedAlertmanager {
  readonly url: string;
  readonly client: AlertmanagerClient;
}

/** The Alertmanagers that the configuration names. */
export function openAlertmanagers({ config, readSecret }: ReadConfig, clock: Clock): readonly NamedAlertmanager[] {
  const send = fetchTransport(fetch);
  return config.alerts.alertmanagers.map(({ url, token }) => {
    const headers = token && { authorization: `Bearer ${readSecret(token)}` };
    return { url, client: alertmanagerClient({ url, send, clock, headers }) };
  });
}
