import type { ContactPoint } from '@release-risk/compiler/emit/grafana/contactPoints';
import { secretsOf } from '@release-risk/compiler/emit/grafana/secret';
import type { StoredContactPoint } from '@release-risk/grafana/api/contactPoints';
import { writes, type Change } from '@release-risk/grafana/state/change';
import { KEY } from '@release-risk/grafana/state/desired';

/** What is known of the secret of a pipeline's contact point. Its value only ever stands in a field and a request. */
export interface ContactSecret {
  /** Such as `RELEASE_RISK_GATEWAY_SECRET`; undefined where it takes none. */
  readonly name: string | undefined;
  /** Whether Grafana holds one. It never gives it back. */
  readonly isConfigured: boolean;
  /** Whether the next apply writes the contact point, and so needs the secret: Grafana keeps none over a write. */
  readonly isNeeded: boolean;
}

export function contactSecret(
  contactPoint: ContactPoint | undefined,
  stored: readonly StoredContactPoint[],
  changes: readonly Change[],
): ContactSecret {
  if (contactPoint === undefined) return { name: undefined, isConfigured: false, isNeeded: false };
  const [name] = secretsOf(contactPoint.settings);
  const isStored = stored.some(({ uid }) => uid === contactPoint.uid);
  const change = changes.find(({ key }) => key === KEY.contactPoint(contactPoint.uid));
  return { name, isConfigured: isStored, isNeeded: name !== undefined && change !== undefined && writes(change) };
}
