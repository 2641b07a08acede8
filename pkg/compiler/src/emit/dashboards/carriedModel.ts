import { readModel } from '@release-risk/language/document/readModel';
import type { RiskModel } from '@release-risk/model/model';

/** What a dashboard says about the model it was made of. */
export type Carried =
  | { readonly kind: 'none' }
  /** It has the key, and what stands there cannot be read. */
  | { readonly kind: 'unreadable'; readonly reason: string }
  | { readonly kind: 'model'; readonly model: RiskModel; readonly fingerprint: string };

/** The key of the dashboard's JSON. Grafana keeps keys it does not know. */
export const CARRIED_KEY = 'releaseRisk';

/** Reads the model out of a dashboard that came from Grafana, of any version. Never throws. */
export function carriedModel(dashboard: unknown): Carried {
  const carried = memberOf(dashboard, CARRIED_KEY);
  if (carried === undefined) return { kind: 'none' };
  if (memberOf(carried, 'format') !== 1) return { kind: 'unreadable', reason: 'It was written by another version.' };
  const fingerprint = memberOf(carried, 'fingerprint');
  const document = memberOf(carried, 'model');
  if (typeof fingerprint !== 'string' || document === undefined)
    return { kind: 'unreadable', reason: 'Its model or its fingerprint is missing.' };
  const read = readModel(JSON.stringify(document), 'dashboard');
  if (read.ok) return { kind: 'model', model: read.model, fingerprint };
  const [first] = read.diagnostics;
  return { kind: 'unreadable', reason: first ? `${first.code}: ${first.message}` : 'It is no model.' };
}

function memberOf(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.entries(value).find(([name]) => name === key)?.[1];
}
