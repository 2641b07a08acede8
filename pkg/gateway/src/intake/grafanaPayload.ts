import { readPayload, type ReadPayload } from './payload.ts';

/** The default payload of a contact point of Grafana. A custom template is told by the fields it lacks. */
export function readGrafanaPayload(body: unknown): ReadPayload {
  return readPayload(body, { name: 'Grafana', version: '1' });
}
