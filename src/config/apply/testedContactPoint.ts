import type { ContactPoint } from '@release-risk/compiler/emit/grafana/contactPoints';
import { isSecret, type Setting } from '@release-risk/compiler/emit/grafana/secret';
import type { StoredContactPoint } from '@release-risk/grafana/api/contactPoints';
import type { TestedContactPoint } from '@release-risk/grafana/api/testDelivery';

/**
 * A contact point as its test sends it. A secret that was typed goes with it; one that was not is left out, and Grafana
 * takes it from its store where it has this contact point.
 */
export function testedContactPoint(
  { uid, name, type, settings }: ContactPoint,
  stored: readonly StoredContactPoint[],
  secrets: Readonly<Record<string, string>>,
): TestedContactPoint {
  const secureSettings: Record<string, string> = {};
  const plain = (members: Readonly<Record<string, Setting>>, path: readonly string[]): Record<string, unknown> =>
    Object.fromEntries(
      Object.entries(members).flatMap(([key, value]): [string, unknown][] => {
        const at = [...path, key];
        if (typeof value !== 'object') return [[key, value]];
        if (!isSecret(value)) return [[key, plain(value, at)]];
        const secret = secrets[value.secret] ?? '';
        if (secret !== '') secureSettings[at.join('.')] = secret;
        return [];
      }),
    );
  const shown = plain(settings, []);
  const isStored = stored.some((one) => one.uid === uid);
  return { uid: isStored ? uid : '', name, type, settings: shown, secureSettings };
}

/** The same for one that is there and not made here: everything but its secrets, which Grafana has. */
export function storedAsTested({ uid, name, type, settings }: StoredContactPoint): TestedContactPoint {
  return { uid, name, type, settings: withoutRedacted(settings), secureSettings: {} };
}

const REDACTED = '[REDACTED]';

function withoutRedacted(members: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(members).flatMap(([key, value]) => {
      if (value === REDACTED) return [];
      const isPart = typeof value === 'object' && value !== null && !Array.isArray(value);
      return [[key, isPart ? withoutRedacted({ ...value }) : value]];
    }),
  );
}
