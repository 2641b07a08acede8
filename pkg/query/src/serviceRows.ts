import { identityKey } from '@release-risk/compiler/identity';
import { isPresent } from '@release-risk/model/present';
import type { Sample } from './source.ts';

/** What a query says about one service. */
export type Row =
  | { readonly kind: 'number'; readonly value: number; readonly labels: Readonly<Record<string, string>> }
  /** The sentinel, NaN or an infinity: asked, and there is no number. */
  | { readonly kind: 'none' }
  /** More than one number, or labels that are not the identity: none of them can be trusted. */
  | { readonly kind: 'unclear'; readonly reason: string };

export type ServiceRows = ReadonlyMap<string, Row>;

/**
 * Sorts rows by service. A row must carry exactly the identity labels (and at most `extra` ones); anything else
 * makes the service unclear instead of letting one of several numbers win.
 */
export function rowsByService(
  labels: readonly string[],
  samples: readonly Sample[],
  extra: readonly string[],
): ServiceRows {
  const rows = new Map<string, Row>();
  const allowed = new Set([...labels, ...extra]);
  for (const sample of samples) {
    const key = identityKey(labels, sample.labels);
    const unexpected = Object.keys(sample.labels).filter((label) => !allowed.has(label));
    const row = rowOfSample(sample, unexpected);
    const earlier = rows.get(key);
    rows.set(key, earlier === undefined ? row : merged(earlier, row));
  }
  return rows;
}

function rowOfSample(sample: Sample, unexpected: readonly string[]): Row {
  if (unexpected.length > 0) {
    return {
      kind: 'unclear',
      reason: `its rows carry more labels than the service: ${unexpected.slice(0, 3).join(', ')}`,
    };
  }
  return isPresent(sample.value) ? { kind: 'number', value: sample.value, labels: sample.labels } : { kind: 'none' };
}

/** A sentinel beside a row with more labels says nothing new; two numbers are one too many. */
function merged(a: Row, b: Row): Row {
  if (a.kind === 'unclear') return a;
  if (b.kind === 'unclear') return b;
  return { kind: 'unclear', reason: 'the query gives several series where one is needed' };
}
