import { z } from 'zod';
import { ANYTHING, type GrafanaClient } from '../client.ts';
import { provenanceHeaders } from './provenance.ts';

const CONTACT_POINT = z.object({
  uid: z.string().default(''),
  name: z.string(),
  type: z.string(),
  settings: z.record(z.string(), z.json()).default({}),
  disableResolveMessage: z.boolean().default(false),
  provenance: z.string().default(''),
});

/** One integration of a contact point as Grafana shows it: secrets are `[REDACTED]`. */
export type StoredContactPoint = z.output<typeof CONTACT_POINT>;

/** One integration as it is written: with its real secrets. */
export type WrittenContactPoint = Omit<StoredContactPoint, 'provenance'>;

const PATH = '/api/v1/provisioning/contact-points';

export async function listContactPoints(client: GrafanaClient): Promise<readonly StoredContactPoint[]> {
  return client.read({ operation: 'readContactPoints', path: PATH }, z.array(CONTACT_POINT));
}

export async function createContactPoint(
  client: GrafanaClient,
  contactPoint: WrittenContactPoint,
  lock: boolean,
): Promise<void> {
  const subject = JSON.stringify(contactPoint.name);
  const request = { operation: 'writeContactPoint', subject, path: PATH, method: 'POST', body: contactPoint } as const;
  await client.write({ ...request, headers: provenanceHeaders(lock), repeatable: false }, ANYTHING);
}

export async function updateContactPoint(
  client: GrafanaClient,
  contactPoint: WrittenContactPoint,
  lock: boolean,
): Promise<void> {
  const path = `${PATH}/${encodeURIComponent(contactPoint.uid)}`;
  const subject = JSON.stringify(contactPoint.name);
  const request = { operation: 'writeContactPoint', subject, path, method: 'PUT', body: contactPoint } as const;
  await client.write({ ...request, headers: provenanceHeaders(lock), repeatable: true }, ANYTHING);
}

/** Rejects with `inUse` while a rule or a policy sends to it. */
export async function deleteContactPoint(client: GrafanaClient, uid: string, name: string): Promise<void> {
  const path = `${PATH}/${encodeURIComponent(uid)}`;
  const subject = JSON.stringify(name);
  const request = { operation: 'deleteContactPoint', subject, path, method: 'DELETE', repeatable: true } as const;
  await client.write({ ...request, headers: provenanceHeaders(false) }, ANYTHING);
}
