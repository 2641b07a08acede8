import { readPayload, type ReadPayload } from './payload.ts';

/** What an Alertmanager of Prometheus sends to a webhook, version 4. */
export function readAlertmanagerPayload(body: unknown): ReadPayload {
  return readPayload(body, { name: 'Alertmanager', version: '4' });
}
