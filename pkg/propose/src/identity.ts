import type { Labels } from '@release-risk/query/source';
import type { LabelShape } from './idea.ts';
import type { SeenFamily } from './inventory.ts';
import { NAMING_LABELS, namingLabels, usable } from './namingLabels.ts';

export interface ChosenIdentity {
  readonly labels: readonly string[];
  /** Whose services are the services of the model. */
  readonly primary: SeenFamily;
}

/**
 * Which labels name the services, and by which family's rows: the first family (nearest to the user) that has them.
 * `wanted` overrides the labels; `service` must stand among the rows seen, where all of them were seen.
 * Undefined when no family has such labels.
 */
export function chooseIdentity(
  seen: readonly SeenFamily[],
  wanted: readonly string[] | undefined,
  service: string | undefined,
): ChosenIdentity | undefined {
  for (const primary of seen) {
    if (wanted !== undefined) {
      const named = primary.rows.some((row) => wanted.every((label) => usable(row[label])));
      const last = wanted.at(-1);
      if (named && last !== undefined && (service === undefined || holds(primary, last, service))) {
        return { labels: wanted, primary };
      }
      continue;
    }
    const label = namingLabels(primary.rows).find((one) => service === undefined || holds(primary, one, service));
    if (label !== undefined) return { labels: withNamespace(label, primary.rows), primary };
  }
  return undefined;
}

/** One name in two namespaces is two services. */
function withNamespace(label: string, rows: readonly Labels[]): readonly string[] {
  const namespaces = new Map<string, string>();
  for (const row of rows) {
    const namespace = row['namespace'];
    const value = row[label];
    if (!usable(namespace) || value === undefined) return [label];
    const earlier = namespaces.get(value);
    if (earlier !== undefined && earlier !== namespace) return ['namespace', label];
    namespaces.set(value, namespace);
  }
  return [label];
}

function holds(family: SeenFamily, label: string, service: string): boolean {
  return family.shape.get(label)?.has(service) ?? false;
}

/**
 * The label by which a family names these services, where it is not the identity label itself: `job` on a process
 * metric, `service_name` on a log stream. Undefined when the identity labels stand on it, `none` when nothing does.
 */
export function carrierOf(
  shape: LabelShape,
  labels: readonly string[],
  services: ReadonlySet<string>,
): { readonly carriedBy: string | undefined } | undefined {
  const last = labels.at(-1) ?? '';
  const shares = (label: string) => [...(shape.get(label) ?? [])].some((value) => services.has(value));
  if (labels.every((label) => shape.has(label)) && shares(last)) return { carriedBy: undefined };
  if (labels.length > 1) return undefined;
  const carrier = NAMING_LABELS.find((label) => label !== last && shares(label));
  return carrier === undefined ? undefined : { carriedBy: carrier };
}
